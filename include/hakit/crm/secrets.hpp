/// Where crm shell text holds passwords and keys.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/text/span.hpp>

#include <vector>

namespace hakit::crm {

/// The places of the values that cib::is_secret() names, of a configuration that bind() made of file `file`. For
/// text::render_options::secrets.
[[nodiscard]] std::vector<text::location> secrets(const cib::config& c, text::file_id file);

}  // namespace hakit::crm

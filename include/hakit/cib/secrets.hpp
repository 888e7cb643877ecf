/// Parameters that hold passwords and keys.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/text/span.hpp>

#include <string_view>
#include <vector>

namespace hakit::cib {

/// Whether the value of an nvpair of that name is hidden: names with "passw", "secret" or "community" in them, and the
/// names that fence agents and cloud agents give to keys. Names of scripts and files that hold a secret
/// ("passwd_script", "identity_file") are not.
[[nodiscard]] bool is_secret(std::string_view name) noexcept;

/// The places of all such values.
[[nodiscard]] std::vector<text::span> secrets(const config& c);

}  // namespace hakit::cib

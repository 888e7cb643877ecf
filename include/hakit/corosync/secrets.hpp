/// Where a configuration holds keys.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/span.hpp>

#include <vector>

namespace hakit::corosync {

/// The places of all secret values (totem.key), for text::render_options::secrets; misplaced ones count, too. O(size).
[[nodiscard]] std::vector<text::location> secrets(const text::document& doc, text::file_id file = 0);

}  // namespace hakit::corosync

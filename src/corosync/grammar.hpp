/// The grammar without the explanation of braces that do not pair. Internal.
#pragma once

#include <hakit/corosync/target.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::corosync {

/// As parse(); sets `unpaired` when a section has no '}' or a '}' no section, and does not report that.
[[nodiscard]] text::document parse_lines(text::source source, const text::limits& bounds, const target& aim,
                                         bool& unpaired);

}  // namespace hakit::corosync

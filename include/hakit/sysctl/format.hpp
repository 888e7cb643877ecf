/// The canonical layout of sysctl.conf.
#pragma once

#include <hakit/text/document.hpp>

#include <string>

namespace hakit::sysctl {

/// The text laid out anew: `key = value` from the first column, comments where they were, at most one blank line in a
/// row and none at either end. Keys, values and the order stay, so the meaning does; format(format(x)) is format(x).
/// Line endings are those of the first line. A text with control characters or a byte order mark comes back as it is.
[[nodiscard]] std::string format(const text::document& doc);

}  // namespace hakit::sysctl

/// The canonical layout of corosync.conf.
#pragma once

#include <hakit/text/document.hpp>

#include <string>

namespace hakit::corosync {

/// The text laid out anew: four blanks a level, "key: value", "section {", at most one blank line in a row, comments
/// where they were. Words and the order stay, so the meaning does; format(format(x)) is format(x). Line endings are
/// those of the first line. A text with errors comes back as it is.
[[nodiscard]] std::string format(const text::document& doc);

}  // namespace hakit::corosync

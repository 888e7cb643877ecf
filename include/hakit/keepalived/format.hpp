/// The canonical layout of keepalived.conf.
#pragma once

#include <hakit/text/document.hpp>

#include <string>

namespace hakit::keepalived {

/// The text laid out anew: four blanks a level, one blank between words, '{' behind its keyword, one statement a line,
/// at most one blank line in a row, comments where they were. Words, quotes and the order stay, so the meaning does;
/// format(format(x)) is format(x). Lines that hold definitions or includes keep their bytes behind the keyword. Line
/// endings are those of the first line. A text with unmatched braces, unmatched quotes or NUL bytes comes back as it
/// is.
[[nodiscard]] std::string format(const text::document& doc);

}  // namespace hakit::keepalived

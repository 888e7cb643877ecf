/// The canonical layout of crm shell text.
#pragma once

#include <hakit/text/document.hpp>

#include <string>

namespace hakit::crm {

/// The text laid out anew as `crm configure show` does it: one part of an object a line, a tab before it, one blank
/// between words, at most one empty line in a row, comments where they were. Words, quotes and the order stay, so the
/// meaning does; format(format(x)) is format(x). Line endings are those of the first line. Statements that the grammar
/// could not place, those with a prompt, `xml`, and quoted words over several lines keep their bytes. A text with lines
/// that start no statement comes back as it is.
[[nodiscard]] std::string format(const text::document& doc);

}  // namespace hakit::crm

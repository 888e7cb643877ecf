/// What page damage and habits do to crm shell text, and how to mend it. Internal.
#pragma once

#include "crm/syntax.hpp"

namespace hakit::crm {

/// Words that start with '#' at word `first`, behind or inside of the last statement of the tree.
void report_comment(text::diagnostic_list& out, std::string_view text, const syntax& tree, std::uint32_t first);

/// Reports statements that are none: shell commands, misspelt keywords, and lines such as `meta ...` that an empty
/// line, a comment or a missing '\' cut off from their statement; also a '\' that an empty line follows.
void report_damage(std::string_view text, const syntax& tree, text::diagnostic_list& out);

}  // namespace hakit::crm

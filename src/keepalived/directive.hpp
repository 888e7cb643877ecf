/// The lines of keepalived.conf that are not statements: definitions, includes, conditions, sequences. Internal.
#pragma once

#include <string_view>

namespace hakit::keepalived {

enum class directive_kind { none, definition, include, condition, sequence };

struct directive_head {
    directive_kind kind = directive_kind::none;
    const char* head_end = nullptr;  ///< after `$NAME=`, `include`, `@id` or `~SEQ(...)`
};

/// Whether a directive may start with this byte; rules most lines out at once.
[[nodiscard]] constexpr bool may_begin_directive(char c) noexcept {
    return c == '$' || c == '@' || c == '~' || c == 'i';
}

/// The directive that starts at `p`, the first byte of a line that is not blank.
[[nodiscard]] directive_head find_directive(const char* p, const char* end);

/// The end of the reference that starts with the '$' at `p`: `$NAME`, `${NAME}`, `${_ENV NAME}`; just the '$' when it
/// is none.
[[nodiscard]] const char* end_of_reference(const char* p, const char* end);

struct raw_line {
    const char* value_end;  ///< the value without trailing blanks, the continuation backslash included
    const char* line_end;   ///< before the line ending, after a comment
    bool continues;         ///< the line ends with a backslash, within a comment too
};

/// The line that starts at `p`, cut at a '#' or '!' outside double quotes.
[[nodiscard]] raw_line scan_raw_line(const char* p, const char* end);

/// Which of include, includer, includem, includew, includeb, includea a word is.
[[nodiscard]] bool is_include_keyword(std::string_view word);

}  // namespace hakit::keepalived

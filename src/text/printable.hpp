/// Text that is safe and predictable on a terminal. Internal.
#pragma once

#include <text/utf8.hpp>

#include <string>
#include <string_view>

namespace hakit::text {

/// Columns a terminal gives to a code point: 0 for combining marks, 2 for East Asian wide ones, else 1.
/// Blocks only, after Unicode 15's EastAsianWidth.txt; a terminal's own table may differ for single characters.
[[nodiscard]] unsigned display_width(char32_t c) noexcept;

/// Appends what `step`, taken from the front of `text`, looks like: itself, or an escape such as `\x1b` for bytes that
/// are not UTF-8, control characters and those that change the direction of writing. Returns its columns.
unsigned append_printable(std::string& out, std::string_view text, const utf8_step& step);

/// All of `text` like that.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace hakit::text

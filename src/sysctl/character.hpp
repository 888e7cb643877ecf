/// Which bytes the two programs take as blanks. Internal.
#pragma once

#include <string_view>

namespace hakit::sysctl {

[[nodiscard]] constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// What UTF-8 editors of Windows put in front of a text.
inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace hakit::sysctl

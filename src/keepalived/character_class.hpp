/// How keepalived's lexer sees a byte (keepalived.conf(5), and lib/parser.c of 2.2.7 as measured).
#pragma once

#include <array>
#include <cstdint>

namespace hakit::keepalived {

enum class character : std::uint8_t {
    ordinary,  ///< part of a word; all bytes from 0x80 up are
    blank,     ///< space, tab, vertical tab, form feed, carriage return
    newline,
    comment,  ///< '#' or '!', anywhere outside double quotes, even inside a word
    open,
    close,
    quote,
    dollar,
};

inline constexpr auto character_table = [] {
    std::array<character, 256> table{};
    for (const char c : {' ', '\t', '\v', '\f', '\r'}) table[static_cast<unsigned char>(c)] = character::blank;
    table['\n'] = character::newline;
    table['#'] = table['!'] = character::comment;
    table['{'] = character::open;
    table['}'] = character::close;
    table['"'] = character::quote;
    table['$'] = character::dollar;
    return table;
}();

[[nodiscard]] constexpr character class_of(char c) noexcept { return character_table[static_cast<unsigned char>(c)]; }

[[nodiscard]] constexpr bool is_name_start(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
[[nodiscard]] constexpr bool is_name_part(char c) noexcept { return is_name_start(c) || (c >= '0' && c <= '9'); }

}  // namespace hakit::keepalived

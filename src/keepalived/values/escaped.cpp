#include "keepalived/values/escaped.hpp"

#include "keepalived/values/hex.hpp"

#include <cstddef>

namespace hakit::keepalived {
namespace {

constexpr bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool octal(char c) { return c >= '0' && c <= '7'; }

char named_escape(char c) {
    switch (c) {
        case 'a': return '\a';
        case 'b': return '\b';
        case 'E': return '\x1b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'v': return '\v';
        default: return c;
    }
}

/// The character of the escape that starts at text[at], behind the backslash; moves `at` past it.
char unescape(std::string_view text, std::size_t& at) {
    const char c = text[at++];
    if (c == 'x' && at < text.size() && hex_value(text[at]) >= 0) {
        unsigned value = 0;
        for (; at < text.size() && hex_value(text[at]) >= 0; ++at)
            value = (value << 4 | static_cast<unsigned>(hex_value(text[at]))) & 0xffu;
        return static_cast<char>(value);
    }
    if (c == 'c' && at < text.size()) return static_cast<char>(text[at++] & 0x1f);
    if (octal(c)) {
        unsigned value = static_cast<unsigned>(c - '0');
        for (int more = 2; more != 0 && at < text.size() && octal(text[at]); --more)
            value = value << 3 | static_cast<unsigned>(text[at++] - '0');
        return static_cast<char>(value & 0xffu);
    }
    return named_escape(c);
}

/// Adds text[i], as \NNN when it would be read as something else.
void append_escaped(std::string& out, std::string_view text, std::size_t i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool definition =
        c == '$' && (next == '{' || next == '_' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
    if (c == '\\') {
        out += "\\\\";
    } else if (byte < 0x20 || byte == 0x7f || c == '"' || definition) {
        out += '\\';
        for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + (byte >> shift & 7));
    } else {
        out += c;
    }
}

}  // namespace

std::optional<std::vector<std::string>> escaped_words(std::string_view text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && blank(text[at])) ++at;
        if (at == text.size()) return words;
        std::string word;
        char quote = 0;
        while (at < text.size() && (quote != 0 || !blank(text[at]))) {
            const char c = text[at++];
            if (c == '\\') {
                if (at == text.size()) return std::nullopt;
                word += unescape(text, at);
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word += c;
            }
        }
        if (quote != 0) return std::nullopt;
        words.push_back(std::move(word));
    }
}

std::string escaped_quote(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) append_escaped(out, text, i);
    return out + '"';
}

}  // namespace hakit::keepalived

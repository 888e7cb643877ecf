/// What separates words in rules of ipvsadm: blanks, and nothing else. Internal.
#pragma once

#include "text/byte_set.hpp"

#include <string_view>

namespace hakit::ipvsadm {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r'; }

inline constexpr text::byte_set ends_rule_word{" \t\v\f\r\n"};

/// The end of the word that begins at `p`.
constexpr const char* end_of_rule_word(const char* p, const char* end) noexcept {
    while (p != end && !ends_rule_word.contains(*p)) ++p;
    return p;
}

/// Takes the line from the front of `rest`: `word` gets each word, `comment` what a '#' in front of a word begins.
template <class Word, class Comment>
void read_rule_line(std::string_view& rest, Word word, Comment comment) {
    const char* p = rest.data();
    const char* const end = p + rest.size();
    while (p != end && *p != '\n') {
        if (is_blank(*p)) {
            ++p;
            continue;
        }
        const char* const first = p;
        if (*p == '#') {
            while (p != end && *p != '\n') ++p;
            comment(std::string_view{first, p});
        } else {
            p = end_of_rule_word(p, end);
            word(std::string_view{first, p});
        }
    }
    rest = {p == end ? p : p + 1, end};
}

}  // namespace hakit::ipvsadm

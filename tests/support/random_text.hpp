/// Random configurations and damage to them, the same for the same seed on every machine.
#pragma once

#include "base/splitmix64.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::test {

class random_source : public splitmix64 {
public:
    using splitmix64::splitmix64;

    /// From 0 to `bound` - 1; 0 when `bound` is 0.
    std::size_t below(std::size_t bound) noexcept { return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound); }
    bool one_in(std::size_t n) noexcept { return below(n) == 0; }
    template <std::size_t Size>
    std::string_view pick(const std::string_view (&choices)[Size]) noexcept {
        return choices[below(Size)];
    }
};

/// Statements with words, comments, blank lines, blocks in several layouts; LF or CRLF throughout.
class config_generator {
public:
    explicit config_generator(std::uint64_t seed) : random_{seed}, eol_{random_.one_in(4) ? "\r\n" : "\n"} {}

    std::string make() {
        std::string out;
        block(out, 0);
        if (random_.one_in(5) && out.ends_with(eol_)) out.resize(out.size() - eol_.size());
        return out;
    }

private:
    void block(std::string& out, std::size_t depth) {
        for (auto n = random_.below(6) + (depth == 0 ? 2u : 0u); n-- > 0;) statement(out, depth);
    }

    void statement(std::string& out, std::size_t depth) {
        if (random_.one_in(6)) out += eol_;
        if (random_.one_in(5)) out += indent(depth) + "# " + std::string{random_.pick(words)} + eol_;
        if (random_.one_in(20)) out += indent(depth) + std::string{random_.pick(directives)} + eol_;
        out += indent(depth) + (random_.one_in(20) ? "@host " : "") + std::string{random_.pick(names)};
        for (auto n = random_.below(4); n-- > 0;)
            out += std::string{random_.pick(blanks)} + std::string{random_.pick(words)};
        if (depth < 4 && random_.one_in(3)) {
            if (random_.one_in(6)) {
                out += " { " + std::string{random_.pick(names)} + " 1 }";
            } else {
                out += random_.one_in(4) ? eol_ + indent(depth) + "{" + eol_ : " {" + eol_;
                block(out, depth + 1);
                out += indent(depth) + "}";
            }
        }
        if (random_.one_in(5)) out += "  # why";
        out += eol_;
    }

    std::string indent(std::size_t depth) {
        if (random_.one_in(20)) return "\t";
        return std::string(depth * 4, ' ');
    }

    static constexpr std::string_view names[] = {"a", "b",   "weight",  "server", "1",
                                                 "2", "x.y", "\"q r\"", "\"\"",   "\xc3\xa9"};
    static constexpr std::string_view directives[] = {"include a/*.conf", "include  x y # z", "$N=1 2", "$M= v"};
    static constexpr std::string_view words[] = {"1",    "2",   "3",  "VI_1", "10.0.0.1", "80", "::1", "\"two words\"",
                                                 "\"\"", "a]b", "x:1"};
    static constexpr std::string_view blanks[] = {" ", "  ", "\t", " "};

    random_source random_;
    std::string eol_;
};

/// `text` with one to four random bytes, slices or copies of slices put in, taken out or replaced.
inline std::string mutate(std::string text, random_source& random) {
    static constexpr std::string_view pieces[] = {"{",  "}", "\n", "\r\n", "\r",   " ",  "\t",       "#",
                                                  "\"", "x", "\\", "@x",   "\xff", "{}", "\xe2\x82", "1"};
    for (auto n = random.below(4) + 1; n-- > 0;) {
        const auto at = random.below(text.size() + 1);
        switch (random.below(4)) {
            case 0: text.insert(at, random.pick(pieces)); break;
            case 1: text.erase(at, random.below(12) + 1); break;
            case 2: text.insert(random.below(text.size() + 1), text.substr(at, random.below(24))); break;
            default:
                if (at < text.size()) text.replace(at, 1, random.pick(pieces));
        }
    }
    return text;
}

}  // namespace hakit::test

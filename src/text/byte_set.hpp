/// Sets of bytes as a table, for loops over every byte of a text: find_first_of() of the standard library searches the
/// set anew for each byte.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace hakit::text {

class byte_set {
public:
    constexpr explicit byte_set(std::string_view members) {
        for (const char c : members) holds_[static_cast<unsigned char>(c)] = true;
    }
    /// With the bytes from `first` to `last`.
    [[nodiscard]] constexpr byte_set with(unsigned char first, unsigned char last) const {
        byte_set more{*this};
        for (unsigned c = first; c <= last; ++c) more.holds_[c] = true;
        return more;
    }

    [[nodiscard]] constexpr bool contains(char c) const noexcept { return holds_[static_cast<unsigned char>(c)]; }
    /// Where the first member stands; the size of the text when there is none.
    [[nodiscard]] constexpr std::size_t find_in(std::string_view text) const noexcept {
        std::size_t at = 0;
        while (at < text.size() && !contains(text[at])) ++at;
        return at;
    }
    [[nodiscard]] constexpr bool holds_all(std::string_view text) const noexcept {
        for (const char c : text)
            if (!contains(c)) return false;
        return true;
    }

private:
    std::array<bool, 256> holds_{};
};

}  // namespace hakit::text

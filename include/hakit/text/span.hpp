/// Where something stands: a range of bytes, in one of the files that were read.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hakit::text {

/// The bytes [begin, end) of one text. Texts are limited to 256 MiB, so 32 bits do.
struct span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] constexpr std::uint32_t size() const noexcept { return end - begin; }
    [[nodiscard]] constexpr bool empty() const noexcept { return begin == end; }
    /// Whether `inner` lies wholly inside; an empty span lies inside where it touches.
    [[nodiscard]] constexpr bool contains(span inner) const noexcept {
        return begin <= inner.begin && inner.end <= end;
    }
    /// The bytes of `text` that the span covers; clipped to the text.
    [[nodiscard]] constexpr std::string_view of(std::string_view text) const noexcept {
        const std::size_t first = begin < text.size() ? begin : text.size();
        const std::size_t last = end < text.size() ? end : text.size();
        return text.substr(first, last > first ? last - first : 0);
    }
    friend constexpr auto operator<=>(const span&, const span&) = default;
};

/// Names one file of a workspace; 0 is the first one opened.
using file_id = std::uint32_t;

/// A span in one file of a workspace.
struct location {
    file_id file = 0;
    span where;
    friend constexpr auto operator<=>(const location&, const location&) = default;
};

}  // namespace hakit::text

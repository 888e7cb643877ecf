/// From byte offsets to lines and columns.
#pragma once

#include <hakit/text/span.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace hakit::text {

/// A place as people and editors name it. Both count from 1; the column counts UTF-8 code points,
/// an invalid byte counts as one.
struct position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    friend constexpr auto operator<=>(const position&, const position&) = default;
};

/// The line starts of one text. Built in O(size), looked up in O(log lines). Keeps a view of the text.
class line_index {
public:
    explicit line_index(std::string_view text);

    /// The number of lines; an empty text has one, and a final newline starts no further line to write in.
    [[nodiscard]] std::uint32_t line_count() const noexcept { return static_cast<std::uint32_t>(starts_.size()); }
    /// The line (from 1) that holds the byte at `offset`; offsets past the end belong to the last line.
    [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const noexcept;
    [[nodiscard]] position position_of(std::uint32_t offset) const noexcept;
    /// The bytes of a line (from 1) without its line ending.
    [[nodiscard]] span line_span(std::uint32_t line) const noexcept;
    /// The bytes of a line (from 1) with its line ending.
    [[nodiscard]] span full_line_span(std::uint32_t line) const noexcept;

private:
    std::string_view text_;
    std::vector<std::uint32_t> starts_;
};

}  // namespace hakit::text

/// Which lines differ between two texts. Internal.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace hakit::text {

/// The lines of two texts, line endings included, and which of them have no partner on the other side. Lines without a
/// mark correspond to each other in order.
struct line_diff {
    std::vector<std::string_view> before;
    std::vector<std::string_view> after;
    std::vector<bool> removed;  ///< one for each line of `before`
    std::vector<bool> added;    ///< one for each line of `after`
};

[[nodiscard]] line_diff compare_lines(std::string_view before, std::string_view after);

}  // namespace hakit::text

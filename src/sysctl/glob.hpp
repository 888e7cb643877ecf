/// Patterns of file names. Internal.
#pragma once

#include <string_view>

namespace hakit::sysctl {

/// glob(7) without braces: `*`, `?` and `[...]` match no slash, and no dot at the start of a name. Takes
/// O(pattern * name) at worst, which fnmatch(3) does not promise.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view path) noexcept;

}  // namespace hakit::sysctl

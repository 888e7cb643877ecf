/// What the adaptors use to tell formats apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hakit::formats {

/// The last part of a path: "keepalived.conf".
[[nodiscard]] std::string_view base_name(std::string_view path) noexcept;

/// The first words of the first lines of a text that are neither blank nor comments ('#', '!', ';'), at most `limit`.
[[nodiscard]] std::vector<std::string_view> first_words(std::string_view text, std::size_t limit = 64);

}  // namespace hakit::formats

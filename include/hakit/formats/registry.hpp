/// Which formats there are, and which one a file has.
#pragma once

#include <hakit/formats/format.hpp>

#include <span>
#include <string>
#include <string_view>

namespace hakit::formats {

/// All formats, by number. Static storage.
[[nodiscard]] std::span<const format* const> all() noexcept;

/// The format of that name or number; null when there is none.
[[nodiscard]] const format* find(std::string_view name) noexcept;
[[nodiscard]] const format* find(format_id id) noexcept;

/// The format that a file looks like, by its name first and its content second. unsupported when it looks like none.
[[nodiscard]] result<const format*> guess(std::string_view file_name, std::string_view text);

}  // namespace hakit::formats

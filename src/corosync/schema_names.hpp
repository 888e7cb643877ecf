/// Names of the table, wherever they belong. Internal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hakit::corosync {

/// Whether some section has a key of that name.
[[nodiscard]] bool is_known_key(std::string_view name) noexcept;
/// Whether there is a section of that name somewhere.
[[nodiscard]] bool is_known_section(std::string_view name) noexcept;
/// The paths of the sections that have that key, or hold that section: "totem.interface"; the top level is "".
[[nodiscard]] std::vector<std::string_view> sections_with_key(std::string_view name);
[[nodiscard]] std::vector<std::string_view> sections_with_section(std::string_view name);

}  // namespace hakit::corosync

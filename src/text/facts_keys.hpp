/// The members of "hakit-facts-1", the JSON of facts about a host that all formats share.
#pragma once

#include <algorithm>
#include <string_view>

namespace hakit::text {

/// Whether some format reads a member of that name; each ignores those of the others, and refuses what none knows.
[[nodiscard]] constexpr bool is_facts_key(std::string_view name) noexcept {
    constexpr std::string_view known[] = {"schema",    "interfaces", "users",      "groups",  "files",  "hostname",
                                          "addresses", "hosts",      "file_sizes", "sysctls", "agents", "complete"};
    return std::ranges::find(known, name) != std::ranges::end(known);
}

}  // namespace hakit::text

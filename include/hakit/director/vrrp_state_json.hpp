/// The state of virtual routers as JSON.
#pragma once

#include <hakit/director/vrrp_snapshot.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>

namespace hakit::director {

/// {"schema":"hakit-vrrp-state-1","running":...,"groups":[{"name","state"}],"routers":[{"name","state","why",
/// "priority",...}]}. Durations are in nanoseconds and end in _ns; docs/vrrp.md lists all members.
[[nodiscard]] nlohmann::ordered_json to_json(const vrrp_snapshot& s,
                                             std::optional<std::chrono::system_clock::time_point> wall = std::nullopt);

}  // namespace hakit::director

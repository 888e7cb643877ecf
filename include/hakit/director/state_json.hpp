/// The state of a director as JSON.
#pragma once

#include <hakit/director/snapshot.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>

namespace hakit::director {

/// {"schema":"hakit-director-1","running":...,"services":[{name, services, quorum:{...}, sorry:{...}, servers:[{name,
/// alive, weight, ..., checks:[...]}]}]}. Durations are in nanoseconds and end in _ns; docs/director.md lists all
/// members. Bytes that are not UTF-8 become U+FFFD when dumped with error_handler_t::replace.
[[nodiscard]] nlohmann::ordered_json to_json(const snapshot& s,
                                             std::optional<std::chrono::system_clock::time_point> wall = std::nullopt);

}  // namespace hakit::director

/// Differences as JSON.
#pragma once

#include <hakit/keepalived/diff.hpp>

#include <nlohmann/json.hpp>

#include <span>

namespace hakit::keepalived {

/// [{"kind": "changed", "path": "vrrp_instance[VI_1].priority", "before": "100", "after": "150",
///   "effect": "in place", "reason": "..."}]; blocks have neither "before" nor "after".
[[nodiscard]] nlohmann::ordered_json to_json(std::span<const change> changes);

}  // namespace hakit::keepalived

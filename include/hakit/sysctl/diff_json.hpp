/// Differences as JSON.
#pragma once

#include <hakit/sysctl/diff.hpp>

#include <nlohmann/json.hpp>

#include <span>

namespace hakit::sysctl {

/// [{"kind": "changed", "path": "net.ipv4.ip_forward", "before": "0", "after": "1", "effect": "set", "reason": "..."}].
[[nodiscard]] nlohmann::ordered_json to_json(std::span<const change> changes);

}  // namespace hakit::sysctl

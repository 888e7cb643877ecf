/// Differences as JSON.
#pragma once

#include <hakit/corosync/diff.hpp>

#include <nlohmann/json.hpp>

#include <span>

namespace hakit::corosync {

/// [{"kind": "changed", "path": "totem.token", "before": "1000", "after": "3000", "effect": "live"}]; sections have
/// neither "before" nor "after".
[[nodiscard]] nlohmann::ordered_json to_json(std::span<const change> changes);

}  // namespace hakit::corosync

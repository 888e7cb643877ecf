/// Differences as JSON.
#pragma once

#include <hakit/cib/diff.hpp>

#include <nlohmann/json.hpp>

#include <span>

namespace hakit::cib {

/// [{"kind": "changed", "path": "primitive[ip].params.ip", "before": "192.0.2.1", "after": "192.0.2.2"}]; elements as a
/// whole have neither "before" nor "after".
[[nodiscard]] nlohmann::ordered_json to_json(std::span<const change> changes);

}  // namespace hakit::cib

/// Reports of verify() and apply() as JSON.
#pragma once

#include <hakit/realserver/apply.hpp>
#include <hakit/realserver/verify.hpp>

#include <nlohmann/json.hpp>

namespace hakit::realserver {

/// {"schema": "hakit-realserver-verify-1", "ok": false, "observations": [{"verdict": "wrong", "step": 1, "text":
/// "..."}]}; steps count from 1, as people see them.
[[nodiscard]] nlohmann::ordered_json to_json(const verification& v);

/// {"schema": "hakit-realserver-apply-1", "ok": true, "steps": [{"text": "...", "fate": "made"}], "undo": ["..."]},
/// with "failure" and "left_over" where there are any.
[[nodiscard]] nlohmann::ordered_json to_json(const plan& p, const apply_report& report);

}  // namespace hakit::realserver

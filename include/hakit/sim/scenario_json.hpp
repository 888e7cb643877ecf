/// Scenarios and their reports as JSON; docs/sim.md shows both.
#pragma once

#include <hakit/sim/scenario.hpp>

#include <nlohmann/json.hpp>

#include <string_view>

namespace hakit::sim {

/// Reads "hakit-scenario-1". syntax error with the path to what is wrong.
[[nodiscard]] result<scenario> parse_scenario(std::string_view text);
/// A JSON Schema (draft 2020-12) of it.
[[nodiscard]] nlohmann::ordered_json scenario_schema();
/// "hakit-simulation-1". Times are nanoseconds and end in _ns.
[[nodiscard]] nlohmann::ordered_json to_json(const scenario_report& r);

}  // namespace hakit::sim

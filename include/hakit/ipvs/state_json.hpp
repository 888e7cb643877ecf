/// Tables, listings, plans and reports as JSON; docs/ipvs.md lists the members.
#pragma once

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/ownership.hpp>
#include <hakit/ipvs/types.hpp>

#include <nlohmann/json.hpp>

#include <vector>

namespace hakit::ipvs {

/// {"schema":"hakit-ipvs-1","services":[...],"timeouts":{...},"sync_daemons":[...]}; the last two only where the state
/// has them, and of each object only what differs from its default.
[[nodiscard]] nlohmann::ordered_json to_json(const state& table);

/// Reads what to_json() writes; "schema" may be missing. Fails with errc::syntax and the path of what is wrong
/// ("services[0].destinations[2].weight: a number from 0 to 2147483647"): unknown members, wrong types, numbers out of
/// range, addresses that are none. Whether the values make sense together is for validate().
[[nodiscard]] result<state> state_from_json(const nlohmann::ordered_json& text);
/// The same from bytes: errc::syntax for what is no JSON, limit_exceeded beyond 64 MB.
[[nodiscard]] result<state> parse_state(std::string_view bytes);

/// A JSON Schema (draft 2020-12) of that.
[[nodiscard]] nlohmann::ordered_json state_json_schema();

/// One element of "services" by itself. Errors as of parse_state().
[[nodiscard]] result<service_state> parse_service(std::string_view bytes);

/// {"fwmarks":[{"first":1,"last":99}],"addresses":["10.0.0.0/8"],"services":[{"protocol","address","port"}]}: what a
/// caller owns, for plan_options. Errors as of parse_state().
[[nodiscard]] result<ownership> parse_ownership(std::string_view bytes);

/// The services as in to_json(state), with "counters" and, for destinations, the numbers of connections.
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<service_status>& listing);

/// {"schema":"hakit-ipvs-connections-1","connections":[{"protocol","client","virtual","destination","state","expires"}]},
/// the middle ones as ADDRESS:PORT. A template of a firewall mark has protocol 0 and the mark as virtual address.
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<connection>& connections);

/// {"schema":"hakit-ipvs-plan-1","steps":[{"kind","service","destination",...,"text"}],"draining":[...],"not_owned":[...]}
[[nodiscard]] nlohmann::ordered_json to_json(const plan& p);

/// {"schema":"hakit-ipvs-report-1","ok","made","already_made","skipped","steps":[{"text","fate","error"}],"draining":[...],
/// "not_owned":[...]}; the last two as in the plan's.
[[nodiscard]] nlohmann::ordered_json to_json(const plan& p, const apply_report& report);

}  // namespace hakit::ipvs

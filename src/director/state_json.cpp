#include <hakit/director/state_json.hpp>

#include "director/wall_time.hpp"

namespace hakit::director {
namespace {

using json = nlohmann::ordered_json;

json outcome_json(const health::outcome& o) {
    json j;
    j["ok"] = o.ok();
    j["phase"] = health::to_string(o.reached);
    if (!o.ok()) j["failure"] = health::to_string(o.why);
    if (o.system_errno != 0) j["errno"] = o.system_errno;
    if (o.http_status != 0) j["http_status"] = o.http_status;
    j["bytes"] = o.bytes;
    auto& spent = j["spent_ns"] = json::object();
    for (std::size_t i = 0; i < health::phase_count; ++i)
        if (o.spent[i] != duration{0})
            spent[std::string{health::to_string(static_cast<health::phase>(i))}] = o.spent[i].count();
    return j;
}

json check_json(const check_state& c, instant now) {
    json j;
    j["checker"] = c.name;
    j["subject"] = c.subject;
    if (!c.target.empty()) j["target"] = c.target;
    j["state"] = !c.decided ? "unknown" : c.up ? "up" : "down";
    j["counts_as_up"] = c.up;
    j["state_age_ns"] = (now - c.since).count();
    j["running"] = c.running;
    if (c.next != never) j["next_in_ns"] = (c.next - now).count();
    j["attempts"] = c.attempts;
    j["failed_attempts"] = c.failures;
    if (!c.last.empty()) j["last"] = c.last;
    if (c.outcome) j["outcome"] = outcome_json(*c.outcome);
    return j;
}

json server_json(const server_state& s, instant now) {
    json j;
    j["name"] = s.name;
    j["alive"] = s.alive;
    j["state_age_ns"] = (now - s.since).count();
    j["weight"] = s.weight;
    j["configured_weight"] = s.configured_weight;
    j["checks"] = json::array();
    for (const auto& c : s.checks) j["checks"].push_back(check_json(c, now));
    return j;
}

json service_json(const service_state& s, instant now) {
    json j;
    j["name"] = s.name;
    j["services"] = s.services;
    j["quorum"] = {
        {"up", s.quorum_up}, {"weight_sum", s.weight_sum}, {"quorum", s.quorum}, {"hysteresis", s.hysteresis}};
    if (!s.sorry_server.empty()) j["sorry"] = {{"server", s.sorry_server}, {"active", s.sorry_active}};
    j["servers"] = json::array();
    for (const auto& server : s.servers) j["servers"].push_back(server_json(server, now));
    if (!s.table_failures.empty()) j["table_failures"] = s.table_failures;
    return j;
}

}  // namespace

json to_json(const snapshot& s, std::optional<std::chrono::system_clock::time_point> wall) {
    json j;
    j["schema"] = "hakit-director-1";
    if (wall) j["time"] = utc_text(*wall);
    j["monotonic_ns"] = s.at.time_since_epoch().count();
    j["running"] = s.running;
    j["attempts"] = {{"made", s.attempts}, {"running", s.attempts_running}, {"waiting", s.attempts_waiting}};
    j["table_changes"] = s.table_changes;
    j["services"] = json::array();
    for (const auto& service : s.services) j["services"].push_back(service_json(service, s.at));
    return j;
}

std::string to_text(const snapshot& s) {
    std::string text;
    for (const auto& service : s.services) {
        text += service.name + ": quorum " + (service.quorum_up ? "up" : "down") + ", weight " +
                std::to_string(service.weight_sum) + " of " + std::to_string(service.quorum);
        if (service.hysteresis != 0) text += " +-" + std::to_string(service.hysteresis);
        if (service.sorry_active) text += ", sorry server " + service.sorry_server + " active";
        text += "\n";
        for (const auto& server : service.servers) {
            text += "  " + server.name + (server.alive ? " up" : " down") + " weight " + std::to_string(server.weight);
            text += "\n";
            for (const auto& c : server.checks) {
                text += "    " + c.name + " " + c.subject + (!c.decided ? " unknown" : c.up ? " up" : " down");
                if (!c.last.empty()) text += ": " + c.last;
                text += "\n";
            }
        }
        for (const auto& f : service.table_failures) text += "  IPVS: " + f + "\n";
    }
    return text;
}

}  // namespace hakit::director

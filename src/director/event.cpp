#include <hakit/director/event.hpp>

#include "director/wall_time.hpp"

#include <nlohmann/json.hpp>

namespace hakit::director {
namespace {

std::string subject(const event& e) {
    if (!e.server.empty()) return "real server " + e.server + " of " + e.service;
    if (!e.service.empty()) return "virtual server " + e.service;
    if (!e.router.empty()) return "virtual router " + e.router;
    if (!e.group.empty()) return "sync group " + e.group;
    return {};
}

std::string_view words(event_kind kind) {
    switch (kind) {
        case event_kind::started: return "started";
        case event_kind::stopped: return "stopped";
        case event_kind::reloaded: return "configuration reloaded";
        case event_kind::reload_refused: return "configuration refused, the old one stays";
        case event_kind::problem: return "configuration";
        case event_kind::service_added: return "added";
        case event_kind::service_removed: return "removed";
        case event_kind::server_added: return "added";
        case event_kind::server_removed: return "removed";
        case event_kind::check_failed: return "attempt failed";
        case event_kind::check_skipped: return "could not be checked";
        case event_kind::check_up: return "succeeds";
        case event_kind::check_down: return "fails";
        case event_kind::server_up: return "is up";
        case event_kind::server_down: return "is down";
        case event_kind::weight_changed: return "weight";
        case event_kind::quorum_up: return "gained quorum";
        case event_kind::quorum_down: return "lost quorum";
        case event_kind::sorry_on: return "sorry server takes over";
        case event_kind::sorry_off: return "sorry server leaves";
        case event_kind::table_failed: return "IPVS refused a change";
        case event_kind::table_repaired: return "IPVS took the change";
        case event_kind::script_failed: return "script failed";
        case event_kind::router_state: return "is";
        case event_kind::router_priority: return "has priority";
        case event_kind::router_remark: return "noted";
        case event_kind::packet_rejected: return "rejects packets";
        case event_kind::tracker_changed: return "tracker";
        case event_kind::resource_failed: return "cannot have what it needs";
    }
    return "unknown";
}

/// A peer, a file or a script may have put anything into a text; a line stays a line.
std::string one_line(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f) {
            out += c;
        } else {
            out += "\\x";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

}  // namespace

std::string_view to_string(event_kind kind) noexcept {
    switch (kind) {
        case event_kind::started: return "started";
        case event_kind::stopped: return "stopped";
        case event_kind::reloaded: return "reloaded";
        case event_kind::reload_refused: return "reload_refused";
        case event_kind::problem: return "problem";
        case event_kind::service_added: return "service_added";
        case event_kind::service_removed: return "service_removed";
        case event_kind::server_added: return "server_added";
        case event_kind::server_removed: return "server_removed";
        case event_kind::check_failed: return "check_failed";
        case event_kind::check_skipped: return "check_skipped";
        case event_kind::check_up: return "check_up";
        case event_kind::check_down: return "check_down";
        case event_kind::server_up: return "server_up";
        case event_kind::server_down: return "server_down";
        case event_kind::weight_changed: return "weight_changed";
        case event_kind::quorum_up: return "quorum_up";
        case event_kind::quorum_down: return "quorum_down";
        case event_kind::sorry_on: return "sorry_on";
        case event_kind::sorry_off: return "sorry_off";
        case event_kind::table_failed: return "table_failed";
        case event_kind::table_repaired: return "table_repaired";
        case event_kind::script_failed: return "script_failed";
        case event_kind::router_state: return "router_state";
        case event_kind::router_priority: return "router_priority";
        case event_kind::router_remark: return "router_remark";
        case event_kind::packet_rejected: return "packet_rejected";
        case event_kind::tracker_changed: return "tracker_changed";
        case event_kind::resource_failed: return "resource_failed";
    }
    return "unknown";
}

std::string to_line(const event& e) {
    auto line = subject(e);
    if (!e.checker.empty()) line += (line.empty() ? "" : ": ") + e.checker;
    if (!line.empty()) line += ' ';
    line += words(e.kind);
    if (!e.state.empty()) line += " " + e.state;
    if (!e.state_before.empty()) line += " after " + e.state_before;
    if (e.kind == event_kind::router_priority && e.priority) line += " " + std::to_string(*e.priority);
    if (e.weight_before && e.weight) {
        line += " " + std::to_string(*e.weight_before) + " -> " + std::to_string(*e.weight);
    } else if (e.weight) {
        line += " " + std::to_string(*e.weight);
    }
    if (!e.text.empty()) line += ": " + e.text;
    return one_line(line);
}

std::string to_json(const event& e) {
    nlohmann::ordered_json j;
    j["schema"] = "hakit-event-1";
    j["event"] = to_string(e.kind);
    if (e.wall) j["time"] = utc_text(*e.wall);
    j["monotonic_ns"] = e.at.time_since_epoch().count();
    if (!e.service.empty()) j["service"] = e.service;
    if (!e.server.empty()) j["server"] = e.server;
    if (!e.checker.empty()) j["checker"] = e.checker;
    if (!e.router.empty()) j["router"] = e.router;
    if (!e.group.empty()) j["group"] = e.group;
    if (!e.state.empty()) j["state"] = e.state;
    if (!e.state_before.empty()) j["state_before"] = e.state_before;
    if (e.priority) j["priority"] = *e.priority;
    if (e.weight) j["weight"] = *e.weight;
    if (e.weight_before) j["weight_before"] = *e.weight_before;
    if (!e.text.empty()) j["text"] = e.text;
    return j.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace hakit::director

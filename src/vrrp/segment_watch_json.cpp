#include <hakit/vrrp/segment_watch_json.hpp>

namespace hakit::vrrp {
namespace {

using json = nlohmann::ordered_json;

json speaker_json(const speaker& s, instant now) {
    json out{{"source", s.source.to_string()}};
    if (s.mac) out["mac"] = s.mac->to_string();
    out["local"] = s.local;
    out["version"] = s.version;
    out["priority"] = s.priority;
    out["interval_ns"] = s.interval.count();
    out["addresses"] = json::array();
    for (const auto& a : s.addresses) out["addresses"].push_back(a.to_string());
    out["checksum_forms"] = json::array();
    for (const auto form : s.forms) out["checksum_forms"].push_back(to_string(form));
    out["adverts"] = s.adverts;
    out["heard_ns_ago"] = (now - s.last_heard).count();
    return out;
}

const char* name_of(ip_family f) { return f == ip_family::v4 ? "ipv4" : "ipv6"; }

}  // namespace

json to_json(const watched_router& r, instant now) {
    json out{{"interface", r.interface},
             {"family", name_of(r.family)},
             {"vrid", r.vrid},
             {"state", to_string(r.state)},
             {"state_age_ns", (now - r.since).count()},
             {"masters", r.masters},
             {"master", speaker_json(r.master, now)}};
    if (r.rival) out["rival"] = speaker_json(*r.rival, now);
    return out;
}

json to_json(const segment_watch& watch, instant now) {
    json out{{"schema", "hakit-vrrp-watch-1"}, {"adverts", watch.adverts()}, {"routers", json::array()}};
    for (const auto& r : watch.routers()) out["routers"].push_back(to_json(r, now));
    out["bad_packets"] = json::object();
    for (const auto& [why, count] : watch.bad_packets()) out["bad_packets"][std::string{to_string(why)}] = count;
    return out;
}

json to_json(const watch_event& e) {
    json out{{"event", to_string(e.kind)}, {"text", e.text}};
    if (e.from) out["from"] = e.from->to_string();
    if (e.why) out["why"] = {{"code", to_string(*e.why)}, {"text", describe(*e.why)}};
    if (e.kind == watch_event_kind::bad_packet) {
        out["interface"] = e.router.interface;
    } else {
        out["router"] = to_json(e.router, e.at);
    }
    return out;
}

}  // namespace hakit::vrrp

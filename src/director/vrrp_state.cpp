#include "director/vrrp_engine_impl.hpp"
#include "director/wall_time.hpp"

#include <hakit/director/vrrp_state_json.hpp>

#include <algorithm>
#include <cstdio>

namespace hakit::director {
namespace {

using json = nlohmann::ordered_json;

std::string_view kind_name(tracked_kind kind) {
    switch (kind) {
        case tracked_kind::interface: return "interface";
        case tracked_kind::script: return "script";
        case tracked_kind::file: return "file";
        case tracked_kind::process: return "process";
    }
    return "unknown";
}

json router_json(const router_state& r, instant now) {
    json j;
    j["name"] = r.name;
    if (!r.group.empty()) j["group"] = r.group;
    j["interface"] = r.interface;
    j["vrid"] = r.vrid;
    j["version"] = r.version;
    j["family"] = r.family == ip_family::v4 ? "ipv4" : "ipv6";
    j["state"] = vrrp::to_string(r.state);
    j["why"] = vrrp::to_string(r.why);
    j["state_age_ns"] = (now - r.since).count();
    j["priority"] = r.priority;
    j["base_priority"] = r.base_priority;
    j["source"] = r.source.to_string();
    j["advert_interval_ns"] = r.advert_interval.count();
    j["active_interval_ns"] = r.active_interval.count();
    if (r.timer != never) j["timer_in_ns"] = (r.timer - now).count();
    auto& addresses = j["addresses"] = json::array();
    for (const auto& a : r.addresses) addresses.push_back(a.to_string());
    if (r.master) j["master"] = {{"address", r.master->to_string()}, {"priority", r.master_priority}};
    j["adverts_sent"] = r.sent;
    j["adverts_heard"] = r.heard;
    j["became_master"] = r.became_master;
    auto& rejected = j["rejected"] = json::object();
    for (const auto& [why, count] : r.rejected) rejected[std::string{vrrp::to_string(why)}] = count;
    auto& tracked = j["tracked"] = json::array();
    for (const auto& t : r.tracked) {
        tracked.push_back({{"kind", t.kind}, {"name", t.name}, {"value", nullptr}});
        if (t.value) tracked.back()["value"] = *t.value;
    }
    return j;
}

std::string seconds(duration d) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(d.count()) / 1e9);
    return text;
}

}  // namespace

vrrp_snapshot vrrp_engine::state(instant now) const {
    vrrp_snapshot s;
    const auto& e = *impl_;
    s.at = now;
    s.running = e.running;
    for (const auto& p : e.paces) s.announcements_waiting += p->queue.size();
    for (const auto& g : e.groups) {
        if (g->plan->is_group) s.groups.emplace_back(g->plan->name, g->engine.state());
        for (std::size_t m = 0; m < g->routers.size(); ++m) {
            const auto& r = g->routers[m];
            const auto& i = g->engine[m];
            router_state one;
            one.id = r.id;
            one.name = r.plan->name;
            if (g->plan->is_group) one.group = g->plan->name;
            one.interface = r.plan->interface;
            one.vrid = r.plan->channel.vrid;
            one.version = r.plan->channel.version;
            one.family = r.plan->channel.family;
            one.state = i.state();
            one.since = r.since;
            one.why = r.why;
            one.priority = i.priority();
            one.base_priority = i.base_priority();
            one.source = r.channel.source();
            one.advert_interval = i.options().advert_interval;
            one.active_interval = i.active_interval();
            one.timer = i.timer();
            for (const auto& a : r.plan->addresses) one.addresses.push_back(a.address.address);
            if (one.state == vrrp::state::backup) {
                one.master = r.master;
                one.master_priority = r.master_priority;
            }
            one.sent = r.sent;
            one.heard = r.heard;
            one.became_master = r.became_master;
            for (std::size_t why = 1; why < vrrp::reject_end; ++why) {
                const auto count = r.channel.rejected(static_cast<vrrp::reject>(why));
                if (count != 0) one.rejected.emplace_back(static_cast<vrrp::reject>(why), count);
            }
            for (const auto& t : r.plan->tracked) {
                const auto known = e.reported.find({t.kind, t.name});
                one.tracked.push_back({std::string{kind_name(t.kind)}, t.name,
                                       known == e.reported.end() ? std::nullopt : std::optional{known->second}});
            }
            s.routers.push_back(std::move(one));
        }
    }
    return s;
}

json to_json(const vrrp_snapshot& s, std::optional<std::chrono::system_clock::time_point> wall) {
    json j;
    j["schema"] = "hakit-vrrp-state-1";
    if (wall) j["time"] = utc_text(*wall);
    j["monotonic_ns"] = s.at.time_since_epoch().count();
    j["running"] = s.running;
    j["announcements_waiting"] = s.announcements_waiting;
    auto& groups = j["groups"] = json::array();
    for (const auto& [name, state] : s.groups) groups.push_back({{"name", name}, {"state", vrrp::to_string(state)}});
    auto& routers = j["routers"] = json::array();
    for (const auto& r : s.routers) routers.push_back(router_json(r, s.at));
    return j;
}

std::string to_text(const vrrp_snapshot& s) {
    std::string out;
    for (const auto& r : s.routers) {
        out += r.name + " " + std::string{vrrp::to_string(r.state)} + " for " + seconds(s.at - r.since) + " (" +
               std::string{vrrp::to_string(r.why)} + "), priority " + std::to_string(r.priority) + ", " + r.interface +
               " router " + std::to_string(r.vrid);
        if (r.master) out += ", master " + r.master->to_string() + " (" + std::to_string(r.master_priority) + ")";
        for (const auto& a : r.addresses) out += ' ' + a.to_string();
        out += '\n';
    }
    return out;
}

}  // namespace hakit::director

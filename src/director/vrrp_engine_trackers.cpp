// What virtual routers watch: interfaces, sources, scripts, files and processes.
#include "director/vrrp_engine_impl.hpp"

#include <algorithm>

namespace hakit::director {

using actions = vrrp_engine::actions;

void script_state::begin() {
    // One success, or one failure, decides the first time.
    result = plan.init_fail ? 0 : plan.rise - 1;
    if (plan.init_fail) up = false;
}

bool script_state::take(bool ok) {
    const auto before = up;
    const auto most = plan.rise + plan.fall - 1;
    if (ok) {
        result = result + 1 < plan.rise ? result + 1 : most;
    } else {
        result = result > plan.rise ? result - 1 : 0;
    }
    const bool now_up = result >= plan.rise;
    if (now_up || result == 0 || up) up = now_up;
    return up != before;
}

namespace {

std::string_view name_of(tracked_kind kind) {
    switch (kind) {
        case tracked_kind::interface: return "interface";
        case tracked_kind::script: return "script";
        case tracked_kind::file: return "file";
        case tracked_kind::process: return "process";
    }
    return "unknown";
}

std::string describe(tracked_kind kind, int value) {
    if (kind == tracked_kind::file) return std::to_string(value);
    return value != 0 ? "up" : "down";
}

}  // namespace

void vrrp_engine::impl::set_tracker(tracked_kind kind, const std::string& name, int value, instant now, actions& out) {
    const auto known = reported.find({kind, name});
    if (known != reported.end() && known->second == value) return;
    const auto users = by_tracker.find({kind, name});
    if (running && users != by_tracker.end() && (known != reported.end() || kind != tracked_kind::interface)) {
        event e;
        e.kind = event_kind::tracker_changed;
        e.at = now;
        e.text = std::string{name_of(kind)} + " " + name + ": " + describe(kind, value);
        out.emplace_back(std::move(e));
    }
    reported[{kind, name}] = value;
    if (!running || users == by_tracker.end()) return;
    for (const auto& [user, tracker] : users->second)
        perform(*user.of, user.of->engine.on_tracker(user.member, tracker, value, now), now, out);
}

void vrrp_engine::impl::interface_changed(const std::string& name, bool up, instant now, actions& out) {
    auto& i = interfaces[name];
    i.coming.reset();
    i.at = never;
    if (i.up == up) return;
    i.up = up;
    set_tracker(tracked_kind::interface, name, up ? 1 : 0, now, out);
    if (!running) return;
    for (const auto& g : groups)
        for (std::size_t m = 0; m < g->routers.size(); ++m)
            if (g->routers[m].plan->interface == name) perform(*g, g->engine.on_interface(m, up, now), now, out);
}

/// The trackers of the plan, those that were there before with what they know.
void vrrp_engine::impl::adopt_trackers(instant now) {
    std::map<std::string, script_state> next_scripts;
    for (const auto& p : desired->scripts) {
        const auto old = scripts.find(p.name);
        if (old != scripts.end() && old->second.plan.program == p.program) {
            auto kept = old->second;
            kept.plan = p;
            kept.result = std::min(kept.result, p.rise + p.fall - 1);
            if (kept.next != never) kept.next = std::min(kept.next, now + p.interval);
            next_scripts[p.name] = std::move(kept);
            continue;
        }
        reported.erase({tracked_kind::script, p.name});
        script_state fresh{p};
        fresh.begin();
        fresh.next = now;
        if (fresh.up) reported[{tracked_kind::script, p.name}] = 0;
        next_scripts[p.name] = std::move(fresh);
    }
    scripts = std::move(next_scripts);
    std::map<std::string, process_state> next_processes;
    for (const auto& p : desired->processes) {
        const auto old = processes.find(p.name);
        auto& made = next_processes[p.name];
        if (old != processes.end()) made = old->second;
        made.plan = p;
    }
    processes = std::move(next_processes);
    // Nothing was told of an interface: it is taken to be up.
    for (const auto& [key, users] : by_tracker)
        if (key.first == tracked_kind::interface && !reported.contains(key)) reported[key] = 1;
}

void vrrp_engine::impl::run_trackers(instant now, actions& out) {
    for (auto& [name, s] : scripts) {
        if (s.next > now) continue;
        // In rhythm; a run that has not ended is not doubled.
        s.next = s.next + s.plan.interval > now ? s.next + s.plan.interval : now + s.plan.interval;
        if (s.running) continue;
        s.running = true;
        out.emplace_back(start_tracker_script{name, s.plan.program, s.plan.timeout});
    }
    for (auto& [name, p] : processes) {
        if (p.at > now) continue;
        p.at = never;
        p.up = std::exchange(p.coming, std::nullopt);
        set_tracker(tracked_kind::process, name, *p.up ? 1 : 0, now, out);
    }
    for (auto& [name, i] : interfaces) {
        if (i.at > now) continue;
        interface_changed(name, *i.coming, now, out);
    }
}

actions vrrp_engine::on_interface(const std::string& name, bool up, instant now) {
    actions out;
    auto& e = *impl_;
    auto& i = e.interfaces[name];
    if (i.up == up) {
        i.coming.reset();
        i.at = never;
        return out;
    }
    const auto delay = e.desired->interface_delays.find(name);
    const auto wait = delay == e.desired->interface_delays.end() ? duration{0}
                      : up                                       ? delay->second.up
                                                                 : delay->second.down;
    if (i.up && e.running && wait > duration{0}) {
        if (i.coming == up) return out;
        i.coming = up;
        i.at = now + wait;
        return out;
    }
    e.interface_changed(name, up, now, out);
    return out;
}

actions vrrp_engine::on_source(const std::string& interface, ip_family family, std::optional<ip_address> address,
                               instant now) {
    actions out;
    auto& e = *impl_;
    auto& i = e.interfaces[interface];
    const auto v6 = family == ip_family::v6 ? 1 : 0;
    if (i.source_known[v6] && i.sources[v6] == address) return out;
    i.source_known[v6] = true;
    i.sources[v6] = address;
    if (!e.running) return out;
    for (const auto& g : e.groups) {
        for (std::size_t m = 0; m < g->routers.size(); ++m) {
            auto& r = g->routers[m];
            if (r.plan->has_source || r.plan->interface != interface || r.plan->channel.family != family) continue;
            if (address) r.channel.set_source(*address);
            e.perform(*g, g->engine.on_source(m, address, now), now, out);
        }
    }
    return out;
}

actions vrrp_engine::on_own_address(const ip_address& address, bool there, instant now) {
    actions out;
    auto& e = *impl_;
    if (const auto known = e.own_addresses.find(address); known != e.own_addresses.end() && known->second == there)
        return out;
    e.own_addresses[address] = there;
    if (!e.running) return out;
    for (const auto& g : e.groups) {
        for (std::size_t m = 0; m < g->routers.size(); ++m) {
            const auto& plan = *g->routers[m].plan;
            if (!plan.has_source || !plan.instance.track_source || plan.channel.source != address) continue;
            const auto source = there ? std::optional{address} : std::nullopt;
            e.perform(*g, g->engine.on_source(m, source, now), now, out);
        }
    }
    return out;
}

actions vrrp_engine::on_script(const std::string& name, bool ok, instant now) {
    actions out;
    auto& e = *impl_;
    const auto found = e.scripts.find(name);
    if (found == e.scripts.end()) return out;
    auto& s = found->second;
    s.running = false;
    if (s.take(ok) || (s.up && !e.reported.contains({tracked_kind::script, name})))
        e.set_tracker(tracked_kind::script, name, *s.up ? 1 : 0, now, out);
    return out;
}

actions vrrp_engine::on_file(const std::string& name, int value, instant now) {
    actions out;
    impl_->set_tracker(tracked_kind::file, name, value, now, out);
    return out;
}

actions vrrp_engine::on_processes(const std::string& name, std::size_t count, instant now) {
    actions out;
    auto& e = *impl_;
    const auto found = e.processes.find(name);
    if (found == e.processes.end()) {
        // Before the start, or of a plan that is yet to come.
        for (const auto& p : e.desired->processes) {
            if (p.name != name) continue;
            auto& made = e.processes[name];
            made.plan = p;
            return on_processes(name, count, now);
        }
        return out;
    }
    auto& p = found->second;
    const bool more = count > p.count;
    p.count = count;
    const bool up = count >= p.plan.quorum && count <= p.plan.quorum_max;
    if (p.up == up) {
        p.coming.reset();
        p.at = never;
        return out;
    }
    const auto wait = more ? p.plan.fork_delay : p.plan.terminate_delay;
    if (p.up && e.running && wait > duration{0}) {
        if (p.coming == up) return out;
        p.coming = up;
        p.at = now + wait;
        return out;
    }
    p.coming.reset();
    p.at = never;
    p.up = up;
    e.set_tracker(tracked_kind::process, name, up ? 1 : 0, now, out);
    return out;
}

}  // namespace hakit::director

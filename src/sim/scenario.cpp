#include <hakit/sim/scenario.hpp>

#include <algorithm>
#include <cstdio>
#include <set>

namespace hakit::sim {
namespace {

/// A tracker of a router in the world.
struct tracker_place {
    router_id router = 0;
    std::size_t member = 0;
    std::size_t index = 0;
};

struct host_in_world {
    host_id id = 0;
    const scenario_host* written = nullptr;
    std::multimap<std::string, tracker_place> trackers;    // scripts, files, processes
    std::multimap<std::string, tracker_place> interfaces;  // tracked ones
};

class runner {
public:
    runner(const scenario& s, const plan_loader& load) : s_{s}, load_{load}, world_{s.seed} {}

    result<scenario_report> run() && {
        out_.seed = s_.seed;
        out_.length = s_.length;
        for (const auto& [name, options] : s_.segments) segments_[name] = world_.add_segment(options);
        for (const auto& h : s_.hosts)
            if (auto done = add(h); !done) return done.error();
        for (const auto& h : s_.hosts)
            if (h.starts) {
                scenario_event start;
                start.host = h.name;
                happen(start);
            }
        for (const auto& e : s_.events) {
            if (auto done = check(e); !done) return done.error();
            world_.at(instant{e.at}, [this, &e] { happen(e); });
        }
        world_.run_until(instant{s_.length});
        report();
        return std::move(out_);
    }

private:
    result<void> add(const scenario_host& h) {
        auto plan = load_(h.config, out_.findings);
        if (!plan) return plan.error();
        host_in_world host{world_.add_host(h.name), &h, {}, {}};
        for (const auto& g : plan->groups) {
            std::vector<member_options> members;
            std::vector<std::string> names;
            const auto router = router_names_.size();
            for (const auto& m : g.members) {
                const auto found = h.interfaces.find(m.interface);
                if (found == h.interfaces.end())
                    return error{errc::not_found, h.name + ": " + h.config + ": " + m.name + " uses the interface " +
                                                      m.interface + ", which the scenario does not give it"};
                const auto& source = m.channel.family == ip_family::v4 ? found->second.v4 : found->second.v6;
                if (!m.has_source && !source)
                    return error{errc::not_found,
                                 h.name + ": " + m.name + " needs an address of its family on " + m.interface};
                member_options o{segments_.at(found->second.segment), m.instance, m.channel};
                if (!m.has_source) o.instance.source = o.channel.source = *source;
                for (std::size_t t = 0; t < m.tracked.size(); ++t) {
                    const auto& thing = m.tracked[t];
                    const bool link = thing.kind == director::tracked_kind::interface;
                    const auto said = h.trackers.find(thing.name);
                    auto& tracker = o.instance.trackers[t];
                    tracker.initial = tracker.kind == vrrp::tracker_kind::number ? 0 : 1;
                    if (!link && said != h.trackers.end()) tracker.initial = said->second;
                    (link ? host.interfaces : host.trackers).insert({thing.name, {router, members.size(), t}});
                }
                for (const auto& a : o.channel.addresses) addresses_.insert(a);
                members.push_back(std::move(o));
                names.push_back(m.name);
            }
            (void)world_.add_router(host.id, std::move(members), g.weights_count);
            router_names_.push_back(std::move(names));
        }
        hosts_[h.name] = std::move(host);
        return {};
    }

    result<void> check(const scenario_event& e) const {
        const auto unknown = [&](const std::string& what) {
            return error{errc::not_found, "event " + e.to_string() + ": there is no " + what};
        };
        if (e.what != happening::segment && !hosts_.contains(e.host)) return unknown("host '" + e.host + "'");
        if (!e.to_host.empty() && !hosts_.contains(e.to_host)) return unknown("host '" + e.to_host + "'");
        if (!e.segment_name.empty() && !segments_.contains(e.segment_name))
            return unknown("segment '" + e.segment_name + "'");
        if (e.what == happening::link && !hosts_.at(e.host).written->interfaces.contains(e.interface))
            return unknown("interface '" + e.interface + "'");
        if (e.what == happening::tracker && !hosts_.at(e.host).trackers.contains(e.tracker))
            return unknown("tracker '" + e.tracker + "' that a router of this host tracks");
        return {};
    }

    void happen(const scenario_event& e) {
        out_.events.emplace_back(world_.now(), e.to_string());
        const auto* host = e.host.empty() ? nullptr : &hosts_.at(e.host);
        if (host != nullptr) remember_owner(e, *host);
        switch (e.what) {
            case happening::start: world_.start(host->id); break;
            case happening::stop: world_.stop(host->id); break;
            case happening::crash_host: world_.fail(host->id, crash::host); break;
            case happening::crash_process: world_.fail(host->id, crash::process); break;
            case happening::link: {
                world_.set_link(host->id, segments_.at(host->written->interfaces.at(e.interface).segment), e.up);
                set_all(host->interfaces, e.interface, e.up ? 1 : 0);
                break;
            }
            case happening::path: {
                const auto segment = segments_.at(e.segment_name);
                const auto other = hosts_.at(e.to_host).id;
                world_.set_path(host->id, other, segment, e.up);
                if (!e.one_way) world_.set_path(other, host->id, segment, e.up);
                break;
            }
            case happening::segment: world_.set_segment(segments_.at(e.segment_name), e.segment); break;
            case happening::tracker: set_all(host->trackers, e.tracker, e.value); break;
        }
    }

    void set_all(const std::multimap<std::string, tracker_place>& trackers, const std::string& name, int value) {
        const auto [first, last] = trackers.equal_range(name);
        for (auto t = first; t != last; ++t)
            world_.set_tracker(t->second.router, t->second.member, t->second.index, value);
    }

    /// What a host holds when something happens to it, somebody else may take over.
    void remember_owner(const scenario_event& e, const host_in_world& host) {
        if (e.what == happening::start || (e.what == happening::link && e.up)) return;
        for (const auto& a : addresses_) {
            const auto owners = world_.owners().owners(a);
            if (owners == std::vector{host.id})
                out_.takeovers.push_back({world_.now(), e.to_string(), a, e.host, {}, {}});
        }
    }

    void report() {
        for (const auto& c : world_.timeline())
            out_.changes.push_back({c.at, world_.host_name(c.host), router_names_.at(c.router).at(c.member), c.what});
        const instant end{s_.length};
        const auto& owners = world_.owners();
        for (auto& t : out_.takeovers) {
            const auto at = owners.taken_after(t.address, t.at);
            if (!at) continue;
            t.took = *at - t.at;
            for (const auto& [when, who] : history(t.address))
                if (when == *at && !who.empty()) t.to = who.back() == t.from ? who.front() : who.back();
        }
        // Nothing was taken from a host that went on and kept what it had.
        std::erase_if(out_.takeovers, [&](const takeover& t) {
            if (t.to) return *t.to == t.from;
            const auto now = owners.owners(t.address);
            return now == std::vector{hosts_.at(t.from).id} && t.event.find("crash") == t.event.npos;
        });
        for (const auto& a : addresses_) {
            address_report r{a, history(a), {}, {}};
            const auto first = owners.taken_after(a, instant{});
            if (first) r.nobody = owners.without_owner(a, *first, end);
            r.several = owners.with_several(a, instant{}, end);
            out_.addresses.push_back(std::move(r));
        }
        out_.packets_sent = world_.packets_sent();
        out_.packets_received = world_.packets_received();
    }

    /// Owners over time, as the changes tell: an address is held from becoming master until the end of that.
    std::vector<std::pair<instant, std::vector<std::string>>> history(const ip_address& address) const {
        std::vector<std::pair<instant, std::vector<std::string>>> all;
        for (const auto& [at, hosts] : world_.owners().history(address)) {
            std::vector<std::string> names;
            for (const auto host : hosts) names.push_back(world_.host_name(host));
            all.emplace_back(at, std::move(names));
        }
        return all;
    }

    const scenario& s_;
    const plan_loader& load_;
    world world_;
    scenario_report out_;
    std::map<std::string, segment_id> segments_;
    std::map<std::string, host_in_world> hosts_;
    std::vector<std::vector<std::string>> router_names_;
    std::set<ip_address> addresses_;
};

std::string seconds(duration d) {
    char text[40];
    std::snprintf(text, sizeof text, "%.6f s", static_cast<double>(d.count()) / 1e9);
    return text;
}

std::string when(instant t) {
    char text[40];
    std::snprintf(text, sizeof text, "%12.6f  ", static_cast<double>(t.time_since_epoch().count()) / 1e9);
    return text;
}

std::string list(const std::vector<std::string>& names) {
    std::string s;
    for (const auto& n : names) s += (s.empty() ? "" : ", ") + n;
    return s.empty() ? "nobody" : s;
}

}  // namespace

std::string scenario_event::to_string() const {
    switch (what) {
        case happening::start: return "start of " + host;
        case happening::stop: return "stop of " + host;
        case happening::crash_host: return "crash of " + host;
        case happening::crash_process: return "crash of the process on " + host;
        case happening::link: return "link " + interface + " of " + host + (up ? " up" : " down");
        case happening::path:
            return "path " + host + (one_way ? " -> " : " <-> ") + to_host + " on " + segment_name +
                   (up ? " open" : " closed");
        case happening::segment: return "segment " + segment_name + " changes";
        case happening::tracker: return "tracker " + tracker + " of " + host + ": " + std::to_string(value);
    }
    return "event";
}

result<scenario_report> simulate(const scenario& s, const plan_loader& load) { return runner{s, load}.run(); }

std::string to_text(const scenario_report& r) {
    std::vector<std::pair<instant, std::string>> lines;
    for (const auto& [at, text] : r.events) lines.emplace_back(at, "* " + text);
    for (const auto& c : r.changes)
        lines.emplace_back(c.at, c.host + " " + c.router + ": " + std::string{vrrp::to_string(c.what.from)} + " -> " +
                                     std::string{vrrp::to_string(c.what.to)} + " (" +
                                     std::string{vrrp::to_string(c.what.why)} + ", priority " +
                                     std::to_string(c.what.priority) + ")");
    for (const auto& a : r.addresses)
        for (const auto& [at, owners] : a.owners)
            lines.emplace_back(at, a.address.to_string() + " belongs to " + list(owners));
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string out;
    for (const auto& [at, text] : lines) out += when(at) + text + '\n';
    for (const auto& a : r.addresses) {
        duration nobody{};
        duration several{};
        for (const auto& i : a.nobody) nobody += i.length();
        for (const auto& i : a.several) several += i.length();
        out += a.address.to_string() + ": without an owner " + seconds(nobody) + " in " +
               std::to_string(a.nobody.size()) + " intervals, with several " + seconds(several) + " in " +
               std::to_string(a.several.size()) + '\n';
    }
    for (const auto& t : r.takeovers)
        out += t.address.to_string() + ": after " + t.event + " taken over by " +
               (t.to ? *t.to + " in " + seconds(t.took) : std::string{"nobody"}) + '\n';
    return out;
}

}  // namespace hakit::sim

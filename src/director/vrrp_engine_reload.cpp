// From one plan of virtual routers to the next with the least disturbance.
#include "director/vrrp_engine_impl.hpp"

#include <algorithm>

namespace hakit::director {

using actions = vrrp_engine::actions;

namespace {

/// Whether both are the same virtual router on the wire, so that one can go on as the other.
bool same_router(const router_plan& a, const router_plan& b) {
    return a.name == b.name && a.interface == b.interface && a.vmac == b.vmac && a.has_source == b.has_source &&
           a.channel.vrid == b.channel.vrid && a.channel.family == b.channel.family &&
           a.channel.version == b.channel.version && (!a.has_source || a.channel.source == b.channel.source) &&
           a.channel.peers.empty() == b.channel.peers.empty();
}

/// What is in `a` and not in `b`.
template <class T>
std::vector<T> without(const std::vector<T>& a, const std::vector<T>& b) {
    std::vector<T> rest;
    for (const auto& item : a)
        if (std::find(b.begin(), b.end(), item) == b.end()) rest.push_back(item);
    return rest;
}

template <class Change, class List>
void add_difference(router_id id, const std::string& name, const List& before, const List& after, actions& out) {
    Change c;
    c.router = id;
    c.name = name;
    c.add = without(after, before);
    c.remove = without(before, after);
    if (!c.add.empty() || !c.remove.empty()) out.emplace_back(std::move(c));
}

}  // namespace

actions vrrp_engine::reload(vrrp_plan wanted, instant now) {
    return reload(std::make_shared<const vrrp_plan>(std::move(wanted)), now);
}

actions vrrp_engine::reload(std::shared_ptr<const vrrp_plan> wanted, instant now) {
    actions out;
    auto& e = *impl_;
    if (!e.running) return out;
    std::size_t kept = 0;
    std::size_t changed = 0;
    std::size_t begun = 0;

    auto old = std::exchange(e.groups, {});
    for (const auto& g : old) g->slot.reset();
    std::vector<impl::group*> fresh;
    for (const auto& plan : wanted->groups) {
        const auto same = std::find_if(old.begin(), old.end(), [&](const auto& g) {
            return g && g->plan->name == plan.name && g->plan->is_group == plan.is_group &&
                   std::equal(g->routers.begin(), g->routers.end(), plan.members.begin(), plan.members.end(),
                              [](const auto& r, const router_plan& p) { return same_router(*r.plan, p); });
        });
        if (same == old.end()) {
            e.groups.push_back(e.make_group(wanted, plan));
            fresh.push_back(e.groups.back().get());
            ++begun;
            continue;
        }
        e.groups.push_back(std::move(*same));
        auto& g = *e.groups.back();
        ++(*g.plan == plan ? kept : changed);
        // Also what stays as it is has to point into the new plan.
        std::vector<std::shared_ptr<const vrrp::instance_options>> options;
        for (std::size_t m = 0; m < g.routers.size(); ++m) {
            auto& r = g.routers[m];
            const auto& p = plan.members[m];
            const auto& before = *std::exchange(r.plan, &p);
            r.channel.reconfigure(std::shared_ptr<const vrrp::channel_options>{wanted, &p.channel});
            options.emplace_back(wanted, &p.instance);
            if (g.engine[m].state() != vrrp::state::master) continue;
            add_difference<change_rules>(r.id, p.name, before.rules, p.rules, out);
            add_difference<change_routes>(r.id, p.name, before.routes, p.routes, out);
            add_difference<change_addresses>(r.id, p.name, placed_addresses(before), placed_addresses(p), out);
            e.announce(r, without(p.addresses, before.addresses), std::max(p.instance.announce.repeat, 1u));
        }
        g.plan = &plan;
        e.perform(g, g.engine.reconfigure(std::move(options), plan.weights_count, now), now, out);
    }
    std::size_t ended = 0;
    for (const auto& g : old) {
        if (!g) continue;
        ++ended;
        e.perform(*g, g->engine.stop(now), now, out);
        for (const auto& r : g->routers) {
            const auto still = std::any_of(wanted->groups.begin(), wanted->groups.end(), [&](const group_plan& p) {
                return std::any_of(p.members.begin(), p.members.end(),
                                   [&](const router_plan& m) { return m.name == r.plan->name; });
            });
            if (!still) {
                out.emplace_back(write_fifo{"INSTANCE \"" + r.plan->name + "\" DELETED 0\n"});
                e.run(r.plan->notices().deleted, "virtual router " + r.plan->name, &r, out);
            }
            for (const auto& p : e.paces) p->queue.drop(r.id);
        }
    }
    const auto before = std::exchange(e.desired, std::move(wanted));
    const auto& plan = *e.desired;
    const bool new_paces = plan.paces != before->paces || plan.arp_interval != before->arp_interval ||
                           plan.na_interval != before->na_interval;
    old.clear();
    e.index(new_paces);
    e.adopt_trackers(now);
    for (const auto& g : e.groups) {
        if (std::find(fresh.begin(), fresh.end(), g.get()) != fresh.end()) {
            e.begin(*g, now, out);
        } else {
            e.feed_known(*g, now, out);
        }
    }
    event told;
    told.kind = event_kind::reloaded;
    told.at = now;
    told.text = "virtual routers: " + std::to_string(kept) + " groups as before, " + std::to_string(changed) +
                " changed, " + std::to_string(begun) + " begun, " + std::to_string(ended) + " ended";
    out.emplace_back(std::move(told));
    e.run_trackers(now, out);
    e.flush_announcements(now, out);
    return out;
}

}  // namespace hakit::director

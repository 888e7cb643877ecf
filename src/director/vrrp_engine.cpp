#include "director/vrrp_engine_impl.hpp"

#include <algorithm>

namespace hakit::director {

using actions = vrrp_engine::actions;

std::vector<keepalived::virtual_address> placed_addresses(const router_plan& r) {
    std::vector<keepalived::virtual_address> all;
    all.reserve(r.addresses.size());
    for (const auto& a : r.addresses) all.push_back(r.placed(a));
    return all;
}

// --- building ---

std::unique_ptr<vrrp_engine::impl::group> vrrp_engine::impl::make_group(const std::shared_ptr<const vrrp_plan>& all,
                                                                        const group_plan& plan) {
    std::vector<std::shared_ptr<const vrrp::instance_options>> members;
    for (const auto& m : plan.members) members.emplace_back(all, &m.instance);
    auto g = std::make_unique<group>(
        group{&plan, vrrp::sync_group{plan.name, std::move(members), plan.weights_count}, {}, {}, {}});
    g->routers.reserve(plan.members.size());
    for (const auto& m : plan.members)
        g->routers.push_back(
            {next_id++, &m, vrrp::channel{std::shared_ptr<const vrrp::channel_options>{all, &m.channel}}});
    return g;
}

void vrrp_engine::impl::build() {
    groups.reserve(desired->groups.size());
    for (const auto& plan : desired->groups) groups.push_back(make_group(desired, plan));
    index(true);
}

vrrp_engine::impl::router* vrrp_engine::impl::find(router_id id) noexcept {
    const auto found = std::lower_bound(by_id.begin(), by_id.end(), id,
                                        [](const router* r, router_id wanted) { return r->id < wanted; });
    return found != by_id.end() && (*found)->id == id ? *found : nullptr;
}

void vrrp_engine::impl::index(bool new_paces) {
    by_packet.clear();
    by_tracker.clear();
    by_id.clear();
    timers.reset(groups.size());
    for (const auto& g : groups) {
        g->slot = static_cast<std::uint32_t>(&g - groups.data());
        arm(*g);
        for (std::size_t m = 0; m < g->routers.size(); ++m) {
            auto& r = g->routers[m];
            by_id.push_back(&r);
            const auto& plan = *r.plan;
            const auto number =
                interface_numbers.try_emplace(plan.transmits_on(), interface_numbers.size()).first->second;
            by_packet.push_back(
                {number, plan.channel.family, plan.channel.vrid, static_cast<std::uint32_t>(m), g.get()});
            for (std::size_t t = 0; t < plan.tracked.size(); ++t)
                by_tracker[{plan.tracked[t].kind, plan.tracked[t].name}].push_back({{g.get(), m}, t});
        }
    }
    std::stable_sort(by_packet.begin(), by_packet.end(),
                     [](const auto& a, const auto& b) { return a.key() < b.key(); });
    std::sort(by_id.begin(), by_id.end(), [](const router* a, const router* b) { return a->id < b->id; });
    if (!new_paces) return;
    pace_of.clear();
    paces.clear();
    for (const auto& p : desired->paces) {
        for (const auto& i : p.interfaces) pace_of[i] = paces.size();
        paces.push_back(std::make_unique<pace>(pace{vrrp::announcement_queue{p.arp, p.na}}));
    }
}

vrrp::announcement_queue& vrrp_engine::impl::queue_of(const std::string& interface) {
    const auto [found, added] = pace_of.emplace(interface, paces.size());
    if (added)
        paces.push_back(
            std::make_unique<pace>(pace{vrrp::announcement_queue{desired->arp_interval, desired->na_interval}}));
    return paces[found->second]->queue;
}

/// What is known already of the outside, for a group that begins.
void vrrp_engine::impl::feed_known(group& g, instant now, actions& out) {
    for (std::size_t m = 0; m < g.routers.size(); ++m) {
        auto& r = g.routers[m];
        const auto& plan = *r.plan;
        const auto seen = interfaces.find(plan.interface);
        if (seen != interfaces.end() && seen->second.up)
            perform(g, g.engine.on_interface(m, *seen->second.up, now), now, out);
        if (plan.has_source) {
            const auto own = own_addresses.find(plan.channel.source);
            if (plan.instance.track_source && own != own_addresses.end() && !own->second)
                perform(g, g.engine.on_source(m, std::nullopt, now), now, out);
        } else if (seen != interfaces.end()) {
            const auto v6 = plan.channel.family == ip_family::v6 ? 1 : 0;
            if (seen->second.source_known[v6]) {
                if (const auto& source = seen->second.sources[v6]) r.channel.set_source(*source);
                perform(g, g.engine.on_source(m, seen->second.sources[v6], now), now, out);
            }
        }
        for (std::size_t t = 0; t < plan.tracked.size(); ++t) {
            const auto known = reported.find({plan.tracked[t].kind, plan.tracked[t].name});
            if (known != reported.end()) perform(g, g.engine.on_tracker(m, t, known->second, now), now, out);
        }
    }
}

void vrrp_engine::impl::begin(group& g, instant now, actions& out) {
    feed_known(g, now, out);
    perform(g, g.engine.start(now), now, out);
}

// --- actions of the routers ---

void vrrp_engine::impl::arm(group& g) {
    if (g.slot) timers.set(*g.slot, g.engine.wake_at());
}

void vrrp_engine::impl::perform(group& g, const std::vector<vrrp::member_action>& list, instant now, actions& out) {
    for (const auto& a : list) perform(g, a.member, a.what, now, out);
    tell_group(g, now, out);
    arm(g);
}

void vrrp_engine::impl::perform(group& g, std::size_t member, const vrrp::action& a, instant now, actions& out) {
    auto& r = g.routers[member];
    if (const auto* advert = std::get_if<vrrp::send_advert>(&a)) {
        send(r, advert->priority, out);
    } else if (const auto* take = std::get_if<vrrp::acquire>(&a)) {
        hold(r, take->what, true, out);
    } else if (const auto* drop = std::get_if<vrrp::release>(&a)) {
        hold(r, drop->what, false, out);
    } else if (const auto* told = std::get_if<vrrp::announce>(&a)) {
        announce(r, r.plan->addresses, told->repeat);
    } else if (std::holds_alternative<vrrp::announce_source>(a)) {
        const auto& source = r.channel.source();
        queue_of(r.plan->interface).push(r.id, std::span{&source, 1}, 1);
    } else if (const auto* n = std::get_if<vrrp::notify>(&a)) {
        tell_router(g, r, *n, now, out);
    } else if (const auto* p = std::get_if<vrrp::notify_priority>(&a)) {
        tell_priority(g, r, p->priority, now, out);
    } else if (const auto* remark = std::get_if<vrrp::remark>(&a)) {
        tell_remark(r, *remark, now, out);
    }
}

void vrrp_engine::impl::send(router& r, std::uint8_t priority, actions& out) {
    for (std::size_t i = 0; i < r.channel.destination_count(); ++i) {
        send_packet p;
        p.router = r.id;
        p.interface = r.plan->transmits_on();
        p.source = r.channel.source();
        p.destination = r.channel.destination(i);
        p.ttl = r.channel.unicast() ? r.channel.options().ttl : vrrp::required_ttl;
        if (!r.channel.write(p.packet, i, priority, wall)) continue;
        ++r.sent;
        out.emplace_back(std::move(p));
    }
}

void vrrp_engine::impl::hold(router& r, vrrp::resource what, bool acquire, actions& out) {
    const auto change = [&](auto made, const auto& all) {
        if (all.empty()) return;
        made.router = r.id;
        made.name = r.plan->name;
        (acquire ? made.add : made.remove) = all;
        out.emplace_back(std::move(made));
    };
    switch (what) {
        case vrrp::resource::addresses:
            if (!acquire)
                for (const auto& p : paces) p->queue.drop(r.id);
            change(change_addresses{}, placed_addresses(*r.plan));
            break;
        case vrrp::resource::routes: change(change_routes{}, r.plan->routes); break;
        case vrrp::resource::rules: change(change_rules{}, r.plan->rules); break;
        case vrrp::resource::filter: break;
    }
}

void vrrp_engine::impl::announce(router& r, const std::vector<held_address>& addresses, std::uint32_t repeat) {
    std::map<std::string, std::vector<ip_address>> by_interface;
    for (const auto& a : addresses) by_interface[r.plan->interface_of(a)].push_back(a.address.address);
    for (const auto& [interface, list] : by_interface) queue_of(interface).push(r.id, list, repeat);
}

void vrrp_engine::impl::flush_announcements(instant now, actions& out) {
    auto left = options.announcements_at_once;
    for (const auto& p : paces) {
        while (left > 0) {
            const auto next = p->queue.pop(now);
            if (!next) break;
            const auto* from = find(next->from);
            if (from == nullptr) continue;
            const auto& plan = *from->plan;
            const auto* interface = &plan.interface;
            for (const auto& a : plan.addresses)
                if (a.address.address == next->address) interface = &plan.interface_of(a);
            --left;
            out.emplace_back(announce_address{next->from, *interface, next->address});
        }
    }
}

// --- the public face ---

vrrp_engine::vrrp_engine(vrrp_plan desired, const vrrp_engine_options& options)
    : vrrp_engine{std::make_shared<const vrrp_plan>(std::move(desired)), options} {}
vrrp_engine::vrrp_engine(std::shared_ptr<const vrrp_plan> desired, const vrrp_engine_options& options)
    : impl_{std::make_unique<impl>(std::move(desired), options)} {
    impl_->build();
}
vrrp_engine::~vrrp_engine() = default;
vrrp_engine::vrrp_engine(vrrp_engine&&) noexcept = default;
vrrp_engine& vrrp_engine::operator=(vrrp_engine&&) noexcept = default;

actions vrrp_engine::start(instant now) {
    actions out;
    auto& e = *impl_;
    if (e.running) return out;
    e.running = true;
    event started;
    started.kind = event_kind::started;
    started.at = now;
    started.text = std::to_string(e.by_id.size()) + (e.by_id.size() == 1 ? " virtual router" : " virtual routers");
    out.emplace_back(std::move(started));
    e.adopt_trackers(now);
    for (const auto& g : e.groups) e.begin(*g, now, out);
    e.run_trackers(now, out);
    e.flush_announcements(now, out);
    return out;
}

instant vrrp_engine::wake_at() const noexcept {
    const auto& e = *impl_;
    if (!e.running) return never;
    auto next = e.timers.next();
    for (const auto& p : e.paces) next = std::min(next, p->queue.wake_at());
    for (const auto& [name, s] : e.scripts) next = std::min(next, s.next);
    for (const auto& [name, p] : e.processes) next = std::min(next, p.at);
    for (const auto& [name, i] : e.interfaces) next = std::min(next, i.at);
    return next;
}

actions vrrp_engine::on_time(instant now) {
    actions out;
    auto& e = *impl_;
    if (!e.running) return out;
    for (auto left = e.options.groups_at_once; left > 0 && e.timers.next() <= now; --left) {
        auto& g = *e.groups[e.timers.front()];
        e.perform(g, g.engine.on_time(now), now, out);
        // One that wants to be called again at once lets the others go first.
        if (g.engine.wake_at() <= now) e.timers.set(*g.slot, now + duration{1});
    }
    e.run_trackers(now, out);
    e.flush_announcements(now, out);
    return out;
}

actions vrrp_engine::on_packet(std::string_view interface, const vrrp::packet_view& packet, instant now,
                               vrrp::hmac_stamp wall) {
    actions out;
    auto& e = *impl_;
    if (!e.running) return out;
    if (wall.value != 0) e.wall = wall;
    const auto number = e.interface_numbers.find(interface);
    if (number == e.interface_numbers.end()) return out;
    const impl::packet_place wanted{number->second, packet.advert.family(), packet.advert.vrid(), 0, nullptr};
    const auto [first, last] = std::equal_range(e.by_packet.begin(), e.by_packet.end(), wanted,
                                                [](const auto& a, const auto& b) { return a.key() < b.key(); });
    for (auto at = first; at != last; ++at) {
        const auto& place = *at;
        auto& g = *place.of;
        auto& r = g.routers[place.member];
        if (last - first > 1 && r.channel.unicast()) {
            // Several unicast routers may share the number; their peers tell them apart.
            const auto& peers = r.channel.options().peers;
            const auto known = [&](const vrrp::unicast_peer& p) { return p.address == packet.ip.source; };
            if (std::none_of(peers.begin(), peers.end(), known)) continue;
        }
        const auto heard = r.channel.judge(packet, wall);
        if (!heard) {
            if (!r.channel.is_news(heard.error())) continue;
            event rejected;
            rejected.kind = event_kind::packet_rejected;
            rejected.at = now;
            rejected.router = r.plan->name;
            rejected.text = "from " + packet.ip.source.to_string() + ": " + std::string{to_string(heard.error())} +
                            ": " + std::string{describe(heard.error())};
            out.emplace_back(std::move(rejected));
            continue;
        }
        ++r.heard;
        if (heard->priority != vrrp::resign_priority) {
            r.master = heard->source;
            r.master_priority = heard->priority;
        }
        e.perform(g, g.engine.on_advert(place.member, *heard, now), now, out);
    }
    e.flush_announcements(now, out);
    return out;
}

void vrrp_engine::set_wall(vrrp::hmac_stamp wall) noexcept { impl_->wall = wall; }

actions vrrp_engine::shutdown(instant now) {
    actions out;
    auto& e = *impl_;
    if (!e.running) return out;
    for (const auto& g : e.groups) e.perform(*g, g->engine.stop(now), now, out);
    if (e.options.keep_addresses)
        std::erase_if(out, [](const vrrp_action& a) {
            return std::holds_alternative<change_addresses>(a) || std::holds_alternative<change_routes>(a) ||
                   std::holds_alternative<change_rules>(a);
        });
    event stopped;
    stopped.kind = event_kind::stopped;
    stopped.at = now;
    out.emplace_back(std::move(stopped));
    e.running = false;
    return out;
}

const vrrp_plan& vrrp_engine::plan() const noexcept { return *impl_->desired; }

const router_plan* vrrp_engine::router(router_id id) const noexcept {
    const auto* found = impl_->find(id);
    return found == nullptr ? nullptr : found->plan;
}

}  // namespace hakit::director

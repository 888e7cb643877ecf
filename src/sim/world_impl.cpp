#include "sim/world_impl.hpp"

#include <algorithm>

namespace hakit::sim {
namespace {

/// The time of day of the simulation, for auth_hmac.
vrrp::hmac_stamp wall(instant now) noexcept {
    const auto ns = static_cast<std::uint64_t>(now.time_since_epoch().count());
    constexpr std::uint64_t second = 1'000'000'000;
    return vrrp::hmac_stamp::at(static_cast<std::uint32_t>(1'700'000'000 + ns / second),
                                static_cast<std::uint16_t>(ns % second * 65536 / second));
}

}  // namespace

void world::impl::run_until(instant until) {
    while (queue.due(until)) {
        const auto event = queue.pop();
        now = std::max(now, event.at);
        switch (event.kind) {
            case event_kind::call: {
                const auto call = std::exchange(calls[event.what], {});
                calls.give_back(event.what);
                call();
                break;
            }
            case event_kind::delivery: deliver(event.what); break;
            case event_kind::timer: {
                auto& r = routers[event.what];
                // The timer may have been moved: then another event stands for it, or this one is pushed again.
                if (event.at != r.scheduled) break;
                r.scheduled = never;
                if (!r.runs) break;
                if (r.group.wake_at() <= now) perform(event.what, r.group.on_time(now));
                schedule(event.what);
                break;
            }
        }
    }
    now = std::max(now, until);
}

void world::impl::schedule(router_id id) {
    auto& r = routers[id];
    if (!r.runs) return;
    const auto wake = r.group.wake_at();
    // An earlier event in the queue looks again when it comes; so a timer that only ever moves back costs nothing.
    if (wake >= r.scheduled) return;
    queue.push(std::max(wake, now), event_kind::timer, id);
    r.scheduled = std::max(wake, now);
}

void world::impl::perform(router_id id, const std::vector<vrrp::member_action>& actions) {
    for (const auto& a : actions) {
        const auto place = routers[id].members[a.member];
        const auto host = routers[id].host;
        if (const auto* advert = std::get_if<vrrp::send_advert>(&a.what)) {
            send(place, advert->priority);
        } else if (const auto* take = std::get_if<vrrp::acquire>(&a.what)) {
            if (take->what != vrrp::resource::addresses) continue;
            for (const auto& address : members[place].channel.options().addresses) owners.take(address, host, now);
        } else if (const auto* drop = std::get_if<vrrp::release>(&a.what)) {
            if (drop->what != vrrp::resource::addresses) continue;
            for (const auto& address : members[place].channel.options().addresses) owners.drop(address, host, now);
        } else if (const auto* told = std::get_if<vrrp::notify>(&a.what)) {
            timeline.push_back({now, host, id, a.member, *told});
            members[place].channel.forget_news();
        }
    }
}

void world::impl::send(std::size_t from, std::uint8_t priority) {
    auto& m = members[from];
    if (!link_up(m.host, m.segment)) return;
    for (std::size_t i = 0; i < m.channel.destination_count(); ++i) {
        buffer.clear();
        if (!m.channel.write(buffer, i, priority, wall(now))) continue;
        ++sent;
        const auto destination = m.channel.destination(i);
        for (const auto to : m.neighbours) carry(m, to, destination);
    }
}

void world::impl::carry(const member_state& from, std::size_t to, const ip_address& destination) {
    const auto& receiver = members[to];
    if (!destination.is_multicast() && receiver.channel.source() != destination) return;
    const auto& s = segments[from.segment];
    if (!s.closed.empty() && s.closed.contains({from.host, receiver.host})) return;
    const auto& o = s.options;
    for (int copies = luck.chance(o.duplicate) ? 2 : 1; copies > 0; --copies) {
        if (luck.chance(o.loss)) continue;
        auto delay = std::max(o.delay, duration{0}) + luck.below(o.jitter);
        if (luck.chance(o.reorder)) delay += std::max(o.reorder_delay, duration{0});
        const auto slot = packets.get();
        packets[slot].bytes = buffer;
        packets[slot].to = to;
        queue.push(now + delay, event_kind::delivery, slot);
    }
}

void world::impl::deliver(std::size_t slot) {
    const auto place = packets[slot].to;
    const auto id = members[place].router;
    auto& r = routers[id];
    if (r.runs && link_up(r.host, members[place].segment)) {
        ++received;
        auto& m = members[place];
        if (const auto packet = vrrp::parse_packet(packets[slot].bytes)) {
            if (const auto heard = m.channel.judge(*packet, wall(now))) {
                perform(id, r.group.on_advert(m.index, *heard, now));
                schedule(id);
            }
        }
    }
    packets.give_back(slot);
}

void world::impl::drop_addresses(const router_state& r) {
    for (const auto place : r.members)
        for (const auto& address : members[place].channel.options().addresses) owners.drop(address, r.host, now);
}

}  // namespace hakit::sim

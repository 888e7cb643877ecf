#include <hakit/sim/world.hpp>

#include "sim/world_impl.hpp"

namespace hakit::sim {

world::world(std::uint64_t seed) : impl_{std::make_unique<impl>(seed)} {}
world::~world() = default;
world::world(world&&) noexcept = default;
world& world::operator=(world&&) noexcept = default;

segment_id world::add_segment(segment_options options) {
    impl_->segments.push_back({options, {}});
    return impl_->segments.size() - 1;
}

host_id world::add_host(std::string name) {
    impl_->hosts.push_back({std::move(name), {}, {}});
    return impl_->hosts.size() - 1;
}

namespace {

vrrp::sync_group make_group(const std::vector<member_options>& members, bool weights_count) {
    std::vector<vrrp::instance_options> instances;
    for (const auto& m : members) instances.push_back(m.instance);
    return {members.empty() ? std::string{} : members.front().instance.name, std::move(instances), weights_count};
}

}  // namespace

router_id world::add_router(host_id host, std::vector<member_options> members, bool weights_count) {
    auto& w = *impl_;
    const auto id = w.routers.size();
    impl::router_state r{host, make_group(members, weights_count), {}, {}, weights_count};
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto& options = members[i];
        const auto place = w.members.size();
        impl::member_state added{options.segment, vrrp::channel{options.channel}, {}, id, i, host};
        for (std::size_t other = 0; other < place; ++other) {
            auto& o = w.members[other];
            const auto& theirs = o.channel.options();
            if (o.segment != options.segment || o.host == host) continue;
            if (theirs.vrid != options.channel.vrid || theirs.family != options.channel.family) continue;
            o.neighbours.push_back(place);
            added.neighbours.push_back(other);
        }
        w.members.push_back(std::move(added));
        r.members.push_back(place);
    }
    r.options = std::move(members);
    w.routers.push_back(std::move(r));
    if (host < w.hosts.size()) w.hosts[host].routers.push_back(id);
    return id;
}

void world::start(host_id host) {
    auto& w = *impl_;
    if (host >= w.hosts.size()) return;
    for (const auto id : w.hosts[host].routers) {
        auto& r = w.routers[id];
        if (r.runs) continue;
        w.drop_addresses(r);
        r.runs = true;
        for (std::size_t i = 0; i < r.members.size(); ++i) {
            if (!w.link_up(host, w.members[r.members[i]].segment)) (void)r.group.on_interface(i, false, w.now);
        }
        w.perform(id, r.group.start(w.now));
        w.schedule(id);
    }
}

void world::stop(host_id host) {
    auto& w = *impl_;
    if (host >= w.hosts.size()) return;
    for (const auto id : w.hosts[host].routers) {
        auto& r = w.routers[id];
        if (!r.runs) continue;
        w.perform(id, r.group.stop(w.now));
        r.runs = false;
    }
}

void world::fail(host_id host, crash kind) {
    auto& w = *impl_;
    if (host >= w.hosts.size()) return;
    for (const auto id : w.hosts[host].routers) {
        auto& r = w.routers[id];
        if (r.runs) {
            for (std::size_t i = 0; i < r.group.size(); ++i) {
                const auto& m = r.group[i];
                w.timeline.push_back(
                    {w.now, host, id, i, {m.state(), vrrp::state::stopped, m.priority(), vrrp::cause::stopped}});
            }
        }
        r.runs = false;
        r.group = make_group(r.options, r.weights_count);
        for (const auto place : r.members) {
            auto& m = w.members[place];
            m.channel = vrrp::channel{r.options[m.index].channel};
        }
        if (kind == crash::host) w.drop_addresses(r);
    }
}

void world::set_link(host_id host, segment_id segment, bool up) {
    auto& w = *impl_;
    if (host >= w.hosts.size() || segment >= w.segments.size()) return;
    auto& down = w.hosts[host].links_down;
    if (up ? down.erase(segment) == 0 : !down.insert(segment).second) return;
    for (const auto id : w.hosts[host].routers) {
        auto& r = w.routers[id];
        for (std::size_t i = 0; i < r.members.size(); ++i) {
            if (w.members[r.members[i]].segment != segment) continue;
            w.perform(id, r.group.on_interface(i, up, w.now));
        }
        w.schedule(id);
    }
}

void world::set_path(host_id from, host_id to, segment_id segment, bool open) {
    if (segment >= impl_->segments.size()) return;
    auto& closed = impl_->segments[segment].closed;
    if (open) {
        closed.erase({from, to});
    } else {
        closed.insert({from, to});
    }
}

void world::set_segment(segment_id segment, segment_options options) {
    if (segment < impl_->segments.size()) impl_->segments[segment].options = options;
}

void world::set_tracker(router_id router, std::size_t member, std::size_t index, int value) {
    auto& w = *impl_;
    if (router >= w.routers.size()) return;
    w.perform(router, w.routers[router].group.on_tracker(member, index, value, w.now));
    w.schedule(router);
}

void world::at(instant at, std::function<void()> event) {
    const auto slot = impl_->calls.get();
    impl_->calls[slot] = std::move(event);
    impl_->queue.push(std::max(at, impl_->now), event_kind::call, slot);
}

void world::run_until(instant until) { impl_->run_until(until); }
instant world::now() const noexcept { return impl_->now; }
const std::string& world::host_name(host_id host) const noexcept { return impl_->hosts[host].name; }
const vrrp::sync_group& world::router(router_id router) const noexcept { return impl_->routers[router].group; }
const vrrp::channel& world::channel(router_id router, std::size_t member) const noexcept {
    return impl_->members[impl_->routers[router].members[member]].channel;
}
const std::vector<state_change>& world::timeline() const noexcept { return impl_->timeline; }
const sim::ownership& world::owners() const noexcept { return impl_->owners; }
std::uint64_t world::packets_sent() const noexcept { return impl_->sent; }
std::uint64_t world::packets_received() const noexcept { return impl_->received; }

}  // namespace hakit::sim

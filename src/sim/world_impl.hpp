/// The inside of sim::world.
#pragma once

#include <hakit/sim/world.hpp>

#include "sim/event_queue.hpp"
#include "sim/random.hpp"

#include <optional>
#include <set>
#include <utility>

namespace hakit::sim {

struct world::impl {
    struct member_state {
        segment_id segment;
        vrrp::channel channel;
        std::vector<std::size_t> neighbours;  // places in `members` that hear it, by being on the segment
        router_id router;
        std::size_t index;  // in its router
        host_id host;
    };
    struct router_state {
        host_id host;
        vrrp::sync_group group;
        std::vector<std::size_t> members;     // places in `members`
        std::vector<member_options> options;  // to be born again after a crash
        bool weights_count;
        bool runs = false;
        instant scheduled = never;  // of the earliest timer event in the queue
    };
    struct host_state {
        std::string name;
        std::vector<router_id> routers;
        std::set<segment_id> links_down;
    };
    struct segment_state {
        segment_options options;
        std::set<std::pair<host_id, host_id>> closed;
    };
    struct packet_state {
        std::vector<std::uint8_t> bytes;
        std::size_t to = 0;  // a place in `members`
    };

    explicit impl(std::uint64_t seed) : luck{seed} {}

    void run_until(instant until);
    void perform(router_id id, const std::vector<vrrp::member_action>& actions);
    void send(std::size_t from, std::uint8_t priority);
    void carry(const member_state& from, std::size_t to, const ip_address& destination);
    void deliver(std::size_t slot);
    void schedule(router_id id);
    void drop_addresses(const router_state& r);
    [[nodiscard]] bool link_up(host_id host, segment_id segment) const {
        return !hosts[host].links_down.contains(segment);
    }

    random luck;
    instant now{};
    event_queue queue;
    slots<packet_state> packets;
    slots<std::function<void()>> calls;
    std::vector<host_state> hosts;
    std::vector<segment_state> segments;
    std::vector<router_state> routers;
    std::vector<member_state> members;
    std::vector<std::uint8_t> buffer;
    std::vector<state_change> timeline;
    sim::ownership owners;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
};

}  // namespace hakit::sim

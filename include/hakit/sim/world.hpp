/// Hosts with virtual routers on segments that delay, lose, double and reorder packets, on a virtual clock. The engines
/// are those that run on sockets, and real packets pass between them. The same seed gives the same run.
#pragma once

#include <hakit/sim/ownership.hpp>
#include <hakit/sim/segment.hpp>
#include <hakit/vrrp/channel.hpp>
#include <hakit/vrrp/sync_group.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hakit::sim {

using segment_id = std::size_t;
using router_id = std::size_t;

/// One virtual router on one segment; the addresses it holds as master are those of its channel.
struct member_options {
    segment_id segment = 0;
    vrrp::instance_options instance;
    vrrp::channel_options channel;
};

/// A router changed its state. `what.from == what.to` does not happen.
struct state_change {
    instant at;
    host_id host = 0;
    router_id router = 0;
    std::size_t member = 0;
    vrrp::notify what;

    friend bool operator==(const state_change&, const state_change&) = default;
};

enum class crash : std::uint8_t {
    host,     ///< the machine is gone, and its addresses with it
    process,  ///< the program is gone; the addresses stay where they are
};

/// Ids count from 0 in the order of the add_ calls; calls with ids that do not exist do nothing. Not thread-safe.
class world {
public:
    explicit world(std::uint64_t seed = 1);
    ~world();
    world(world&&) noexcept;
    world& operator=(world&&) noexcept;

    [[nodiscard]] segment_id add_segment(segment_options options = {});
    [[nodiscard]] host_id add_host(std::string name);
    /// A virtual router, or a sync group of several members. It runs after start().
    [[nodiscard]] router_id add_router(host_id host, std::vector<member_options> members, bool weights_count = false);

    // What can happen, at the present instant.
    /// Starts the routers of a host that do not run; what a crashed process has left behind is cleaned up first.
    void start(host_id host);
    /// In good order: masters resign.
    void stop(host_id host);
    void fail(host_id host, crash kind = crash::host);
    /// The link of a host to a segment; its routers notice.
    void set_link(host_id host, segment_id segment, bool up);
    /// Packets from one host to another on a segment are lost without notice; one direction.
    void set_path(host_id from, host_id to, segment_id segment, bool open);
    void set_segment(segment_id segment, segment_options options);
    void set_tracker(router_id router, std::size_t member, std::size_t index, int value);

    /// `event` runs at `at`, or at once when that is past. Of equal instants the first added is the first run.
    void at(instant at, std::function<void()> event);
    /// Runs everything up to and including `until`.
    void run_until(instant until);
    [[nodiscard]] instant now() const noexcept;

    [[nodiscard]] const std::string& host_name(host_id host) const noexcept;
    [[nodiscard]] const vrrp::sync_group& router(router_id router) const noexcept;
    /// Of one member; counts what was rejected.
    [[nodiscard]] const vrrp::channel& channel(router_id router, std::size_t member) const noexcept;
    [[nodiscard]] const std::vector<state_change>& timeline() const noexcept;
    [[nodiscard]] const sim::ownership& owners() const noexcept;
    /// Packets that were sent and that arrived.
    [[nodiscard]] std::uint64_t packets_sent() const noexcept;
    [[nodiscard]] std::uint64_t packets_received() const noexcept;

    struct impl;  ///< opaque

private:
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::sim

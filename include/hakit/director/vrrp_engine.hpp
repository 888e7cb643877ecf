/// All virtual routers of a configuration: packets, trackers and time in, actions out. No sockets, no clock.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/director/vrrp_action.hpp>
#include <hakit/director/vrrp_plan.hpp>
#include <hakit/director/vrrp_snapshot.hpp>
#include <hakit/vrrp/hmac_trailer.hpp>
#include <hakit/vrrp/packet.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::director {

struct vrrp_engine_options {
    /// The addresses stay when the engine is shut down (keepalived --dont-release-vrrp).
    bool keep_addresses = false;
    /// Announcements that one call of on_time() may ask for: what else is due must not wait for a thousand of them.
    std::size_t announcements_at_once = 64;
    /// Groups that one call of on_time() serves; wake_at() is due at once while there are more.
    std::size_t groups_at_once = 256;
};

/// How to drive it: tell the state of interfaces, addresses and trackers, then start(); call on_time() when wake_at()
/// has come, on_packet() for what the sockets give; do the actions in order. Not thread-safe; all instants must come
/// from one clock that does not go back.
class vrrp_engine {
public:
    using actions = std::vector<vrrp_action>;

    explicit vrrp_engine(vrrp_plan desired, const vrrp_engine_options& options = {});
    /// Shares the plan, which is large when there are many routers; not nullptr.
    explicit vrrp_engine(std::shared_ptr<const vrrp_plan> desired, const vrrp_engine_options& options = {});
    ~vrrp_engine();
    vrrp_engine(vrrp_engine&&) noexcept;
    vrrp_engine& operator=(vrrp_engine&&) noexcept;

    [[nodiscard]] actions start(instant now);
    [[nodiscard]] instant wake_at() const noexcept;
    [[nodiscard]] actions on_time(instant now);

    /// A packet came in on an interface, that of the virtual MAC for a router that sends from it. `wall` is the time of
    /// day; only auth_hmac needs it.
    [[nodiscard]] actions on_packet(std::string_view interface, const vrrp::packet_view& packet, instant now,
                                    vrrp::hmac_stamp wall = {});
    /// An interface is up (has its carrier) or not. One that nothing was told of is taken to be up.
    [[nodiscard]] actions on_interface(const std::string& name, bool up, instant now);
    /// The address that packets of this family leave an interface with, and whether it is there at all; for routers
    /// that do not name one.
    [[nodiscard]] actions on_source(const std::string& interface, ip_family family, std::optional<ip_address> address,
                                    instant now);
    /// An address came (or went) that a router has as its configured source; heeded with track_src_ip.
    [[nodiscard]] actions on_own_address(const ip_address& address, bool there, instant now);
    /// A run of a vrrp_script ended.
    [[nodiscard]] actions on_script(const std::string& name, bool ok, instant now);
    /// The number in a track_file; 0 where it cannot be read.
    [[nodiscard]] actions on_file(const std::string& name, int value, instant now);
    /// How many processes a vrrp_track_process has.
    [[nodiscard]] actions on_processes(const std::string& name, std::size_t count, instant now);
    /// The time of day, for the packets that are made from now on; only auth_hmac needs it.
    void set_wall(vrrp::hmac_stamp wall) noexcept;

    /// Changes over to another plan. Groups that stay as they are keep everything; those whose members stay the same
    /// routers keep state and timers, and a master's addresses, routes and rules change by their difference; others
    /// end and begin.
    [[nodiscard]] actions reload(vrrp_plan desired, instant now);
    [[nodiscard]] actions reload(std::shared_ptr<const vrrp_plan> desired, instant now);
    /// Masters resign and release. Afterwards every call returns nothing.
    [[nodiscard]] actions shutdown(instant now);

    [[nodiscard]] const vrrp_plan& plan() const noexcept;
    /// nullptr for one that does not exist (any more).
    [[nodiscard]] const router_plan* router(router_id id) const noexcept;
    [[nodiscard]] vrrp_snapshot state(instant now) const;

    struct impl;  ///< opaque

private:
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::director

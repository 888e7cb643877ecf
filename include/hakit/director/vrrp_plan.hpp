/// What a configuration asks of virtual routers, with keepalived's defaults carried out. Pure values.
#pragma once

#include <hakit/base/boxed.hpp>
#include <hakit/director/check.hpp>
#include <hakit/director/plan.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/vrrp/channel_options.hpp>
#include <hakit/vrrp/ethernet.hpp>
#include <hakit/vrrp/instance_options.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hakit::director {

/// The scripts of an instance or of a sync group; "notify" gets four words more: INSTANCE or GROUP, name, state,
/// priority.
struct notify_plan {
    boxed<command> backup = {};
    boxed<command> master = {};
    boxed<command> fault = {};
    boxed<command> stop = {};
    boxed<command> any = {};
    boxed<command> master_rx_lower_priority = {};  ///< of an instance
    boxed<command> deleted = {};                   ///< of an instance: a reload has removed it
    bool priority_changes = false;

    friend bool operator==(const notify_plan&, const notify_plan&) = default;
};

/// The notices of who asks for none.
inline const notify_plan no_notices{};

/// use_vmac: a macvlan of its own, whose MAC address the hosts of the segment know.
struct vmac_plan {
    std::string name;  ///< of the interface
    vrrp::mac_address mac;
    bool xmit_base = false;  ///< adverts leave by the interface below it

    friend bool operator==(const vmac_plan&, const vmac_plan&) = default;
};

enum class tracked_kind : std::uint8_t { interface, script, file, process };

/// What an instance tracks, in the order of vrrp::instance_options::trackers.
struct tracked_thing {
    tracked_kind kind = tracked_kind::interface;
    std::string name;

    friend bool operator==(const tracked_thing&, const tracked_thing&) = default;
};

/// An address that a router holds while it is master.
struct held_address {
    ip_prefix address;
    /// What else the file says of it, `dev` filled in; without: the router's own interface, and nothing else.
    boxed<keepalived::virtual_address> more = {};

    friend bool operator==(const held_address&, const held_address&) = default;
};

/// One vrrp_instance. A configuration may have thousands, so what is rarely set takes little room.
struct router_plan {
    std::string name;
    std::string interface;
    /// `source` is what mcast_src_ip or unicast_src_ip say; without them has_source is false, and the interface
    /// decides.
    vrrp::instance_options instance;
    vrrp::channel_options channel;
    bool has_source = false;
    boxed<vmac_plan> vmac = {};
    /// All that it holds while it is master.
    std::vector<held_address> addresses;
    std::vector<keepalived::route> routes;
    std::vector<keepalived::rule> rules;
    std::vector<tracked_thing> tracked;
    boxed<notify_plan> notify;

    [[nodiscard]] const notify_plan& notices() const noexcept { return notify ? *notify : no_notices; }
    /// Where an address sits: on that of the virtual MAC, if there is one and `dev` does not say otherwise.
    [[nodiscard]] const std::string& interface_of(const held_address& a) const noexcept {
        if (vmac && (!a.more || a.more->use_vmac)) return vmac->name;
        return a.more ? a.more->dev : interface;
    }
    /// The same with everything that is known of it, for the interface that it sits on.
    [[nodiscard]] keepalived::virtual_address placed(const held_address& a) const {
        auto whole = a.more ? *a.more : keepalived::virtual_address{};
        whole.address = a.address;
        whole.use_vmac = !a.more || a.more->use_vmac;
        whole.dev = interface_of(a);
        return whole;
    }
    /// The interface of its adverts.
    [[nodiscard]] const std::string& transmits_on() const noexcept {
        return vmac && !vmac->xmit_base ? vmac->name : interface;
    }
    friend bool operator==(const router_plan&, const router_plan&) = default;
};

/// One vrrp_sync_group, or one instance alone, whose name it then has.
struct group_plan {
    std::string name;
    bool is_group = false;
    bool weights_count = false;  ///< sync_group_tracking_weight
    std::vector<router_plan> members;
    boxed<notify_plan> notify = {};  ///< of a vrrp_sync_group

    [[nodiscard]] const notify_plan& notices() const noexcept { return notify ? *notify : no_notices; }

    friend bool operator==(const group_plan&, const group_plan&) = default;
};

/// One vrrp_script that somebody tracks.
struct script_plan {
    std::string name;
    command program;
    duration interval = std::chrono::seconds{1};
    duration timeout = std::chrono::seconds{1};
    std::uint32_t rise = 1;
    std::uint32_t fall = 1;
    bool init_fail = false;

    friend bool operator==(const script_plan&, const script_plan&) = default;
};

/// One track_file that somebody tracks.
struct file_plan {
    std::string name;
    std::string path;
    std::optional<int> initial = {};  ///< is written when the file does not exist
    bool overwrite = false;           ///< or even then

    friend bool operator==(const file_plan&, const file_plan&) = default;
};

/// One vrrp_track_process that somebody tracks.
struct process_plan {
    std::string name;
    keepalived::process_command process;
    std::optional<keepalived::param_match> match = {};
    bool full_command = false;  ///< the command line counts, not the name that the kernel keeps
    std::uint32_t quorum = 1;
    std::uint32_t quorum_max = UINT32_MAX;
    duration fork_delay{0};       ///< before more processes count
    duration terminate_delay{0};  ///< before fewer do

    friend bool operator==(const process_plan&, const process_plan&) = default;
};

/// A pipe for events in keepalived's lines.
struct fifo_plan {
    std::string path;
    std::string user;
    std::string group;
    std::optional<command> script = {};  ///< is started with the path as its last word, and reads the pipe

    friend bool operator==(const fifo_plan&, const fifo_plan&) = default;
};

/// Pauses between announcements on the interfaces that share them.
struct pace_plan {
    duration arp{0};
    duration na{0};
    std::vector<std::string> interfaces;

    friend bool operator==(const pace_plan&, const pace_plan&) = default;
};

/// interface_up_down_delays.
struct interface_delay_plan {
    duration up{0};
    duration down{0};

    friend bool operator==(const interface_delay_plan&, const interface_delay_plan&) = default;
};

/// A whole configuration.
struct vrrp_plan {
    std::vector<group_plan> groups;
    std::vector<script_plan> scripts;
    std::vector<file_plan> files;
    std::vector<process_plan> processes;
    /// Things that stay in place as long as the program runs.
    std::vector<keepalived::static_address> static_addresses;
    std::vector<keepalived::route> static_routes;
    std::vector<keepalived::rule> static_rules;
    std::vector<fifo_plan> fifos;
    duration arp_interval{0};  ///< between announcements on an interface, unless `paces` has it
    duration na_interval{0};
    std::vector<pace_plan> paces;
    std::map<std::string, interface_delay_plan> interface_delays;
    bool script_security = false;  ///< scripts that root runs must be writable by root alone
    duration delay_after_boot{0};  ///< of the machine; is a start-up delay when that was shorter ago
    command script_user;           ///< user and group alone count

    [[nodiscard]] bool empty() const noexcept { return groups.empty(); }
    friend bool operator==(const vrrp_plan&, const vrrp_plan&) = default;
};

struct vrrp_translate_options {
    /// What hakit does not do (BFD, ipvlan, VRFs, packet filters) is an error; with this it is left out with a warning.
    bool ignore_unsupported = false;
    /// Give v3 over IPv4 the checksum that RFC 9568 demands unless the configuration says otherwise.
    vrrp::checksum_policy checksum = vrrp::checksum_policy::automatic;
};

struct vrrp_translation {
    vrrp_plan desired;
    std::vector<finding> findings;

    /// No finding is an error.
    [[nodiscard]] bool ok() const noexcept;
};

/// Defaults, inheritance and repairs as keepalived 2.2.7 makes them. What keepalived::check() reports is not repeated.
[[nodiscard]] vrrp_translation translate_routers(const keepalived::config& configuration,
                                                 const vrrp_translate_options& options = {});

}  // namespace hakit::director

/// Small blocks of the top level: groups and interface settings.
#pragma once

#include <hakit/keepalived/setting.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// The block track_group: the instances that suffer when a static address, route or rule is deleted.
struct track_group {
    setting<std::string> name;
    std::vector<setting<std::string>> group;  ///< names of vrrp_instances
    place where;

    friend bool operator==(const track_group&, const track_group&) = default;
};

/// The block garp_group: a delay between gratuitous ARP or NA messages on some interfaces.
struct garp_group {
    setting<std::chrono::microseconds> garp_interval;
    setting<std::chrono::microseconds> gna_interval;
    setting<std::string> interface;
    std::vector<setting<std::string>> interfaces;
    place where;

    friend bool operator==(const garp_group&, const garp_group&) = default;
};

/// A line of linkbeat_interfaces: `NAME [MII|ETHTOOL|IOCTL]`.
struct linkbeat_interface {
    enum class method_kind : std::uint8_t { any, mii, ethtool, ioctl };
    std::string name;
    method_kind method = method_kind::any;  ///< how the carrier is asked for; any: the first that works

    friend bool operator==(const linkbeat_interface&, const linkbeat_interface&) = default;
};

/// A line of interface_up_down_delays: `NAME DOWN [UP]`.
struct interface_delay {
    std::string name;
    std::chrono::microseconds down{0};
    std::optional<std::chrono::microseconds> up;  ///< without: as `down`

    friend bool operator==(const interface_delay&, const interface_delay&) = default;
};

}  // namespace hakit::keepalived

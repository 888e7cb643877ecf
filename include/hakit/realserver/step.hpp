/// One thing to do on a real server.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::realserver {

enum class step_kind : std::uint8_t {
    // Linux.
    set_sysctl,      ///< target: the path below /proc/sys; value
    add_link,        ///< target: the device; value: its kind, see link_state
    remove_link,     ///< the same, backwards
    open_port,       ///< target: "gue"; number: the UDP port, family: of the outer packets
    close_port,      ///< the same, backwards
    link_up,         ///< target: the device
    link_down,       ///< the same, backwards
    add_address,     ///< target: the device or adapter; address
    remove_address,  ///< the same, backwards
    limit_mss,       ///< target: the interface; number: the segment to announce in its routes, 0: none; family;
                     ///< value: the one route that is meant, empty: all of them
    write_file,      ///< target: the path; value: the content
    remove_file,     ///< the same, backwards
    // Windows.
    add_adapter,     ///< target: the name it shall have; value: how Windows calls it in its list
    remove_adapter,  ///< the same, backwards
    weak_host,       ///< target: the interface; receive, send; family; number 1: switch on, 0: off
    set_metric,      ///< target: the adapter; number; family
    no_dns,          ///< target: the adapter: its addresses do not go to the DNS
    unbind,          ///< target: the adapter: no file sharing over it
    open_firewall,   ///< target: the name of the rule; value: tcp or udp; address; number: the port, 0 for all
    close_firewall,  ///< target: the name of the rule
    set_registry,    ///< target: the GUID of the adapter; value: the addresses, separated by blanks
    // Both.
    manual,  ///< value: what a person has to do
};

/// "set_sysctl" and so on; stable, for JSON and the C ABI.
[[nodiscard]] std::string_view to_string(step_kind kind) noexcept;

/// A flat record: the kind says which members count.
struct step {
    step_kind kind = step_kind::manual;
    std::string target = {};
    std::string value = {};
    ip_prefix address = {};
    ip_family family = ip_family::v4;
    std::uint32_t number = 0;
    bool receive = false;
    bool send = false;
    std::string reason = {};  ///< one sentence; not compared

    /// One line without the reason: "net.ipv4.conf.all.arp_ignore = 1".
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const step& a, const step& b) {
        return a.kind == b.kind && a.target == b.target && a.value == b.value && a.address == b.address &&
               a.family == b.family && a.number == b.number && a.receive == b.receive && a.send == b.send;
    }
};

}  // namespace hakit::realserver

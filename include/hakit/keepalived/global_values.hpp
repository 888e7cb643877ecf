/// Values of global_defs keywords that have words of their own.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// `HOST [PORT]`: an address or a name.
struct mail_server {
    std::string host;
    std::uint16_t port = 25;

    friend bool operator==(const mail_server&, const mail_server&) = default;
};

/// dynamic_interfaces: interfaces may come and go, or even change their type.
enum class dynamic_interfaces : std::uint8_t { on, allow_if_changes };

/// lvs_flush_on_stop: remove all virtual servers, or only those that the configuration names.
enum class flush_scope : std::uint8_t { all, configured };

/// `tcp N tcpfin N udp N`: timeouts of IPVS connections in seconds, each 0..2678400.
struct lvs_timeouts {
    std::optional<std::int64_t> tcp;
    std::optional<std::int64_t> tcpfin;
    std::optional<std::int64_t> udp;

    friend bool operator==(const lvs_timeouts&, const lvs_timeouts&) = default;
};

/// The IPVS synchronisation daemons: `INTERFACE [INSTANCE] [id N] [maxlen N] [port N] [ttl N] [group ADDRESS]`.
struct lvs_sync_daemon {
    std::string interface;
    std::string instance;                ///< the vrrp_instance that says who sends
    std::optional<std::int64_t> id;      ///< 0..255; without: the virtual router id
    std::optional<std::int64_t> maxlen;  ///< payload bytes of a message, 1..65507
    std::optional<std::int64_t> port;    ///< UDP; without: 8848
    std::optional<std::int64_t> ttl;     ///< 1..255
    std::optional<ip_address> group;     ///< multicast; without: 224.0.0.81

    friend bool operator==(const lvs_sync_daemon&, const lvs_sync_daemon&) = default;
};

/// vrrp_iptables: the chains for packets to and from the addresses that are not to be accepted.
struct iptables_chains {
    std::string input;   ///< empty: INPUT
    std::string output;  ///< empty: OUTPUT

    friend bool operator==(const iptables_chains&, const iptables_chains&) = default;
};

/// vrrp_rx_bufs_policy: how large receive buffers are.
struct rx_buffer_policy {
    enum class kind : std::uint8_t { mtu, advert, bytes };
    kind by = kind::mtu;
    std::uint32_t bytes = 0;  ///< only of kind::bytes

    friend bool operator==(const rx_buffer_policy&, const rx_buffer_policy&) = default;
};

/// File mode bits that keepalived's files do not get.
struct file_mode_mask {
    std::uint16_t bits = 0;  ///< 0..0777

    friend bool operator==(const file_mode_mask&, const file_mode_mask&) = default;
};

/// include_check: what is an error when a file is included.
struct include_checks {
    enum bit : std::uint8_t { read = 1, match = 2, wildcard_match = 4, brace_match = 8, all = 15 };
    std::uint8_t set = 0;      ///< switched on
    std::uint8_t cleared = 0;  ///< switched off
    bool absolute = false;     ///< no word has a sign: what is not in `set` is off

    friend bool operator==(const include_checks&, const include_checks&) = default;
};

/// The processors of *_cpu_affinity, 0 is the first.
struct cpu_list {
    std::vector<std::uint32_t> cpus;

    friend bool operator==(const cpu_list&, const cpu_list&) = default;
};

/// vrrp_ipsets: up to six names, in keepalived's order; empty: its own.
struct ipset_names {
    std::vector<std::string> names;

    friend bool operator==(const ipset_names&, const ipset_names&) = default;
};

}  // namespace hakit::keepalived

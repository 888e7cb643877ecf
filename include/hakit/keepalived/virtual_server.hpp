/// The block virtual_server.
#pragma once

#include <hakit/keepalived/real_server.hpp>

#include <string>
#include <variant>
#include <vector>

namespace hakit::keepalived {

/// `fwmark N`: the service is what carries the firewall mark.
struct fwmark_service {
    std::uint32_t mark = 0;
    friend constexpr auto operator<=>(const fwmark_service&, const fwmark_service&) = default;
};

/// `group NAME`: a service for each entry of a virtual_server_group.
struct group_service {
    std::string name;
    friend auto operator<=>(const group_service&, const group_service&) = default;
};

/// The header of a virtual_server.
using virtual_server_key = std::variant<endpoint, fwmark_service, group_service>;

/// "192.0.2.1 80", "fwmark 3" or "group web", as in the file.
[[nodiscard]] std::string to_string(const virtual_server_key& key);

/// `lb_algo`: the scheduler of ip_vs.
enum class scheduler : std::uint8_t { rr, wrr, lc, wlc, lblc, sh, mh, dh, fo, ovf, lblcr, sed, nq, twos };

/// `protocol`.
enum class service_protocol : std::uint8_t { tcp, udp, sctp };

/// `ip_family` of a firewall mark.
enum class address_family : std::uint8_t { inet, inet6 };

/// `persistence_granularity`: the bits of the client address that count for persistence; a netmask for IPv4, a prefix
/// length for IPv6. keepalived takes a bare number in an IPv4 service as a netmask too, so 24 is 0.0.0.24.
struct granularity {
    std::uint32_t netmask = 0;  ///< the first byte of the mask on top; 0 when a length was written
    std::uint8_t length = 0;    ///< 1..128; 0 when a netmask was written
    friend constexpr auto operator<=>(const granularity&, const granularity&) = default;
};

/// A service of ip_vs with its real servers.
struct virtual_server {
    setting<virtual_server_key> address;  ///< the header
    setting<address_family> ip_family;
    setting<std::int64_t> retry;
    setting<std::chrono::microseconds> delay_before_retry;
    setting<std::chrono::microseconds> warmup;
    setting<std::chrono::microseconds> connect_timeout;
    setting<std::chrono::microseconds> delay_loop;
    setting<bool> inhibit_on_failure;
    setting<scheduler> lb_algo;
    setting<bool> hashed;
    setting<bool> ops;
    setting<bool> flag_1;
    setting<bool> flag_2;
    setting<bool> flag_3;
    setting<bool> sh_port;
    setting<bool> sh_fallback;
    setting<bool> mh_port;
    setting<bool> mh_fallback;
    setting<forwarding> lb_kind;
    setting<std::string> persistence_engine;
    setting<std::chrono::seconds> persistence_timeout;
    setting<granularity> persistence_granularity;
    setting<service_protocol> protocol;
    setting<bool> ha_suspend;
    setting<bool> smtp_alert;
    setting<std::string> virtualhost;
    setting<std::string> snmp_name;
    setting<bool> alpha;
    setting<bool> omega;
    setting<script> quorum_up;
    setting<script> quorum_down;
    setting<std::int64_t> quorum;
    setting<std::int64_t> hysteresis;
    setting<std::int64_t> weight;
    setting<endpoint> sorry_server;
    setting<bool> sorry_server_inhibit;
    setting<forwarding> sorry_server_lvs_method;
    std::vector<struct real_server> real_server;
    place where;
    friend bool operator==(const virtual_server&, const virtual_server&) = default;
};

}  // namespace hakit::keepalived

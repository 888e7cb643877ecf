/// The objects of an IPVS table as values: virtual services, destinations, timeouts, sync daemons, counters.
/// Names follow ipvsadm(8); ranges follow the kernel's generic netlink interface (linux/ip_vs.h). Nothing here does
/// I/O.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hakit::ipvs {

/// The transport protocols that a virtual service can have. The kernel stores any number of 16 bits; only these three
/// balance.
enum class protocol : std::uint16_t { tcp = 6, udp = 17, sctp = 132 };

/// "tcp", "udp" or "sctp".
[[nodiscard]] std::string_view to_string(protocol p) noexcept;

/// A virtual service that takes what arrives for one address and port.
struct address_key {
    ipvs::protocol protocol = protocol::tcp;
    ip_address address;
    std::uint16_t port = 0;  ///< 0: every port; it needs persistence to be of use

    friend constexpr auto operator<=>(const address_key&, const address_key&) = default;
};

/// A virtual service that takes what the firewall marked. The same mark in IPv4 and IPv6 is two services.
struct fwmark_key {
    std::uint32_t mark = 0;  ///< not 0
    ip_family family = ip_family::v4;

    friend constexpr auto operator<=>(const fwmark_key&, const fwmark_key&) = default;
};

/// What identifies a virtual service. Sorts addresses (protocol, address, port) before firewall marks.
class service_key {
public:
    /// tcp 0.0.0.0:0
    constexpr service_key() = default;
    constexpr service_key(address_key key) noexcept : value_{key} {}  // NOLINT: a key is a key
    constexpr service_key(fwmark_key key) noexcept : value_{key} {}   // NOLINT
    constexpr service_key(protocol p, ip_address address, std::uint16_t port) noexcept
        : value_{address_key{p, address, port}} {}

    /// The other alternative gives nullptr.
    [[nodiscard]] constexpr const address_key* address() const noexcept { return std::get_if<address_key>(&value_); }
    [[nodiscard]] constexpr const fwmark_key* fwmark() const noexcept { return std::get_if<fwmark_key>(&value_); }
    [[nodiscard]] constexpr ip_family family() const noexcept {
        return fwmark() != nullptr ? fwmark()->family : address()->address.family();
    }

    /// "tcp 10.0.0.1:80", "udp [2001:db8::1]:53", "fwmark 7", "fwmark 7 inet6".
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(const service_key&, const service_key&) = default;
    friend constexpr bool operator==(const service_key&, const service_key&) = default;

private:
    std::variant<address_key, fwmark_key> value_;
};

/// Which clients share one persistence entry: the netmask of ipvsadm -M. Default constructed, every client is alone.
/// One value fits both families: IPv4 reads it as a mask of 32 bits, IPv6 as a prefix length.
class client_mask {
public:
    constexpr client_mask() = default;
    /// Any mask in host order, 0xffffff00 for /24; the kernel accepts holes and 0.
    [[nodiscard]] static constexpr client_mask v4(std::uint32_t mask) noexcept { return client_mask{~mask}; }
    /// A prefix length; only 1..128 is accepted by the kernel.
    [[nodiscard]] static constexpr client_mask v6(std::uint32_t prefix) noexcept { return client_mask{128U - prefix}; }
    /// A prefix length of `family`; IPv4 lengths above 32 count as 32.
    [[nodiscard]] static constexpr client_mask prefix(ip_family family, std::uint32_t length) noexcept {
        if (family == ip_family::v6) return v6(length);
        return v4(length == 0 ? 0 : ~std::uint32_t{0} << (32U - (length > 32 ? 32 : length)));
    }

    [[nodiscard]] constexpr std::uint32_t v4_mask() const noexcept { return ~shared_; }
    [[nodiscard]] constexpr std::uint32_t v6_prefix() const noexcept { return 128U - shared_; }
    /// True when clients are not grouped at all.
    [[nodiscard]] constexpr bool is_full() const noexcept { return shared_ == 0; }
    /// "255.255.255.0" or "64", as ipvsadm prints it.
    [[nodiscard]] std::string to_string(ip_family family) const;

    friend constexpr bool operator==(const client_mask&, const client_mask&) = default;

private:
    explicit constexpr client_mask(std::uint32_t shared) noexcept : shared_{shared} {}
    std::uint32_t shared_ = 0;  // IPv4: the inverted mask; IPv6: 128 - prefix
};

/// Bits of service::scheduler_flags; sh and mh give the first two a meaning (ipvsadm -b).
inline constexpr std::uint8_t scheduler_flag_1 = 1;
inline constexpr std::uint8_t scheduler_flag_2 = 2;
inline constexpr std::uint8_t scheduler_flag_3 = 4;
inline constexpr std::uint8_t hash_fallback = scheduler_flag_1;  ///< sh-fallback, mh-fallback
inline constexpr std::uint8_t hash_port = scheduler_flag_2;      ///< sh-port, mh-port

/// The settings of one virtual service.
struct service {
    service_key key;
    std::string scheduler = "wlc";                          ///< at most 15 bytes; "none" is a service without one
    std::optional<std::uint32_t> persistence_timeout = {};  ///< seconds; nullopt: not persistent
    client_mask persistence_mask = {};
    std::string persistence_engine = {};  ///< "" or "sip"
    bool one_packet = false;              ///< ipvsadm -o: every datagram is scheduled anew
    std::uint8_t scheduler_flags = 0;

    /// As ipvsadm prints it: "tcp 10.0.0.1:80 wrr persistent 360 mask 255.255.255.0".
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const service&, const service&) = default;
};

/// How packets reach a destination. Values are the kernel's; 5 to 7 can be read from a foreign table.
enum class forwarding : std::uint8_t {
    masquerade = 0,  ///< NAT, ipvsadm -m
    local = 1,       ///< the kernel's own choice for a local address; not for users
    tunnel = 2,      ///< ipvsadm -i
    direct = 3,      ///< direct routing, ipvsadm -g
    bypass = 4,      ///< the kernel's own, for cache clusters; not for users
};

/// "masq", "local", "tunnel", "route", "bypass" as ipvsadm; "method 5" for others.
[[nodiscard]] std::string to_string(forwarding method);

enum class tunnel_type : std::uint8_t { ipip = 0, gue = 1, gre = 2 };

/// "ipip", "gue", "gre"; "type 3" for others.
[[nodiscard]] std::string to_string(tunnel_type type);

inline constexpr std::uint16_t tunnel_checksum = 1;         ///< --tun-csum
inline constexpr std::uint16_t tunnel_remote_checksum = 2;  ///< --tun-remcsum

/// The encapsulation of a destination whose method is tunnel; the kernel stores it with the other methods too.
struct tunnel {
    tunnel_type type = tunnel_type::ipip;
    std::uint16_t port = 0;   ///< UDP port of GUE, where it must not be 0
    std::uint16_t flags = 0;  ///< tunnel_checksum or tunnel_remote_checksum

    friend constexpr bool operator==(const tunnel&, const tunnel&) = default;
};

/// What identifies a destination inside its virtual service.
struct destination_key {
    ip_address address;
    std::uint16_t port = 0;

    /// "10.0.0.1:80" or "[2001:db8::1]:80".
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(const destination_key&, const destination_key&) = default;
};

inline constexpr std::int32_t max_weight = 0x7fffffff;

/// The settings of one destination.
struct destination {
    destination_key key;
    ipvs::forwarding forwarding = forwarding::direct;
    std::int32_t weight = 1;            ///< 0..max_weight; 0 keeps connections and takes no new ones
    std::uint32_t upper_threshold = 0;  ///< connections above which no new one comes; 0: no limit
    std::uint32_t lower_threshold = 0;  ///< connections below which it comes back; not above upper_threshold
    ipvs::tunnel tunnel = {};

    /// "10.0.0.1:80 masq weight 3".
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const destination&, const destination&) = default;
};

/// One virtual service with its destinations.
struct service_state {
    ipvs::service service;
    std::vector<destination> destinations;

    friend bool operator==(const service_state&, const service_state&) = default;
};

/// Seconds a connection stays known after its last packet. In table::set_timeouts 0 keeps the present value.
struct timeouts {
    std::uint32_t tcp = 0;
    std::uint32_t tcp_fin = 0;
    std::uint32_t udp = 0;

    friend constexpr bool operator==(const timeouts&, const timeouts&) = default;
};

/// What the kernel starts with.
inline constexpr timeouts default_timeouts{900, 120, 300};

enum class sync_role : std::uint8_t { master = 1, backup = 2 };

/// "master" or "backup".
[[nodiscard]] std::string_view to_string(sync_role role) noexcept;

/// A connection synchronisation daemon. A field left at its default takes the kernel's default when it is started.
struct sync_daemon {
    sync_role role = sync_role::master;
    std::string interface;                 ///< 1..15 bytes
    std::uint32_t sync_id = 0;             ///< ipvsadm allows 0..255, the kernel any
    std::uint16_t max_length = 0;          ///< bytes of payload; 0: 1472
    std::optional<ip_address> group = {};  ///< multicast; nullopt: 224.0.0.81
    std::uint16_t port = 0;                ///< 0: 8848
    std::uint8_t ttl = 0;                  ///< 0: 1

    /// "master eth0 id 1 group 224.0.0.81 port 8848 ttl 1 maxlen 1472", without what is left at its default.
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const sync_daemon&, const sync_daemon&) = default;
};

/// A whole table, settings only. Order carries no meaning; normalize() makes equal tables compare equal.
struct state {
    std::vector<service_state> services;
    std::optional<ipvs::timeouts> timeouts = {};                ///< nullopt: not read, or to be left as they are
    std::optional<std::vector<sync_daemon>> sync_daemons = {};  ///< nullopt likewise

    [[nodiscard]] const service_state* find(const service_key& key) const noexcept;
    [[nodiscard]] service_state* find(const service_key& key) noexcept;
    friend bool operator==(const state&, const state&) = default;
};

/// Sorts services and destinations by key, sync daemons by role.
void normalize(state& table);

/// Traffic counters since the last zero, and rates over the kernel's last estimator tick (which lags up to 2 s).
struct counters {
    std::uint64_t connections = 0;
    std::uint64_t packets_in = 0;
    std::uint64_t packets_out = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t connections_per_second = 0;
    std::uint64_t packets_in_per_second = 0;
    std::uint64_t packets_out_per_second = 0;
    std::uint64_t bytes_in_per_second = 0;
    std::uint64_t bytes_out_per_second = 0;

    friend constexpr bool operator==(const counters&, const counters&) = default;
};

/// One destination as listed.
struct destination_status {
    ipvs::destination destination;
    std::uint32_t active_connections = 0;
    std::uint32_t inactive_connections = 0;
    std::uint32_t persistent_connections = 0;
    ipvs::counters counters = {};

    friend bool operator==(const destination_status&, const destination_status&) = default;
};

/// One virtual service as listed.
struct service_status {
    ipvs::service service;
    ipvs::counters counters = {};
    std::vector<destination_status> destinations;

    friend bool operator==(const service_status&, const service_status&) = default;
};

/// The settings of a listing, in canonical order.
[[nodiscard]] state settings_of(const std::vector<service_status>& listing);

/// The kernel's IPVS version and the size of its connection hash table.
struct table_info {
    std::uint8_t major = 0;
    std::uint8_t minor = 0;
    std::uint8_t patch = 0;
    std::uint32_t connection_table_size = 0;

    friend constexpr bool operator==(const table_info&, const table_info&) = default;
};

}  // namespace hakit::ipvs

template <>
struct std::hash<hakit::ipvs::service_key> {
    std::size_t operator()(const hakit::ipvs::service_key& key) const noexcept;
};

template <>
struct std::hash<hakit::ipvs::destination_key> {
    std::size_t operator()(const hakit::ipvs::destination_key& key) const noexcept;
};

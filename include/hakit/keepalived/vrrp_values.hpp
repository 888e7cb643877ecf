/// Values of vrrp_instance keywords that have words of their own.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace hakit::keepalived {

enum class vrrp_state : std::uint8_t { backup, master };
enum class vrrp_auth_type : std::uint8_t { pass, ah };

/// old_unicast_checksum: as keepalived before 1.3.6 when the peer does so (the keyword alone), or never.
enum class old_checksum : std::uint8_t { detect, never };

/// One peer of unicast_peer: `ADDRESS [min_ttl N] [max_ttl N]`.
struct unicast_peer {
    ip_address address;
    std::optional<std::uint8_t> min_ttl;  ///< adverts with a lower TTL are thrown away
    std::optional<std::uint8_t> max_ttl;  ///< adverts with a higher TTL are thrown away

    friend bool operator==(const unicast_peer&, const unicast_peer&) = default;
};

/// `use_vmac [NAME] [MAC] [group G] [netlink_notify_msg]`.
struct vmac {
    std::string name;                 ///< of the macvlan interface, at most 15 bytes; empty: vrrp.VRID
    std::string mac;                  ///< six octets, or five before the VRID; empty: that of RFC 9568 section 7.3
    std::string group;                ///< of the interface (name or number); 2.3.0 and later
    bool netlink_notify_msg = false;  ///< announce the link again after its creation; 2.3.0 and later

    friend bool operator==(const vmac&, const vmac&) = default;
};

/// `use_ipvlan [bridge|private|vepa] [NAME] [ADDRESS] [group G]`.
struct ipvlan {
    enum class mode_kind : std::uint8_t { unset, bridge, private_, vepa };
    mode_kind mode = mode_kind::unset;
    std::string name;                  ///< of the ipvlan interface, at most 15 bytes; empty: vrrp.VRID
    std::optional<ip_prefix> address;  ///< its source address
    std::string group;                 ///< of the interface (name or number); 2.3.0 and later

    friend bool operator==(const ipvlan&, const ipvlan&) = default;
};

/// `[all] N`: gratuitous ARP on the interface under a virtual MAC every N seconds, or on every interface used.
struct garp_extra {
    bool all = false;
    std::chrono::seconds interval{0};

    friend bool operator==(const garp_extra&, const garp_extra&) = default;
};

enum class hmac_anti_replay : std::uint8_t { time, monotonic };
enum class hmac_mode : std::uint8_t { enforce, permissive, receive_only };

/// `key ID MATERIAL` of auth_hmac. Holds a secret.
struct hmac_key {
    std::uint8_t id = 1;   ///< 1..255
    std::string material;  ///< 32 to 64 bytes of text, "hex:" with as many bytes in hexadecimal, or "file:" with a path

    friend bool operator==(const hmac_key&, const hmac_key&) = default;
};

}  // namespace hakit::keepalived

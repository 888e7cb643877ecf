/// How a virtual router's packets travel and what it accepts from others.
#pragma once

#include <hakit/base/boxed.hpp>
#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>
#include <hakit/vrrp/advert.hpp>
#include <hakit/vrrp/authentication_header.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace hakit::vrrp {

/// What is done about the two forms of version 3 over IPv4; version 2 and IPv6 have one form.
enum class checksum_policy : std::uint8_t {
    strict,     ///< RFC 9568: sends plain, accepts nothing else
    plain,      ///< sends plain, accepts each form
    pseudo,     ///< sends pseudo as keepalived and FRR do, accepts each form
    automatic,  ///< accepts each form and sends the one heard last; pseudo until something is heard
};

/// One peer of a router that does not use multicast.
struct unicast_peer {
    ip_address address;
    std::optional<std::uint8_t> min_ttl = {};
    std::optional<std::uint8_t> max_ttl = {};

    friend bool operator==(const unicast_peer&, const unicast_peer&) = default;
};

enum class hmac_mode : std::uint8_t {
    enforce,       ///< sends the trailer, accepts only with it
    permissive,    ///< sends the trailer, accepts also without it
    receive_only,  ///< sends none, accepts also without it
};

enum class hmac_replay : std::uint8_t {
    time,       ///< the stamp must be within the window and after the last one of its sender
    monotonic,  ///< it must be after the last one of its sender
};

/// Secret.
struct hmac_key {
    std::uint8_t id = 1;                 ///< 1..255
    std::vector<std::uint8_t> material;  ///< 32 to 64 bytes

    friend bool operator==(const hmac_key&, const hmac_key&) = default;
};

/// auth_hmac of keepalived 2.4.
struct hmac_options {
    std::vector<hmac_key> keys;
    std::uint8_t active_key = 1;  ///< the one to send with
    hmac_mode mode = hmac_mode::enforce;
    hmac_replay replay = hmac_replay::time;
    /// 1..300 s; without: three advertisement intervals, but not under 5 s.
    std::optional<std::chrono::seconds> time_window = {};

    friend bool operator==(const hmac_options&, const hmac_options&) = default;
};

struct channel_options {
    std::uint8_t version = 3;
    std::uint8_t vrid = 1;
    ip_family family = ip_family::v4;
    ip_address source;  ///< the primary address of the interface, or unicast_src_ip
    duration advert_interval =
        std::chrono::seconds{1};        ///< rounded down to what the version can say, at least one unit
    std::vector<ip_address> addresses;  ///< that are advertised, in order

    std::optional<ip_address> group = {};  ///< other than 224.0.0.18 and ff02::12
    std::vector<unicast_peer> peers = {};  ///< not empty: no multicast
    std::uint8_t ttl = required_ttl;       ///< to peers; to the group it is 255
    bool check_source = false;             ///< peers only: reject what comes from others

    checksum_policy checksum = checksum_policy::automatic;
    bool old_unicast_checksum = true;  ///< accept pseudo_group from peers, except with strict
    bool check_addresses = false;      ///< reject adverts of other addresses (a MAY of the RFCs); their order is free
    bool link_local_first = false;     ///< IPv6: reject adverts whose first address is global

    auth_type auth = auth_type::none;  ///< version 2 over IPv4
    ah_key secret{};                   ///< the password, or the key of AH
    boxed<hmac_options> hmac = {};

    friend bool operator==(const channel_options&, const channel_options&) = default;
};

}  // namespace hakit::vrrp

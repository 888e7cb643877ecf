/// How packets reach a real server.
#pragma once

#include <compare>
#include <cstdint>

namespace hakit::keepalived {

/// `lb_kind`: the packet forwarding method of ip_vs.
enum class forwarding_kind : std::uint8_t {
    nat,  ///< NAT: addresses rewritten (masquerading)
    dr,   ///< DR: the link layer address alone is rewritten
    tun,  ///< TUN: encapsulated
};

/// The encapsulation of `TUN`.
enum class tunnel_kind : std::uint8_t {
    ipip,
    gue,  ///< generic UDP encapsulation; needs a port
    gre,
};

/// What an encapsulation does about checksums.
enum class tunnel_checksum : std::uint8_t {
    unset,    ///< nothing written: no checksum
    nocsum,   ///< none
    csum,     ///< with checksum; gue and gre only
    remcsum,  ///< remote checksum offload; gue only
};

/// `NAT`, `DR` or `TUN [type ipip|gue|gre] [port N] [nocsum|csum|remcsum]`.
struct forwarding {
    forwarding_kind kind = forwarding_kind::nat;
    tunnel_kind tunnel = tunnel_kind::ipip;  ///< of tun
    tunnel_checksum checksum = tunnel_checksum::unset;
    std::uint16_t port = 0;  ///< of gue, 1..65535; 0 when absent

    friend constexpr auto operator<=>(const forwarding&, const forwarding&) = default;
};

}  // namespace hakit::keepalived

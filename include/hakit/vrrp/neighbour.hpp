/// How a new master tells the segment where its addresses are: gratuitous ARP and unsolicited neighbour advertisement.
#pragma once

#include <hakit/vrrp/ethernet.hpp>
#include <hakit/vrrp/ip_packet.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace hakit::vrrp {

/// One ARP message for IPv4 over Ethernet.
struct arp_message {
    std::uint16_t operation = 1;  ///< 1 request, 2 reply
    mac_address sender_mac;
    ip_address sender;
    mac_address target_mac;
    ip_address target;

    friend bool operator==(const arp_message&, const arp_message&) = default;
};

/// A request for `address` itself, its target MAC address all ones, as keepalived sends it; nodes take it as an
/// announcement (RFC 5227 section 3).
[[nodiscard]] arp_message gratuitous_arp(const mac_address& mac, const ip_address& address) noexcept;

/// Reads 28 bytes; more are padding. Rejects ip_too_short and not_ip (hardware or protocol of another kind).
[[nodiscard]] parsed<arp_message> parse_arp(std::span<const std::uint8_t> payload) noexcept;
void write_arp(std::vector<std::uint8_t>& out, const arp_message& message);

/// A neighbour advertisement (RFC 4861 section 4.4) with the target's link-layer address.
struct neighbour_advertisement {
    ip_address source;
    ip_address destination;
    ip_address target;
    mac_address target_mac;
    bool router = false;  ///< R: the sender forwards packets
    bool solicited = false;
    bool override_cache = true;
    std::uint8_t tos = 0;

    friend bool operator==(const neighbour_advertisement&, const neighbour_advertisement&) = default;
};

/// From `address` to ff02::1.
[[nodiscard]] neighbour_advertisement unsolicited_advertisement(const mac_address& mac, const ip_address& address,
                                                                bool router) noexcept;

/// Reads an IPv6 packet. Rejects what parse_ip() does, not_vrrp (not a neighbour advertisement), ttl_not_255, checksum,
/// and truncated (also for one without the link-layer option).
[[nodiscard]] parsed<neighbour_advertisement> parse_neighbour_advertisement(
    std::span<const std::uint8_t> packet) noexcept;
/// Appends the IPv6 packet.
void write_neighbour_advertisement(std::vector<std::uint8_t>& out, const neighbour_advertisement& message);

/// Appends the whole frame that announces `address`: by ARP, or by a neighbour advertisement.
void write_announcement_frame(std::vector<std::uint8_t>& out, const mac_address& mac, const ip_address& address,
                              bool router);

}  // namespace hakit::vrrp

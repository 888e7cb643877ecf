/// Ethernet addresses and frames, for packet sockets and captures.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/vrrp/reject.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::vrrp {

struct mac_address {
    std::array<std::uint8_t, 6> bytes{};

    /// Six pairs of hexadecimal digits with colons.
    [[nodiscard]] static std::optional<mac_address> parse(std::string_view text) noexcept;
    [[nodiscard]] std::string to_string() const;

    friend auto operator<=>(const mac_address&, const mac_address&) = default;
};

inline constexpr mac_address broadcast_mac{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/// 00:00:5e:00:01:VRID, or 02 before the VRID for IPv6 (RFC 9568 section 7.3).
[[nodiscard]] mac_address virtual_mac(std::uint8_t vrid, ip_family family) noexcept;
/// Where frames to a multicast group go: 01:00:5e with 23 bits of it (RFC 1112), 33:33 with 32 (RFC 2464).
[[nodiscard]] mac_address group_mac(const ip_address& group) noexcept;

inline constexpr std::uint16_t ethertype_ipv4 = 0x0800;
inline constexpr std::uint16_t ethertype_arp = 0x0806;
inline constexpr std::uint16_t ethertype_vlan = 0x8100;
inline constexpr std::uint16_t ethertype_ipv6 = 0x86dd;

/// A frame in somebody else's buffer. Up to two VLAN tags are skipped.
struct ethernet_view {
    mac_address destination;
    mac_address source;
    std::uint16_t type = 0;
    std::span<const std::uint8_t> payload;  ///< with the padding of a short frame
};

/// Rejects frame_too_short only.
[[nodiscard]] parsed<ethernet_view> parse_ethernet(std::span<const std::uint8_t> frame) noexcept;

/// Appends the 14 bytes before a payload.
void write_ethernet_header(std::vector<std::uint8_t>& out, const mac_address& destination, const mac_address& source,
                           std::uint16_t type);

}  // namespace hakit::vrrp

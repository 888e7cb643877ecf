/// A whole VRRP packet: IP header, authentication header if there is one, advertisement, trailer if there is one.
#pragma once

#include <hakit/vrrp/advert.hpp>
#include <hakit/vrrp/authentication_header.hpp>
#include <hakit/vrrp/ip_packet.hpp>

#include <optional>
#include <span>

namespace hakit::vrrp {

/// All views are into the buffer that was read, which must live as long.
struct packet_view {
    ip_header ip;
    std::optional<authentication_header> ah;
    advert_view advert;
    std::span<const std::uint8_t> bytes;  ///< the IP packet; empty when a socket gave the payload alone
};

/// Reads an IP packet, padded or not. Nothing is judged that depends on who reads it: a channel does that.
[[nodiscard]] parsed<packet_view> parse_packet(std::span<const std::uint8_t> ip_packet) noexcept;

/// Reads what a raw IPv6 socket gives: the payload, and a header that the caller knows from ancillary data.
[[nodiscard]] parsed<packet_view> parse_payload(const ip_header& header,
                                                std::span<const std::uint8_t> payload) noexcept;

/// Reads an Ethernet frame.
[[nodiscard]] parsed<packet_view> parse_frame(std::span<const std::uint8_t> frame) noexcept;

}  // namespace hakit::vrrp

/// The IP header around an advertisement: read from a raw socket or a capture, written for IP_HDRINCL.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/vrrp/protocol.hpp>
#include <hakit/vrrp/reject.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hakit::vrrp {

/// What VRRP needs of an IPv4 or IPv6 header. Both addresses are of one family.
struct ip_header {
    ip_address source;
    ip_address destination;
    std::uint8_t protocol = ip_protocol;
    std::uint8_t ttl = required_ttl;  ///< or hop limit
    std::uint8_t tos = default_tos;   ///< or traffic class
    std::uint16_t id = 0;             ///< IPv4
    std::uint32_t flow_label = 0;     ///< IPv6, 20 bits

    friend bool operator==(const ip_header&, const ip_header&) = default;
};

/// A packet in somebody else's buffer.
struct ip_view {
    ip_header header;
    std::span<const std::uint8_t> packet;   ///< header and payload, without the padding of short frames
    std::span<const std::uint8_t> payload;  ///< a part of `packet`
};

/// Reads one packet; bytes after its total length are padding. Rejects what the ip_* codes name, and fragments.
[[nodiscard]] parsed<ip_view> parse_ip(std::span<const std::uint8_t> bytes) noexcept;

/// Appends the header for `payload_size` bytes that follow. No options, not a fragment, checksum filled in.
void write_ip_header(std::vector<std::uint8_t>& out, const ip_header& header, std::size_t payload_size);

}  // namespace hakit::vrrp

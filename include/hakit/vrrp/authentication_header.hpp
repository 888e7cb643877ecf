/// The IPsec authentication header (RFC 2402, HMAC-MD5-96 of RFC 2403) as keepalived computes it for auth_type AH.
#pragma once

#include <hakit/vrrp/ip_packet.hpp>
#include <hakit/vrrp/protocol.hpp>
#include <hakit/vrrp/reject.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hakit::vrrp {

/// Whether this build computes the digests of AH and auth_hmac (meson option tls).
[[nodiscard]] bool digest_supported() noexcept;

inline constexpr std::size_t ah_digest_size = 12;

/// auth_pass, cut after 8 bytes or filled up with zeros. Secret.
using ah_key = std::array<std::uint8_t, 8>;

struct authentication_header {
    std::uint32_t spi = 0;  ///< the source address of the packet
    std::uint32_t sequence = 0;
    std::array<std::uint8_t, ah_digest_size> digest{};

    friend bool operator==(const authentication_header&, const authentication_header&) = default;
};

/// Reads the 24 bytes at the beginning of `payload`; what follows them is the advertisement.
[[nodiscard]] parsed<authentication_header> parse_ah(std::span<const std::uint8_t> payload) noexcept;

/// The digest of a whole IPv4 packet with an authentication header. As keepalived and unlike RFC 2402, the TTL counts
/// when the packet goes to a group, and is taken as 0 when it goes to one peer; TOS, fragment offset, header checksum
/// and the digest itself are taken as 0. Fails with no_digest, or ah_truncated when `packet` is shorter than both
/// headers.
[[nodiscard]] parsed<std::array<std::uint8_t, ah_digest_size>> ah_digest(std::span<const std::uint8_t> packet,
                                                                         const ah_key& key);

/// Appends an IPv4 packet: header (its protocol becomes 51), authentication header, advertisement.
/// Fails with no_digest, and then leaves `out` as it was.
[[nodiscard]] parsed<void> write_ah_packet(std::vector<std::uint8_t>& out, ip_header header, std::uint32_t sequence,
                                           std::span<const std::uint8_t> message, const ah_key& key);

}  // namespace hakit::vrrp

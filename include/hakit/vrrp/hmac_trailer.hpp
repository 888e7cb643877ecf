/// The trailer of keepalived 2.4's auth_hmac: 28 bytes after the message, inside the IP packet, outside the checksum.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/vrrp/protocol.hpp>
#include <hakit/vrrp/reject.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace hakit::vrrp {

/// When an advertisement was made: 32 bits of seconds, 16 of 1/65536 s, 16 of a counter.
struct hmac_stamp {
    std::uint64_t value = 0;

    /// `seconds` since the epoch of the sender's clock, `fraction` in 1/65536 s.
    [[nodiscard]] static constexpr hmac_stamp at(std::uint32_t seconds, std::uint16_t fraction) noexcept {
        return {std::uint64_t{seconds} << 32 | std::uint64_t{fraction} << 16};
    }
    [[nodiscard]] constexpr std::uint32_t seconds() const noexcept { return static_cast<std::uint32_t>(value >> 32); }
    /// In serial arithmetic (RFC 1982), so that the seconds may overflow.
    [[nodiscard]] constexpr bool after(hmac_stamp other) const noexcept {
        return static_cast<std::int64_t>(value - other.value) > 0;
    }

    friend bool operator==(hmac_stamp, hmac_stamp) = default;
};

struct hmac_trailer {
    std::uint8_t key_id = 1;  ///< 1..255
    hmac_stamp stamp;
    std::array<std::uint8_t, 16> digest{};

    friend bool operator==(const hmac_trailer&, const hmac_trailer&) = default;
};

/// Reads 28 bytes; hmac_malformed for another length, type or a reserved field that is not 0.
[[nodiscard]] parsed<hmac_trailer> parse_hmac_trailer(std::span<const std::uint8_t> bytes) noexcept;

/// The first 16 bytes of HMAC-SHA256 over a pseudo-header {family, version, vrid, 0, source in 16 bytes}, the message
/// with its checksum as 0, the first 12 bytes of the trailer and 16 zeros. Fails with no_digest.
[[nodiscard]] parsed<std::array<std::uint8_t, 16>> hmac_digest(std::span<const std::uint8_t> message,
                                                               const ip_address& source, std::uint8_t key_id,
                                                               hmac_stamp stamp, std::span<const std::uint8_t> key);

/// Appends the trailer to a packet that ends with `message_size` bytes of advertisement. Fails with no_digest, and then
/// leaves `out` as it was.
[[nodiscard]] parsed<void> write_hmac_trailer(std::vector<std::uint8_t>& out, std::size_t message_size,
                                              const ip_address& source, std::uint8_t key_id, hmac_stamp stamp,
                                              std::span<const std::uint8_t> key);

}  // namespace hakit::vrrp

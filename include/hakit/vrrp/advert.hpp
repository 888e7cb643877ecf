/// One VRRP advertisement: as fields to write, and as a view of bytes that were read.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>
#include <hakit/vrrp/checksum.hpp>
#include <hakit/vrrp/protocol.hpp>
#include <hakit/vrrp/reject.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hakit::vrrp {

/// The fields of a message. What a version does not have is ignored by write_advert().
struct advert {
    std::uint8_t version = 3;  ///< 2 or 3
    std::uint8_t vrid = 1;     ///< 1..255
    std::uint8_t priority = 100;
    std::uint16_t interval = 100;            ///< version 2: seconds, 1..255; version 3: centiseconds, 1..4095
    vrrp::auth_type auth = auth_type::none;  ///< version 2 over IPv4
    std::array<std::uint8_t, auth_data_size> password{};  ///< with auth_type::password; secret
    ip_family family = ip_family::v4;
    std::vector<ip_address> addresses;  ///< at most 255, all of `family`

    friend bool operator==(const advert&, const advert&) = default;
};

/// How long the message of `count` addresses is, without a trailer. Version 2 over IPv6, which only keepalived speaks,
/// has no authentication data.
[[nodiscard]] constexpr std::size_t advert_size(std::uint8_t version, ip_family family, std::size_t count) noexcept {
    const bool v4 = family == ip_family::v4;
    return header_size + count * (v4 ? 4 : 16) + (version == 2 && v4 ? auth_data_size : 0);
}

/// The form that the standard of this version prescribes: RFC 3768, RFC 9568.
[[nodiscard]] constexpr checksum_form standard_checksum(ip_family family) noexcept {
    return family == ip_family::v4 ? checksum_form::plain : checksum_form::pseudo;
}

/// Appends the message with its checksum. Addresses of the other family and those after the 255th are left out.
void write_advert(std::vector<std::uint8_t>& out, const advert& a, checksum_form form, const ip_address& source,
                  const ip_address& destination);
/// The same with these addresses instead of those of `a`.
void write_advert(std::vector<std::uint8_t>& out, const advert& a, std::span<const ip_address> addresses,
                  checksum_form form, const ip_address& source, const ip_address& destination);

/// A message in somebody else's buffer, which must live as long. Made by parse() only, so all accessors are safe.
class advert_view {
public:
    /// Reads `message`, the payload of an IP packet or of an authentication header. Rejects what no implementation
    /// may accept: truncated, excess_bytes, unknown_version, unknown_type, vrid_zero, no_addresses, interval_zero.
    /// Nothing is said about the checksum.
    [[nodiscard]] static parsed<advert_view> parse(std::span<const std::uint8_t> message, ip_family family) noexcept;

    [[nodiscard]] ip_family family() const noexcept { return family_; }
    [[nodiscard]] std::uint8_t version() const noexcept { return bytes_[0] >> 4; }
    [[nodiscard]] std::uint8_t vrid() const noexcept { return bytes_[1]; }
    [[nodiscard]] std::uint8_t priority() const noexcept { return bytes_[2]; }
    [[nodiscard]] std::size_t address_count() const noexcept { return bytes_[3]; }
    /// As written: seconds in version 2, centiseconds in version 3.
    [[nodiscard]] std::uint16_t raw_interval() const noexcept;
    [[nodiscard]] duration interval() const noexcept;
    /// The number in the type field, which may be unknown; 0 in version 3.
    [[nodiscard]] std::uint8_t auth() const noexcept { return version() == 2 ? bytes_[4] : std::uint8_t{0}; }
    [[nodiscard]] std::uint16_t checksum() const noexcept;
    /// `i` < address_count().
    [[nodiscard]] ip_address address(std::size_t i) const noexcept;
    /// 8 bytes in version 2 over IPv4, else none. May be secret.
    [[nodiscard]] std::span<const std::uint8_t> auth_data() const noexcept;
    /// The message without the trailer.
    [[nodiscard]] std::span<const std::uint8_t> message() const noexcept { return bytes_; }
    /// The 28 bytes of keepalived's auth_hmac, or none.
    [[nodiscard]] std::span<const std::uint8_t> trailer() const noexcept { return trailer_; }

    [[nodiscard]] bool checksum_is(checksum_form form, const ip_address& source,
                                   const ip_address& destination) const noexcept {
        return advert_checksum(bytes_, form, source, destination) == 0;
    }
    /// A copy of all fields.
    [[nodiscard]] advert fields() const;

private:
    advert_view() = default;

    std::span<const std::uint8_t> bytes_;
    std::span<const std::uint8_t> trailer_;
    ip_family family_ = ip_family::v4;
};

}  // namespace hakit::vrrp

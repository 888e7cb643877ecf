/// The Internet checksum (RFC 1071) and the forms in which VRRP's implementations use it.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hakit::vrrp {

/// A sum in the making. Only the last piece may have an odd number of bytes.
class internet_checksum {
public:
    void add(std::span<const std::uint8_t> bytes) noexcept;
    void add(std::uint16_t word) noexcept { sum_ += word; }
    /// The pseudo-header of RFC 5798 section 5.2.8 (IPv4) or RFC 8200 section 8.1 (IPv6); `length` in bytes.
    void add_pseudo_header(const ip_address& source, const ip_address& destination, std::uint8_t protocol,
                           std::size_t length) noexcept;
    /// The field's value: the complement of the sum. 0 when the bytes hold a correct checksum.
    [[nodiscard]] std::uint16_t value() const noexcept;

private:
    std::uint64_t sum_ = 0;
};

/// What the checksum of an advertisement covers.
enum class checksum_form : std::uint8_t {
    plain,   ///< the message alone: version 2; version 3 over IPv4 by RFC 9568 section 5.2.8 (Cisco, Juniper, Arista)
    pseudo,  ///< also source, destination, protocol, length: IPv6; version 3 over IPv4 of keepalived and FRR
    pseudo_group,  ///< as pseudo with destination 224.0.0.18 although it goes to one peer (keepalived before 1.3.6)
};

/// "plain", "pseudo", "pseudo_group".
[[nodiscard]] std::string_view to_string(checksum_form form) noexcept;

/// 224.0.0.18 or ff02::12.
[[nodiscard]] ip_address multicast_group(ip_family family) noexcept;

/// The checksum over `message` as it stands; to fill in a checksum its field must be 0.
[[nodiscard]] std::uint16_t advert_checksum(std::span<const std::uint8_t> message, checksum_form form,
                                            const ip_address& source, const ip_address& destination) noexcept;

}  // namespace hakit::vrrp

/// The numbers of VRRP.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hakit::vrrp {

inline constexpr std::uint8_t ip_protocol = 112;     ///< IPv4 protocol and IPv6 next header
inline constexpr std::uint8_t ah_protocol = 51;      ///< of an authentication header around it
inline constexpr std::uint8_t required_ttl = 255;    ///< of everything sent to the group (RFC 9568 section 5.1.1.3)
inline constexpr std::uint8_t default_tos = 0xc0;    ///< internetwork control
inline constexpr std::uint8_t owner_priority = 255;  ///< the router whose own the addresses are
inline constexpr std::uint8_t resign_priority = 0;   ///< "I am going"
inline constexpr std::size_t header_size = 8;
inline constexpr std::size_t auth_data_size = 8;      ///< at the end of each message of version 2 over IPv4
inline constexpr std::size_t ah_size = 24;            ///< of the authentication header
inline constexpr std::size_t hmac_trailer_size = 28;  ///< of keepalived 2.4

/// Authentication type of a version 2 message (RFC 2338 section 5.3.6).
enum class auth_type : std::uint8_t { none = 0, password = 1, ah = 2 };

}  // namespace hakit::vrrp

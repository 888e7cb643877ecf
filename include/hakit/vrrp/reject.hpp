/// Why bytes from the network are not an advertisement for us: one code for each reason.
#pragma once

#include <hakit/base/result.hpp>

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::vrrp {

/// New codes are only ever appended.
enum class reject : std::uint8_t {
    // The frame and the IP packet.
    frame_too_short = 1,  ///< not even an Ethernet header
    not_ip,               ///< an Ethernet type other than IPv4 and IPv6
    ip_too_short,         ///< the buffer ends before the IP header does
    ip_version,           ///< the IP header says neither 4 nor 6, or not what the Ethernet type said
    ip_header_length,     ///< IPv4: shorter than 20 bytes or longer than the packet
    ip_total_length,      ///< the packet says it is longer than the buffer, or shorter than its header
    ip_checksum,          ///< of the IPv4 header
    ip_fragment,
    not_vrrp,  ///< a protocol other than 112 and 51 with 112 inside
    // RFC 2402, as keepalived uses it.
    ah_truncated,
    ah_malformed,  ///< next header, length or reserved field is not what VRRP has
    // The advertisement by itself.
    truncated,             ///< shorter than its count of addresses demands
    excess_bytes,          ///< longer than that, and not by an HMAC trailer
    unknown_version,       ///< neither 2 nor 3
    unknown_type,          ///< only 1, ADVERTISEMENT, is defined
    vrid_zero,             ///< a virtual router has a number from 1 to 255
    no_addresses,          ///< version 3, count 0 (RFC 5798 erratum 8299)
    interval_zero,         ///< (RFC 5798 erratum 8301)
    first_not_link_local,  ///< IPv6 (RFC 5798 erratum 8300); only when a channel insists
    // The advertisement and what a channel expects.
    other_vrid,
    other_family,
    ttl_not_255,
    version_mismatch,
    interval_mismatch,  ///< version 2
    checksum,
    not_multicast,  ///< sent to us alone, although we have no unicast peers
    not_unicast,    ///< sent to the group, although we have unicast peers
    unknown_peer,   ///< from an address that is not a peer
    peer_ttl_low,
    peer_ttl_high,
    addresses_differ,  ///< from those of this router; only when a channel insists
    // Authentication.
    auth_type_mismatch,
    auth_password,
    ah_missing,
    ah_unexpected,
    ah_spi,       ///< not the source address
    ah_replayed,  ///< a sequence number that is not above the last one
    ah_digest,
    hmac_missing,
    hmac_unexpected,
    hmac_malformed,    ///< a trailer of another kind
    hmac_unknown_key,  ///< a key id we have no key for
    hmac_digest,
    hmac_stale,     ///< outside of the time window
    hmac_replayed,  ///< not after the last one of this sender
    no_digest,      ///< this build or this OpenSSL cannot compute the digest
};

/// One more than the largest code.
inline constexpr std::size_t reject_end = static_cast<std::size_t>(reject::no_digest) + 1;

/// "ttl_not_255" and so on; stable.
[[nodiscard]] std::string_view to_string(reject why) noexcept;
/// Half a sentence for a person: "its TTL is not 255".
[[nodiscard]] std::string_view describe(reject why) noexcept;

/// A T, or the reason why the bytes give none.
template <class T>
using parsed = boost::system::result<T, reject>;

[[noreturn]] inline void throw_exception_from_error(reject why, const boost::source_location&) {
    throw exception{error{errc::syntax, std::string{describe(why)}}};
}

}  // namespace hakit::vrrp

#include <hakit/vrrp/reject.hpp>

namespace hakit::vrrp {
namespace {

struct row {
    std::string_view name;
    std::string_view text;
};

row row_of(reject why) noexcept {
    switch (why) {
        case reject::frame_too_short: return {"frame_too_short", "the frame has no whole Ethernet header"};
        case reject::not_ip: return {"not_ip", "the frame carries neither IPv4 nor IPv6"};
        case reject::ip_too_short: return {"ip_too_short", "the IP header is cut off"};
        case reject::ip_version: return {"ip_version", "the IP version is wrong"};
        case reject::ip_header_length: return {"ip_header_length", "the IP header length is impossible"};
        case reject::ip_total_length:
            return {"ip_total_length", "the IP packet is longer than its buffer or shorter than its header"};
        case reject::ip_checksum: return {"ip_checksum", "the checksum of the IP header is wrong"};
        case reject::ip_fragment: return {"ip_fragment", "it is a fragment"};
        case reject::not_vrrp: return {"not_vrrp", "it is not VRRP"};
        case reject::ah_truncated: return {"ah_truncated", "its authentication header is cut off"};
        case reject::ah_malformed: return {"ah_malformed", "its authentication header is not that of VRRP"};
        case reject::truncated: return {"truncated", "it is shorter than its count of addresses demands"};
        case reject::excess_bytes: return {"excess_bytes", "it is longer than its count of addresses demands"};
        case reject::unknown_version: return {"unknown_version", "its version is neither 2 nor 3"};
        case reject::unknown_type: return {"unknown_type", "it is not an advertisement"};
        case reject::vrid_zero: return {"vrid_zero", "its virtual router id is 0"};
        case reject::no_addresses: return {"no_addresses", "it names no addresses"};
        case reject::interval_zero: return {"interval_zero", "its advertisement interval is 0"};
        case reject::first_not_link_local: return {"first_not_link_local", "its first address is not link-local"};
        case reject::other_vrid: return {"other_vrid", "it belongs to another virtual router"};
        case reject::other_family: return {"other_family", "it is of the other address family"};
        case reject::ttl_not_255: return {"ttl_not_255", "its TTL is not 255"};
        case reject::version_mismatch: return {"version_mismatch", "its VRRP version is not ours"};
        case reject::interval_mismatch: return {"interval_mismatch", "its advertisement interval is not ours"};
        case reject::checksum: return {"checksum", "its checksum is wrong"};
        case reject::not_multicast: return {"not_multicast", "it was sent to us alone, but we use multicast"};
        case reject::not_unicast: return {"not_unicast", "it was sent to the group, but we use unicast"};
        case reject::unknown_peer: return {"unknown_peer", "its sender is not a unicast peer"};
        case reject::peer_ttl_low: return {"peer_ttl_low", "its TTL is below min_ttl of the peer"};
        case reject::peer_ttl_high: return {"peer_ttl_high", "its TTL is above max_ttl of the peer"};
        case reject::addresses_differ: return {"addresses_differ", "its addresses are not ours"};
        case reject::auth_type_mismatch: return {"auth_type_mismatch", "its authentication type is not ours"};
        case reject::auth_password: return {"auth_password", "its password is not ours"};
        case reject::ah_missing: return {"ah_missing", "it has no authentication header"};
        case reject::ah_unexpected: return {"ah_unexpected", "it has an authentication header, but we use none"};
        case reject::ah_spi: return {"ah_spi", "the SPI of its authentication header is not its source address"};
        case reject::ah_replayed:
            return {"ah_replayed", "the sequence number of its authentication header is not above the last one"};
        case reject::ah_digest: return {"ah_digest", "the digest of its authentication header is wrong"};
        case reject::hmac_missing: return {"hmac_missing", "it has no HMAC trailer"};
        case reject::hmac_unexpected: return {"hmac_unexpected", "it has an HMAC trailer, but we use none"};
        case reject::hmac_malformed: return {"hmac_malformed", "its HMAC trailer is of an unknown kind"};
        case reject::hmac_unknown_key: return {"hmac_unknown_key", "its HMAC key id is unknown"};
        case reject::hmac_digest: return {"hmac_digest", "its HMAC is wrong"};
        case reject::hmac_stale: return {"hmac_stale", "the time in its HMAC trailer is outside of the window"};
        case reject::hmac_replayed:
            return {"hmac_replayed", "its HMAC trailer is not after the last one of its sender"};
        case reject::no_digest: return {"no_digest", "the digest cannot be computed here"};
    }
    return {"unknown", "it was rejected for an unknown reason"};
}

}  // namespace

std::string_view to_string(reject why) noexcept { return row_of(why).name; }

std::string_view describe(reject why) noexcept { return row_of(why).text; }

}  // namespace hakit::vrrp

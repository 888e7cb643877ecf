#include <hakit/vrrp/authentication_header.hpp>

#include "vrrp/keyed_digest.hpp"
#include "vrrp/wire.hpp"

#include <algorithm>

namespace hakit::vrrp {
namespace {

constexpr std::size_t fixed_part = ah_size - ah_digest_size;
constexpr std::uint8_t payload_length = ah_size / 4 - 2;  // RFC 2402 section 2.2

}  // namespace

parsed<authentication_header> parse_ah(std::span<const std::uint8_t> payload) noexcept {
    if (payload.size() < ah_size) return reject::ah_truncated;
    if (payload[0] != ip_protocol) return reject::not_vrrp;
    if (payload[1] != payload_length || wire::load16(payload, 2) != 0) return reject::ah_malformed;
    authentication_header ah;
    ah.spi = wire::load32(payload, 4);
    ah.sequence = wire::load32(payload, 8);
    ah.digest = wire::take<ah_digest_size>(payload, fixed_part);
    return ah;
}

parsed<std::array<std::uint8_t, ah_digest_size>> ah_digest(std::span<const std::uint8_t> packet, const ah_key& key) {
    constexpr std::size_t ip_size = 20;
    const std::size_t header = packet.empty() ? 0 : static_cast<std::size_t>(packet[0] & 0xf) * 4;
    if (header < ip_size || packet.size() < header + ah_size) return reject::ah_truncated;
    auto ip = wire::take<ip_size>(packet, 0);
    ip[1] = 0;                                                                // TOS
    ip[6] = ip[7] = 0;                                                        // fragment offset
    if (!wire::address(packet, 16, ip_family::v4).is_multicast()) ip[8] = 0;  // TTL
    ip[10] = ip[11] = 0;                                                      // checksum
    const std::array<std::uint8_t, ah_digest_size> zero{};
    const auto whole = hmac_md5(key, {ip, packet.subspan(ip_size, header - ip_size), packet.subspan(header, fixed_part),
                                      zero, packet.subspan(header + ah_size)});
    if (!whole) return reject::no_digest;
    return wire::take<ah_digest_size>(*whole, 0);
}

parsed<void> write_ah_packet(std::vector<std::uint8_t>& out, ip_header header, std::uint32_t sequence,
                             std::span<const std::uint8_t> message, const ah_key& key) {
    const auto start = out.size();
    header.protocol = ah_protocol;
    write_ip_header(out, header, ah_size + message.size());
    const auto ah = out.size();
    wire::put8(out, ip_protocol);
    wire::put8(out, payload_length);
    wire::put16(out, 0);
    wire::put(out, header.source);
    wire::put32(out, sequence);
    out.resize(out.size() + ah_digest_size);
    wire::put(out, message);
    const auto digest = ah_digest(std::span{out}.subspan(start), key);
    if (!digest) {
        out.resize(start);
        return digest.error();
    }
    std::copy(digest->begin(), digest->end(), out.begin() + static_cast<std::ptrdiff_t>(ah + fixed_part));
    return {};
}

}  // namespace hakit::vrrp

#include <hakit/vrrp/packet.hpp>

#include <hakit/vrrp/ethernet.hpp>

namespace hakit::vrrp {

parsed<packet_view> parse_payload(const ip_header& header, std::span<const std::uint8_t> payload) noexcept {
    std::optional<authentication_header> ah;
    const auto family = header.source.family();
    if (header.protocol == ah_protocol && family == ip_family::v4) {
        const auto read = parse_ah(payload);
        if (!read) return read.error();
        ah = *read;
        payload = payload.subspan(ah_size);
    } else if (header.protocol != ip_protocol) {
        return reject::not_vrrp;
    }
    const auto advert = advert_view::parse(payload, family);
    if (!advert) return advert.error();
    return packet_view{header, ah, *advert, {}};
}

parsed<packet_view> parse_packet(std::span<const std::uint8_t> ip_packet) noexcept {
    const auto ip = parse_ip(ip_packet);
    if (!ip) return ip.error();
    auto packet = parse_payload(ip->header, ip->payload);
    if (packet) packet->bytes = ip->packet;
    return packet;
}

parsed<packet_view> parse_frame(std::span<const std::uint8_t> frame) noexcept {
    const auto ethernet = parse_ethernet(frame);
    if (!ethernet) return ethernet.error();
    if (ethernet->type != ethertype_ipv4 && ethernet->type != ethertype_ipv6) return reject::not_ip;
    auto packet = parse_packet(ethernet->payload);
    if (packet && packet->ip.source.is_v6() != (ethernet->type == ethertype_ipv6)) return reject::ip_version;
    return packet;
}

}  // namespace hakit::vrrp

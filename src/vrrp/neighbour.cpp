#include <hakit/vrrp/neighbour.hpp>

#include <hakit/vrrp/checksum.hpp>

#include "vrrp/wire.hpp"

namespace hakit::vrrp {
namespace {

constexpr std::uint8_t icmpv6 = 58;
constexpr std::uint8_t neighbour_advertisement_type = 136;
constexpr std::uint8_t target_link_layer_option = 2;
constexpr std::size_t icmp_size = 24;
constexpr std::size_t option_size = 8;
constexpr std::size_t arp_size = 28;

ip_address all_nodes() noexcept {
    std::array<std::uint8_t, 16> b{0xff, 0x02};
    b[15] = 1;
    return ip_address{b};
}

}  // namespace

arp_message gratuitous_arp(const mac_address& mac, const ip_address& address) noexcept {
    return {1, mac, address, broadcast_mac, address};
}

parsed<arp_message> parse_arp(std::span<const std::uint8_t> payload) noexcept {
    if (payload.size() < arp_size) return reject::ip_too_short;
    if (wire::load16(payload, 0) != 1 || wire::load16(payload, 2) != ethertype_ipv4 || payload[4] != 6 ||
        payload[5] != 4) {
        return reject::not_ip;
    }
    arp_message m;
    m.operation = wire::load16(payload, 6);
    m.sender_mac.bytes = wire::take<6>(payload, 8);
    m.sender = wire::address(payload, 14, ip_family::v4);
    m.target_mac.bytes = wire::take<6>(payload, 18);
    m.target = wire::address(payload, 24, ip_family::v4);
    return m;
}

void write_arp(std::vector<std::uint8_t>& out, const arp_message& message) {
    wire::put16(out, 1);
    wire::put16(out, ethertype_ipv4);
    wire::put8(out, 6);
    wire::put8(out, 4);
    wire::put16(out, message.operation);
    wire::put(out, message.sender_mac.bytes);
    wire::put(out, wire::bytes{message.sender.bytes()}.first(4));
    wire::put(out, message.target_mac.bytes);
    wire::put(out, wire::bytes{message.target.bytes()}.first(4));
}

neighbour_advertisement unsolicited_advertisement(const mac_address& mac, const ip_address& address,
                                                  bool router) noexcept {
    return {address, all_nodes(), address, mac, router};
}

parsed<neighbour_advertisement> parse_neighbour_advertisement(std::span<const std::uint8_t> packet) noexcept {
    const auto ip = parse_ip(packet);
    if (!ip) return ip.error();
    const auto body = ip->payload;
    if (ip->header.source.is_v4() || ip->header.protocol != icmpv6) return reject::not_vrrp;
    if (body.size() < icmp_size) return reject::truncated;
    if (body[0] != neighbour_advertisement_type || body[1] != 0) return reject::not_vrrp;
    if (ip->header.ttl != required_ttl) return reject::ttl_not_255;
    internet_checksum sum;
    sum.add_pseudo_header(ip->header.source, ip->header.destination, icmpv6, body.size());
    sum.add(body);
    if (sum.value() != 0) return reject::checksum;
    neighbour_advertisement m{ip->header.source, ip->header.destination, wire::address(body, 8, ip_family::v6), {}};
    m.router = (body[4] & 0x80) != 0;
    m.solicited = (body[4] & 0x40) != 0;
    m.override_cache = (body[4] & 0x20) != 0;
    m.tos = ip->header.tos;
    for (auto options = body.subspan(icmp_size); options.size() >= option_size;) {
        const std::size_t size = options[1] * std::size_t{8};
        if (size == 0 || size > options.size()) return reject::truncated;
        if (options[0] == target_link_layer_option) {
            m.target_mac.bytes = wire::take<6>(options, 2);
            return m;
        }
        options = options.subspan(size);
    }
    return reject::truncated;
}

void write_neighbour_advertisement(std::vector<std::uint8_t>& out, const neighbour_advertisement& message) {
    ip_header ip;
    ip.source = message.source;
    ip.destination = message.destination;
    ip.protocol = icmpv6;
    ip.tos = message.tos;
    write_ip_header(out, ip, icmp_size + option_size);
    const auto start = out.size();
    wire::put8(out, neighbour_advertisement_type);
    wire::put8(out, 0);
    wire::put16(out, 0);
    wire::put8(out, static_cast<std::uint8_t>((message.router ? 0x80 : 0) | (message.solicited ? 0x40 : 0) |
                                              (message.override_cache ? 0x20 : 0)));
    wire::put8(out, 0);
    wire::put16(out, 0);
    wire::put(out, message.target.bytes());
    wire::put8(out, target_link_layer_option);
    wire::put8(out, 1);
    wire::put(out, message.target_mac.bytes);
    const auto body = std::span{out}.subspan(start);
    internet_checksum sum;
    sum.add_pseudo_header(ip.source, ip.destination, icmpv6, body.size());
    sum.add(body);
    wire::store16(body, 2, sum.value());
}

void write_announcement_frame(std::vector<std::uint8_t>& out, const mac_address& mac, const ip_address& address,
                              bool router) {
    if (address.is_v4()) {
        write_ethernet_header(out, broadcast_mac, mac, ethertype_arp);
        write_arp(out, gratuitous_arp(mac, address));
        return;
    }
    const auto message = unsolicited_advertisement(mac, address, router);
    write_ethernet_header(out, group_mac(message.destination), mac, ethertype_ipv6);
    write_neighbour_advertisement(out, message);
}

}  // namespace hakit::vrrp

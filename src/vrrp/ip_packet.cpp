#include <hakit/vrrp/ip_packet.hpp>

#include <hakit/vrrp/checksum.hpp>

#include "vrrp/wire.hpp"

namespace hakit::vrrp {
namespace {

constexpr std::size_t v4_header = 20;
constexpr std::size_t v6_header = 40;

parsed<ip_view> parse_v4(std::span<const std::uint8_t> bytes) noexcept {
    if (bytes.size() < v4_header) return reject::ip_too_short;
    const std::size_t header = static_cast<std::size_t>(bytes[0] & 0xf) * 4;
    if (header < v4_header || header > bytes.size()) return reject::ip_header_length;
    const std::size_t total = wire::load16(bytes, 2);
    if (total < header || total > bytes.size()) return reject::ip_total_length;
    internet_checksum sum;
    sum.add(bytes.first(header));
    if (sum.value() != 0) return reject::ip_checksum;
    if ((wire::load16(bytes, 6) & 0x3fff) != 0) return reject::ip_fragment;
    ip_view view;
    view.header.source = wire::address(bytes, 12, ip_family::v4);
    view.header.destination = wire::address(bytes, 16, ip_family::v4);
    view.header.protocol = bytes[9];
    view.header.ttl = bytes[8];
    view.header.tos = bytes[1];
    view.header.id = wire::load16(bytes, 4);
    view.packet = bytes.first(total);
    view.payload = view.packet.subspan(header);
    return view;
}

parsed<ip_view> parse_v6(std::span<const std::uint8_t> bytes) noexcept {
    if (bytes.size() < v6_header) return reject::ip_too_short;
    const std::size_t payload = wire::load16(bytes, 4);
    if (payload > bytes.size() - v6_header) return reject::ip_total_length;
    const auto first = wire::load32(bytes, 0);
    ip_view view;
    view.header.source = wire::address(bytes, 8, ip_family::v6);
    view.header.destination = wire::address(bytes, 24, ip_family::v6);
    view.header.protocol = bytes[6];
    view.header.ttl = bytes[7];
    view.header.tos = static_cast<std::uint8_t>(first >> 20 & 0xff);
    view.header.flow_label = first & 0xfffff;
    view.packet = bytes.first(v6_header + payload);
    view.payload = view.packet.subspan(v6_header);
    return view;
}

}  // namespace

parsed<ip_view> parse_ip(std::span<const std::uint8_t> bytes) noexcept {
    if (bytes.empty()) return reject::ip_too_short;
    switch (bytes[0] >> 4) {
        case 4: return parse_v4(bytes);
        case 6: return parse_v6(bytes);
        default: return reject::ip_version;
    }
}

void write_ip_header(std::vector<std::uint8_t>& out, const ip_header& header, std::size_t payload_size) {
    const auto start = out.size();
    if (header.source.is_v6()) {
        wire::put32(out, 6u << 28 | std::uint32_t{header.tos} << 20 | (header.flow_label & 0xfffff));
        wire::put16(out, static_cast<std::uint16_t>(payload_size));
        wire::put8(out, header.protocol);
        wire::put8(out, header.ttl);
        wire::put(out, header.source);
        wire::put(out, header.destination);
        return;
    }
    wire::put8(out, 0x45);
    wire::put8(out, header.tos);
    wire::put16(out, static_cast<std::uint16_t>(v4_header + payload_size));
    wire::put16(out, header.id);
    wire::put16(out, 0);
    wire::put8(out, header.ttl);
    wire::put8(out, header.protocol);
    wire::put16(out, 0);
    wire::put(out, header.source);
    wire::put(out, header.destination);
    const auto written = std::span{out}.subspan(start);
    internet_checksum sum;
    sum.add(written);
    wire::store16(written, 10, sum.value());
}

}  // namespace hakit::vrrp

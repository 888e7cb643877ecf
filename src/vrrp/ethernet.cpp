#include <hakit/vrrp/ethernet.hpp>

#include "vrrp/wire.hpp"

#include <charconv>

namespace hakit::vrrp {

std::optional<mac_address> mac_address::parse(std::string_view text) noexcept {
    mac_address mac;
    if (text.size() != 17) return std::nullopt;
    for (std::size_t i = 0; i < 6; ++i) {
        const char* first = text.data() + 3 * i;
        if (i > 0 && first[-1] != ':') return std::nullopt;
        const auto [end, ec] = std::from_chars(first, first + 2, mac.bytes[i], 16);
        if (ec != std::errc{} || end != first + 2) return std::nullopt;
    }
    return mac;
}

std::string mac_address::to_string() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const auto b : bytes) {
        if (!out.empty()) out += ':';
        out += digits[b >> 4];
        out += digits[b & 0xf];
    }
    return out;
}

mac_address virtual_mac(std::uint8_t vrid, ip_family family) noexcept {
    return {{0x00, 0x00, 0x5e, 0x00, family == ip_family::v4 ? std::uint8_t{1} : std::uint8_t{2}, vrid}};
}

mac_address group_mac(const ip_address& group) noexcept {
    const auto& b = group.bytes();
    if (group.is_v4()) return {{0x01, 0x00, 0x5e, static_cast<std::uint8_t>(b[1] & 0x7f), b[2], b[3]}};
    return {{0x33, 0x33, b[12], b[13], b[14], b[15]}};
}

parsed<ethernet_view> parse_ethernet(std::span<const std::uint8_t> frame) noexcept {
    std::size_t header = 14;
    if (frame.size() < header) return reject::frame_too_short;
    ethernet_view view;
    view.destination.bytes = wire::take<6>(frame, 0);
    view.source.bytes = wire::take<6>(frame, 6);
    view.type = wire::load16(frame, 12);
    for (int tags = 0; tags < 2 && (view.type == ethertype_vlan || view.type == 0x88a8); ++tags) {
        if (frame.size() < header + 4) return reject::frame_too_short;
        view.type = wire::load16(frame, header + 2);
        header += 4;
    }
    view.payload = frame.subspan(header);
    return view;
}

void write_ethernet_header(std::vector<std::uint8_t>& out, const mac_address& destination, const mac_address& source,
                           std::uint16_t type) {
    wire::put(out, destination.bytes);
    wire::put(out, source.bytes);
    wire::put16(out, type);
}

}  // namespace hakit::vrrp

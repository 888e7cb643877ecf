#include <hakit/vrrp/checksum.hpp>

#include <hakit/vrrp/protocol.hpp>

namespace hakit::vrrp {

void internet_checksum::add(std::span<const std::uint8_t> bytes) noexcept {
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2) sum_ += static_cast<std::uint64_t>(bytes[i] << 8 | bytes[i + 1]);
    if (i < bytes.size()) sum_ += static_cast<std::uint64_t>(bytes[i] << 8);
}

void internet_checksum::add_pseudo_header(const ip_address& source, const ip_address& destination,
                                          std::uint8_t protocol, std::size_t length) noexcept {
    for (const auto* a : {&source, &destination}) add(std::span{a->bytes()}.first(a->size()));
    sum_ += protocol;
    // 16 bits of length for IPv4, 32 for IPv6: the same sum.
    sum_ += (length >> 16 & 0xffff) + (length & 0xffff);
}

std::uint16_t internet_checksum::value() const noexcept {
    auto sum = sum_;
    while (sum > 0xffff) sum = (sum >> 16) + (sum & 0xffff);
    return static_cast<std::uint16_t>(~sum & 0xffff);
}

std::string_view to_string(checksum_form form) noexcept {
    switch (form) {
        case checksum_form::plain: return "plain";
        case checksum_form::pseudo: return "pseudo";
        case checksum_form::pseudo_group: return "pseudo_group";
    }
    return "unknown";
}

ip_address multicast_group(ip_family family) noexcept {
    if (family == ip_family::v4) return ip_address{std::array<std::uint8_t, 4>{224, 0, 0, 18}};
    std::array<std::uint8_t, 16> group{};
    group[0] = 0xff;
    group[1] = 0x02;
    group[15] = 0x12;
    return ip_address{group};
}

std::uint16_t advert_checksum(std::span<const std::uint8_t> message, checksum_form form, const ip_address& source,
                              const ip_address& destination) noexcept {
    internet_checksum sum;
    if (form != checksum_form::plain) {
        const auto to = form == checksum_form::pseudo_group ? multicast_group(source.family()) : destination;
        sum.add_pseudo_header(source, to, ip_protocol, message.size());
    }
    sum.add(message);
    return sum.value();
}

}  // namespace hakit::vrrp

#include <hakit/vrrp/advert.hpp>

#include "vrrp/wire.hpp"

#include <algorithm>

namespace hakit::vrrp {

void write_advert(std::vector<std::uint8_t>& out, const advert& a, checksum_form form, const ip_address& source,
                  const ip_address& destination) {
    write_advert(out, a, a.addresses, form, source, destination);
}

void write_advert(std::vector<std::uint8_t>& out, const advert& a, std::span<const ip_address> addresses,
                  checksum_form form, const ip_address& source, const ip_address& destination) {
    const auto start = out.size();
    wire::put8(out, static_cast<std::uint8_t>(a.version << 4 | 1));
    wire::put8(out, a.vrid);
    wire::put8(out, a.priority);
    wire::put8(out, 0);
    if (a.version == 2) {
        wire::put8(out, static_cast<std::uint8_t>(a.family == ip_family::v4 ? a.auth : auth_type::none));
        wire::put8(out, static_cast<std::uint8_t>(std::min<std::uint16_t>(a.interval, 255)));
    } else {
        wire::put16(out, std::min<std::uint16_t>(a.interval, 0xfff));
    }
    wire::put16(out, 0);
    std::uint8_t count = 0;
    for (const auto& address : addresses) {
        if (address.family() != a.family || count == 255) continue;
        wire::put(out, address);
        ++count;
    }
    out[start + 3] = count;
    if (a.version == 2 && a.family == ip_family::v4) {
        if (a.auth == auth_type::password) {
            wire::put(out, a.password);
        } else {
            out.resize(out.size() + auth_data_size);
        }
    }
    const auto message = std::span{out}.subspan(start);
    wire::store16(message, 6, advert_checksum(message, form, source, destination));
}

parsed<advert_view> advert_view::parse(std::span<const std::uint8_t> message, ip_family family) noexcept {
    if (message.size() < header_size) return reject::truncated;
    const unsigned version = message[0] >> 4;
    if (version != 2 && version != 3) return reject::unknown_version;
    if ((message[0] & 0xf) != 1) return reject::unknown_type;
    const auto size = advert_size(static_cast<std::uint8_t>(version), family, message[3]);
    if (message.size() < size) return reject::truncated;
    if (message.size() > size && message.size() != size + hmac_trailer_size) return reject::excess_bytes;
    if (message[1] == 0) return reject::vrid_zero;
    advert_view view;
    view.bytes_ = message.first(size);
    view.trailer_ = message.subspan(size);
    view.family_ = family;
    if (version == 3 && view.address_count() == 0) return reject::no_addresses;
    if (view.raw_interval() == 0) return reject::interval_zero;
    return view;
}

std::uint16_t advert_view::raw_interval() const noexcept {
    return version() == 2 ? bytes_[5] : static_cast<std::uint16_t>(wire::load16(bytes_, 4) & 0xfff);
}

duration advert_view::interval() const noexcept {
    using namespace std::chrono_literals;
    return version() == 2 ? raw_interval() * duration{1s} : raw_interval() * duration{10ms};
}

std::uint16_t advert_view::checksum() const noexcept { return wire::load16(bytes_, 6); }

ip_address advert_view::address(std::size_t i) const noexcept {
    return wire::address(bytes_, header_size + i * (family_ == ip_family::v4 ? 4 : 16), family_);
}

std::span<const std::uint8_t> advert_view::auth_data() const noexcept {
    if (version() != 2 || family_ != ip_family::v4) return {};
    return bytes_.last(auth_data_size);
}

advert advert_view::fields() const {
    advert a;
    a.version = version();
    a.vrid = vrid();
    a.priority = priority();
    a.interval = raw_interval();
    a.auth = static_cast<auth_type>(auth());
    a.family = family_;
    if (a.auth == auth_type::password && !auth_data().empty()) a.password = wire::take<8>(auth_data(), 0);
    a.addresses.reserve(address_count());
    for (std::size_t i = 0; i < address_count(); ++i) a.addresses.push_back(address(i));
    return a;
}

}  // namespace hakit::vrrp

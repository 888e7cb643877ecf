// Any bytes as a frame: nothing is read beyond them, and what is an advertisement can be written as the same again.
#include <hakit/vrrp/neighbour.hpp>
#include <hakit/vrrp/packet.hpp>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

using namespace hakit::vrrp;

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const packet_view& p) {
    auto fields = p.advert.fields();
    require(fields.addresses.size() == p.advert.address_count());
    for (const auto form : {checksum_form::plain, checksum_form::pseudo, checksum_form::pseudo_group}) {
        std::vector<std::uint8_t> message;
        write_advert(message, fields, form, p.ip.source, p.ip.destination);
        require(message.size() == p.advert.message().size());
        const auto again = advert_view::parse(message, p.advert.family());
        require(again.has_value() && again->checksum_is(form, p.ip.source, p.ip.destination));
        if (p.advert.family() == hakit::ip_family::v6 && fields.version == 2) fields.auth = auth_type::none;
        require(again->fields() == fields);

        std::vector<std::uint8_t> packet;
        write_ip_header(packet, p.ip, message.size());
        packet.insert(packet.end(), message.begin(), message.end());
        if (p.ah) continue;
        const auto whole = parse_packet(packet);
        require(whole.has_value() && whole->ip == p.ip);
    }
    if (p.ah) {
        const auto digest = ah_digest(p.bytes, ah_key{});
        require(digest.has_value() || digest.error() == reject::no_digest);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> frame{data, size};
    if (const auto p = parse_frame(frame)) check(*p);
    if (const auto p = parse_packet(frame)) check(*p);
    if (const auto arp = parse_arp(frame)) {
        std::vector<std::uint8_t> out;
        write_arp(out, *arp);
        require(std::equal(out.begin(), out.end(), frame.begin()));
    }
    if (const auto na = parse_neighbour_advertisement(frame)) {
        std::vector<std::uint8_t> out;
        write_neighbour_advertisement(out, *na);
        const auto again = parse_neighbour_advertisement(out);
        require(again.has_value() && *again == *na);
    }
    return 0;
}

#include <hakit/vrrp/advert.hpp>
#include <hakit/vrrp/ethernet.hpp>

#include "frames.hpp"

#include <doctest/doctest.h>

using namespace hakit::vrrp;
using namespace std::chrono_literals;
using hakit::ip_address;
using hakit::ip_family;
using vrrp_test::bytes;

namespace {

const ip_address source4 = *ip_address::parse("10.77.0.1");
const ip_address source6 = *ip_address::parse("fe80::1");

bytes written(const advert& a, checksum_form form = checksum_form::plain) {
    bytes out;
    const auto& from = a.family == ip_family::v4 ? source4 : source6;
    write_advert(out, a, form, from, multicast_group(a.family));
    return out;
}

advert of(std::uint8_t version, ip_family family, std::size_t count) {
    advert a;
    a.version = version;
    a.family = family;
    a.vrid = 7;
    a.interval = version == 2 ? 3 : 4095;
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::uint8_t, 16> b{0xfe, 0x80};
        b[15] = static_cast<std::uint8_t>(i);
        if (family == ip_family::v6) a.addresses.emplace_back(b);
        if (family == ip_family::v4) a.addresses.emplace_back(std::array<std::uint8_t, 4>{10, 0, 1, b[15]});
    }
    return a;
}

}  // namespace

TEST_CASE("what is written is read, for each version, family, checksum and number of addresses") {
    for (const auto version : {std::uint8_t{2}, std::uint8_t{3}}) {
        for (const auto family : {ip_family::v4, ip_family::v6}) {
            for (const std::size_t count : {1, 2, 255}) {
                for (const auto form : {checksum_form::plain, checksum_form::pseudo, checksum_form::pseudo_group}) {
                    const auto a = of(version, family, count);
                    const auto message = written(a, form);
                    CHECK(message.size() == advert_size(version, family, count));
                    const auto view = advert_view::parse(message, family);
                    REQUIRE(view.has_value());
                    CHECK(view->fields() == a);
                    CHECK(
                        view->checksum_is(form, family == ip_family::v4 ? source4 : source6, multicast_group(family)));
                }
            }
        }
    }
}

TEST_CASE("intervals are seconds in version 2 and centiseconds in version 3") {
    CHECK(advert_view::parse(written(of(2, ip_family::v4, 1)), ip_family::v4)->interval() == 3s);
    CHECK(advert_view::parse(written(of(3, ip_family::v4, 1)), ip_family::v4)->interval() == 40950ms);
}

TEST_CASE("the reserved bits of version 3 are ignored, and written as 0") {
    auto message = written(of(3, ip_family::v4, 1));
    CHECK((message[4] & 0xf0) == 0);
    message[4] |= 0xf0;
    CHECK(advert_view::parse(message, ip_family::v4)->raw_interval() == 4095);
}

TEST_CASE("a password is the last 8 bytes, and part of the sum") {
    auto a = of(2, ip_family::v4, 1);
    a.auth = auth_type::password;
    a.password = {'s', 'e', 'c', 'r', 'e', 't'};
    auto message = written(a);
    CHECK(vrrp_test::to_hex(std::span{message}.last(8)) == "7365637265740000");
    CHECK(advert_view::parse(message, ip_family::v4)->fields() == a);
    message.back() ^= 1;
    CHECK_FALSE(advert_view::parse(message, ip_family::v4)->checksum_is(checksum_form::plain, source4, source4));
}

TEST_CASE("no more than 255 addresses of the message's own family are written") {
    auto a = of(3, ip_family::v4, 256);
    a.addresses.insert(a.addresses.begin(), source6);
    const auto message = written(a);
    const auto view = advert_view::parse(message, ip_family::v4);
    CHECK(view->address_count() == 255);
    CHECK(view->address(0) == a.addresses[1]);
}

TEST_CASE("28 bytes after the message are a trailer, others are too many") {
    auto message = written(of(3, ip_family::v4, 1));
    CHECK(advert_view::parse(message, ip_family::v4)->trailer().empty());
    const auto size = message.size();
    for (std::size_t extra = 1; extra < 60; ++extra) {
        message.push_back(1);
        const auto view = advert_view::parse(message, ip_family::v4);
        CHECK(view.has_value() == (extra == 28));
        if (view) CHECK((view->trailer().size() == 28 && view->message().size() == size));
    }
}

TEST_CASE("version 2 without addresses is accepted, version 3 is not") {
    CHECK(advert_view::parse(written(of(2, ip_family::v4, 0)), ip_family::v4).has_value());
    CHECK(advert_view::parse(written(of(3, ip_family::v4, 0)), ip_family::v4).error() == reject::no_addresses);
}

TEST_CASE("virtual and group MAC addresses are those of the standards") {
    CHECK(virtual_mac(51, ip_family::v4).to_string() == "00:00:5e:00:01:33");
    CHECK(virtual_mac(51, ip_family::v6).to_string() == "00:00:5e:00:02:33");
    CHECK(group_mac(multicast_group(ip_family::v4)).to_string() == "01:00:5e:00:00:12");
    CHECK(group_mac(multicast_group(ip_family::v6)).to_string() == "33:33:00:00:00:12");
    CHECK(mac_address::parse("00:00:5e:00:01:33") == virtual_mac(51, ip_family::v4));
    for (const auto* bad : {"", "00:00:5e:00:01", "00:00:5e:00:01:3g", "00-00:5e:00:01:33", "+0:00:5e:00:01:33"})
        CHECK_FALSE(mac_address::parse(bad).has_value());
}

TEST_CASE("each reason has a name and words of its own") {
    std::map<std::string_view, int> names;
    std::map<std::string_view, int> texts;
    for (std::size_t i = 1; i < reject_end; ++i) {
        ++names[to_string(static_cast<reject>(i))];
        ++texts[describe(static_cast<reject>(i))];
    }
    CHECK(names.size() == reject_end - 1);
    CHECK(texts.size() == reject_end - 1);
    CHECK_FALSE(names.contains("unknown"));
    CHECK_THROWS_WITH(parsed<int>{reject::checksum}.value(), "its checksum is wrong");
}

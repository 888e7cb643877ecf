#include <hakit/base/ip_address.hpp>

#include <doctest/doctest.h>

#include <string_view>

using hakit::ip_address;
using hakit::ip_prefix;

namespace {
std::string canonical(std::string_view text) {
    const auto address = ip_address::parse(text);
    return address ? address->to_string() : "refused";
}
}  // namespace

TEST_CASE("addresses are read as inet_pton reads them and written canonically") {
    struct {
        std::string_view in, out;
    } const cases[] = {
        {"127.0.0.1", "127.0.0.1"},
        {"255.255.255.255", "255.255.255.255"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:DB8::A", "2001:db8::a"},
        {"1:0:3:0:0:6:7:8", "1:0:3::6:7:8"},
        {"0:1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"},
        {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
        {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
        {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
        {"", "refused"},
        {"1.2.3", "refused"},
        {"1.2.3.4.5", "refused"},
        {"01.2.3.4", "refused"},
        {"1.2.3.256", "refused"},
        {"1.2.3.4 ", "refused"},
        {" 1.2.3.4", "refused"},
        {"1.2.3.-4", "refused"},
        {":", "refused"},
        {":::", "refused"},
        {"1:2:3:4:5:6:7", "refused"},
        {"1:2:3:4:5:6:7:8:9", "refused"},
        {"1:2:3:4:5:6:7:8::", "refused"},
        {"1::2::3", "refused"},
        {"12345::", "refused"},
        {"::1%eth0", "refused"},
        {"1:2:3:4:5:6:7:1.2.3.4", "refused"},
        {"1:", "refused"},
        {":1", "refused"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.in);
        CHECK(canonical(c.in) == c.out);
    }
}

TEST_CASE("an eight-group address may be written with an empty run of one group") {
    CHECK(canonical("1:2:3:4:5:6:7::") == "1:2:3:4:5:6:7:0");
    CHECK(canonical("::2:3:4:5:6:7:8") == "0:2:3:4:5:6:7:8");
}

TEST_CASE("address classes") {
    CHECK(ip_address::parse("224.0.0.18")->is_multicast());
    CHECK(ip_address::parse("ff02::12")->is_multicast());
    CHECK_FALSE(ip_address::parse("223.255.255.255")->is_multicast());
    CHECK(ip_address::parse("127.9.9.9")->is_loopback());
    CHECK(ip_address::parse("::1")->is_loopback());
    CHECK_FALSE(ip_address::parse("::2")->is_loopback());
    CHECK(ip_address::parse("fe80::1")->is_link_local());
    CHECK(ip_address::parse("febf::1")->is_link_local());
    CHECK_FALSE(ip_address::parse("fec0::1")->is_link_local());
    CHECK(ip_address::parse("169.254.1.1")->is_link_local());
    CHECK(ip_address::parse("::")->is_unspecified());
    CHECK(ip_address{}.is_unspecified());
}

TEST_CASE("prefixes keep their host bits and know their network") {
    const auto p = ip_prefix::parse("10.1.2.3/20");
    REQUIRE(p);
    CHECK(p->to_string() == "10.1.2.3/20");
    CHECK(p->network().to_string() == "10.1.0.0");
    CHECK(ip_prefix::parse("10.0.0.1")->length == 32);
    CHECK(ip_prefix::parse("fe80::1")->length == 128);
    CHECK(ip_prefix::parse("2001:db8::1/64")->network().to_string() == "2001:db8::");
    CHECK_FALSE(ip_prefix::parse("10.0.0.1/33"));
    CHECK_FALSE(ip_prefix::parse("10.0.0.1/"));
    CHECK_FALSE(ip_prefix::parse("10.0.0.1/-1"));
    CHECK_FALSE(ip_prefix::parse("10.0.0.1/024"));
}

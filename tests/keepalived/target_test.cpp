#include <hakit/keepalived/target.hpp>

#include <doctest/doctest.h>

namespace ka = hakit::keepalived;
using ka::feature;

TEST_CASE("features are named as keepalived --version names them") {
    CHECK(ka::parse_features("VRRP,LVS").value() == (feature::vrrp | feature::lvs));
    CHECK(ka::parse_features(" VRRP  LVS\n").value() == (feature::vrrp | feature::lvs));
    CHECK(ka::parse_features("").value() == 0);
}

TEST_CASE("features with signs change what Debian builds") {
    const auto changed = ka::parse_features("-BFD,+IPTABLES").value();
    CHECK_FALSE(has(changed, feature::bfd));
    CHECK(has(changed, feature::iptables));
    CHECK(has(changed, feature::vrrp));
    CHECK_FALSE(has(changed, feature::libipset));
}

TEST_CASE("a feature that does not exist is named, with those that do") {
    for (const auto* list : {"VRRP,LSV", "vrrp", "+", "-,VRRP"}) {
        CAPTURE(list);
        const auto wrong = ka::parse_features(list);
        REQUIRE(wrong.has_error());
        CHECK(wrong.error().code() == hakit::errc::invalid_argument);
        CHECK(wrong.error().message().find("VRRP_VMAC") != std::string::npos);
    }
    CHECK(ka::parse_features("VRRP,-BFD").error().message().find("sign") != std::string::npos);
}

#include <hakit/sysctl/key.hpp>

#include <doctest/doctest.h>

using namespace hakit::sysctl;

TEST_CASE("the first separator says how a key is written") {
    CHECK(key::parse("net.ipv4.ip_forward").path() == "net/ipv4/ip_forward");
    CHECK(key::parse("net/ipv4/conf/eth0.100/rp_filter").path() == "net/ipv4/conf/eth0.100/rp_filter");
    CHECK(key::parse("net.ipv4.conf.eth0/100.rp_filter").path() == "net/ipv4/conf/eth0.100/rp_filter");
    CHECK(key::parse("net.ipv4.conf.eth0.100.rp_filter").path() == "net/ipv4/conf/eth0/100/rp_filter");
    CHECK(key::parse("net.ipv4/conf/eth0/x").path() == "net/ipv4.conf.eth0.x");
    CHECK(key::parse("/net//ipv4/ip_forward").path() == "net/ipv4/ip_forward");
    CHECK(key::parse("").empty());
    CHECK(key::parse("vm").path() == "vm");
}

TEST_CASE("a key is shown so that it reads back") {
    for (const auto* path : {"net/ipv4/conf/eth0.100/rp_filter", "vm/swappiness", "a.b/c", "a.b", "vm", ""}) {
        CAPTURE(path);
        CHECK(key::parse(key::from_path(path).to_string()) == key::from_path(path));
    }
    CHECK(key::from_path("net/ipv4/conf/eth0.100/x").to_string() == "net.ipv4.conf.eth0/100.x");
}

TEST_CASE("patterns match names, not slashes") {
    const auto matches = [](const char* pattern, const char* k) { return key::parse(pattern).matches(key::parse(k)); };
    CHECK(matches("net.ipv4.conf.*.rp_filter", "net.ipv4.conf.eth0.rp_filter"));
    CHECK(matches("net.ipv4.conf.*.rp_filter", "net/ipv4/conf/eth0.100/rp_filter"));
    CHECK_FALSE(matches("net.ipv4.conf.*.rp_filter", "net.ipv4.conf.eth0.x.rp_filter"));
    CHECK_FALSE(matches("net.ipv4.*", "net.ipv4.conf.eth0"));
    CHECK(matches("net.ipv4.conf.eth?.x", "net.ipv4.conf.eth1.x"));
    CHECK_FALSE(matches("net.ipv4.conf.eth?.x", "net.ipv4.conf.eth.x"));
    CHECK(matches("a.eth[01].x", "a.eth1.x"));
    CHECK_FALSE(matches("a.eth[01].x", "a.eth2.x"));
    CHECK(matches("a.eth[!01].x", "a.eth2.x"));
    CHECK(matches("a.eth[0-9].x", "a.eth7.x"));
    CHECK(matches("a.b[]x]", "a.b]"));
    CHECK(matches("a.b[x", "a.b[x"));
    CHECK(matches("a.*b*c", "a.xbybc"));
    CHECK_FALSE(matches("a.*b*c", "a.xbybd"));
    CHECK_FALSE(matches("a/*", "a/.hidden"));
    CHECK(matches("a.b", "a.b"));
    CHECK_FALSE(key::parse("a.b").is_pattern());
}

TEST_CASE("a pattern of many stars ends soon") {
    std::string pattern = "a.";
    for (int i = 0; i < 2000; ++i) pattern += "*a";
    pattern += "*b";
    CHECK_FALSE(key::parse(pattern).matches(key::parse("a." + std::string(20000, 'a'))));
}

#include "ipvs/objects.hpp"

#include <doctest/doctest.h>

#include <set>
#include <unordered_set>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

TEST_CASE("keys read as ipvsadm users expect") {
    CHECK(tcp("10.0.0.1", 80).to_string() == "tcp 10.0.0.1:80");
    CHECK(service_key{protocol::udp, ip("2001:db8::1"), 53}.to_string() == "udp [2001:db8::1]:53");
    CHECK(service_key{protocol::sctp, ip("10.0.0.1"), 0}.to_string() == "sctp 10.0.0.1:0");
    CHECK(mark(7).to_string() == "fwmark 7");
    CHECK(mark(7, ip_family::v6).to_string() == "fwmark 7 inet6");
    CHECK(destination_key{ip("2001:db8::2"), 80}.to_string() == "[2001:db8::2]:80");
}

TEST_CASE("the same mark in two families is two keys, and a key knows its family") {
    CHECK(mark(7) != mark(7, ip_family::v6));
    CHECK(mark(7, ip_family::v6).family() == ip_family::v6);
    CHECK(tcp("::1").family() == ip_family::v6);
    CHECK(tcp("10.0.0.1").fwmark() == nullptr);
    CHECK(mark(7).address() == nullptr);
}

TEST_CASE("keys sort by protocol, address and port, marks last, and hash apart") {
    const std::vector<service_key> sorted{tcp("10.0.0.1", 80),
                                          tcp("10.0.0.1", 81),
                                          tcp("10.0.0.2", 80),
                                          tcp("2001:db8::1", 80),
                                          {protocol::udp, ip("10.0.0.1"), 80},
                                          mark(1),
                                          mark(1, ip_family::v6),
                                          mark(2)};
    CHECK(std::is_sorted(sorted.begin(), sorted.end()));
    CHECK(std::set<service_key>(sorted.begin(), sorted.end()).size() == sorted.size());
    std::unordered_set<std::size_t> hashes;
    for (const auto& key : sorted) hashes.insert(std::hash<service_key>{}(key));
    CHECK(hashes.size() == sorted.size());
    CHECK(std::hash<service_key>{}(tcp("10.0.0.1")) == std::hash<service_key>{}(web));
    CHECK(std::hash<destination_key>{}({ip("10.0.0.2"), 80}) != std::hash<destination_key>{}({ip("10.0.0.2"), 81}));
}

TEST_CASE("a client mask is full by default in both families") {
    CHECK(client_mask{}.v4_mask() == 0xffffffff);
    CHECK(client_mask{}.v6_prefix() == 128);
    CHECK(client_mask{} == client_mask::v4(0xffffffff));
    CHECK(client_mask{} == client_mask::v6(128));
    CHECK(client_mask::v4(0xffffff00).v4_mask() == 0xffffff00);
    CHECK(client_mask::v4(0xff00ff00).v4_mask() == 0xff00ff00);
    CHECK(client_mask::prefix(ip_family::v4, 24) == client_mask::v4(0xffffff00));
    CHECK(client_mask::prefix(ip_family::v4, 0).v4_mask() == 0);
    CHECK(client_mask::prefix(ip_family::v4, 99).is_full());
    CHECK(client_mask::prefix(ip_family::v6, 64).v6_prefix() == 64);
    CHECK(client_mask::v6(0).v6_prefix() == 0);
    CHECK(client_mask::v6(129).v6_prefix() == 129);
    CHECK(client_mask::v4(0xffffff00).to_string(ip_family::v4) == "255.255.255.0");
    CHECK(client_mask::v6(64).to_string(ip_family::v6) == "64");
}

TEST_CASE("services and destinations print their settings") {
    auto s = svc(web, "wrr");
    CHECK(s.to_string() == "tcp 10.0.0.1:80 wrr");
    s.persistence_timeout = 360;
    s.persistence_mask = client_mask::v4(0xffffff00);
    s.persistence_engine = "sip";
    s.one_packet = true;
    s.scheduler_flags = hash_fallback | hash_port;
    CHECK(s.to_string() == "tcp 10.0.0.1:80 wrr persistent 360 mask 255.255.255.0 pe sip ops flag-1 flag-2");

    auto d = dst("10.0.0.2", 3);
    CHECK(d.to_string() == "10.0.0.2:80 masq weight 3");
    d.forwarding = forwarding::tunnel;
    d.tunnel = {tunnel_type::gue, 6080, tunnel_remote_checksum};
    d.upper_threshold = 100;
    d.lower_threshold = 50;
    CHECK(d.to_string() == "10.0.0.2:80 tunnel gue port 6080 remcsum weight 3 thresholds 50-100");
    CHECK(to_string(static_cast<forwarding>(5)) == "method 5");
    CHECK(to_string(static_cast<tunnel_type>(3)) == "type 3");
    CHECK(to_string(forwarding::direct) == "route");
}

TEST_CASE("normalize makes the order of a table meaningless") {
    const state a{{{svc(web), {dst("10.0.0.3"), dst("10.0.0.2")}}, {svc(mark(1)), {}}}};
    state b{{{svc(mark(1)), {}}, {svc(web), {dst("10.0.0.2"), dst("10.0.0.3")}}}};
    auto c = a;
    CHECK(a != b);
    normalize(b);
    normalize(c);
    CHECK(b == c);
    REQUIRE(c.find(web) != nullptr);
    CHECK(c.find(web)->destinations.front().key.address == ip("10.0.0.2"));
    CHECK(c.find(mark(9)) == nullptr);
}

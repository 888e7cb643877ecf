#include <hakit/realserver/report_json.hpp>

#include "realserver/memory_system.hpp"

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::realserver;
using test::memory_system;

namespace {

plan sample(forwarding method = forwarding::direct_routing, persistence keep = persistence::none) {
    service web;
    web.vip = *ip_address::parse("192.0.2.1");
    web.port = 80;
    web.method = method;
    web.tunnel = encapsulation::gue;
    web.tunnel_port = 6080;
    auto six = web;
    six.vip = *ip_address::parse("2001:db8::1");
    six.method = forwarding::direct_routing;
    host h;
    h.interfaces = {"eth0"};
    h.device = "vip0";
    h.keep = keep;
    const std::vector<service> both{web, six};
    return *make_plan(both, h);
}

bool says(const verification& v, std::string_view text) { return v.to_string().find(text) != std::string::npos; }

}  // namespace

TEST_CASE("what is applied is there, and applying it again changes nothing") {
    for (const auto method : {forwarding::direct_routing, forwarding::tunnel}) {
        const auto p = sample(method, persistence::networkd);
        memory_system on;
        CHECK_FALSE(verify(p, on)->ok());
        const auto first = apply(p, on);
        REQUIRE(first.has_value());
        CAPTURE(first->to_string());
        CHECK(first->ok());
        CHECK(first->count(step_fate::made) == p.steps.size());
        CHECK(verify(p, on)->to_string() == "ok\n");
        const auto before = on;
        const auto second = apply(p, on);
        CHECK(second->count(step_fate::already_made) == p.steps.size());
        CHECK(second->undo.empty());
        CHECK(on == before);
        CHECK(to_json(p, *first)["ok"] == true);
        CHECK(to_json(*verify(p, on))["ok"] == true);
    }
}

TEST_CASE("the undo steps of a report lead back to where it began") {
    const auto p = sample(forwarding::tunnel, persistence::networkd);
    memory_system on;
    on.sysctls["net/ipv4/conf/all/arp_ignore"] = "3";
    on.devices.push_back({"tunl0", "ipip", false, 1480});
    on.sysctls["net/ipv4/conf/tunl0/rp_filter"] = "1";
    on.files["/etc/sysctl.d/90-hakit-realserver.conf"] = "old";
    on.table[0].advmss = 1400;
    const auto before = on;
    const auto report = apply(p, on);
    REQUIRE(report->ok());
    plan back;
    back.steps = report->undo;
    CHECK(apply(back, on)->ok());
    CHECK(on == before);
}

TEST_CASE("when any change fails, the host is as it was before") {
    const auto p = sample(forwarding::tunnel, persistence::networkd);
    memory_system whole;
    REQUIRE(apply(p, whole)->ok());
    for (int n = 0;; ++n) {
        CAPTURE(n);
        memory_system on;
        on.devices.push_back({"tunl0", "ipip", false, 1480});
        on.sysctls["net/ipv4/conf/tunl0/rp_filter"] = "1";
        on.changes_until_failure = n;
        const auto before = on;
        const auto report = apply(p, on);
        REQUIRE(report.has_value());
        if (report->ok()) {
            CHECK(n > 10);
            break;
        }
        CHECK(report->count(step_fate::failed) == 1);
        CHECK(report->left_over.empty());
        CHECK(report->undo.empty());
        CHECK(on == before);
        CHECK(to_json(p, *report).contains("failure"));
    }
}

TEST_CASE("without privilege nothing is changed, and the capability is named") {
    memory_system on;
    on.privileged = false;
    const auto before = on;
    const auto refused = apply(sample(), on);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code() == errc::refused);
    CHECK(refused.error().message().find("CAP_NET_ADMIN") != std::string::npos);
    CHECK(on == before);
}

TEST_CASE("an interface that is not there is no host to prepare") {
    memory_system on;
    auto p = sample();
    REQUIRE(apply(p, on)->ok());
    auto misspelt = p;
    misspelt.host.interfaces = {"eht0"};
    memory_system fresh;
    const auto before = fresh;
    const auto refused = apply(misspelt, fresh);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code() == errc::not_found);
    CHECK(refused.error().message() == "nothing is changed: there is no interface eht0");
    CHECK(fresh == before);
    CHECK(apply(undo_of(misspelt), on)->ok());
}

TEST_CASE("a plan with refusals, or for Windows, is not carried out") {
    memory_system on;
    auto p = sample();
    p.refusals.push_back({"tcp 192.0.2.9:80", "it cannot work"});
    CHECK(apply(p, on).error().code() == errc::refused);
    p = sample();
    p.host.os = platform::windows;
    CHECK(apply(p, on).error().code() == errc::unsupported);
    CHECK(verify(p, on).error().code() == errc::unsupported);
}

TEST_CASE("settings that do the same are left alone") {
    memory_system on;
    on.sysctls["net/ipv4/conf/all/arp_ignore"] = "2";
    on.sysctls["net/ipv4/conf/all/rp_filter"] = "0";
    const auto p = sample(forwarding::tunnel);
    REQUIRE(apply(p, on)->ok());
    CHECK(on.sysctls["net/ipv4/conf/all/arp_ignore"] == "2");
    CHECK(on.sysctls["net/ipv4/conf/tunl0/rp_filter"] == "0");
    CHECK(verify(p, on)->ok());
}

TEST_CASE("verify names what is wrong, and the step that mends it") {
    const auto p = sample();
    memory_system on;
    REQUIRE(apply(p, on)->ok());
    on.sysctls["net/ipv4/conf/all/arp_announce"] = "1";
    CHECK(verify(p, on)->to_string() == "wrong: net.ipv4.conf.all.arp_announce = 2: it is 1 (step 3)\n");
    CHECK(verify(p, on)->to_string(true).find("good: ") != std::string::npos);
    on.addrs.back().deprecated = false;
    CHECK(says(*verify(p, on), "it may be chosen as a source"));
    on.sysctls.erase("net/ipv4/conf/all/arp_announce");
    CHECK(says(*verify(p, on), "there is no such setting"));
}

TEST_CASE("verify finds what works against the plan") {
    const auto p = sample();
    memory_system on;
    REQUIRE(apply(p, on)->ok());
    auto spoilt = on;
    spoilt.addrs.push_back({"eth0", *ip_prefix::parse("192.0.2.1/24"), false, false});
    CHECK(says(*verify(p, spoilt), "suspect: 192.0.2.1/24 is on eth0, which answers for it on the network"));
    spoilt = on;
    spoilt.addrs.push_back({"vip0", *ip_prefix::parse("192.0.2.1/24"), false, false});
    CHECK(says(*verify(p, spoilt), "the mask makes the whole network local"));
    spoilt = on;
    spoilt.sysctls["net/ipv4/conf/eth0/arp_ignore"] = "8";
    CHECK(says(*verify(p, spoilt), "answers no ARP request at all"));
    spoilt = on;
    spoilt.sysctls["net/ipv4/conf/eth0/arp_ignore"] = "3";
    CHECK(says(*verify(p, spoilt), "arp_ignore is 3"));
    spoilt = on;
    spoilt.sysctls["net/ipv4/conf/all/proxy_arp"] = "1";
    CHECK(says(*verify(p, spoilt), "proxy_arp is on"));
    spoilt = on;
    spoilt.sysctls["net/ipv6/conf/eth0/proxy_ndp"] = "1";
    CHECK(says(*verify(p, spoilt), "proxy_ndp is on"));
    spoilt = on;
    spoilt.sysctls["net/ipv6/conf/all/disable_ipv6"] = "1";
    CHECK(says(*verify(p, spoilt), "IPv6 is switched off"));
    spoilt = on;
    spoilt.devices.erase(spoilt.devices.begin() + 1);
    CHECK(says(*verify(p, spoilt), "there is no interface eth0"));
}

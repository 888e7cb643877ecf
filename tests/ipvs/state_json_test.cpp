#include <hakit/ipvs/state_json.hpp>

#include "ipvs/objects.hpp"

#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

state everything() {
    state all;
    auto persistent = svc(tcp("10.0.0.2", 0), "wrr");
    persistent.persistence_timeout = 360;
    persistent.persistence_mask = client_mask::v4(0xffffff00);
    auto six = svc({protocol::udp, ip("2001:db8::1"), 5060}, "mh");
    six.persistence_timeout = 50;
    six.persistence_mask = client_mask::v6(64);
    six.persistence_engine = "sip";
    six.scheduler_flags = hash_fallback | hash_port;
    auto one = svc(mark(7, ip_family::v6), "none");
    one.one_packet = true;
    auto foreign = svc({static_cast<protocol>(50), ip("10.0.0.3"), 0});
    auto gue = dst("10.0.1.1", 3, 80, forwarding::tunnel);
    gue.tunnel = {tunnel_type::gue, 6080, tunnel_checksum};
    auto limited = dst("2001:db8::2", 0, 0, forwarding::direct);
    limited.upper_threshold = 0xffffffff;
    limited.lower_threshold = 1;
    auto odd = dst("10.0.1.9", max_weight, 80, static_cast<forwarding>(6));
    odd.tunnel.type = static_cast<tunnel_type>(9);
    all.services = {{svc(web), {gue, limited, odd}}, {persistent, {}}, {six, {}}, {one, {}}, {foreign, {}}};
    all.timeouts = timeouts{900, 120, 300};
    all.sync_daemons = {{sync_role::master, "eth0", 1}, {sync_role::backup, "eth1", 9, 1400, ip("ff02::5"), 9000, 5}};
    return all;
}

std::string refusal(std::string_view text) {
    const auto r = parse_state(text);
    return r.has_error() ? r.error().message() : "accepted";
}

}  // namespace

TEST_CASE("a state comes back from JSON as it went") {
    const auto all = everything();
    CHECK(*state_from_json(to_json(all)) == all);
    CHECK(*parse_state(to_json(all).dump(2)) == all);
    CHECK(*state_from_json(to_json(state{})) == state{});
}

TEST_CASE("the JSON of a state, member by member") {
    state small;
    small.services = {{svc(web), {dst("10.0.1.1", 3)}}, {svc(mark(7)), {}}};
    CHECK(to_json(small).dump() ==
          R"({"schema":"hakit-ipvs-1","services":[{"protocol":"tcp","address":"10.0.0.1","port":80,"scheduler":"rr",)"
          R"("destinations":[{"address":"10.0.1.1","port":80,"forwarding":"masq","weight":3}]},)"
          R"({"fwmark":7,"scheduler":"rr","destinations":[]}]})");
    CHECK(*parse_state(R"({"services":[{"address":"10.0.0.1","port":80,"destinations":[{"address":"10.0.1.1"}]}]})") ==
          state{{{svc(web, "wlc"), {dst("10.0.1.1", 1, 0, forwarding::direct)}}}});
}

TEST_CASE("what is wrong is named with its path") {
    CHECK(refusal("{") == "the table: no JSON");
    CHECK(refusal("[]") == "the table: an object");
    CHECK(refusal(R"({"service":[]})") == "service: no such member");
    CHECK(refusal(R"({"schema":"hakit-ipvs-2"})") == "schema: hakit-ipvs-1");
    CHECK(refusal(R"({"services":{}})") == "services: an array");
    CHECK(refusal(R"({"services":[{}]})") == "services[0]: a service has an address or a fwmark");
    CHECK(refusal(R"({"services":[{"address":"10.0.0.1","fwmark":1}]})") ==
          "services[0]: a service has an address or a fwmark");
    CHECK(refusal(R"({"services":[{"address":"10.0.0.300"}]})") == "services[0].address: an IPv4 or IPv6 address");
    CHECK(refusal(R"({"services":[{"address":"10.0.0.1","port":65536}]})") ==
          "services[0].port: a number from 0 to 65535");
    CHECK(refusal(R"({"services":[{"address":"10.0.0.1","protocol":"icmp"}]})") ==
          "services[0].protocol: tcp, udp, sctp, or a number");
    CHECK(refusal(R"({"services":[{"fwmark":7,"destinations":[{"address":"10.0.0.1"},{"weight":-1}]}]})") ==
          "services[0].destinations[1].weight: a number from 0 to 2147483647");
    CHECK(refusal(R"({"services":[{"fwmark":7,"destinations":[{"port":1}]}]})") ==
          "services[0].destinations[0]: a destination has an address");
    CHECK(refusal(R"({"services":[{"fwmark":7,"persistence_mask":"2001::"}]})") ==
          "services[0].persistence_mask: an IPv4 mask such as 255.255.255.0");
    CHECK(refusal(R"({"timeouts":{"tcp":1.5}})") == "timeouts.tcp: a number from 0 to 4294967295");
    CHECK(refusal(R"({"sync_daemons":[{"interface":"eth0"}]})") == "sync_daemons[0]: a sync daemon has a role");
    CHECK(refusal(std::string(100000, '[')) != "accepted");
    CHECK(refusal(std::string(100000, '[') + std::string(100000, ']')) == "the table: JSON that is nested too deeply");
}

TEST_CASE("listings, plans and reports as JSON") {
    memory_table t;
    REQUIRE(reconcile(t, state{{{svc(web), {dst("10.0.1.1")}}}})->ok());
    counters traffic;
    traffic.bytes_in = 0x100000000;
    REQUIRE(t.account(web, {ip("10.0.1.1"), 80}, traffic, 2, 1).has_value());
    const auto listing = to_json(*t.list());
    CHECK(listing["services"][0]["counters"]["bytes_in"] == 0x100000000);
    CHECK(listing["services"][0]["destinations"][0]["active_connections"] == 2);

    plan_options how;
    how.drain = connections_of(*t.list());
    how.owned.emplace().addresses = {*ip_prefix::parse("10.0.0.0/24")};
    state desired{{{svc(web, "lc"), {}}, {svc(mark(3)), {}}}};
    desired.timeouts = timeouts{1, 0, 0};
    const auto p = diff(*t.read_all(), desired, how);
    const auto j = to_json(p);
    CHECK(j["steps"].size() == 3);
    CHECK(j["steps"][0]["text"] == "set timeouts: tcp 900 -> 1");
    CHECK(j["steps"][2]["destination"]["weight"] == 0);
    CHECK(j["draining"][0]["connections"] == 3);
    CHECK(j["not_owned"][0]["fwmark"] == 3);
    const auto report = to_json(p, apply(t, p));
    CHECK(report["ok"] == true);
    CHECK(report["steps"][1]["fate"] == "made");
}

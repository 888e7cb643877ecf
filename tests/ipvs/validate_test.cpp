#include "ipvs/objects.hpp"

#include <hakit/ipvs/validate.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <string>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

std::string fields(const std::vector<problem>& problems) {
    std::string text;
    for (const auto& p : problems) text += (text.empty() ? "" : " ") + p.field;
    return text;
}

std::string wrong(const std::function<void(service&)>& change, const service_key& key = web) {
    auto s = svc(key);
    change(s);
    return fields(validate(s));
}

std::string wrong_destination(const std::function<void(destination&)>& change, const service_key& key = web) {
    auto d = dst(key.family() == ip_family::v6 ? "2001:db8::2" : "10.0.0.2");
    change(d);
    return fields(validate(svc(key), d));
}

}  // namespace

TEST_CASE("services: each rule names its field") {
    CHECK(wrong([](service&) {}) == "");
    CHECK(wrong([](service& s) { s.key = mark(0); }) == "key.mark");
    CHECK(wrong([](service& s) { s.key = {static_cast<protocol>(50), ip("10.0.0.1"), 80}; }) == "key.protocol");
    CHECK(wrong([](service& s) { s.key = tcp("0.0.0.0"); }) == "key.address");
    CHECK(wrong([](service& s) { s.key = tcp("224.0.0.1"); }) == "key.address");
    CHECK(wrong([](service& s) { s.key = tcp("10.0.0.1", 0); }) == "key.port");
    CHECK(wrong([](service& s) { s.scheduler = ""; }) == "scheduler");
    CHECK(wrong([](service& s) { s.scheduler = std::string(16, 'x'); }) == "scheduler");
    CHECK(wrong([](service& s) { s.scheduler = "r r"; }) == "scheduler");
    CHECK(wrong([](service& s) { s.persistence_timeout = 0; }) == "persistence_timeout");
    CHECK(wrong([](service& s) { s.persistence_timeout = 0xffffffff; }) == "persistence_timeout");
    CHECK(wrong([](service& s) { s.persistence_mask = client_mask::v4(0xffffff00); }) == "persistence_mask");
    CHECK(wrong([](service& s) { s.persistence_engine = "sip"; }) == "persistence_engine");
    CHECK(wrong([](service& s) { s.one_packet = true; }) == "one_packet");
    CHECK(wrong([](service& s) { s.scheduler_flags = 8; }) == "scheduler_flags");
    CHECK(wrong([](service& s) {
              s.key = {protocol::udp, ip("10.0.0.1"), 0};
              s.one_packet = true;
              s.persistence_timeout = 360;
              s.persistence_mask = client_mask::v4(0xffffff00);
              s.persistence_engine = "sip";
              s.scheduler_flags = 7;
          }) == "");
    CHECK(wrong([](service& s) { s.one_packet = true; }, mark(1)) == "");
    const auto masked = [](client_mask mask) {
        return [mask](service& s) {
            s.persistence_timeout = 1;
            s.persistence_mask = mask;
        };
    };
    CHECK(wrong(masked(client_mask::v6(0)), tcp("2001:db8::1")) == "persistence_mask");
    CHECK(wrong(masked(client_mask::v6(129)), tcp("2001:db8::1")) == "persistence_mask");
    CHECK(wrong(masked(client_mask::v6(64)), tcp("2001:db8::1")) == "");
    CHECK(wrong(masked(client_mask::v4(0))) == "persistence_mask");
}

TEST_CASE("destinations: each rule names its field") {
    CHECK(wrong_destination([](destination&) {}) == "");
    CHECK(wrong_destination([](destination& d) { d.key.address = ip("0.0.0.0"); }) == "address");
    CHECK(wrong_destination([](destination& d) { d.key.address = ip("255.255.255.255"); }) == "address");
    CHECK(wrong_destination([](destination& d) { d.key.address = ip("239.1.1.1"); }) == "address");
    CHECK(wrong_destination([](destination& d) { d.key.address = ip("fe80::1"); }, tcp("2001:db8::1")) == "address");
    CHECK(wrong_destination([](destination& d) { d.key.address = ip("2001:db8::2"); }) == "forwarding");
    CHECK(wrong_destination([](destination& d) { d.forwarding = forwarding::local; }) == "forwarding");
    CHECK(wrong_destination([](destination& d) { d.forwarding = static_cast<forwarding>(6); }) == "forwarding");
    CHECK(wrong_destination([](destination& d) { d.key.port = 8080; }) == "");
    CHECK(wrong_destination([](destination& d) {
              d.key.port = 8080;
              d.forwarding = forwarding::direct;
          }) == "port");
    CHECK(wrong_destination(
              [](destination& d) {
                  d.key.port = 8080;
                  d.forwarding = forwarding::direct;
              },
              mark(1)) == "");
    CHECK(wrong_destination([](destination& d) { d.tunnel.port = 1; }) == "tunnel");
    CHECK(wrong_destination([](destination& d) { d.weight = -1; }) == "weight");
    CHECK(wrong_destination([](destination& d) { d.lower_threshold = 1; }) == "lower_threshold");
    CHECK(wrong_destination([](destination& d) { d.upper_threshold = 0x80000000; }) == "upper_threshold");
    const auto through = [](tunnel t) {
        return [t](destination& d) {
            d.forwarding = forwarding::tunnel;
            d.tunnel = t;
        };
    };
    CHECK(wrong_destination(through({})) == "");
    CHECK(wrong_destination(through({tunnel_type::gue, 6080, tunnel_checksum})) == "");
    CHECK(wrong_destination(through({tunnel_type::gre, 0, tunnel_checksum})) == "");
    CHECK(wrong_destination(through({tunnel_type::gue, 0, 0})) == "tunnel.port");
    CHECK(wrong_destination(through({tunnel_type::ipip, 1, 0})) == "tunnel.port");
    CHECK(wrong_destination(through({tunnel_type::ipip, 0, tunnel_checksum})) == "tunnel.flags");
    CHECK(wrong_destination(through({tunnel_type::gre, 0, tunnel_remote_checksum})) == "tunnel.flags");
    CHECK(wrong_destination(through({tunnel_type::gue, 1, 3})) == "tunnel.flags");
    CHECK(wrong_destination(through({static_cast<tunnel_type>(3), 0, 0})) == "tunnel.type");
}

TEST_CASE("a table with keys that appear twice is refused once for each") {
    const state table{{{svc(web), {dst("10.0.0.2"), dst("10.0.0.2", 5)}}, {svc(web, "wlc"), {}}}};
    const auto problems = validate(table);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].to_string() == "tcp 10.0.0.1:80: destination 10.0.0.2:80: key: appears twice in the service");
    CHECK(problems[1].to_string() == "tcp 10.0.0.1:80: key: appears twice in the table");
}

TEST_CASE("sync daemons: each rule names its field") {
    CHECK(fields(validate(sync_daemon{})) == "interface");
    CHECK(fields(validate(sync_daemon{sync_role::master, "lo", 256, 0, ip("10.0.0.1"), 0, 0})) == "sync_id group");
    CHECK(validate(sync_daemon{sync_role::backup, "lo", 255, 0, ip("224.0.0.81"), 0, 0}).empty());
}

TEST_CASE("the first problem becomes an error with the number of the others") {
    CHECK(to_result({}).has_value());
    auto s = svc(web);
    s.scheduler = "";
    CHECK(to_result(validate(s)).error().message() ==
          "tcp 10.0.0.1:80: scheduler: 1 to 15 printable bytes without blanks");
    s.one_packet = true;
    const auto r = to_result(validate(s));
    CHECK(r.error().code() == errc::invalid_argument);
    CHECK(r.error().message() == "tcp 10.0.0.1:80: scheduler: 1 to 15 printable bytes without blanks (and 1 more)");
}

// Each case repeats a probe of the kernel's table (Linux 6.1): the same request, the same errno.
#include "ipvs/objects.hpp"

#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

#include <cerrno>
#include <string>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

/// "ok" or errno and kind, so that a failing CHECK shows both.
template <class T>
std::string said(const result<T>& r) {
    if (r.has_value()) return "ok";
    const auto& e = r.error();
    std::string name = std::to_string(e.system_errno());
    for (const auto& [code, text] : {std::pair{EEXIST, "EEXIST"},
                                     {ESRCH, "ESRCH"},
                                     {ENOENT, "ENOENT"},
                                     {EINVAL, "EINVAL"},
                                     {ERANGE, "ERANGE"},
                                     {ENODEV, "ENODEV"},
                                     {EAFNOSUPPORT, "EAFNOSUPPORT"}}) {
        if (code == e.system_errno()) name = text;
    }
    return name + " " + std::string{to_string(e.code())};
}

service with_mask(const service_key& key, client_mask mask) {
    auto s = svc(key);
    s.persistence_mask = mask;
    return s;
}

service with_engine(const service_key& key, std::string engine) {
    auto s = svc(key);
    s.persistence_engine = std::move(engine);
    return s;
}

destination with_thresholds(std::string_view address, std::uint32_t lower, std::uint32_t upper) {
    auto d = dst(address);
    d.lower_threshold = lower;
    d.upper_threshold = upper;
    return d;
}

destination with_tunnel(std::string_view address, tunnel t) {
    auto d = dst(address, 1, 80, forwarding::tunnel);
    d.tunnel = t;
    return d;
}

/// Takes what the kernel takes.
memory_options like_the_kernel() {
    memory_options o;
    o.validate = false;
    return o;
}

}  // namespace

TEST_CASE("services: what exists, what does not") {
    memory_table t{like_the_kernel()};
    CHECK(said(t.flush()) == "ok");
    CHECK(said(t.add_service(svc(web))) == "ok");
    CHECK(said(t.add_service(svc(web))) == "EEXIST already_exists");
    CHECK(said(t.get(web)) == "ok");
    const auto other = tcp("10.0.0.9");
    CHECK(said(t.get(other)) == "ESRCH not_found");
    CHECK(said(t.edit_service(svc(other))) == "ESRCH not_found");
    CHECK(said(t.remove_service(other)) == "ESRCH not_found");
    CHECK(said(t.zero(other)) == "ESRCH not_found");
    CHECK(said(t.zero_all()) == "ok");
    CHECK(said(t.edit_service(svc(web, "wlc"))) == "ok");
    CHECK(t.get(web)->service.scheduler == "wlc");
    CHECK(said(t.remove_service(web)) == "ok");
    CHECK(t.list()->empty());
}

TEST_CASE("services: what the kernel refuses and what it lets pass") {
    memory_table t{like_the_kernel()};
    CHECK(said(t.add_service(svc(web, "nosuch"))) == "ENOENT unsupported");
    CHECK(said(t.add_service(svc(web, ""))) == "ENOENT unsupported");
    CHECK(said(t.add_service(svc(web, std::string(15, 'x')))) == "ENOENT unsupported");
    CHECK(said(t.add_service(svc(web, std::string(16, 'x')))) == "EINVAL invalid_argument");
    CHECK(said(t.add_service(with_engine(web, "nosuch"))) == "ENOENT unsupported");
    CHECK(said(t.add_service(with_engine(web, std::string(17, 'x')))) == "EINVAL invalid_argument");
    CHECK(said(t.add_service(with_mask(tcp("2001:db8::1"), client_mask::v6(0)))) == "EINVAL invalid_argument");
    CHECK(said(t.add_service(with_mask(tcp("2001:db8::1"), client_mask::v6(129)))) == "EINVAL invalid_argument");
    CHECK(said(t.add_service(with_mask(tcp("2001:db8::1"), client_mask::v6(~0U)))) == "EINVAL invalid_argument");
    CHECK(t.list()->empty());

    CHECK(said(t.add_service(svc(web, "none"))) == "ok");
    CHECK(t.get(web)->service.scheduler == "none");
    CHECK(said(t.add_service(with_engine(tcp("10.0.0.2"), "sip"))) == "ok");
    CHECK(said(t.add_service(with_mask(tcp("10.0.0.3"), client_mask::v4(0)))) == "ok");
    CHECK(said(t.add_service(svc(tcp("10.0.0.4", 0)))) == "ok");
    CHECK(said(t.add_service(svc({protocol::sctp, ip("10.0.0.5"), 80}))) == "ok");
    CHECK(said(t.add_service(svc({static_cast<protocol>(50), ip("10.0.0.5"), 80}))) == "ok");
    CHECK(said(t.add_service(svc(mark(7)))) == "ok");
    CHECK(said(t.add_service(svc(mark(7, ip_family::v6)))) == "ok");
    auto persistent = svc(tcp("10.0.0.6"));
    persistent.persistence_timeout = 0;
    CHECK(said(t.add_service(persistent)) == "ok");
}

TEST_CASE("a request with two mistakes gets the error of the kernel's first check") {
    memory_table t{like_the_kernel()};
    REQUIRE(t.add_service(svc(web)).has_value());
    CHECK(said(t.add_service(svc(web, "nosuch"))) == "EEXIST already_exists");
    CHECK(said(t.edit_service(svc(tcp("10.0.0.9"), "nosuch"))) == "ESRCH not_found");
    auto both = with_mask(tcp("2001:db8::1"), client_mask::v6(0));
    both.scheduler = "nosuch";
    CHECK(said(t.add_service(both)) == "ENOENT unsupported");
    REQUIRE(t.add_destination(web, dst("10.0.0.2")).has_value());
    CHECK(said(t.add_destination(web, dst("10.0.0.2", -1))) == "ERANGE invalid_argument");
    CHECK(said(t.edit_destination(web, dst("10.0.0.3", -1))) == "ERANGE invalid_argument");
    CHECK(said(t.edit_service(svc(web, "nosuch"))) == "ENOENT unsupported");
    CHECK(t.get(web)->service.scheduler == "rr");
}

TEST_CASE("a mark of 0 is the tcp service of the zero address") {
    memory_table t{like_the_kernel()};
    CHECK(said(t.add_service(svc(mark(0)))) == "ok");
    CHECK(t.list()->front().service.key == tcp("0.0.0.0", 0));
    CHECK(said(t.get(tcp("0.0.0.0", 0))) == "ok");
    CHECK(said(t.add_service(svc(mark(0)))) == "EEXIST already_exists");
    CHECK(said(t.remove_service(mark(0))) == "ok");
}

TEST_CASE("persistence times wrap as the kernel's product with HZ does") {
    auto options = like_the_kernel();
    options.hz = 100;
    memory_table t{options};
    auto s = svc(web);
    s.persistence_timeout = 0xffffffff;
    REQUIRE(t.add_service(s).has_value());
    CHECK(t.get(web)->service.persistence_timeout == 42949671U);
    s.persistence_timeout = 360;
    REQUIRE(t.edit_service(s).has_value());
    CHECK(t.get(web)->service.persistence_timeout == 360U);
}

TEST_CASE("destinations: errors by value") {
    memory_table t{like_the_kernel()};
    REQUIRE(t.add_service(svc(web)).has_value());
    REQUIRE(t.add_service(svc(tcp("2001:db8::1"))).has_value());
    const auto six = tcp("2001:db8::1");
    CHECK(said(t.add_destination(web, dst("10.0.1.1"))) == "ok");
    CHECK(said(t.add_destination(web, dst("10.0.1.1"))) == "EEXIST already_exists");
    CHECK(said(t.add_destination(tcp("10.0.0.9"), dst("10.0.1.1"))) == "ESRCH not_found");
    CHECK(said(t.add_destination(web, dst("10.0.1.2", -1))) == "ERANGE invalid_argument");
    CHECK(said(t.add_destination(web, dst("10.0.1.2", max_weight))) == "ok");
    CHECK(said(t.add_destination(web, with_thresholds("10.0.1.3", 2, 1))) == "ERANGE invalid_argument");
    CHECK(said(t.add_destination(web, with_thresholds("10.0.1.3", 1, 0))) == "ERANGE invalid_argument");
    CHECK(said(t.add_destination(web, with_thresholds("10.0.1.3", 0, 0x80000000))) == "EINVAL invalid_argument");
    CHECK(said(t.add_destination(web, with_thresholds("10.0.1.3", 0, 70000))) == "ok");
    CHECK(said(t.add_destination(web, dst("10.0.1.10", 1, 8080, forwarding::direct))) == "ok");
    CHECK(said(t.add_destination(web, dst("10.0.1.11", 1, 0))) == "ok");
    for (const auto* address : {"255.255.255.255", "224.0.0.1", "0.0.0.0"}) {
        CHECK(said(t.add_destination(web, dst(address))) == "EINVAL invalid_argument");
    }
    CHECK(said(t.add_destination(web, dst("127.0.0.1"))) == "ok");
    for (const auto* address : {"ff02::1", "fe80::1", "::", "::ffff:10.0.0.1"}) {
        CHECK(said(t.add_destination(six, dst(address))) == "EINVAL invalid_argument");
    }
    CHECK(said(t.add_destination(six, dst("2001:db8::2"))) == "ok");
    CHECK(said(t.add_destination(six, dst("::1"))) == "ok");
    CHECK(said(t.add_destination(web, with_tunnel("10.0.1.15", {tunnel_type::gue, 0, 0}))) ==
          "EINVAL invalid_argument");
    CHECK(said(t.add_destination(web, with_tunnel("10.0.1.16", {tunnel_type::gue, 6080, 1}))) == "ok");
    CHECK(said(t.add_destination(web, with_tunnel("10.0.1.18", {static_cast<tunnel_type>(3), 0, 0xff}))) == "ok");
    CHECK(said(t.add_destination(web, dst("10.0.1.7", 1, 80, static_cast<forwarding>(0x13)))) == "ok");
    CHECK(said(t.edit_destination(web, dst("10.0.1.99"))) == "ENOENT not_found");
    CHECK(said(t.edit_destination(web, dst("10.0.1.1", 0, 80, forwarding::direct))) == "ok");
    CHECK(said(t.remove_destination(web, {ip("10.0.1.99"), 80})) == "ENOENT not_found");
    CHECK(said(t.remove_destination(web, {ip("2001:db8::2"), 80})) == "ENOENT not_found");
    CHECK(said(t.remove_destination(tcp("10.0.0.9"), {ip("10.0.1.1"), 80})) == "ESRCH not_found");
    CHECK(said(t.remove_destination(web, {ip("10.0.1.1"), 80})) == "ok");
    const auto listing = t.get(web);
    for (const auto& d : listing->destinations) {
        if (d.destination.key.address == ip("10.0.1.7")) CHECK(d.destination.forwarding == static_cast<forwarding>(3));
    }
}

TEST_CASE("a destination of the other family needs a tunnel and no sync daemon") {
    memory_table t{like_the_kernel()};
    REQUIRE(t.add_service(svc(web)).has_value());
    CHECK(said(t.add_destination(web, dst("2001:db8::2"))) == "EINVAL invalid_argument");
    CHECK(said(t.add_destination(web, dst("2001:db8::2", 1, 80, forwarding::direct))) == "EINVAL invalid_argument");
    CHECK(said(t.add_destination(web, dst("2001:db8::2", 1, 80, forwarding::tunnel))) == "ok");
    sync_daemon daemon;
    daemon.interface = "lo";
    CHECK(said(t.start_sync_daemon(daemon)) == "EINVAL invalid_argument");
    CHECK(said(t.remove_destination(web, {ip("2001:db8::2"), 80})) == "ok");
    CHECK(said(t.start_sync_daemon(daemon)) == "ok");
    CHECK(said(t.add_destination(web, dst("2001:db8::2", 1, 80, forwarding::tunnel))) == "EINVAL invalid_argument");
}

TEST_CASE("sync daemons: roles, defaults, errors") {
    auto options = like_the_kernel();
    options.interfaces = {{"lo"}};
    memory_table t{options};
    sync_daemon d;
    CHECK(said(t.start_sync_daemon(d)) == "ENODEV system");
    d.interface = "nosuch";
    CHECK(said(t.start_sync_daemon(d)) == "ENODEV system");
    d.interface = std::string(16, 'x');
    CHECK(said(t.start_sync_daemon(d)) == "EINVAL invalid_argument");
    d.interface = "lo";
    d.role = static_cast<sync_role>(3);
    CHECK(said(t.start_sync_daemon(d)) == "EINVAL invalid_argument");
    CHECK(said(t.stop_sync_daemon(d.role)) == "EINVAL invalid_argument");
    d.role = sync_role::master;
    d.group = ip("10.0.0.1");
    CHECK(said(t.start_sync_daemon(d)) == "EINVAL invalid_argument");
    d.group.reset();
    d.sync_id = 300;
    CHECK(said(t.start_sync_daemon(d)) == "ok");
    CHECK(said(t.start_sync_daemon(d)) == "EEXIST already_exists");
    const sync_daemon backup{sync_role::backup, "lo", 0, 1400, ip("224.0.0.81"), 8849, 5};
    CHECK(said(t.start_sync_daemon(backup)) == "ok");
    const auto all = t.list_sync_daemons();
    REQUIRE(all->size() == 2);
    CHECK((*all)[0] == sync_daemon{sync_role::master, "lo", 300, 1472, ip("224.0.0.81"), 8848, 1});
    CHECK((*all)[1] == backup);
    CHECK(said(t.flush()) == "ok");
    CHECK(t.list_sync_daemons()->size() == 2);
    CHECK(said(t.stop_sync_daemon(sync_role::master)) == "ok");
    CHECK(said(t.stop_sync_daemon(sync_role::master)) == "ESRCH not_found");
}

TEST_CASE("timeouts: 0 keeps, too long is EINVAL, flush does not touch them") {
    auto options = like_the_kernel();
    options.hz = 100;
    memory_table t{options};
    CHECK(*t.get_timeouts() == timeouts{900, 120, 300});
    CHECK(said(t.set_timeouts({})) == "ok");
    CHECK(said(t.set_timeouts({100, 0, 0})) == "ok");
    CHECK(said(t.set_timeouts({0x7fffffff / 100 + 1, 0, 0})) == "EINVAL invalid_argument");
    CHECK(said(t.set_timeouts({0, 0, 0xffffffff})) == "EINVAL invalid_argument");
    CHECK(said(t.set_timeouts({0, 0x7fffffff / 100, 0})) == "ok");
    REQUIRE(t.flush().has_value());
    CHECK(*t.get_timeouts() == timeouts{100, 0x7fffffff / 100, 300});
}

TEST_CASE("counters grow, are listed and go back to zero") {
    memory_table t{like_the_kernel()};
    REQUIRE(t.add_service(svc(web)).has_value());
    REQUIRE(t.add_destination(web, dst("10.0.0.2")).has_value());
    counters traffic;
    traffic.connections = 3;
    traffic.bytes_in = 0x100000000;
    REQUIRE(t.account(web, {ip("10.0.0.2"), 80}, traffic, 2, 1).has_value());
    REQUIRE(t.account(web, {ip("10.0.0.2"), 80}, traffic, 4, 0).has_value());
    auto s = *t.get(web);
    CHECK(s.counters.connections == 6);
    CHECK(s.destinations.front().counters.bytes_in == 0x200000000);
    CHECK(s.destinations.front().active_connections == 4);
    CHECK(said(t.account(web, {ip("10.0.0.3"), 80}, traffic)) == "ENOENT not_found");
    CHECK(said(t.account(mark(1), {ip("10.0.0.3"), 80}, traffic)) == "ESRCH not_found");
    SUBCASE("one service") { REQUIRE(t.zero(web).has_value()); }
    SUBCASE("all services") { REQUIRE(t.zero_all().has_value()); }
    s = *t.get(web);
    CHECK(s.counters == counters{});
    CHECK(s.destinations.front().counters == counters{});
    CHECK(s.destinations.front().active_connections == 4);
}

TEST_CASE("an edit of a service keeps its destinations and counters") {
    memory_table t{like_the_kernel()};
    REQUIRE(t.add_service(svc(web)).has_value());
    REQUIRE(t.add_destination(web, dst("10.0.0.2")).has_value());
    REQUIRE(t.edit_service(svc(web, "wrr")).has_value());
    CHECK(t.get(web)->destinations.size() == 1);
}

TEST_CASE("without IPv6 its family is not supported, without lo no IPv4 destination is unicast") {
    auto options = like_the_kernel();
    options.ipv6 = false;
    options.loopback_up = false;
    memory_table t{options};
    CHECK(said(t.add_service(svc(tcp("2001:db8::1")))) == "EAFNOSUPPORT invalid_argument");
    REQUIRE(t.add_service(svc(web)).has_value());
    CHECK(said(t.add_destination(web, dst("2001:db8::2", 1, 80, forwarding::tunnel))) ==
          "EAFNOSUPPORT invalid_argument");
    const auto r = t.add_destination(web, dst("10.0.0.2"));
    CHECK(said(r) == "EINVAL invalid_argument");
    CHECK(r.error().message().find("lo up") != std::string::npos);
}

TEST_CASE("messages name the command, the object and the reason") {
    memory_table t{like_the_kernel()};
    CHECK(t.remove_service(web).error().message() == "remove service tcp 10.0.0.1:80: no such virtual service");
    REQUIRE(t.add_service(svc(web)).has_value());
    CHECK(t.remove_destination(web, {ip("10.0.0.2"), 80}).error().message() ==
          "remove destination 10.0.0.2:80 of tcp 10.0.0.1:80: no such destination");
    CHECK(t.add_service(svc(mark(1), "quickest")).error().message() ==
          "add service fwmark 1: no such scheduler: 'quickest'");
}

TEST_CASE("info is that of a Linux 6.1 kernel") { CHECK(*memory_table{}.info() == table_info{1, 2, 1, 4096}); }

// kernel_table on a real kernel. Every case has a network namespace, and so a table, of its own.
#include "interop/ipvs/fresh_namespace.hpp"
#include "ipvs/objects.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/kernel_table.hpp>

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

std::unique_ptr<kernel_table> open_table(kernel_options options = {}) {
    if (options.where.is_current()) options.where = fresh_namespace();
    auto t = kernel_table::open(std::move(options));
    REQUIRE_MESSAGE(t.has_value(), t.error().message());
    return std::move(*t);
}

/// Adds the service with its destinations and reads it back.
void round_trip(kernel_table& t, const service_state& wanted) {
    CAPTURE(wanted.service.to_string());
    const auto added = t.add_service(wanted.service);
    REQUIRE_MESSAGE(added.has_value(), added.error().message());
    for (const auto& d : wanted.destinations) {
        const auto put = t.add_destination(wanted.service.key, d);
        REQUIRE_MESSAGE(put.has_value(), put.error().message());
    }
    const auto read = t.get(wanted.service.key);
    REQUIRE_MESSAGE(read.has_value(), read.error().message());
    auto expected = state{{wanted}};
    normalize(expected);
    CHECK(settings_of({*read}) == expected);
}

destination tunnelled(std::string_view address, tunnel how, std::uint16_t port = 80) {
    auto d = dst(address, 1, port, forwarding::tunnel);
    d.tunnel = how;
    return d;
}

}  // namespace

TEST_CASE("services of every kind are read as they were written") {
    const auto t = open_table();
    round_trip(*t, {svc(web), {}});
    auto persistent = svc(tcp("10.0.0.2", 0), "wlc");
    persistent.persistence_timeout = 360;
    persistent.persistence_mask = client_mask::v4(0xffffff00);
    round_trip(*t, {persistent, {dst("10.0.1.1", 1, 0, forwarding::direct)}});
    auto six = svc(tcp("2001:db8::1"), "mh");
    six.persistence_timeout = 50;
    six.persistence_mask = client_mask::v6(64);
    six.scheduler_flags = hash_fallback | hash_port;
    round_trip(*t, {six, {dst("2001:db8::2", 3), dst("::1", 0)}});
    auto dns = svc({protocol::udp, ip("10.0.0.1"), 53}, "none");
    dns.one_packet = true;
    round_trip(*t, {dns, {dst("10.0.1.1", 1, 5353)}});
    auto sip = svc({protocol::udp, ip("10.0.0.1"), 5060});
    sip.persistence_timeout = 60;
    sip.persistence_engine = "sip";
    round_trip(*t, {sip, {}});
    round_trip(*t, {svc({protocol::sctp, ip("10.0.0.1"), 80}, "sh"), {}});
    round_trip(*t, {svc(mark(0xffffffff)), {dst("10.0.1.1")}});
    round_trip(*t, {svc(mark(7, ip_family::v6), "lblcr"), {dst("2001:db8::2", 1, 0)}});
    CHECK(t->list()->size() == 8);
}

TEST_CASE("destinations of every kind are read as they were written") {
    const auto t = open_table();
    auto limited = dst("10.0.1.3", max_weight);
    limited.upper_threshold = 70000;
    limited.lower_threshold = 60000;
    round_trip(*t, {svc(web),
                    {dst("10.0.1.1"), dst("10.0.1.1", 2, 8080), dst("10.0.1.2", 0, 80, forwarding::direct), limited,
                     tunnelled("10.0.1.4", {}), tunnelled("10.0.1.5", {tunnel_type::gue, 6080, 0}),
                     tunnelled("10.0.1.6", {tunnel_type::gue, 6080, tunnel_remote_checksum}),
                     tunnelled("10.0.1.7", {tunnel_type::gre, 0, tunnel_checksum}), tunnelled("2001:db8::2", {})}});
    round_trip(*t, {svc(tcp("2001:db8::1")), {tunnelled("10.0.1.1", {}), tunnelled("2001:db8::2", {})}});
    CHECK(t->remove_destination(web, {ip("2001:db8::2"), 80}).has_value());
    CHECK(t->get(web)->destinations.size() == 8);
}

TEST_CASE("an edit replaces the settings and keeps the rest") {
    const auto t = open_table();
    auto s = svc(web, "wrr");
    s.persistence_timeout = 100;
    round_trip(*t, {s, {dst("10.0.1.1", 5)}});
    REQUIRE(t->edit_service(svc(web, "lc")).has_value());
    auto d = dst("10.0.1.1", 7, 80, forwarding::direct);
    d.upper_threshold = 10;
    REQUIRE(t->edit_destination(web, d).has_value());
    CHECK(*t->read() == state{{{svc(web, "lc"), {d}}}});
    REQUIRE(t->remove_destination(web, d.key).has_value());
    CHECK(*t->read() == state{{{svc(web, "lc"), {}}}});
    REQUIRE(t->remove_service(web).has_value());
    CHECK(t->list()->empty());
}

TEST_CASE("timeouts, sync daemons, version, zero and flush") {
    const auto t = open_table();
    CHECK(*t->info() == table_info{1, 2, 1, 4096});
    CHECK(*t->get_timeouts() == default_timeouts);
    REQUIRE(t->set_timeouts({100, 0, 30}).has_value());
    CHECK(*t->get_timeouts() == timeouts{100, 120, 30});
    CHECK(t->set_timeouts({0xffffffff, 0, 0}).error().code() == errc::invalid_argument);

    const sync_daemon backup{sync_role::backup, "lo", 7, 1400, ip("224.0.0.99"), 8849, 5};
    REQUIRE(t->start_sync_daemon({sync_role::master, "lo", 255}).has_value());
    REQUIRE(t->start_sync_daemon(backup).has_value());
    const auto all = t->read_all();
    REQUIRE(all->sync_daemons->size() == 2);
    CHECK(all->sync_daemons->front() == sync_daemon{sync_role::master, "lo", 255, 1472, ip("224.0.0.81"), 8848, 1});
    CHECK(all->sync_daemons->back() == backup);
    REQUIRE(t->stop_sync_daemon(sync_role::master).has_value());
    REQUIRE(t->stop_sync_daemon(sync_role::backup).has_value());
    CHECK(t->stop_sync_daemon(sync_role::backup).error().code() == errc::not_found);

    round_trip(*t, {svc(web), {dst("10.0.1.1")}});
    CHECK(t->zero(web).has_value());
    CHECK(t->zero_all().has_value());
    REQUIRE(t->flush().has_value());
    CHECK(t->list()->empty());
    CHECK(t->get_timeouts()->tcp == 100);
}

TEST_CASE("a sync daemon that is stopped before its thread ran: the kernel does not answer, and it is stopped") {
    const auto t = open_table();
    for (int n = 0; n < 20; ++n) {
        REQUIRE(t->start_sync_daemon({sync_role::backup, "lo", 1}).has_value());
        const auto stopped = t->stop_sync_daemon(sync_role::backup);
        REQUIRE_MESSAGE(stopped.has_value(), stopped.error().message());
        REQUIRE(t->list_sync_daemons()->empty());
    }
}

TEST_CASE("what is wrong is refused with the field and the rule, and not sent") {
    const auto t = open_table();
    const auto refused = t->add_service(svc(tcp("10.0.0.1", 0)));
    CHECK(refused.error().message() == "tcp 10.0.0.1:0: key.port: port 0 (all ports) needs persistence_timeout");
    CHECK(refused.error().system_errno() == 0);
    REQUIRE(t->add_service(svc(web)).has_value());
    CHECK(t->add_destination(web, dst("10.0.1.1", 1, 8080, forwarding::direct)).error().message().find("port") !=
          std::string::npos);
    CHECK(t->get(web)->destinations.empty());
}

TEST_CASE("errors of the kernel keep their number and get a meaning") {
    const auto t = open_table();
    CHECK(t->get(web).error().message() == "get service tcp 10.0.0.1:80: no such virtual service");
    CHECK(t->add_service(svc(web, "quickest")).error().message() ==
          "add service tcp 10.0.0.1:80: no such scheduler: 'quickest'");
    REQUIRE(t->add_service(svc(web)).has_value());
    CHECK(t->add_service(svc(web)).error().code() == errc::already_exists);
    CHECK(t->remove_destination(web, {ip("10.0.1.1"), 80}).error().message() ==
          "remove destination 10.0.1.1:80 of tcp 10.0.0.1:80: no such destination");
    const auto no_interface = t->start_sync_daemon({sync_role::master, "nosuch", 0});
    CHECK(no_interface.error().message() == "start master sync daemon: no such network interface");
    CHECK(no_interface.error().system_errno() == ENODEV);
}

TEST_CASE("in a namespace whose lo was never up, the refusal of a destination says so") {
    kernel_options options;
    options.where = fresh_namespace(false);
    const auto t = open_table(options);
    REQUIRE(t->add_service(svc(web)).has_value());
    const auto refused = t->add_destination(web, dst("10.0.1.1"));
    CHECK(refused.error().system_errno() == EINVAL);
    CHECK(refused.error().message().find("lo up") != std::string::npos);
}

TEST_CASE("many steps at once: each has its own result, in order") {
    const auto t = open_table();
    std::vector<step> steps;
    for (int n = 0; n < 1000; ++n) {
        step s;
        s.service = svc(tcp("10.1." + std::to_string(n / 250) + "." + std::to_string(n % 250 + 1)));
        steps.push_back(s);
        steps.push_back(s);  // exists by now
        s.kind = step_kind::add_destination;
        s.destination = dst("10.0.1.1", n % 3 == 0 ? -1 : 1);
        steps.push_back(s);
    }
    const auto results = t->execute(steps);
    REQUIRE(results.size() == steps.size());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < steps.size(); i += 3) {
        wrong += results[i].has_value() ? 0 : 1;
        wrong += results[i + 1].error().code() == errc::already_exists ? 0 : 1;
        wrong += results[i + 2].has_value() == (i % 9 != 0) ? 0 : 1;
    }
    CHECK(wrong == 0);
    const auto listing = t->list();
    REQUIRE(listing->size() == 1000);
    std::size_t destinations = 0;
    for (const auto& s : *listing) destinations += s.destinations.size();
    CHECK(destinations == 666);
}

TEST_CASE("a pool that does not fit one datagram is read whole") {
    const auto t = open_table();
    service_state big{svc(web), {}};
    for (int n = 0; n < 1000; ++n) {
        big.destinations.push_back(dst("10.2." + std::to_string(n / 250) + "." + std::to_string(n % 250 + 1), n));
    }
    REQUIRE(reconcile(*t, state{{big}})->ok());
    state expected{{big}};
    normalize(expected);
    CHECK(*t->read() == expected);
    CHECK(diff(*t->read(), expected).empty());
}

TEST_CASE("namespaces by process, path and descriptor are the same table") {
    const auto where = fresh_namespace();
    kernel_options options;
    options.where = where;
    const auto t = open_table(options);
    REQUIRE(t->add_service(svc(web)).has_value());
    options.where = fresh_namespace();
    CHECK(open_table(options)->list()->empty());
    CHECK(network_namespace::at("/nowhere").error().code() == errc::not_found);
    CHECK(network_namespace::of_descriptor(-1).error().code() == errc::invalid_argument);
    CHECK(network_namespace::named("../x").error().code() == errc::invalid_argument);
    options.where = *network_namespace::at("/dev/null");
    CHECK(kernel_table::open(options).error().code() == errc::invalid_argument);
    const auto mine = network_namespace::of_process(::getpid());
    REQUIRE(mine.has_value());
    options.where = *mine;
    CHECK(kernel_table::open(options)->get()->get(web).error().code() == errc::not_found);
}

TEST_CASE("settings of net.ipv4.vs are those of the namespace") {
    const auto t = open_table();
    const auto before = t->settings();
    REQUIRE(before.has_value());
    CHECK(before->at("expire_nodest_conn") == "0");
    REQUIRE(t->change_setting("expire_nodest_conn", "1").has_value());
    CHECK(t->settings()->at("expire_nodest_conn") == "1");
    CHECK(open_table()->settings()->at("expire_nodest_conn") == "0");
    CHECK(t->change_setting("nosuch", "1").error().code() == errc::not_found);
    CHECK(t->change_setting("../ip_forward", "1").error().code() == errc::not_found);
    CHECK(t->change_setting("expire_nodest_conn", "x").error().code() == errc::invalid_argument);
}

TEST_CASE("traffic shows in connections and in counters of 64 bits") {
    kernel_options options;
    options.where = fresh_namespace();
    const auto t = open_table(options);
    const service_key dns{protocol::udp, ip("127.0.0.1"), 53};
    round_trip(*t, {svc(dns), {dst("127.0.0.1", 1, 5353)}});
    CHECK(t->connections()->empty());
    REQUIRE(options.where
                .run([] {
                    const int s = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
                    sockaddr_in to{};
                    to.sin_family = AF_INET;
                    to.sin_port = htons(53);
                    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
                    (void)::sendto(s, "hello", 5, 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
                    ::close(s);
                })
                .has_value());
    const auto all = t->connections();
    REQUIRE_MESSAGE(all.has_value(), all.error().message());
    REQUIRE(all->size() == 1);
    CHECK(all->front().virtual_port == 53);
    CHECK(all->front().destination_port == 5353);
    CHECK(all->front().state == "UDP");
    CHECK(open_table()->connections()->empty());
    const auto now = *t->get(dns);
    CHECK(now.destinations.front().active_connections + now.destinations.front().inactive_connections == 1);
    // The kernel adds its counters up every two seconds.
    counters seen;
    while (seen.connections == 0) {
        seen = t->get(dns)->counters;
        ::usleep(50'000);
    }
    CHECK(seen.connections == 1);
    CHECK(seen.packets_in == 1);
    CHECK(seen.bytes_in == 33);
    REQUIRE(t->zero(dns).has_value());
    CHECK(t->get(dns)->counters.bytes_in == 0);
}

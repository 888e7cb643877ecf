#include "virtual_world.hpp"

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::director;
using namespace hakit::director::test;

TEST_CASE("at the start every server without alpha takes traffic, and the checks begin after the warm-up") {
    world w{two_servers()};
    CHECK(w.director.wake_at() == never);
    w.start();
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.started.empty());
    CHECK(w.events.front().kind == event_kind::started);
    CHECK(w.events.front().text == "1 virtual servers, 2 real servers, 2 checks");
    CHECK(w.count(event_kind::quorum_up) == 1);
    w.run(seconds{30});
    CHECK(w.started == std::vector<std::string>{"1 TCP connect to 10.0.1.1:80", "1 TCP connect to 10.0.1.2:80",
                                                "11 TCP connect to 10.0.1.1:80", "11 TCP connect to 10.0.1.2:80",
                                                "21 TCP connect to 10.0.1.1:80", "21 TCP connect to 10.0.1.2:80"});
    CHECK(w.count(event_kind::server_down) == 0);
    CHECK(w.director.start(w.now).empty());
}

TEST_CASE("a server that fails leaves the pool, and comes back with its weight") {
    world w{two_servers()};
    w.start();
    w.run(seconds{5});
    w.answer = down("10.0.1.2");
    w.run(seconds{10});
    CHECK(w.pool() == "10.0.1.1:80 1");
    REQUIRE(w.find(event_kind::server_down) != nullptr);
    CHECK(to_line(*w.find(event_kind::server_down))
              .starts_with("real server 10.0.1.2:80 of tcp 10.0.0.1:80 is down: Connection refused while connecting "
                           "for TCP connect to "
                           "10.0.1.2:80"));
    CHECK(w.count(event_kind::check_down) == 1);
    w.answer = [](const start_check&) { return pass(); };
    w.run(seconds{10});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.count(event_kind::server_up) == 1);
    CHECK(w.count(event_kind::quorum_down) == 0);
}

TEST_CASE("with alpha a server joins after its first success") {
    auto p = two_servers();
    p.services[0].servers[1].checks[0].schedule.alpha = true;
    world w{p};
    w.start();
    CHECK(w.pool() == "10.0.1.1:80 1");
    w.run(seconds{5});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
}

TEST_CASE("with inhibit_on_failure a server stays with weight 0") {
    auto p = two_servers();
    p.services[0].servers[1].inhibit_on_failure = true;
    world w{p};
    w.answer = down("10.0.1.2");
    w.start();
    w.run(seconds{5});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 0");
}

TEST_CASE("an attempt that never ends is aborted at its deadline and counts as a failure") {
    world w{two_servers()};
    w.answer = [](const start_check&) { return std::nullopt; };
    w.start();
    w.run(seconds{2});
    CHECK(w.running.size() == 2);
    w.run(seconds{5});
    CHECK(w.running.empty());
    CHECK(w.pool().empty());
    CHECK(w.find(event_kind::check_down)->text.starts_with("timed out while"));
}

TEST_CASE("a retry is told, and a success in time keeps the server") {
    auto p = two_servers();
    p.services[0].servers[1].checks[0].schedule.retry = 2;
    world w{p};
    w.start();
    w.run(seconds{5});
    w.answer = down("10.0.1.2");
    w.run(seconds{7});
    CHECK(w.count(event_kind::check_failed) >= 1);
    CHECK(w.find(event_kind::check_failed)->text.ends_with("attempt 1 of 3"));
    w.answer = [](const start_check&) { return pass(); };
    w.run(seconds{20});
    CHECK(w.count(event_kind::server_down) == 0);
}

TEST_CASE("a server is up when all its checkers are") {
    auto p = two_servers();
    p.services[0].servers[0].checks.push_back(tcp("10.0.1.1", 8080));
    world w{p};
    w.answer = [](const start_check& s) { return s.check->what.target.port == 8080 ? refuse() : pass(); };
    w.start();
    w.run(seconds{5});
    CHECK(w.pool() == "10.0.1.2:80 2");
    CHECK(w.director.state(w.now).services[0].servers[0].checks[0].up);
    CHECK_FALSE(w.director.state(w.now).services[0].servers[0].checks[1].up);
}

TEST_CASE("the sorry server takes over when the quorum is lost, and leaves when it is back") {
    auto p = two_servers();
    p.services[0].sorry = sorry_plan{server("10.0.9.9").destination, false};
    p.services[0].quorum = 2;
    p.services[0].hysteresis = 1;
    p.services[0].quorum_up = command{{"/bin/up"}};
    p.services[0].quorum_down = command{{"/bin/down"}};
    world w{p};
    w.start();
    CHECK(w.scripts == std::vector<std::string>{"virtual server tcp 10.0.0.1:80: /bin/up"});
    w.answer = [](const start_check&) { return refuse(); };
    w.run(seconds{5});
    CHECK(w.pool() == "10.0.9.9:80 1");
    CHECK(w.count(event_kind::sorry_on) == 1);
    CHECK(w.find(event_kind::quorum_down)->text == "weight 0 is below 1");
    // Weight 2 is not enough: 2 + 1 is asked for.
    w.answer = down("10.0.1.1");
    w.run(seconds{10});
    CHECK(w.pool() == "10.0.9.9:80 1");
    w.answer = [](const start_check&) { return pass(); };
    w.run(seconds{10});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.count(event_kind::sorry_off) == 1);
    CHECK(w.scripts.back() == "virtual server tcp 10.0.0.1:80: /bin/up");
    CHECK(w.scripts.size() == 3);
    // The pool was never empty on the way.
    CHECK(w.settled());
}

TEST_CASE("notify scripts run for a server, with their words kept apart") {
    auto p = two_servers();
    p.services[0].servers[1].notify_down = command{{"/bin/tell", "it is", "down"}};
    p.services[0].servers[1].notify_up = command{{"/bin/tell", "up"}};
    world w{p};
    w.answer = down("10.0.1.2");
    w.start();
    w.run(seconds{5});
    CHECK(w.scripts == std::vector<std::string>{"real server 10.0.1.2:80 of tcp 10.0.0.1:80: /bin/tell 'it is' down"});
}

TEST_CASE("a dynamic check sets the weight, and the weight before is told") {
    auto p = two_servers();
    world w{p};
    w.weight = [](const start_check& s) -> std::optional<std::int64_t> {
        if (s.check->what.target.address == ip("10.0.1.2")) return 10;
        return std::nullopt;
    };
    w.start();
    w.run(seconds{5});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 10");
    CHECK(to_line(*w.find(event_kind::weight_changed)) == "real server 10.0.1.2:80 of tcp 10.0.0.1:80 weight 2 -> 10");
    w.run(seconds{20});
    CHECK(w.count(event_kind::weight_changed) == 1);
}

TEST_CASE("no more attempts run than allowed, and none is lost") {
    std::vector<server_plan> servers;
    for (int i = 1; i <= 50; ++i) servers.push_back(server("10.0.1." + std::to_string(i)));
    world w{one(service("10.0.0.1", servers)), {.max_attempts = 7}};
    w.start();
    w.run(milliseconds{1000});
    CHECK(w.running.size() == 7);
    CHECK(w.director.state(w.now).attempts_waiting == 43);
    w.run(seconds{5});
    CHECK(w.most_running == 7);
    CHECK(w.started.size() == 50);
    CHECK(w.director.state(w.now).attempts_waiting == 0);
    w.run(seconds{10});
    CHECK(w.started.size() == 100);
    // Those that waited keep their rhythm: due at 1 s, 11 s, 21 s.
    CHECK(w.director.wake_at() == w.beginning + seconds{21});
}

TEST_CASE("a failure of this host decides nothing and is told once") {
    world w{two_servers()};
    w.start();
    w.run(seconds{5});
    w.answer = [](const start_check&) {
        auto o = refuse();
        o.system_errno = EMFILE;
        return o;
    };
    w.run(seconds{40});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.count(event_kind::check_skipped) == 2);
    w.answer = down("10.0.1.1");
    w.run(seconds{12});
    CHECK(w.pool() == "10.0.1.2:80 2");
}

TEST_CASE("a change that the table refuses is tried again until it is made") {
    world w{two_servers()};
    w.start();
    w.run(seconds{5});
    w.table.fails = [](const std::string& what) { return what.starts_with("remove"); };
    w.answer = down("10.0.1.2");
    w.run(seconds{10});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.count(event_kind::table_failed) == 1);
    CHECK(w.director.state(w.now).services[0].table_failures.size() == 1);
    w.run(seconds{10});
    CHECK(w.count(event_kind::table_failed) == 1);
    w.table.fails = [](const std::string&) { return false; };
    w.run(seconds{60});
    CHECK(w.pool() == "10.0.1.1:80 1");
    CHECK(w.count(event_kind::table_repaired) == 1);
    CHECK(w.director.state(w.now).services[0].table_failures.empty());
}

TEST_CASE("each single step of a run may fail once, and the table is right in the end") {
    for (std::size_t failing = 0;; ++failing) {
        world w{two_servers()};
        std::size_t step = 0;
        bool failed = false;
        w.table.fails = [&](const std::string&) {
            const bool now = step++ == failing;
            failed |= now;
            return now;
        };
        w.start();
        w.answer = down("10.0.1.1");
        w.run(seconds{5});
        w.answer = [](const start_check&) { return pass(); };
        w.run(seconds{30});
        w.reload(one(service("10.0.0.1", {server("10.0.1.1", 5), server("10.0.1.3")})));
        w.run(seconds{30});
        CHECK(w.settled());
        CHECK(w.pool() == "10.0.1.1:80 5, 10.0.1.3:80 1");
        CHECK(w.count(event_kind::table_failed) == (failed ? 1 : 0));
        CHECK(w.count(event_kind::table_repaired) == (failed ? 1 : 0));
        if (!failed) {
            CHECK(failing >= 8);
            break;
        }
    }
}

TEST_CASE("what a crashed predecessor left in the table is mended at the start, other services stay") {
    world w{two_servers()};
    ipvs::service ours;
    ours.key = {ipvs::protocol::tcp, ip("10.0.0.1"), 80};
    ours.scheduler = "rr";
    ipvs::service foreign;
    foreign.key = {ipvs::protocol::tcp, ip("10.9.9.9"), 80};
    REQUIRE(w.table.inner.add_service(ours).has_value());
    REQUIRE(w.table.inner.add_service(foreign).has_value());
    REQUIRE(w.table.inner.add_destination(ours.key, server("10.7.7.7").destination).has_value());
    w.start();
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.pool("tcp 10.9.9.9:80").empty());
    CHECK(w.table.get(ours.key).value().service.scheduler == "wlc");
}

TEST_CASE("lvs_flush empties the table at the start") {
    auto p = two_servers();
    p.flush_at_start = true;
    p.timeouts = ipvs::timeouts{7, 8, 9};
    world w{p};
    ipvs::service foreign;
    foreign.key = {ipvs::protocol::tcp, ip("10.9.9.9"), 80};
    REQUIRE(w.table.inner.add_service(foreign).has_value());
    w.start();
    CHECK(w.pool("tcp 10.9.9.9:80") == "no service");
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.table.get_timeouts().value() == ipvs::timeouts{7, 8, 9});
}

TEST_CASE("with a reconcile interval what others change is mended") {
    world w{two_servers(), {.reconcile_interval = seconds{30}}};
    w.start();
    REQUIRE(w.table.inner.remove_destination(w.director.desired().services[0].service.key, {ip("10.0.1.1"), 80})
                .has_value());
    w.run(seconds{29});
    CHECK(w.pool() == "10.0.1.2:80 2");
    w.run(seconds{2});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.count(event_kind::table_repaired) == 0);
}

TEST_CASE("the end removes the services; with omega the scripts run; afterwards nothing happens") {
    auto p = two_servers();
    p.services[0].servers[0].notify_down = command{{"/bin/down"}};
    p.services[0].quorum_down = command{{"/bin/lost"}};
    for (const bool omega : {false, true}) {
        p.services[0].omega = omega;
        world w{p};
        w.start();
        w.run(seconds{1} + milliseconds{5});
        CHECK(w.running.size() == 2);
        w.stop();
        CHECK(w.running.empty());
        CHECK(w.pool() == "no service");
        CHECK(w.scripts.size() == (omega ? 2 : 0));
        CHECK(w.events.back().kind == event_kind::stopped);
        CHECK(w.director.wake_at() == never);
        const auto events = w.events.size();
        w.run(seconds{100});
        w.stop();
        w.reload(two_servers());
        CHECK(w.events.size() == events);
        CHECK(w.pool() == "no service");
    }
}

TEST_CASE("keep_table leaves the services where they are") {
    world w{two_servers(), {.keep_table = true}};
    w.start();
    w.stop();
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
}

TEST_CASE("the same run gives the same actions") {
    const auto trace = [] {
        auto p = two_servers();
        for (auto& s : p.services[0].servers) s.checks[0].schedule.warmup = std::nullopt;
        world w{p, {.seed = 7}};
        w.answer = down("10.0.1.1");
        w.start();
        w.run(seconds{60});
        std::string text;
        for (const auto& e : w.events) text += to_json(e) + "\n";
        for (const auto& s : w.started) text += s + "\n";
        return text;
    };
    CHECK(trace() == trace());
}

TEST_CASE("a firewall mark takes the ports of direct routing away, so two servers may become one") {
    service_plan p;
    ipvs::service s;
    s.key = ipvs::fwmark_key{7, ip_family::v4};
    p.name = s.key.to_string();
    p.services = {s};
    p.servers = {server("10.0.1.1"), server("10.0.1.1")};
    p.servers[1].destination.key.port = 81;
    for (auto& m : p.servers) m.destination.forwarding = ipvs::forwarding::direct;
    world w{one(p)};
    w.start();
    CHECK(w.pool("fwmark 7") == "10.0.1.1:0 1");
    CHECK(w.settled());
}

TEST_CASE("a group's services share their servers and checks") {
    auto p = service("10.0.0.1", {server("10.0.1.1")});
    auto second = p.services[0];
    second.key = {ipvs::protocol::tcp, ip("10.0.0.2"), 8080};
    p.services.push_back(second);
    p.servers[0].destination.key.port = 0;
    world w{one(p)};
    w.start();
    CHECK(w.pool() == "10.0.1.1:80 1");
    CHECK(w.pool("tcp 10.0.0.2:8080") == "10.0.1.1:8080 1");
    w.answer = [](const start_check&) { return refuse(); };
    w.run(seconds{5});
    CHECK(w.started.size() == 1);
    CHECK(w.pool() == "");
    CHECK(w.pool("tcp 10.0.0.2:8080") == "");
}

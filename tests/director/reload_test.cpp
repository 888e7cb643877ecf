#include "virtual_world.hpp"

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::director;
using namespace hakit::director::test;

namespace {

/// A world past its first checks, with the table's log emptied.
struct running_world : world {
    explicit running_world(plan p = two_servers()) : world{std::move(p)} {
        start();
        run(seconds{5});
        forget();
    }
    void forget() {
        table.log.clear();
        started.clear();
        events.clear();
        scripts.clear();
    }
    [[nodiscard]] probe_id probe(std::size_t server, std::size_t check = 0) {
        return director.state(now).services.at(0).servers.at(server).checks.at(check).probe;
    }
};

}  // namespace

TEST_CASE("an equal configuration changes nothing in the table and in the rhythm") {
    running_world w;
    const auto wake = w.director.wake_at();
    const auto probe = w.probe(0);
    w.reload(two_servers());
    CHECK(w.table.log.empty());
    CHECK(w.director.wake_at() == wake);
    CHECK(w.probe(0) == probe);
    REQUIRE(w.events.size() == 1);
    CHECK(to_line(w.events[0]) == "configuration reloaded: nothing changed");
}

TEST_CASE("a new weight is one edit; checks and connections go on") {
    running_world w;
    const auto probe = w.probe(0);
    auto p = two_servers();
    p.services[0].servers[0].destination.weight = 9;
    w.reload(p);
    CHECK(w.table.log == std::vector<std::string>{"edit 10.0.1.1:80 weight 9"});
    CHECK(w.probe(0) == probe);
    CHECK(to_line(*w.find(event_kind::weight_changed)) == "real server 10.0.1.1:80 of tcp 10.0.0.1:80 weight 1 -> 9");
    w.run(seconds{7});
    CHECK(w.started.size() == 2);
}

TEST_CASE("the weight of a server that is down changes without bringing it back") {
    running_world w;
    w.answer = down("10.0.1.1");
    w.run(seconds{10});
    w.forget();
    auto p = two_servers();
    p.services[0].servers[0].destination.weight = 9;
    w.reload(p);
    CHECK(w.table.log.empty());
    w.answer = [](const start_check&) { return pass(); };
    w.run(seconds{10});
    CHECK(w.pool() == "10.0.1.1:80 9, 10.0.1.2:80 2");
}

TEST_CASE("a server is added and another one removed without touching the third") {
    running_world w;
    const auto probe = w.probe(1);
    w.reload(one(service("10.0.0.1", {server("10.0.1.2", 2), server("10.0.1.3")})));
    CHECK(w.table.log == std::vector<std::string>{"add 10.0.1.3:80 weight 1", "remove 10.0.1.1:80"});
    CHECK(w.probe(0) == probe);
    CHECK(w.find(event_kind::server_added)->server == "10.0.1.3:80");
    CHECK(w.find(event_kind::server_removed)->server == "10.0.1.1:80");
    CHECK(w.find(event_kind::reloaded)->text == "virtual servers: 0 added, 0 removed, 1 changed");
    w.run(seconds{20});
    CHECK(std::count(w.started.begin(), w.started.end(), "15 TCP connect to 10.0.1.1:80") == 0);
    CHECK(w.settled());
}

TEST_CASE("an attempt that runs is neither lost nor doubled by a reload") {
    running_world w;
    w.answer = [](const start_check&) { return std::nullopt; };
    w.run(seconds{6} + milliseconds{100});
    REQUIRE(w.running.size() == 2);
    // 10.0.1.1 stays as it is, 10.0.1.2 goes.
    w.reload(one(service("10.0.0.1", {server("10.0.1.1"), server("10.0.1.3")})));
    CHECK(w.running.size() == 1);
    CHECK(w.director.state(w.now).attempts_running == 1);
    w.run(seconds{5});
    CHECK(w.find(event_kind::server_down)->server == "10.0.1.1:80");
}

TEST_CASE("a check at other times keeps its state and takes the new rhythm") {
    running_world w;
    w.answer = down("10.0.1.1");
    w.run(seconds{10});
    w.forget();
    auto p = two_servers();
    for (auto& s : p.services[0].servers) s.checks[0].schedule.delay_loop = seconds{2};
    w.reload(p);
    CHECK(w.table.log.empty());
    CHECK_FALSE(w.director.state(w.now).services[0].servers[0].alive);
    CHECK(w.director.state(w.now).services[0].servers[0].checks[0].attempts == 2);
    w.run(seconds{7});
    CHECK(w.started.size() >= 6);
    CHECK(w.count(event_kind::server_up) == 0);
}

TEST_CASE("another check starts with the state of its server") {
    running_world w;
    w.answer = [](const start_check& s) {
        return s.check->what.target.port == 80 && s.check->what.target.address == ip("10.0.1.1") ? refuse() : pass();
    };
    w.run(seconds{10});
    REQUIRE(w.pool() == "10.0.1.2:80 2");
    w.forget();
    auto p = two_servers();
    p.services[0].servers[0].checks = {tcp("10.0.1.1", 8080)};
    p.services[0].servers[1].checks = {tcp("10.0.1.2", 8080)};
    w.reload(p);
    CHECK(w.table.log.empty());
    CHECK(w.pool() == "10.0.1.2:80 2");
    w.run(seconds{3});
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.count(event_kind::server_up) == 1);
    CHECK(w.count(event_kind::server_down) == 0);
}

TEST_CASE("without its failing check a server comes back at once, and is notified") {
    auto p = two_servers();
    p.services[0].servers[0].checks.push_back(tcp("10.0.1.1", 8080));
    p.services[0].servers[0].notify_up = command{{"/bin/up"}};
    running_world w{p};
    w.answer = [](const start_check& s) { return s.check->what.target.port == 8080 ? refuse() : pass(); };
    w.run(seconds{10});
    REQUIRE(w.pool() == "10.0.1.2:80 2");
    w.forget();
    p.services[0].servers[0].checks.pop_back();
    w.reload(p);
    CHECK(w.pool() == "10.0.1.1:80 1, 10.0.1.2:80 2");
    CHECK(w.scripts == std::vector<std::string>{"real server 10.0.1.1:80 of tcp 10.0.0.1:80: /bin/up"});
}

TEST_CASE("a virtual server is removed and another one added") {
    running_world w;
    auto p = one(service("10.0.0.2", {server("10.0.1.1")}));
    w.reload(p);
    CHECK(w.table.log ==
          std::vector<std::string>{"add tcp 10.0.0.2:80", "add 10.0.1.1:80 weight 1", "remove tcp 10.0.0.1:80"});
    CHECK(w.pool() == "no service");
    CHECK(w.count(event_kind::service_added) == 1);
    CHECK(w.count(event_kind::service_removed) == 1);
    CHECK(w.scripts.empty());
    w.run(seconds{30});
    CHECK(w.settled());
    w.reload(plan{});
    CHECK(w.table.read().value().services.empty());
    CHECK(w.director.wake_at() == never);
}

TEST_CASE("a virtual server that leaves with omega runs its scripts") {
    auto p = two_servers();
    p.services[0].omega = true;
    p.services[0].quorum_down = command{{"/bin/lost"}};
    p.services[0].servers[0].notify_down = command{{"/bin/down"}};
    running_world w{p};
    w.reload(plan{});
    CHECK(w.scripts == std::vector<std::string>{"real server 10.0.1.1:80 of tcp 10.0.0.1:80: /bin/down",
                                                "virtual server tcp 10.0.0.1:80: /bin/lost"});
}

TEST_CASE("a service that moves into a group stays in the table") {
    running_world w;
    auto p = two_servers();
    p.services[0].name = "group web tcp";
    auto second = p.services[0].services[0];
    second.key = {ipvs::protocol::tcp, ip("10.0.0.2"), 80};
    p.services[0].services.push_back(second);
    p.services[0].servers[0].destination.weight = 3;
    w.reload(p);
    CHECK(w.table.log == std::vector<std::string>{"edit 10.0.1.1:80 weight 3", "add tcp 10.0.0.2:80",
                                                  "add 10.0.1.1:80 weight 3", "add 10.0.1.2:80 weight 2"});
    CHECK(w.settled());
}

TEST_CASE("a scheduler changes in place") {
    running_world w;
    auto p = two_servers();
    p.services[0].services[0].scheduler = "rr";
    w.reload(p);
    CHECK(w.table.log == std::vector<std::string>{"edit tcp 10.0.0.1:80"});
}

TEST_CASE("hysteresis goes on after a reload, and a lowered quorum brings the pool back") {
    auto p = one(service("10.0.0.1", {server("10.0.1.1"), server("10.0.1.2"), server("10.0.1.3")}));
    p.services[0].quorum = 3;
    p.services[0].sorry = sorry_plan{server("10.0.9.9").destination, false};
    running_world w{p};
    w.answer = down("10.0.1.1");
    w.run(seconds{10});
    REQUIRE(w.pool() == "10.0.9.9:80 1");
    w.forget();
    p.services[0].quorum = 2;
    w.reload(p);
    CHECK(w.pool() == "10.0.1.2:80 1, 10.0.1.3:80 1");
    CHECK(w.count(event_kind::quorum_up) == 1);
    CHECK(w.count(event_kind::sorry_off) == 1);
    w.forget();
    p.services[0].quorum = 3;
    p.services[0].hysteresis = 1;
    w.reload(p);
    CHECK(w.count(event_kind::quorum_down) == 0);
    CHECK(w.pool() == "10.0.1.2:80 1, 10.0.1.3:80 1");
}

TEST_CASE("a dynamic weight survives a change of the configured one") {
    running_world w;
    w.weight = [](const start_check&) -> std::optional<std::int64_t> { return 10; };
    w.run(seconds{10});
    REQUIRE(w.pool() == "10.0.1.1:80 10, 10.0.1.2:80 10");
    auto p = two_servers();
    p.services[0].servers[0].destination.weight = 5;
    w.reload(p);
    CHECK(w.pool() == "10.0.1.1:80 10, 10.0.1.2:80 10");
}

TEST_CASE("checks that wait for a free place survive a reload") {
    std::vector<server_plan> servers;
    for (int i = 1; i <= 20; ++i) servers.push_back(server("10.0.1." + std::to_string(i)));
    auto p = one(service("10.0.0.1", servers));
    world w{p, {.max_attempts = 2}};
    w.start();
    w.run(seconds{1});
    REQUIRE(w.director.state(w.now).attempts_waiting == 18);
    p.services[0].servers.erase(p.services[0].servers.begin() + 5, p.services[0].servers.begin() + 10);
    p.services[0].servers[0].destination.weight = 2;
    w.reload(p);
    CHECK(w.director.state(w.now).attempts_waiting == 13);
    w.run(seconds{5});
    CHECK(w.started.size() == 15);
    CHECK(w.director.state(w.now).attempts_running == 0);
}

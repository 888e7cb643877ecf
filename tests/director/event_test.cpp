#include <hakit/director/event.hpp>
#include <hakit/director/state_json.hpp>

#include "virtual_world.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace hakit;
using namespace hakit::director;
using namespace hakit::director::test;

TEST_CASE("every kind of event has a name of its own") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(event_kind::resource_failed); ++i)
        names.insert(to_string(static_cast<event_kind>(i)));
    CHECK(names.size() == static_cast<std::size_t>(event_kind::resource_failed) + 1);
    CHECK_FALSE(names.contains("unknown"));
}

TEST_CASE("a line stays a line, and JSON stays JSON, whatever a peer sent") {
    event e;
    e.kind = event_kind::server_down;
    e.service = "tcp 10.0.0.1:80";
    e.server = "10.0.1.1:80";
    e.text = "got \"\x1b[31m\nevil\" \xff";
    CHECK(to_line(e) == "real server 10.0.1.1:80 of tcp 10.0.0.1:80 is down: got \"\\x1b[31m\\x0aevil\" \xff");
    const auto j = nlohmann::json::parse(to_json(e));
    CHECK(j["schema"] == "hakit-event-1");
    CHECK(j["event"] == "server_down");
    CHECK_FALSE(j.contains("time"));
    CHECK_FALSE(j.contains("weight"));
    CHECK(to_json(e).find('\n') == std::string::npos);
    e.wall = std::chrono::system_clock::time_point{std::chrono::milliseconds{1'769'860'800'123}};
    CHECK(nlohmann::json::parse(to_json(e))["time"] == "2026-01-31T12:00:00.123Z");
}

TEST_CASE("the state as JSON and as text") {
    auto p = two_servers();
    p.services[0].sorry = sorry_plan{server("10.0.9.9").destination, false};
    world w{p};
    w.answer = down("10.0.1.1");
    w.start();
    w.run(seconds{5});
    const auto j = to_json(w.director.state(w.now));
    CHECK(j["schema"] == "hakit-director-1");
    CHECK(j["running"] == true);
    CHECK(j["attempts"]["made"] == 2);
    const auto& s = j["services"][0];
    CHECK(s["name"] == "tcp 10.0.0.1:80");
    CHECK(s["quorum"]["up"] == true);
    CHECK(s["quorum"]["weight_sum"] == 2);
    CHECK(s["sorry"]["active"] == false);
    const auto& c = s["servers"][0]["checks"][0];
    CHECK(c["state"] == "down");
    CHECK(c["outcome"]["errno"] == ECONNREFUSED);
    CHECK(c["outcome"]["phase"] == "connect");
    CHECK(c["next_in_ns"] == 6'000'000'000);
    const auto text = to_text(w.director.state(w.now));
    CHECK(text.find("tcp 10.0.0.1:80: quorum up, weight 2 of 1\n  10.0.1.1:80 down weight 1\n    TCP_CHECK") == 0);
}

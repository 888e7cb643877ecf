// The whole of a virtual server on a virtual clock, with the configuration of the timeline measured on
// keepalived 2.2.7: delay_loop 2, TCP retry 3 x 0.5 s, HTTP retry 2 x 1 s, a dynamic weight, weights 2 2 3, quorum 2
// hysteresis 1, sorry.
#include "health/virtual_time.hpp"

#include <hakit/health/quorum.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::health;
using namespace health_test;

TEST_CASE("timeline of keepalived with probes, weights, quorum and sorry server") {
    probe_options tcp;
    tcp.delay_loop = 2s;
    tcp.retry = 3;
    tcp.delay_before_retry = 500ms;
    tcp.warmup = 0s;
    auto http = tcp;
    http.retry = 2;
    http.delay_before_retry = 1s;
    auto script = tcp;
    script.retry = 0;

    bool tcp_alive = true;
    bool http_alive = true;
    bool script_alive = true;
    virtual_time world;
    world.add(probe{tcp, 0.0, instant{}}, [&](std::size_t, instant) { return answer{tcp_alive ? good() : bad()}; });
    world.add(probe{http, 1, true, 0.0, instant{}}, [&](std::size_t, instant) {
        return answer{http_alive ? good() : bad(), 10ms};
    });
    world.add(probe{script, 0.0, instant{}},
              [&](std::size_t, instant) { return answer{script_alive ? good() : bad()}; });

    quorum_options options;
    options.quorum = 2;
    options.hysteresis = 1;
    options.sorry = sorry_options{};
    quorum pool{options, {{2, false, true}, {2, false, true}, {3, false, true}}};

    std::vector<std::string> log;
    const auto write = [&](const std::vector<pool_action>& actions) {
        for (const auto& a : actions) log.push_back(seconds(world.now) + " " + to_string(a));
    };
    world.on_verdict = [&](std::size_t server, const verdict& v) {
        if (v.changed() || v.first) write(pool.report(static_cast<server_id>(server), v.up));
    };
    const auto at = [&](duration t, std::function<void()> event) { world.at(instant{t}, std::move(event)); };

    write(pool.start());
    at(4s, [&] { write(pool.set_weight(2, 10)); });
    at(6s, [&] { script_alive = false; });
    at(10s, [&] { tcp_alive = http_alive = false; });
    at(20s, [&] { tcp_alive = true; });
    at(26s, [&] { http_alive = true; });
    world.run_until(instant{40s});

    CHECK(log == std::vector<std::string>{
                     "0.0 add server 0 weight 2",
                     "0.0 add server 1 weight 2",
                     "0.0 add server 2 weight 3",
                     "0.0 quorum up: weight 7 reaches 3",
                     // exit code 12 of the script: weight 10; then exit code 1 with retry 0: gone at once
                     "4.0 set server 2 weight 10",
                     "7.0 remove server 2",
                     "7.0 server 2 down",
                     // "failed after 3 retries": 11.0, 11.5, 12.0, 12.5
                     "12.5 remove server 0",
                     "12.5 server 0 down",
                     // "failed after 2 retries": 11.01, 12.02, 13.03; the last one, so the sorry server comes
                     "13.03 add sorry server weight 1",
                     "13.03 remove server 1",
                     "13.03 server 1 down",
                     "13.03 quorum down: weight 0 below 1",
                     // weight 2 is alive again, but 3 is asked for: the sorry server stays
                     "20.5 server 0 up",
                     // two successes of the HTTP check, 2 s apart, and everybody is back
                     "29.03 add server 0 weight 2",
                     "29.03 add server 1 weight 2",
                     "29.03 remove sorry server",
                     "29.03 server 1 up",
                     "29.03 quorum up: weight 4 reaches 3",
                 });
}

#include "health/virtual_time.hpp"

#include <hakit/health/probe.hpp>

#include <doctest/doctest.h>

#include <random>

using namespace hakit;
using namespace hakit::health;
using namespace health_test;

namespace {

instant at(duration d) { return instant{d}; }

probe_options fast() {
    probe_options o;
    o.delay_loop = 2s;
    o.connect_timeout = 1s;
    o.retry = 2;
    o.delay_before_retry = 500ms;
    o.warmup = 0s;
    o.bootstrap_delay = 1s;
    return o;
}

/// Runs one probe and returns its verdicts as lines.
std::vector<std::string> run(const probe_options& o, std::size_t urls, bool confirm, const virtual_time::server& s,
                             duration length) {
    virtual_time world;
    std::vector<std::string> lines;
    world.on_verdict = [&](std::size_t, const verdict& v) { lines.push_back(line(v)); };
    world.add(probe{o, urls, confirm, 0.0, instant{}}, s);
    world.run_until(at(length));
    return lines;
}

virtual_time::server down_between(duration from, duration to) {
    return [=](std::size_t, instant now) {
        const auto t = now.time_since_epoch();
        return answer{t >= from && t < to ? bad() : good()};
    };
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("retries while up, none while down, one success is up") {
    CHECK(run(fast(), 1, false, down_between(2s, 8s), 12s) == lines{"1.0 still_up", "3.0 will_retry", "3.5 will_retry",
                                                                    "4.0 went_down", "6.0 still_down", "8.0 went_up",
                                                                    "10.0 still_up"});
}

TEST_CASE("a retry that passes ends the series") {
    CHECK(run(fast(), 1, false, down_between(2s, 3250ms), 8s) ==
          lines{"1.0 still_up", "3.0 will_retry", "3.5 still_up", "5.5 still_up", "7.5 still_up"});
}

TEST_CASE("the first check ever fails at once; with alpha the probe starts down") {
    CHECK(run(fast(), 1, false, down_between(0s, 2s), 4s) == lines{"1.0 went_down", "3.0 went_up"});
    auto alpha = fast();
    alpha.alpha = true;
    CHECK(run(alpha, 1, false, down_between(0s, 2s), 6s) == lines{"1.0 still_down", "3.0 went_up", "5.0 still_up"});
    CHECK(run(alpha, 1, false, down_between(9s, 9s), 2s) == lines{"1.0 went_up"});
}

TEST_CASE("the first decision is marked, changed or not") {
    for (const bool alpha : {false, true}) {
        for (const bool passes : {false, true}) {
            auto o = fast();
            o.alpha = alpha;
            virtual_time world;
            std::vector<bool> firsts;
            world.on_verdict = [&](std::size_t, const verdict& v) { firsts.push_back(v.first); };
            world.add(probe{o, 0.0, instant{}}, [&](std::size_t, instant) { return answer{passes ? good() : bad()}; });
            world.run_until(at(6s));
            CHECK(firsts == std::vector<bool>{true, false, false});
        }
    }
}

TEST_CASE("the interval counts from start to start, so a slow check makes no drift") {
    virtual_time world;
    world.add(probe{fast(), 0.0, instant{}}, [](std::size_t, instant) { return answer{good(), 700ms}; });
    world.run_until(at(8s));
    CHECK(world.starts == lines{"1.0 0", "3.0 0", "5.0 0", "7.0 0"});
}

TEST_CASE("a check that outlasts its interval skips beats and keeps the rhythm") {
    auto o = fast();
    o.connect_timeout = 10s;
    virtual_time world;
    world.add(probe{o, 0.0, instant{}}, [](std::size_t, instant) { return answer{good(), 2500ms}; });
    world.run_until(at(12s));
    CHECK(world.starts == lines{"1.0 0", "5.0 0", "9.0 0"});
}

TEST_CASE("a late wake-up does not shift the rhythm") {
    probe p{fast(), 0.0, instant{}};
    const auto start = p.on_time(at(1900ms));
    REQUIRE(start.size() == 1);
    CHECK(std::get<start_attempt>(start[0]).deadline == at(2900ms));
    (void)p.on_outcome(1, good(), at(1950ms));
    CHECK(p.wake_at() == at(3s));
}

TEST_CASE("an attempt past its deadline is aborted and judged with what is known of it") {
    auto o = fast();
    probe p{o, 0.0, instant{}};
    (void)p.on_time(at(1s));
    (void)p.on_outcome(1, good(), at(1s));
    (void)p.on_time(at(3s));
    p.on_progress(2, phase::connect, 0, at(3s));
    p.on_progress(2, phase::body, 321, at(3200ms));
    p.on_progress(1, phase::match, 999, at(3300ms));
    CHECK(p.on_time(at(3999ms)).empty());
    const auto actions = p.on_time(at(4s));
    REQUIRE(actions.size() == 2);
    CHECK(std::get<abort_attempt>(actions[0]).id == 2);
    const auto& v = std::get<verdict>(actions[1]);
    CHECK(v.result == conclusion::will_retry);
    CHECK(v.outcome.why == failure::timed_out);
    CHECK(v.outcome.reached == phase::body);
    CHECK(v.outcome.bytes == 321);
    CHECK(v.outcome.spent[static_cast<std::size_t>(phase::connect)] == 200ms);
    CHECK(v.outcome.spent[static_cast<std::size_t>(phase::body)] == 800ms);
    CHECK(explain(v) == "timed out while reading the body, 321 bytes in 1 s, attempt 1 of 3");
    CHECK(p.on_outcome(2, good(), at(4s)).empty());
}

TEST_CASE("the first check is spread over the warm-up") {
    auto o = fast();
    CHECK(probe{o, 0.9, instant{}}.wake_at() == at(1s));
    o.warmup.reset();
    CHECK(probe{o, 0.0, instant{}}.wake_at() == at(1s));
    CHECK(probe{o, 0.5, instant{}}.wake_at() == at(2s));
    o.warmup = 10s;
    CHECK(probe{o, 0.5, instant{}}.wake_at() == at(6s));
    CHECK(probe{o, 7.0, instant{}}.wake_at() < at(11s));
    CHECK(probe{o, 7.0, instant{}}.wake_at() > at(10900ms));
    CHECK(probe{o, -1.0, instant{}}.wake_at() == at(1s));
    CHECK(probe{o, std::numeric_limits<double>::quiet_NaN(), instant{}}.wake_at() == at(1s));
}

TEST_CASE("rise asks for passes in a row") {
    auto o = fast();
    o.alpha = true;
    o.rise = 3;
    int n = 0;
    const auto flaky = [&n](std::size_t, instant) { return answer{++n == 2 ? bad() : good()}; };
    CHECK(run(o, 1, false, flaky, 12s) == lines{"1.0 confirming", "3.0 still_down", "5.0 confirming", "7.0 confirming",
                                                "9.0 went_up", "11.0 still_up"});
}

TEST_CASE("one URL a beat, round robin") {
    virtual_time world;
    world.add(probe{fast(), 3, true, 0.0, instant{}}, [](std::size_t, instant) { return answer{good()}; });
    world.run_until(at(10s));
    CHECK(world.starts == lines{"1.0 0", "3.0 1", "5.0 2", "7.0 0", "9.0 1"});
}

TEST_CASE("three URLs: the failed one is asked until it passes, then all from the first; 6 s from that success to up") {
    virtual_time world;
    lines verdicts;
    world.on_verdict = [&](std::size_t, const verdict& v) { verdicts.push_back(line(v)); };
    world.add(probe{fast(), 3, true, 0.0, instant{}}, [](std::size_t url, instant now) {
        const auto t = now.time_since_epoch();
        return answer{url == 1 && t >= 8s && t < 13s ? bad() : good()};
    });
    world.run_until(at(25s));
    CHECK(world.starts == lines{"1.0 0", "3.0 1", "5.0 2", "7.0 0", "9.0 1", "9.5 1", "10.0 1", "12.0 1", "14.0 1",
                                "16.0 0", "18.0 1", "20.0 2", "22.0 0", "24.0 1"});
    CHECK(verdicts == lines{"1.0 confirming", "3.0 confirming", "5.0 still_up", "7.0 still_up", "9.0 will_retry",
                            "9.5 will_retry", "10.0 went_down", "12.0 still_down", "14.0 confirming", "16.0 confirming",
                            "18.0 confirming", "20.0 went_up", "22.0 still_up", "24.0 still_up"});
}

TEST_CASE("a URL that fails in the first pass takes the checker down at once, without retries") {
    const auto second_fails = [](std::size_t url, instant now) {
        return answer{url == 1 && now < at(4s) ? bad() : good()};
    };
    CHECK(run(fast(), 2, true, second_fails, 12s) ==
          lines{"1.0 confirming", "3.0 went_down", "5.0 confirming", "7.0 confirming", "9.0 went_up", "11.0 still_up"});
}

TEST_CASE("one URL needs two successes to recover") {
    CHECK(run(fast(), 1, true, down_between(0s, 2s), 8s) ==
          lines{"1.0 went_down", "3.0 confirming", "5.0 went_up", "7.0 still_up"});
}

TEST_CASE("a failure inside the recovery pass starts it over") {
    int n = 0;
    const auto flaky = [&n](std::size_t, instant) {
        ++n;
        return answer{n == 1 || n == 4 ? bad() : good()};
    };
    virtual_time world;
    world.add(probe{fast(), 3, true, 0.0, instant{}}, flaky);
    world.run_until(at(18s));
    CHECK(world.starts == lines{"1.0 0", "3.0 0", "5.0 0", "7.0 1", "9.0 1", "11.0 0", "13.0 1", "15.0 2", "17.0 0"});
    CHECK(world[0].up());
}

TEST_CASE("a failed URL waits for the longer of delay_loop and delay_before_retry") {
    auto o = fast();
    o.delay_before_retry = 5s;
    virtual_time world;
    world.add(probe{o, 1, true, 0.0, instant{}}, [](std::size_t, instant) { return answer{bad()}; });
    world.run_until(at(12s));
    CHECK(world.starts == lines{"1.0 0", "6.0 0", "11.0 0"});
}

TEST_CASE("fast recovery takes the delays out of the first pass and of the recovery pass") {
    auto o = fast();
    o.fast_recovery = true;
    virtual_time world;
    lines verdicts;
    world.on_verdict = [&](std::size_t, const verdict& v) { verdicts.push_back(line(v)); };
    world.add(probe{o, 3, true, 0.0, instant{}}, down_between(2s, 8s));
    world.run_until(at(10s));
    CHECK(world.starts ==
          lines{"1.0 0", "1.0 1", "1.0 2", "3.0 0", "3.5 0", "4.0 0", "6.0 0", "8.0 0", "8.0 0", "8.0 1", "8.0 2"});
    CHECK(verdicts.back() == "8.0 went_up");
}

TEST_CASE("suspended: nothing runs, the state stays, resume goes on") {
    probe p{fast(), 0.0, instant{}};
    (void)p.on_time(at(1s));
    const auto actions = p.suspend(at(1100ms));
    REQUIRE(actions.size() == 1);
    CHECK(std::get<abort_attempt>(actions[0]).id == 1);
    CHECK(p.suspended());
    CHECK(p.wake_at() == never);
    CHECK(p.on_time(at(100s)).empty());
    CHECK(p.on_outcome(1, bad(), at(100s)).empty());
    p.hurry(at(100s));
    CHECK(p.wake_at() == never);
    CHECK(p.up());
    CHECK(p.suspend(at(100s)).empty());
    p.resume(at(200s), 0.5);
    CHECK(p.wake_at() == at(201s));
    p.resume(at(300s));
    CHECK(p.wake_at() == at(201s));
    p.hurry(at(200500ms));
    CHECK(p.on_time(at(200500ms)).size() == 1);
}

TEST_CASE("a probe takes over the state of the one it replaces") {
    probe old{fast(), 0.0, instant{}};
    (void)old.on_time(at(1s));
    (void)old.on_outcome(1, bad(), at(1s));
    REQUIRE(!old.up());
    probe fresh{fast(), 2, true, 0.0, at(5s)};
    fresh.adopt(old);
    CHECK(!fresh.up());
    CHECK(fresh.decided());
    CHECK(fresh.wake_at() == at(6s));
}

TEST_CASE("options out of range are taken as the nearest in range, the end of time does not overflow") {
    probe_options o;
    o.delay_loop = -1s;
    o.connect_timeout = 0s;
    o.delay_before_retry = -1s;
    o.bootstrap_delay = -1s;
    o.warmup = -1s;
    o.rise = 0;
    o.retry = 0xffffffff;
    probe p{o, 0, false, 0.5, instant{}};
    CHECK(p.wake_at() == instant{});
    REQUIRE(p.on_time(instant{}).size() == 1);
    CHECK(p.wake_at() > instant{});
    (void)p.on_outcome(1, good(), instant{});
    REQUIRE(p.on_time(at(1s)).size() == 1);
    (void)p.on_outcome(2, bad(), at(1s));
    CHECK(p.up());

    probe_options slow;
    slow.delay_loop = duration::max();
    slow.connect_timeout = duration::max();
    slow.warmup = 0s;
    probe patient{slow, 0.0, at(100s)};
    REQUIRE(patient.on_time(at(101s)).size() == 1);
    CHECK(patient.wake_at() == never);
    (void)patient.on_outcome(1, good(), at(102s));
    CHECK(patient.wake_at() == never);
}

TEST_CASE("every event in every state keeps the machine sound") {
    // States: waiting, running, suspended. Events: time, too early, outcome good, outcome bad, a stale outcome,
    // progress, suspend, resume, hurry. Random orders visit all pairs.
    std::mt19937 random{4};
    for (int round = 0; round < 200; ++round) {
        auto o = fast();
        o.alpha = random() % 2 == 0;
        o.fast_recovery = random() % 2 == 0;
        o.rise = static_cast<std::uint32_t>(1 + random() % 2);
        o.retry = static_cast<std::uint32_t>(random() % 3);
        probe p{o, 1 + random() % 3, random() % 2 == 0, 0.3, instant{}};
        instant now{};
        std::uint64_t running = 0;
        std::uint64_t highest = 0;
        bool up = p.up();
        bool decided = false;
        for (int event = 0; event < 200; ++event) {
            now += std::chrono::milliseconds{random() % 400};
            std::vector<probe_action> actions;
            switch (random() % 8) {
                case 0: actions = p.on_time(p.wake_at() == never ? now : now = std::max(now, p.wake_at())); break;
                case 1: actions = p.on_time(now); break;
                case 2: actions = p.on_outcome(running, good(), now); break;
                case 3: actions = p.on_outcome(running, bad(), now); break;
                case 4: actions = p.on_outcome(highest + 7, bad(), now); break;
                case 5: p.on_progress(running, phase::headers, 5, now); break;
                case 6: actions = random() % 4 == 0 ? p.suspend(now) : std::vector<probe_action>{}; break;
                default: random() % 2 == 0 ? p.resume(now, 0.1) : p.hurry(now); break;
            }
            for (const auto& a : actions) {
                if (const auto* start = std::get_if<start_attempt>(&a)) {
                    REQUIRE(running == 0);
                    REQUIRE(start->id == highest + 1);
                    REQUIRE(start->deadline > now);
                    REQUIRE(start->attempt <= start->allowed);
                    REQUIRE(start->allowed <= o.retry + 1);
                    running = highest = start->id;
                } else if (const auto* abort = std::get_if<abort_attempt>(&a)) {
                    REQUIRE(abort->id == running);
                    running = 0;
                } else {
                    const auto& v = std::get<verdict>(a);
                    running = 0;
                    REQUIRE(v.attempt_id == highest);
                    REQUIRE(v.up == p.up());
                    REQUIRE(v.changed() == (v.up != up));
                    if (v.first) REQUIRE(!decided);
                    if (v.changed() || v.result == conclusion::still_down) decided = true;
                    if (v.result == conclusion::will_retry) REQUIRE(v.up);
                    up = v.up;
                    decided = decided || v.first;
                }
            }
            REQUIRE(p.attempt_runs() == (running != 0));
            REQUIRE(p.up() == up);
            REQUIRE(p.decided() == decided);
            REQUIRE((p.wake_at() == never) == p.suspended());
        }
        REQUIRE(highest > 0);
    }
}

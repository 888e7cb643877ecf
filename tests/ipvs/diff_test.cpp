#include "ipvs/failing_table.hpp"
#include "ipvs/objects.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

void fill(table& t, const state& wanted) {
    const auto report = reconcile(t, wanted);
    REQUIRE(report.has_value());
    REQUIRE_MESSAGE(report->ok(), report->to_string());
}

state sorted(state s) {
    normalize(s);
    return s;
}

/// The destinations of a service that take new connections.
std::set<destination_key> serving(const state& s, const service_key& key) {
    std::set<destination_key> keys;
    if (const auto* found = s.find(key)) {
        for (const auto& d : found->destinations) {
            if (d.weight > 0) keys.insert(d.key);
        }
    }
    return keys;
}

/// A random valid table over few keys, so that two of them have much in common.
state random_state(std::mt19937& random) {
    const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    state s;
    for (int i = 0; i < 5; ++i) {
        if (upto(3) == 0) continue;
        auto service = svc(i == 4 ? mark(7) : tcp("10.0.0." + std::to_string(i + 1)), upto(2) != 0 ? "rr" : "wlc");
        if (upto(3) == 0) service.persistence_timeout = 300;
        service_state entry{service, {}};
        for (int n = 0; n < 5; ++n) {
            if (upto(2) == 0) continue;
            auto d = dst("10.0.1." + std::to_string(n + 1), upto(4));
            if (upto(4) == 0) d.forwarding = forwarding::direct;
            entry.destinations.push_back(d);
        }
        s.services.push_back(std::move(entry));
    }
    return s;
}

}  // namespace

TEST_CASE("equal tables need no steps, whatever their order") {
    const state a{{{svc(web), {dst("10.0.0.3"), dst("10.0.0.2")}}, {svc(mark(1)), {}}}};
    const state b{{{svc(mark(1)), {}}, {svc(web), {dst("10.0.0.2"), dst("10.0.0.3")}}}};
    CHECK(diff(a, b).empty());
    CHECK(diff({}, {}).empty());
    CHECK(diff(a, b).to_string() == "");
}

TEST_CASE("a plan reads like what it does: capacity first, removals last, services to remove at the end") {
    auto persistent = svc(tcp("10.0.0.2"), "wrr");
    persistent.persistence_timeout = 360;
    const state actual{{{svc(mark(9)), {dst("10.0.1.9")}},
                        {svc(tcp("10.0.0.2"), "rr"),
                         {dst("10.0.1.1", 5), dst("10.0.1.2", 1), dst("10.0.1.3", 1), dst("10.0.1.4", 1)}}}};
    const state desired{{{svc(web), {dst("10.0.1.1", 0), dst("10.0.1.2", 1)}},
                         {persistent,
                          {dst("10.0.1.1", 2), dst("10.0.1.2", 7), dst("10.0.1.3", 1, 80, forwarding::direct),
                           dst("10.0.1.5", 1), dst("10.0.1.6", 0)}}}};
    CHECK(diff(actual, desired).to_string() ==
          "add service tcp 10.0.0.1:80 rr\n"
          "tcp 10.0.0.1:80: add destination 10.0.1.2:80 masq weight 1\n"
          "tcp 10.0.0.1:80: add destination 10.0.1.1:80 masq weight 0\n"
          "edit service tcp 10.0.0.2:80: scheduler rr -> wrr, persistence none -> 360\n"
          "tcp 10.0.0.2:80: add destination 10.0.1.5:80 masq weight 1\n"
          "tcp 10.0.0.2:80: edit destination 10.0.1.2:80: weight 1 -> 7\n"
          "tcp 10.0.0.2:80: edit destination 10.0.1.3:80: method masq -> route\n"
          "tcp 10.0.0.2:80: add destination 10.0.1.6:80 masq weight 0\n"
          "tcp 10.0.0.2:80: edit destination 10.0.1.1:80: weight 5 -> 2\n"
          "tcp 10.0.0.2:80: remove destination 10.0.1.4:80\n"
          "remove service fwmark 9\n");
}

TEST_CASE("a key that appears twice counts once, the last one") {
    const state desired{
        {{svc(web, "rr"), {dst("10.0.1.9")}}, {svc(web, "wlc"), {dst("10.0.1.1", 1), dst("10.0.1.1", 2)}}}};
    CHECK(diff({}, desired).to_string() ==
          "add service tcp 10.0.0.1:80 wlc\n"
          "tcp 10.0.0.1:80: add destination 10.0.1.1:80 masq weight 2\n");
}

TEST_CASE("random tables: applied once the table is the desired one, applied again nothing changes") {
    std::mt19937 random{1};
    for (int round = 0; round < 300; ++round) {
        const auto actual = random_state(random);
        const auto desired = random_state(random);
        memory_table t;
        fill(t, actual);
        const auto p = diff(*t.read(), desired);
        const auto first = apply(t, p);
        REQUIRE_MESSAGE(first.ok(), first.to_string());
        REQUIRE(first.made == p.steps.size());
        REQUIRE(*t.read() == sorted(desired));
        REQUIRE(diff(*t.read(), desired).empty());
        const auto again = apply(t, p);
        REQUIRE_MESSAGE(again.ok(), again.to_string());
        REQUIRE(*t.read() == sorted(desired));
    }
}

TEST_CASE("random tables: a service that serves before and after serves after every step") {
    std::mt19937 random{2};
    std::size_t watched = 0;
    for (int round = 0; round < 300; ++round) {
        const auto actual = random_state(random);
        const auto desired = random_state(random);
        memory_table memory;
        fill(memory, actual);
        std::vector<service_key> keys;
        for (const auto& s : actual.services) {
            if (!serving(actual, s.service.key).empty() && !serving(desired, s.service.key).empty()) {
                keys.push_back(s.service.key);
            }
        }
        watched += keys.size();
        failing_table t{memory};
        t.made = [&] {
            const auto now = *memory.read();
            for (const auto& key : keys) REQUIRE(!serving(now, key).empty());
        };
        REQUIRE(apply(t, diff(actual, desired)).ok());
    }
    CHECK(watched > 300);
}

TEST_CASE("fail at every step: whichever fails, no service loses its last destination, and a second run completes") {
    std::mt19937 random{3};
    for (int round = 0; round < 40; ++round) {
        const auto actual = random_state(random);
        const auto desired = random_state(random);
        const auto p = diff(actual, desired);
        for (std::size_t broken = 0; broken < p.steps.size(); ++broken) {
            memory_table memory;
            fill(memory, actual);
            failing_table t{memory};
            t.refuse = [&](const step& s) { return s == p.steps[broken]; };
            const auto report = apply(t, p);
            // Without its service, no destination of it can be added either.
            if (p.steps[broken].kind == step_kind::add_service) {
                REQUIRE(!report.failures.empty());
            } else {
                REQUIRE(report.failures.size() == 1);
            }
            REQUIRE(report.failures.front().index == broken);
            REQUIRE(report.made + report.already_made + report.skipped + report.failures.size() == p.steps.size());
            const auto now = *memory.read();
            for (const auto& s : actual.services) {
                const auto& key = s.service.key;
                if (!serving(actual, key).empty() && !serving(desired, key).empty())
                    REQUIRE(!serving(now, key).empty());
            }
            REQUIRE(reconcile(memory, desired)->ok());
            REQUIRE(*memory.read() == sorted(desired));
        }
    }
}

TEST_CASE("when the new destination cannot be added the old one stays") {
    memory_table memory;
    fill(memory, {{{svc(web), {dst("10.0.1.1")}}}});
    failing_table t{memory};
    t.refuse = [](const step& s) { return s.kind == step_kind::add_destination; };
    const auto report = reconcile(t, {{{svc(web), {dst("10.0.1.2")}}}});
    REQUIRE(report.has_value());
    CHECK(report->skipped == 1);
    CHECK(report->failures.size() == 1);
    CHECK(report->to_string() ==
          "0 steps made, 0 already made, 1 held back, 1 failed: refused: tcp 10.0.0.1:80: add destination 10.0.1.2:80 "
          "masq weight 1");
    CHECK(serving(*memory.read(), web).size() == 1);
}

TEST_CASE("a table that changed since the plan was made converges") {
    const state actual{{{svc(web), {dst("10.0.1.1", 1), dst("10.0.1.2", 1)}}}};
    const state desired{{{svc(web, "wlc"), {dst("10.0.1.1", 5), dst("10.0.1.3", 1)}}, {svc(mark(1)), {}}}};
    const auto p = diff(actual, desired);
    memory_table t;
    SUBCASE("others did the work, with other values") {
        fill(t, {{{svc(web), {dst("10.0.1.3", 9)}}, {svc(mark(1), "sh"), {}}}});
    }
    SUBCASE("others removed the service") { fill(t, {}); }
    SUBCASE("others did all of it") { fill(t, desired); }
    const auto report = apply(t, p);
    CHECK_MESSAGE(report.ok(), report.to_string());
    CHECK(*t.read() == sorted(desired));
}

TEST_CASE("a refused scheduler is reported with the step, the rest is made") {
    memory_table t;
    const auto report = reconcile(
        t, {{{svc(tcp("10.0.0.1"), "quickest"), {dst("10.0.1.1")}}, {svc(tcp("10.0.0.2")), {dst("10.0.1.1")}}}});
    REQUIRE(report->failures.size() == 2);
    CHECK(report->failures[0].index == 0);
    CHECK(report->failures[0].error.code() == errc::unsupported);
    CHECK(report->failures[1].error.code() == errc::not_found);
    CHECK(t.list()->size() == 1);
}

TEST_CASE("a plan is written in two batches at most, and a table that cannot be read fails as a whole") {
    memory_table memory;
    failing_table t{memory};
    REQUIRE(reconcile(t, {{{svc(web), {dst("10.0.1.1"), dst("10.0.1.2")}}}})->ok());
    CHECK(t.batches <= 2);
    t.unreadable = true;
    const auto r = reconcile(t, {});
    REQUIRE(r.has_error());
    CHECK(r.error().message() == "unreadable");
    CHECK(memory.list()->size() == 1);
}

TEST_CASE("execute answers each step on its own; a destination step without destination is refused") {
    memory_table t;
    step add;
    add.service = svc(web);
    step nameless;
    nameless.kind = step_kind::add_destination;
    nameless.service.key = web;
    step strange;
    strange.kind = static_cast<step_kind>(99);
    strange.destination = dst("10.0.1.1");
    const std::vector<step> steps{add, add, nameless, strange};
    const auto results = t.execute(steps);
    REQUIRE(results.size() == 4);
    CHECK(results[0].has_value());
    CHECK(results[1].error().code() == errc::already_exists);
    CHECK(results[2].error().message() == "add_destination: the step has no destination");
    CHECK(results[3].error().code() == errc::invalid_argument);
}

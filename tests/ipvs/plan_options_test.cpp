// Plans with limits: what is not owned stays, what has connections drains, and whole-table settings.
#include "ipvs/failing_table.hpp"
#include "ipvs/objects.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

/// A plan for what the table holds now, with its connections.
plan drain_plan(const memory_table& t, const state& desired) { return *make_plan(t, desired, {}, true); }

}  // namespace

TEST_CASE("ownership: marks, addresses, and single services") {
    ownership mine;
    CHECK_FALSE(mine.owns(web));
    mine.marks = {{5, 7}};
    mine.addresses = {*ip_prefix::parse("10.0.0.0/24"), *ip_prefix::parse("2001:db8::/64")};
    mine.services = {mark(100)};
    CHECK(mine.owns(mark(5)));
    CHECK(mine.owns(mark(7, ip_family::v6)));
    CHECK_FALSE(mine.owns(mark(8)));
    CHECK(mine.owns(mark(100)));
    CHECK(mine.owns(tcp("10.0.0.255", 1)));
    CHECK_FALSE(mine.owns(tcp("10.0.1.0")));
    CHECK(mine.owns(tcp("2001:db8::ff")));
    CHECK_FALSE(mine.owns(tcp("2001:db8:0:1::")));
}

TEST_CASE("two managers share a table: each changes what it owns") {
    memory_table t;
    plan_options first;
    first.owned.emplace().addresses = {*ip_prefix::parse("10.0.0.0/24")};
    plan_options second;
    second.owned.emplace().marks = {{1, 9}};
    const state a{{{svc(tcp("10.0.0.1")), {dst("10.0.1.1")}}, {svc(tcp("10.0.0.2")), {}}}};
    const state b{{{svc(mark(1)), {dst("10.0.1.1")}}}};
    REQUIRE(reconcile(t, a, first)->ok());
    REQUIRE(reconcile(t, b, second)->ok());
    CHECK(t.list()->size() == 3);
    REQUIRE(reconcile(t, {}, first)->ok());
    CHECK(*t.read() == b);
    const auto p = diff(*t.read(), a, second);
    CHECK(p.to_string() == "remove service fwmark 1\n");
    CHECK(p.not_owned == std::vector<service_key>{tcp("10.0.0.1"), tcp("10.0.0.2")});
}

TEST_CASE("drain: weight 0, then wait for the connections, then remove") {
    memory_table t;
    REQUIRE(reconcile(t, state{{{svc(web), {dst("10.0.1.1"), dst("10.0.1.2", 2), dst("10.0.1.3")}}}})->ok());
    REQUIRE(t.account(web, {ip("10.0.1.2"), 80}, {}, 3, 2).has_value());
    const state desired{{{svc(web), {dst("10.0.1.3")}}}};

    auto p = drain_plan(t, desired);
    CHECK(p.to_string() ==
          "tcp 10.0.0.1:80: edit destination 10.0.1.1:80: weight 1 -> 0\n"
          "tcp 10.0.0.1:80: edit destination 10.0.1.2:80: weight 2 -> 0\n");
    CHECK(p.draining ==
          std::vector<draining_destination>{{web, {ip("10.0.1.1"), 80}, 0}, {web, {ip("10.0.1.2"), 80}, 5}});
    REQUIRE(apply(t, p).ok());

    p = drain_plan(t, desired);
    CHECK(p.to_string() == "tcp 10.0.0.1:80: remove destination 10.0.1.1:80\n");
    CHECK(p.draining.size() == 1);
    REQUIRE(apply(t, p).ok());
    CHECK(drain_plan(t, desired).empty());
    CHECK(drain_plan(t, desired).draining.size() == 1);

    REQUIRE(t.account(web, {ip("10.0.1.2"), 80}, {}, 0, 0).has_value());
    p = drain_plan(t, desired);
    CHECK(p.draining.empty());
    REQUIRE(apply(t, p).ok());
    CHECK(*t.read() == desired);
}

TEST_CASE("drain: a service goes when none of its destinations has connections") {
    memory_table t;
    REQUIRE(reconcile(t, state{{{svc(web), {dst("10.0.1.1"), dst("10.0.1.2", 0)}}, {svc(mark(1)), {}}}})->ok());
    REQUIRE(t.account(web, {ip("10.0.1.1"), 80}, {}, 1, 0).has_value());
    CHECK(drain_plan(t, {}).to_string() ==
          "tcp 10.0.0.1:80: edit destination 10.0.1.1:80: weight 1 -> 0\n"
          "tcp 10.0.0.1:80: remove destination 10.0.1.2:80\n"
          "remove service fwmark 1\n");
    REQUIRE(apply(t, drain_plan(t, {})).ok());
    CHECK(drain_plan(t, {}).empty());
    REQUIRE(t.account(web, {ip("10.0.1.1"), 80}, {}, 0, 0).has_value());
    CHECK(drain_plan(t, {}).to_string() == "remove service tcp 10.0.0.1:80\n");
}

TEST_CASE("timeouts and sync daemons are part of a plan when the state has them") {
    memory_table t;
    state desired;
    CHECK(diff(*t.read_all(), desired).empty());
    desired.timeouts = timeouts{900, 60, 0};
    desired.sync_daemons = {{sync_role::backup, "eth0", 5}};
    auto p = diff(*t.read_all(), desired);
    CHECK(p.to_string() == "set timeouts: tcpfin 120 -> 60\nstart sync daemon backup eth0 id 5\n");
    REQUIRE(reconcile(t, desired)->ok());
    CHECK(t.get_timeouts()->tcp_fin == 60);
    CHECK(diff(*t.read_all(), desired).empty());

    desired.sync_daemons = {{sync_role::master, "eth0", 5}, {sync_role::backup, "eth0", 6}};
    desired.services = {{svc(web), {}}};
    p = diff(*t.read_all(), desired);
    CHECK(p.to_string() ==
          "stop sync daemon backup\nadd service tcp 10.0.0.1:80 rr\nstart sync daemon master eth0 id 5\n"
          "start sync daemon backup eth0 id 6\n");
    REQUIRE(apply(t, p).ok());
    const auto again = apply(t, p);
    CHECK_MESSAGE(again.ok(), again.to_string());
    CHECK(diff(*t.read_all(), desired).empty());

    desired.sync_daemons = {{{sync_role::master, "eth9", 5}}};
    step other;
    other.kind = step_kind::start_sync_daemon;
    other.daemon = desired.sync_daemons->front();
    const auto refused = apply(t, plan{{other}});
    CHECK(refused.failures.size() == 1);  // another one runs
}

TEST_CASE("what leaves a daemon's fields at their defaults is content with the kernel's") {
    const sync_daemon running{sync_role::master, "eth0", 5, 1472, ip("224.0.0.81"), 8848, 1};
    CHECK(satisfies(running, {sync_role::master, "eth0", 5}));
    CHECK(satisfies(running, running));
    CHECK_FALSE(satisfies(running, {sync_role::master, "eth0", 6}));
    CHECK_FALSE(satisfies(running, {sync_role::master, "eth0", 5, 1400}));
    CHECK_FALSE(satisfies(running, {sync_role::master, "eth0", 5, 0, ip("224.0.0.82")}));
    CHECK_FALSE(satisfies(running, {sync_role::master, "eth0", 5, 0, {}, 9000}));
    CHECK_FALSE(satisfies(running, {sync_role::master, "eth0", 5, 0, {}, 0, 2}));
}

TEST_CASE("a report has a fate for each step; told to stop, the rest is not tried") {
    memory_table memory;
    failing_table t{memory};
    t.refuse = [](const step& s) { return s.service.key == tcp("10.0.0.2"); };
    const auto p = diff({}, {{{svc(web), {}}, {svc(tcp("10.0.0.2")), {}}, {svc(tcp("10.0.0.3")), {}}}});
    SUBCASE("goes on") {
        const auto report = apply(t, p);
        CHECK(report.fates == std::vector<step_fate>{step_fate::made, step_fate::failed, step_fate::made});
        CHECK(memory.list()->size() == 2);
    }
    SUBCASE("stops") {
        const auto report = apply(t, p, {.stop_at_failure = true});
        CHECK(report.fates == std::vector<step_fate>{step_fate::made, step_fate::failed, step_fate::not_tried});
        CHECK(report.skipped == 1);
        CHECK(memory.list()->size() == 1);
    }
}

TEST_CASE("a plan for a table touches timeouts and sync daemons only when the desired state has them") {
    memory_table t;
    REQUIRE(t.set_timeouts({100, 20, 30}).has_value());
    CHECK(make_plan(t, {})->empty());
    state desired;
    desired.timeouts = timeouts{100, 20, 30};
    CHECK(make_plan(t, desired)->empty());
    desired.timeouts->udp = 31;
    CHECK(make_plan(t, desired)->steps.size() == 1);
    desired.timeouts.reset();
    desired.sync_daemons.emplace().push_back({.role = sync_role::master, .interface = "eth0"});
    CHECK(make_plan(t, desired)->steps.front().kind == step_kind::start_sync_daemon);
}

TEST_CASE("the steps for one thing to a service") {
    const service_state given{svc(web), {dst("10.0.1.1"), dst("10.0.1.2")}};
    const auto kinds = [&](step_kind kind) {
        std::string all;
        for (const auto& s : *steps_for(kind, given)) all += std::string{to_string(s.kind)} + ' ';
        return all;
    };
    CHECK(kinds(step_kind::add_service) == "add_service add_destination add_destination ");
    CHECK(kinds(step_kind::edit_service) == "edit_service ");
    CHECK(kinds(step_kind::remove_service) == "remove_service ");
    CHECK(kinds(step_kind::edit_destination) == "edit_destination edit_destination ");
    CHECK(*steps_for(step_kind::remove_destination, given)->back().destination == dst("10.0.1.2"));
    CHECK(steps_for(step_kind::add_destination, {svc(web), {}}).error().code() == errc::invalid_argument);
    CHECK(steps_for(step_kind::set_timeouts, given).error().code() == errc::invalid_argument);
}

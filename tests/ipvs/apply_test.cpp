// ipvs::application without a table: what it asks for, in which order, and what it makes of the answers. What apply()
// does to a table is in diff_test.cpp.
#include <hakit/ipvs/apply.hpp>

#include "ipvs/objects.hpp"

#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

#include <cerrno>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

const state before{{{svc(web), {dst("10.0.1.1"), dst("10.0.1.2")}}, {svc(mark(9)), {}}}};
const state after{{{svc(web), {dst("10.0.1.1", 5), dst("10.0.1.3")}}}};

std::vector<std::string> kinds(std::span<const step> steps) {
    std::vector<std::string> all;
    for (const auto& s : steps) all.emplace_back(to_string(s.kind));
    return all;
}

std::vector<result<void>> good(std::size_t count) { return std::vector<result<void>>(count); }

const error refusal{errc::system, "no", EPERM};

}  // namespace

TEST_CASE("an application asks for what adds first, and for removals when that is answered") {
    const auto p = diff(before, after);
    application a{p};
    auto asked = a.next();
    REQUIRE(asked.has_value());
    CHECK(kinds(asked->steps) == std::vector<std::string>{"add_destination", "edit_destination"});
    a.take(good(2));
    asked = a.next();
    REQUIRE(asked.has_value());
    CHECK(kinds(asked->steps) == std::vector<std::string>{"remove_destination", "remove_service"});
    a.take(good(2));
    CHECK_FALSE(a.next().has_value());
    CHECK(std::move(a).take_report().to_string() == "4 steps made, 0 already made");
}

TEST_CASE("it goes on after a failure, without the removals of that service") {
    const auto p = diff(before, after);
    application a{p};
    (void)a.next();
    auto answers = good(2);
    answers[1] = refusal;
    a.take(std::move(answers));
    const auto asked = a.next();
    REQUIRE(asked.has_value());
    CHECK(kinds(asked->steps) == std::vector<std::string>{"remove_service"});
    a.take(good(1));
    CHECK_FALSE(a.next().has_value());
    const auto report = std::move(a).take_report();
    CHECK(report.made == 2);
    CHECK(report.skipped == 1);
    CHECK(report.failures.size() == 1);
}

TEST_CASE("told to stop, it asks step by step up to the failure") {
    const auto p = diff(before, after);
    REQUIRE(p.steps.size() == 4);
    application a{p, {true}};
    for (int n = 0; n < 2; ++n) {
        const auto asked = a.next();
        REQUIRE(asked.has_value());
        REQUIRE(asked->steps.size() == 1);
        CHECK(asked->steps.front() == p.steps[static_cast<std::size_t>(n)]);
        auto answer = good(1);
        if (n == 1) answer[0] = refusal;
        a.take(std::move(answer));
    }
    CHECK_FALSE(a.next().has_value());
    const auto report = std::move(a).take_report();
    CHECK(report.fates == std::vector{step_fate::made, step_fate::failed, step_fate::not_tried, step_fate::not_tried});
}

TEST_CASE("what somebody else did meanwhile is edited, what he took away is added") {
    const auto p = diff(before, after);
    application a{p};
    (void)a.next();
    a.take({error{errc::already_exists, "there", EEXIST}, error{errc::not_found, "gone", ENOENT}});
    for (const std::string_view expected : {"edit_destination", "add_destination"}) {
        const auto asked = a.next();
        REQUIRE(asked.has_value());
        CHECK(kinds(asked->steps) == std::vector<std::string>{std::string{expected}});
        a.take(good(1));
    }
    const auto last = a.next();
    REQUIRE(last.has_value());
    CHECK(last->steps.size() == 2);
    a.take({error{errc::not_found, "gone", ENOENT}, error{errc::not_found, "gone", ESRCH}});
    CHECK_FALSE(a.next().has_value());
    const auto report = std::move(a).take_report();
    CHECK(report.ok());
    CHECK(report.already_made == 3);
    CHECK(report.made == 1);
}

TEST_CASE("a sync daemon that runs already is looked at") {
    state wanted;
    wanted.sync_daemons = {{sync_daemon{}}};
    wanted.sync_daemons->front().interface = "lo";
    state none;
    none.sync_daemons.emplace();
    const auto p = diff(none, wanted);
    REQUIRE(p.steps.size() == 1);
    for (const bool same : {true, false}) {
        application a{p};
        (void)a.next();
        a.take(std::vector<result<void>>{error{errc::already_exists, "runs", EEXIST}});
        const auto asked = a.next();
        REQUIRE(asked.has_value());
        CHECK(asked->steps.empty());
        memory_table kernel;
        REQUIRE(kernel.start_sync_daemon(wanted.sync_daemons->front()).has_value());
        auto running = *kernel.list_sync_daemons();
        if (!same) running.front().interface = "eth9";
        a.take(result<std::vector<sync_daemon>>{running});
        CHECK_FALSE(a.next().has_value());
        CHECK(std::move(a).take_report().ok() == same);
    }
}

TEST_CASE("abandoned, it accounts for what was asked and asks no more") {
    const auto p = diff(before, after);
    const error lost{errc::cancelled, "cancelled", ECANCELED};
    SUBCASE("before the first request") {
        application a{p};
        a.abandon(lost);
        CHECK_FALSE(a.next().has_value());
        const auto report = std::move(a).take_report();
        CHECK_FALSE(report.ok());
        CHECK(report.skipped == 3);
    }
    SUBCASE("with a request open") {
        application a{p};
        (void)a.next();
        a.abandon(lost);
        CHECK_FALSE(a.next().has_value());
        const auto report = std::move(a).take_report();
        CHECK(report.failures.size() == 2);
        CHECK(report.skipped == 2);
    }
    SUBCASE("when all is done") {
        application a{p};
        (void)a.next();
        a.take(good(2));
        (void)a.next();
        a.take(good(2));
        a.abandon(lost);
        CHECK(std::move(a).take_report().ok());
    }
}

TEST_CASE("an application that was cut short is repeated to the end") {
    memory_table t;
    REQUIRE(reconcile(t, before)->ok());
    const auto p = diff(before, after);
    application cut{p};
    cut.take(t.execute(cut.next()->steps));
    cut.abandon(refusal);
    const auto again = apply(t, p);
    CHECK_MESSAGE(again.ok(), again.to_string());
    CHECK(again.already_made == 1);
    CHECK(diff(*t.read(), after).empty());
}

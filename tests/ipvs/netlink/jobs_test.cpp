// Every call of a kernel table without a kernel: the exchanges run against the kernel's side on a memory_table.
#include "ipvs/netlink/jobs.hpp"
#include "ipvs/netlink/apply_job.hpp"

#include "ipvs/netlink/peer.hpp"
#include "ipvs/objects.hpp"

#include <hakit/ipvs/memory_table.hpp>

#include <doctest/doctest.h>

#include <cerrno>

using namespace hakit;
using namespace hakit::ipvs;
using namespace hakit::ipvs::netlink;
using namespace ipvs_test;

namespace {

/// Carries jobs out between the two; counts sends, and does mischief when told to.
struct wire {
    memory_table table;
    netlink_peer peer{table};
    message_writer writer{netlink_peer::family};
    std::size_t sends = 0;
    std::size_t largest = 0;
    std::function<void()> after_send = [] {};
    std::size_t fails_at = ~std::size_t{0};  ///< the step that does not work: a send or a receipt

    template <class T>
    hakit::result<T> run(job<T> j) {
        std::size_t steps = 0;
        const auto broken = [&] { return steps++ == fails_at; };
        for (;;) {
            writer.clear();
            j.work->fill(writer);
            if (writer.message_count() == 0) break;
            if (broken()) {
                j.work->fail(error::system(ENOBUFS, "send"));
                continue;
            }
            ++sends;
            largest = std::max(largest, writer.data().size());
            const auto answers = peer.answer(writer.data());
            after_send();
            for (const auto& a : answers) {
                if (broken()) {
                    j.work->fail(error::system(ENOBUFS, "receive"));
                    break;
                }
                bytes rest{a};
                while (const auto m = next_message(rest)) j.work->take(*m);
            }
            if (j.work->waiting()) j.work->silence();
        }
        return j.finish();
    }
};

step add(const service& s) {
    step one;
    one.service = s;
    return one;
}

step add(const service_key& key, const destination& d) {
    step one;
    one.kind = step_kind::add_destination;
    one.service.key = key;
    one.destination = d;
    return one;
}

}  // namespace

TEST_CASE("what is written arrives, and is read as it was written") {
    wire w;
    auto s = svc(tcp("2001:db8::1"), "mh");
    s.persistence_timeout = 100;
    s.persistence_mask = client_mask::v6(48);
    s.scheduler_flags = hash_port;
    auto d = dst("10.0.1.1", 5, 80, forwarding::tunnel);
    d.tunnel = {tunnel_type::gue, 6080, tunnel_checksum};
    d.upper_threshold = 9;
    d.lower_threshold = 3;
    CHECK(w.run(change_job(add(s), true)).has_value());
    CHECK(w.run(change_job(add(s.key, d), true)).has_value());
    const auto read = w.run(get_job(s.key, 5, consistency::table));
    REQUIRE(read.has_value());
    CHECK(read->service == s);
    CHECK(read->destinations.front().destination == d);
    CHECK(w.run(list_job(5, consistency::table))->size() == 1);
    CHECK(w.run(flush_job()).has_value());
    CHECK(w.run(get_job(s.key, 5, consistency::table)).error().message() ==
          "get service tcp [2001:db8::1]:80: no such virtual service");
    CHECK(w.run(info_job())->major == 1);
    CHECK(*w.run(timeouts_job()) == default_timeouts);
    CHECK(w.run(zero_all_job()).has_value());
    CHECK(w.run(zero_job(web)).error().system_errno() == ESRCH);
    step start;
    start.kind = step_kind::start_sync_daemon;
    start.daemon = sync_daemon{sync_role::backup, "eth0", 7, 1400, ip("ff02::5"), 9000, 2};
    CHECK(w.run(change_job(start, true)).has_value());
    CHECK(w.run(daemons_job())->front() == *start.daemon);
}

TEST_CASE("many changes go in few sends, and each gets its own result") {
    wire w;
    std::vector<step> steps;
    for (int n = 0; n < 300; ++n) {
        const auto key = tcp("10.0." + std::to_string(n / 100) + "." + std::to_string(n % 100 + 1));
        steps.push_back(add(svc(key)));
        steps.push_back(add(key, dst("10.0.1.1", n % 5 == 0 ? -1 : 1)));  // not sent
        steps.push_back(add(svc(key)));                                   // exists by now
    }
    const auto results = *w.run(execute_job(steps, true));
    CHECK(w.sends == (900 - 60 + 127) / 128);
    CHECK(w.largest <= write_operation::bytes_in_a_send);
    for (std::size_t i = 0; i < results.size(); i += 3) {
        CHECK(results[i].has_value());
        CHECK(results[i + 1].has_value() == (i / 3 % 5 != 0));
        CHECK(results[i + 2].error().code() == errc::already_exists);
    }
    CHECK(results[1].error().message().find("weight") != std::string::npos);
    CHECK(w.run(execute_job(std::vector<step>{}, true))->empty());
}

TEST_CASE("a table that changes between two readings is read again") {
    wire w;
    for (int n = 1; n <= 3; ++n) REQUIRE(w.table.add_service(svc(tcp("10.0.0." + std::to_string(n)))).has_value());
    int changes = 5;
    w.after_send = [&] {
        if (changes-- <= 0) return;
        auto s = svc(web);
        s.persistence_timeout = static_cast<std::uint32_t>(changes) + 1;
        REQUIRE(w.table.edit_service(s).has_value());
    };
    SUBCASE("until it stands still") {
        const auto read = w.run(list_job(10, consistency::table));
        REQUIRE(read.has_value());
        CHECK(settings_of(*read) == *w.table.read());
        CHECK(w.sends == 4 * 4);  // the first three differ
    }
    SUBCASE("or until that was too often") {
        changes = 1000;
        const auto read = w.run(list_job(4, consistency::table));
        CHECK(read.error().code() == errc::timed_out);
        CHECK(read.error().system_errno() == EAGAIN);
        CHECK(w.sends == 4 * 4);
    }
    SUBCASE("one reading asks no questions") {
        CHECK(w.run(list_job(1, consistency::table)).has_value());
        CHECK(w.sends == 4);
    }
}

TEST_CASE("consistent services: one reading and the list of services once more") {
    wire w;
    const auto nth = [](int n) { return tcp("10.0.0." + std::to_string(n)); };
    const auto server = [](int n, std::int32_t weight = 1) { return dst("10.0.1." + std::to_string(n), weight); };
    for (int n = 1; n <= 3; ++n) {
        REQUIRE(w.table.add_service(svc(nth(n))).has_value());
        REQUIRE(w.table.add_destination(nth(n), server(1)).has_value());
    }
    SUBCASE("what changes in a service makes no second reading") {
        std::int32_t weight = 1;
        w.after_send = [&] { REQUIRE(w.table.edit_destination(nth(1), server(1, ++weight)).has_value()); };
        CHECK(w.run(list_job(2, consistency::service))->size() == 3);
        CHECK(w.sends == 1 + 3 + 1);
        CHECK(w.run(get_job(nth(2), 2, consistency::service))->destinations.size() == 1);
        CHECK(w.sends == 5 + 3);
    }
    SUBCASE("a service that comes or goes does") {
        w.after_send = [&] {
            if (w.sends == 4) REQUIRE(w.table.remove_service(nth(1)).has_value());
        };
        const auto read = w.run(list_job(3, consistency::service));
        REQUIRE(read.has_value());
        CHECK(settings_of(*read) == *w.table.read());
        CHECK(w.sends == (1 + 3) + (1 + 2) + 1);
        int more = 10;
        w.after_send = [&] { REQUIRE(w.table.add_service(svc(nth(more++))).has_value()); };
        CHECK(w.run(list_job(3, consistency::service)).error().code() == errc::timed_out);
    }
    SUBCASE("many destinations come in pieces, so they are read until they are the same twice") {
        for (int n = 2; n <= 9; ++n) REQUIRE(w.table.add_destination(nth(2), server(n)).has_value());
        CHECK(w.run(list_job(2, consistency::service))->size() == 3);
        CHECK(w.sends == 1 + 4 + 1);
        std::int32_t weight = 1;
        std::int32_t most = 3;
        w.after_send = [&] {
            if (weight < most) REQUIRE(w.table.edit_destination(nth(2), server(7, ++weight)).has_value());
        };
        w.sends = 0;
        const auto read = w.run(get_job(nth(2), 4, consistency::service));
        REQUIRE(read.has_value());
        CHECK(read->destinations[6].destination.weight == 3);
        most = 1000;
        CHECK(w.run(get_job(nth(2), 4, consistency::service)).error().code() == errc::timed_out);
        CHECK(w.run(get_job(nth(2), 1, consistency::service)).has_value());
    }
}

TEST_CASE("whatever send or receipt fails, the operation ends with that error") {
    const std::vector<step> steps(300, add(svc(web)));
    for (std::size_t n = 0; n < 5; ++n) {
        wire w;
        REQUIRE(w.table.add_service(svc(web)).has_value());
        w.fails_at = n;
        const auto read = w.run(list_job(5, consistency::table));
        if (read.has_error()) CHECK(read.error().system_errno() == ENOBUFS);
        const auto info = w.run(info_job());
        CHECK(info.has_value() == (n > 1));
        const auto results = *w.run(execute_job(steps, true));
        CHECK(results.size() == steps.size());
        CHECK(results.front().has_error());
        CHECK(results.back().has_error());
    }
}

TEST_CASE("an answer that never comes is EINTR, and a stopped daemon is stopped") {
    message_writer w;
    auto info = info_job();
    info.work->fill(w);
    info.work->silence();
    CHECK(info.finish().error().system_errno() == EINTR);
    auto list = list_job(3, consistency::table);
    list.work->fill(w);
    list.work->silence();
    w.clear();
    list.work->fill(w);
    CHECK(w.message_count() == 0);
    CHECK(list.finish().error().system_errno() == EINTR);
    step stop;
    stop.kind = step_kind::stop_sync_daemon;
    stop.daemon.emplace();
    auto stopping = execute_job(std::vector{add(svc(web)), stop}, true);
    stopping.work->fill(w);
    CHECK(w.message_count() == 2);
    stopping.work->silence();
    const auto results = *stopping.finish();
    CHECK(results[0].has_value());
    CHECK(results[1].has_value());
}

TEST_CASE("a step without what its kind needs is not sent") {
    wire w;
    step s;
    for (const auto kind : {step_kind::add_destination, step_kind::set_timeouts, step_kind::start_sync_daemon}) {
        s.kind = kind;
        CHECK(w.run(change_job(s, false)).error().code() == errc::invalid_argument);
    }
    s.kind = step_kind::add_service;
    s.service.scheduler = std::string(70000, 'x');
    CHECK(w.run(change_job(s, false)).error().code() == errc::invalid_argument);
    CHECK(w.sends == 0);
}

TEST_CASE("a plan is one operation, and whatever send or receipt fails, a second run completes it") {
    state goal;
    for (int n = 1; n < 200; ++n) goal.services.push_back({svc(tcp("10.0.7." + std::to_string(n))), {dst("10.0.1.1")}});
    state other{{{svc(web, "wlc"), {dst("10.0.1.1", 7)}}, {svc(tcp("10.0.7.3")), {dst("10.0.1.9")}}}};
    bool failed = true;
    std::size_t at = 0;
    for (; failed; ++at) {
        wire w;
        REQUIRE(reconcile(w.table, other)->ok());
        const auto p = diff(*w.table.read(), goal);
        w.fails_at = at;
        const auto report = w.run(apply_job(p, {}, true));
        REQUIRE(report.has_value());
        failed = !report->ok();
        CHECK(report->made + report->already_made + report->skipped + report->failures.size() == p.steps.size());
        w.fails_at = ~std::size_t{0};
        const auto again = w.run(apply_job(p, {}, true));
        CHECK_MESSAGE(again->ok(), again->to_string());
        CHECK(diff(*w.table.read(), goal).empty());
    }
    CHECK(at > 4);
}

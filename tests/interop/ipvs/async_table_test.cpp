// io::kernel_table on a real kernel: completion tokens, order, cancellation, and timers that keep running.
#include <hakit/io/kernel_table.hpp>
#include <hakit/io/table_watch.hpp>

#include "interop/ipvs/fresh_namespace.hpp"
#include "ipvs/objects.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <cerrno>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

struct fixture {
    io::asio::io_context context;
    io::kernel_table table = [this] {
        kernel_options options;
        options.where = fresh_namespace();
        auto t = io::kernel_table::open(context.get_executor(), options);
        REQUIRE_MESSAGE(t.has_value(), t.error().message());
        return std::move(*t);
    }();

    /// Many services with one destination each.
    static std::vector<step> many(int count) {
        std::vector<step> steps;
        for (int n = 0; n < count; ++n) {
            step s;
            s.service = svc(tcp("10.1." + std::to_string(n / 250) + "." + std::to_string(n % 250 + 1)));
            steps.push_back(s);
            s.kind = step_kind::add_destination;
            s.destination = dst("10.0.1.1");
            steps.push_back(s);
        }
        return steps;
    }
};

}  // namespace

TEST_CASE_FIXTURE(fixture, "operations complete in their order, on the executor") {
    std::vector<std::string> order;
    table.async_execute(many(500), [&](result<std::vector<result<void>>> r) {
        REQUIRE(r.has_value());
        for (const auto& one : *r) REQUIRE(one.has_value());
        order.push_back("execute");
    });
    table.async_list([&](result<std::vector<service_status>> r) {
        CHECK(r->size() == 500);
        order.push_back("list");
    });
    table.async_get(tcp("10.1.0.1"), [&](result<service_status> r) {
        CHECK(r->destinations.size() == 1);
        order.push_back("get");
    });
    table.async_zero(web, [&](result<void> r) { CHECK(r.error().system_errno() == ESRCH); });
    table.async_zero_all([&](result<void> r) { CHECK(r.has_value()); });
    table.async_flush([&](result<void> r) { CHECK(r.has_value()); });
    table.async_read([&](result<state> r) {
        CHECK(r->services.empty());
        order.push_back("read");
    });
    table.async_info([&](result<table_info> r) { CHECK(r->major == 1); });
    table.async_get_timeouts([&](result<timeouts> r) { CHECK(*r == default_timeouts); });
    table.async_list_sync_daemons([&](result<std::vector<sync_daemon>> r) { CHECK(r->empty()); });
    CHECK(order.empty());
    context.run();
    CHECK(order == std::vector<std::string>{"execute", "list", "get", "read"});
}

TEST_CASE_FIXTURE(fixture, "any completion token works") {
    auto info = table.async_info(io::asio::use_future);
    context.run();
    CHECK(info.get()->minor == 2);
}

TEST_CASE_FIXTURE(fixture, "other handlers run while a big table is read") {
    table.async_execute(many(1000), [](const auto&) {});
    context.run();
    context.restart();
    bool ended = false;
    int turns = 0;
    std::function<void()> tick = [&] {
        ++turns;
        if (!ended) io::asio::post(context, tick);
    };
    io::asio::post(context, tick);
    table.async_list([&](result<std::vector<service_status>> r) {
        CHECK(r->size() == 1000);
        ended = true;
    });
    context.run();
    CHECK(turns > 100);
}

TEST_CASE_FIXTURE(fixture, "a plan is applied as one operation, between whose steps other handlers run") {
    ipvs::plan p;
    p.steps = many(3000);
    table.async_execute(many(1), [](const auto&) {});
    bool ended = false;
    int turns = 0;
    std::function<void()> tick = [&] {
        ++turns;
        if (!ended) io::asio::post(context, tick);
    };
    io::asio::post(context, tick);
    table.async_apply(p, {}, [&](result<apply_report> r) {
        CHECK(r->ok());
        CHECK(r->already_made == 2);
        CHECK(r->made == p.steps.size() - 2);
        ended = true;
    });
    std::size_t found = 0;
    table.async_list([&](result<std::vector<service_status>> r) { found = r->size(); });
    context.run();
    CHECK(turns > 3);
    CHECK(found == 3000);
}

TEST_CASE_FIXTURE(fixture, "a plan that is cancelled reports what was not made, and can be repeated") {
    ipvs::plan p;
    p.steps = many(3000);
    io::asio::cancellation_signal signal;
    std::size_t left = 0;
    table.async_apply(p, {}, io::asio::bind_cancellation_slot(signal.slot(), [&](const result<apply_report>& r) {
                          CHECK(!r->ok());
                          CHECK(r->failures.front().error.system_errno() == ECANCELED);
                          left = r->skipped + r->failures.size();
                      }));
    context.run_one();  // under way
    signal.emit(io::asio::cancellation_type::terminal);
    context.run();
    context.restart();
    CHECK(left > 0);
    CHECK(left < p.steps.size());
    table.async_apply(p, {}, [&](const result<apply_report>& r) { CHECK(r->ok()); });
    std::size_t found = 0;
    table.async_list([&](result<std::vector<service_status>> r) { found = r->size(); });
    context.run();
    CHECK(found == 3000);
}

TEST_CASE_FIXTURE(fixture, "an operation that is cancelled says so, and the next one works") {
    table.async_execute(many(1000), [](const auto&) {});
    context.run();
    context.restart();
    io::asio::cancellation_signal signal;
    int code = 0;
    table.async_list(io::asio::bind_cancellation_slot(
        signal.slot(), [&](const result<std::vector<service_status>>& r) { code = r.error().system_errno(); }));
    for (int n = 0; n < 3; ++n) context.run_one();  // under way
    signal.emit(io::asio::cancellation_type::terminal);
    std::size_t found = 0;
    table.async_list([&](result<std::vector<service_status>> r) { found = r->size(); });
    context.run();
    CHECK(code == ECANCELED);
    CHECK(found == 1000);
}

TEST_CASE("an object that goes away cancels what has not ended") {
    fixture f;
    std::vector<errc> codes;
    {
        auto gone = std::move(f.table);
        gone.async_list([&](const result<std::vector<service_status>>& r) { codes.push_back(r.error().code()); });
        gone.async_info([&](const result<table_info>& r) { codes.push_back(r.error().code()); });
    }
    f.context.run();
    CHECK(codes.size() == 2);
    CHECK(codes.front() == errc::cancelled);
}

TEST_CASE_FIXTURE(fixture, "a watch tells what changed, and ends when told") {
    std::vector<std::string> told;
    std::optional<io::table_watch> watch;
    std::vector<std::vector<step>> next{many(2), {}};
    for (auto& s : many(2)) {
        if (s.kind == step_kind::add_service) s.kind = step_kind::remove_service;
        if (s.kind == step_kind::remove_service) next.back().push_back(s);
    }
    std::size_t at = 0;
    const auto change = [&] {
        if (at == next.size()) return watch.reset();
        table.async_execute(next[at++], [](const auto&) {});
    };
    watch.emplace(table, std::chrono::milliseconds{1}, [&](const result<std::vector<step>>& r) {
        REQUIRE(r.has_value());
        for (const auto& s : *r) told.push_back(s.to_string());
        change();
    });
    // After the first reading, which is compared with nothing.
    table.async_info([&](const auto&) { change(); });
    context.run();
    CHECK(told == std::vector<std::string>{
                      "add service tcp 10.1.0.1:80 rr", "tcp 10.1.0.1:80: add destination 10.0.1.1:80 masq weight 1",
                      "add service tcp 10.1.0.2:80 rr", "tcp 10.1.0.2:80: add destination 10.0.1.1:80 masq weight 1",
                      "remove service tcp 10.1.0.1:80", "remove service tcp 10.1.0.2:80"});
}

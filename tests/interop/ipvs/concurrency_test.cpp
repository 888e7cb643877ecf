// Several processes on one table: readers see tables that existed, and what was cut short can be completed.
#include "interop/ipvs/fresh_namespace.hpp"
#include "ipvs/objects.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/kernel_table.hpp>

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

std::unique_ptr<kernel_table> open_in(const network_namespace& where) {
    kernel_options options;
    options.where = where;
    auto t = kernel_table::open(options);
    REQUIRE_MESSAGE(t.has_value(), t.error().message());
    return std::move(*t);
}

/// A process that runs `work` and ends.
template <class Work>
pid_t start(Work work) {
    const auto pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        work();
        ::_exit(0);
    }
    return pid;
}

bool ended(pid_t pid) { return ::waitpid(pid, nullptr, WNOHANG) == pid; }

service_key nth(int n) { return tcp("10.1." + std::to_string(n / 250) + "." + std::to_string(n % 250 + 1)); }

step edit(int service, std::int32_t weight) {
    step s;
    s.kind = step_kind::edit_destination;
    s.service.key = nth(service);
    s.destination = dst("10.0.1.1", weight);
    return s;
}

}  // namespace

TEST_CASE("a reader during 10,000 changes never reports a table that did not exist") {
    const auto where = fresh_namespace();
    const auto t = open_in(where);
    constexpr int services = 20;
    state initial;
    for (int n = 0; n < services; ++n) initial.services.push_back({svc(nth(n)), {dst("10.0.1.1", 0)}});
    REQUIRE(reconcile(*t, initial)->ok());
    // The weights go up by one, service after service: each is that of the one before, or one less.
    const auto writer = start([&] {
        auto mine = kernel_table::open({where});
        if (mine.has_error()) return;
        for (std::int32_t weight = 1; weight <= 500; ++weight) {
            for (int n = 0; n < services; ++n) (void)(*mine)->execute(std::vector<step>{edit(n, weight)});
        }
    });
    std::size_t read = 0;
    std::size_t unsettled = 0;
    std::size_t impossible = 0;
    std::int32_t latest = 0;
    while (!ended(writer)) {
        const auto now = t->read();
        if (now.has_error()) {
            REQUIRE(now.error().code() == errc::timed_out);
            ++unsettled;
            continue;
        }
        ++read;
        REQUIRE(now->services.size() == services);
        const auto weight_of = [&](int n) { return now->find(nth(n))->destinations.front().weight; };
        int falls = 0;
        for (int n = 1; n < services; ++n) {
            const auto fall = weight_of(n - 1) - weight_of(n);
            if (fall != 0 && (fall != 1 || ++falls > 1)) ++impossible;
        }
        CHECK(weight_of(0) >= latest);
        latest = weight_of(0);
    }
    MESSAGE(read << " tables read, " << unsettled << " times it did not stand still");
    CHECK(impossible == 0);
    CHECK(read > 0);
    CHECK(t->read()->services.back().destinations.front().weight == 500);
}

TEST_CASE("services that come and go do not hide others from a reader") {
    const auto where = fresh_namespace();
    const auto t = open_in(where);
    state lasting;
    for (int n = 0; n < 150; ++n) lasting.services.push_back({svc(nth(n)), {}});
    REQUIRE(reconcile(*t, lasting)->ok());
    const auto writer = start([&] {
        auto mine = kernel_table::open({where});
        if (mine.has_error()) return;
        for (int round = 0; round < 300; ++round) {
            for (const auto kind : {step_kind::add_service, step_kind::remove_service}) {
                std::vector<step> steps(100);
                for (int n = 0; n < 100; ++n) {
                    steps[static_cast<std::size_t>(n)].kind = kind;
                    steps[static_cast<std::size_t>(n)].service = svc(nth(1000 + n));
                }
                (void)(*mine)->execute(steps);
            }
        }
    });
    kernel_options relaxed;
    relaxed.where = where;
    relaxed.consistency = consistency::service;
    const auto other = kernel_table::open(relaxed);
    std::size_t missing = 0;
    std::array<std::size_t, 2> read{};
    while (!ended(writer)) {
        for (const auto* reader : {t.get(), other->get()}) {
            const auto now = reader->read();
            if (now.has_error()) continue;
            ++read[reader == t.get() ? 0 : 1];
            for (const auto& s : lasting.services) missing += now->find(s.service.key) == nullptr ? 1 : 0;
        }
    }
    MESSAGE(read[0] << " tables read, " << read[1] << " with consistent services");
    CHECK(missing == 0);
    CHECK(read[0] + read[1] > 0);
}

TEST_CASE("a table that changes all the time can still be listed service by service") {
    const auto where = fresh_namespace();
    kernel_options relaxed;
    relaxed.where = where;
    relaxed.consistency = consistency::service;
    const auto t = kernel_table::open(relaxed);
    state initial;
    for (int n = 0; n < 200; ++n) {
        auto& s = initial.services.emplace_back(service_state{svc(nth(n)), {}});
        for (int d = 1; d <= (n == 0 ? 200 : 2); ++d) s.destinations.push_back(dst("10.0.1." + std::to_string(d), 1));
    }
    REQUIRE(reconcile(**t, initial)->ok());
    const auto writer = start([&] {
        auto mine = kernel_table::open({where});
        if (mine.has_error()) return;
        for (std::int32_t weight = 1; weight <= 20'000; ++weight)
            (void)(*mine)->execute(std::vector<step>{edit(1 + weight % 199, weight)});
    });
    std::size_t read = 0;
    while (!ended(writer)) {
        const auto now = (*t)->list();
        REQUIRE_MESSAGE(now.has_value(), now.error().message());
        ++read;
        std::size_t destinations = 0;
        for (const auto& s : *now) destinations += s.destinations.size();
        CHECK(now->size() == 200);
        CHECK(destinations == 200 + 199 * 2);
    }
    MESSAGE(read << " listings");
    CHECK(read > 0);
}

TEST_CASE("an apply of 5,000 steps that is killed is completed by the next one") {
    const auto where = fresh_namespace();
    state desired;
    for (int n = 0; n < 1000; ++n) {
        desired.services.push_back({svc(nth(n)), {dst("10.0.1.1"), dst("10.0.1.2"), dst("10.0.1.3"), dst("10.0.1.4")}});
    }
    const auto t = open_in(where);
    const auto victim = start([&] {
        auto mine = kernel_table::open({where});
        if (mine.has_value()) (void)reconcile(**mine, desired, {}, {.stop_at_failure = true});
    });
    kernel_options one_reading;
    one_reading.where = where;
    one_reading.max_readings = 1;
    const auto watch = kernel_table::open(one_reading);
    while ((*watch)->list()->size() < 100) ::usleep(1000);
    ::kill(victim, SIGKILL);
    ::waitpid(victim, nullptr, 0);
    const auto left = t->read();
    CHECK(left->services.size() >= 100);
    CHECK(left->services.size() < 1000);
    const auto report = reconcile(*t, desired);
    CHECK_MESSAGE(report->ok(), report->to_string());
    CHECK(report->made + 100 < 5000);
    normalize(desired);
    CHECK(*t->read() == desired);
    CHECK(reconcile(*t, desired)->made == 0);
}

TEST_CASE("without CAP_NET_ADMIN the error says so") {
    const auto where = fresh_namespace();
    const auto user = start([&] {
        if (::setuid(65534) != 0) ::_exit(1);
        const auto t = kernel_table::open();
        const bool right = t.has_error() && t.error().system_errno() == EPERM &&
                           t.error().message().find("CAP_NET_ADMIN") != std::string::npos;
        ::_exit(right ? 42 : 2);
    });
    int status = 0;
    ::waitpid(user, &status, 0);
    CHECK(WEXITSTATUS(status) == 42);
}

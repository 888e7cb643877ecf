#include <hakit/io/director_runner.hpp>
#include <hakit/io/signals.hpp>

#include <hakit/ipvs/memory_table.hpp>

#include "loopback.hpp"
#include "temporary_directory.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

using namespace hakit;
using namespace hakit::io;
using namespace hakit::io::test;

namespace {

/// Two virtual servers' worth of keepalived.conf over one real port.
std::string configuration(std::uint16_t port, const std::string& extra = {}, int weight = 1) {
    return "virtual_server 10.0.0.1 80 {\n protocol TCP\n lb_algo rr\n lb_kind NAT\n delay_loop 0.02\n warmup 0\n" +
           extra + " real_server 127.0.0.1 " + std::to_string(port) + " {\n  weight " + std::to_string(weight) +
           "\n  TCP_CHECK {\n   retry 0\n   connect_timeout 5\n  }\n }\n}\n";
}

struct fixture {
    temporary_directory dir;
    asio::io_context context;
    std::shared_ptr<ipvs::memory_table> table = std::make_shared<ipvs::memory_table>();
    std::vector<director::event> events;
    std::unique_ptr<director_runner> runner;

    explicit fixture(runner_options o = {}) {
        runner_callbacks c;
        c.on_event = [this](const director::event& e) { events.push_back(e); };
        runner = std::make_unique<director_runner>(context, table, std::move(o), c);
    }
    [[nodiscard]] std::string path() const { return dir / "keepalived.conf"; }
    void write(const std::string& text) const { std::ofstream{path()} << text; }
    [[nodiscard]] std::size_t count(director::event_kind k) const {
        return static_cast<std::size_t>(
            std::count_if(events.begin(), events.end(), [&](const auto& e) { return e.kind == k; }));
    }
    /// Runs until there was an event of that kind; the test program's time limit is the only other end.
    void until(director::event_kind k) {
        context.restart();
        while (count(k) == 0 && context.run_one() != 0) {
        }
        CHECK(count(k) != 0);
    }
    void stop() {
        bool done = false;
        runner->stop([&] { done = true; });
        context.restart();
        while (!done && context.run_one() != 0) {
        }
        CHECK(done);
    }
};

}  // namespace

TEST_CASE("a file in, a load balancer out: a server goes down and comes back") {
    fixture f;
    auto s = std::make_unique<server>(f.context, close_at_once);
    const auto port = s->port();
    f.write(configuration(port));
    const auto started = f.runner->start(f.path());
    if (started.has_error()) MESSAGE(started.error().message());
    REQUIRE(started.has_value());
    CHECK(f.runner->running());
    CHECK(f.table->read().value().services.at(0).destinations.size() == 1);
    CHECK(f.runner->start(f.path()).has_error());
    while (s->accepted() < 2) f.context.run_one();
    CHECK(f.count(director::event_kind::server_down) == 0);
    s->close();
    f.until(director::event_kind::server_down);
    CHECK(f.table->read().value().services.at(0).destinations.empty());
    CHECK(f.events.back().wall.has_value());
    const auto state = nlohmann::json::parse(f.runner->state_json());
    CHECK(state["schema"] == "hakit-director-1");
    CHECK(state["services"][0]["servers"][0]["alive"] == false);
    CHECK(state["services"][0]["servers"][0]["checks"][0]["outcome"]["errno"] == ECONNREFUSED);
    f.stop();
    CHECK(f.table->read().value().services.empty());
    CHECK_FALSE(f.runner->running());
    CHECK(f.count(director::event_kind::stopped) == 1);
    f.stop();
}

TEST_CASE("a reload that is refused changes nothing, a good one is applied") {
    fixture f;
    server s{f.context, close_at_once};
    f.write(configuration(s.port()));
    REQUIRE(f.runner->start(f.path()).has_value());
    const auto before = f.table->read().value();
    f.write("virtual_server 10.0.0.1 80 {\n no_such_keyword\n");
    CHECK(f.runner->reload().error().code() == errc::refused);
    CHECK(f.runner->reload("/no/such/file").error().code() == errc::not_found);
    CHECK(f.count(director::event_kind::reload_refused) == 2);
    CHECK(f.runner->running());
    CHECK(f.table->read().value() == before);
    f.write(configuration(s.port(), "", 9));
    REQUIRE(f.runner->reload().has_value());
    CHECK(f.table->read().value().services.at(0).destinations.at(0).weight == 9);
    f.stop();
    CHECK(f.runner->reload().has_error());
}

TEST_CASE("scripts run without a shell, and the end waits for them") {
    fixture f;
    server s{f.context, close_at_once};
    const auto out = f.dir / "out";
    std::ofstream{f.dir / "tell"} << "#!/bin/sh\nsleep 0.05\necho \"$*\" >> " + out + "\n";
    std::filesystem::permissions(f.dir / "tell", std::filesystem::perms::all);
    f.write(configuration(s.port(), " omega\n quorum_up \"" + (f.dir / "tell") + " up $HOME\"\n quorum_down \"" +
                                        (f.dir / "tell") + " down\"\n"));
    const auto started = f.runner->start(f.path());
    if (started.has_error()) MESSAGE(started.error().message());
    REQUIRE(started.has_value());
    f.stop();
    CHECK(read_file(out).value() == "up $HOME\ndown\n");
    CHECK(f.count(director::event_kind::script_failed) == 0);
}

TEST_CASE("a script that fails, or a user that does not exist, is told") {
    fixture f;
    server s{f.context, close_at_once};
    f.write(configuration(s.port(), " quorum_up \"/no/such/script\"\n"));
    runner_options o;
    o.load.accept_errors = true;
    fixture g{o};
    g.write(configuration(s.port(), " quorum_up \"/no/such/script\"\n"));
    REQUIRE(g.runner->start(g.path()).has_value());
    g.until(director::event_kind::script_failed);
    CHECK(g.events.back().text.starts_with("/no/such/script: "));
    g.stop();
    g.write(configuration(s.port(), " quorum_up \"/bin/true\" no-such-user-here\n"));
    fixture h{o};
    h.write(configuration(s.port(), " quorum_up \"/bin/true\" no-such-user-here\n"));
    const auto refused = h.runner->start(h.path());
    REQUIRE(refused.has_error());
    CHECK(refused.error().message() == "/bin/true: no user no-such-user-here");
    CHECK_FALSE(h.runner->running());
    CHECK(h.table->read().value().services.empty());
}

TEST_CASE("a runner that is destroyed while it works leaves nothing behind") {
    asio::io_context context;
    server s{context, stay_silent};
    const auto before = open_descriptors();
    auto table = std::make_shared<ipvs::memory_table>();
    {
        director_runner runner{context, table};
        auto loaded = load_plan(text::source{"test", configuration(s.port())});
        REQUIRE_FALSE(loaded.refused);
        REQUIRE(runner.start(std::move(loaded.desired)).has_value());
        while (s.accepted() == 0) context.run_one();
    }
    s.close();
    context.run();
    CHECK(open_descriptors() <= before);
    CHECK(table->read().value().services.size() == 1);
}

TEST_CASE("signals reach their actions") {
    asio::io_context context;
    std::string seen;
    std::unique_ptr<daemon_signals> signals;
    signal_actions a;
    a.reload = [&] {
        seen += "reload ";
        ::raise(SIGUSR1);
    };
    a.report = [&] {
        seen += "report ";
        ::raise(SIGTERM);
    };
    a.stop = [&] {
        seen += "stop";
        signals.reset();
    };
    signals = std::make_unique<daemon_signals>(context.get_executor(), a);
    ::raise(SIGHUP);
    context.run();
    CHECK(seen == "reload report stop");
}

#include "loopback.hpp"

#include <hakit/io/attempt.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <filesystem>

using namespace hakit;
using namespace hakit::io;
using namespace hakit::io::test;
using std::chrono::milliseconds;

std::size_t hakit::io::test::open_descriptors() {
    const std::filesystem::directory_iterator all{"/proc/self/fd"};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

TEST_CASE("a TCP check passes when the connection stands, whatever the server does then") {
    asio::io_context context;
    for (const auto& behaviour : {server::behaviour{stay_silent}, server::behaviour{close_at_once}}) {
        server s{context, behaviour};
        const auto r = run_one(context, tcp_check(s.port()));
        CHECK(r.outcome.ok());
        CHECK(r.outcome.reached == health::phase::done);
        CHECK(r.outcome.subject == "TCP connect to 127.0.0.1:" + std::to_string(s.port()));
        CHECK(r.outcome.bytes == 0);
    }
}

TEST_CASE("a closed port is ECONNREFUSED while connecting") {
    asio::io_context context;
    std::uint16_t port = 0;
    {
        server gone{context, stay_silent};
        port = gone.port();
    }
    const auto r = run_one(context, tcp_check(port));
    CHECK(r.outcome.why == health::failure::system);
    CHECK(r.outcome.system_errno == ECONNREFUSED);
    CHECK(r.outcome.reached == health::phase::connect);
}

TEST_CASE("a bind address that this host does not have, and an interface that is not there, are told") {
    asio::io_context context;
    server s{context, stay_silent};
    auto c = tcp_check(s.port());
    c.target.bind_address = ip_address::parse("192.0.2.1");
    auto r = run_one(context, c);
    CHECK(r.outcome.system_errno == EADDRNOTAVAIL);
    CHECK(r.outcome.detail == "bind to 192.0.2.1 port 0");
    c.target.bind_address = ip_address::parse("127.0.0.3");
    r = run_one(context, c);
    CHECK(r.outcome.ok());
    c.target.bind_address.reset();
    c.target.bind_interface = "no-such-if0";
    CHECK_FALSE(run_one(context, c).outcome.ok());
}

TEST_CASE("HTTP: what comes back decides, in every bad way") {
    asio::io_context context;
    server s{context, close_at_once};
    const auto outcome = [&](server::behaviour b, health::http_url url = {}) {
        s.change(std::move(b));
        return run_one(context, http_check(s.port(), std::move(url))).outcome;
    };

    auto o = outcome(answer("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
    CHECK(o.ok());
    CHECK(o.http_status == 200);
    CHECK(o.subject == "GET /");

    o = outcome(answer("HTTP/1.0 503 Sorry\r\n\r\n"));
    CHECK(o.why == health::failure::status);
    CHECK(o.http_status == 503);

    o = outcome(answer("SSH-2.0-OpenSSH\r\n\r\n"));
    CHECK(o.why == health::failure::malformed);

    o = outcome(close_at_once);
    CHECK_FALSE(o.ok());
    CHECK((o.why == health::failure::closed || o.why == health::failure::system));

    o = outcome(reset);
    CHECK_FALSE(o.ok());

    o = outcome(answer("HTTP/1.0 200 OK\r\nX: " + std::string(100'000, 'x')));
    CHECK(o.why == health::failure::limit);

    health::http_url url;
    url.digest = health::parse_md5("7ac66c0f148de9519b8bd264312c4d64");
    o = outcome(answer("HTTP/1.0 200 OK\r\n\r\nabcdefg"), url);
    CHECK(o.ok());
    o = outcome(answer("HTTP/1.0 200 OK\r\n\r\nabcdefgh"), url);
    CHECK(o.why == health::failure::digest);

    url.digest.reset();
    url.pattern = health::body_pattern{"alive: (yes|sure)"};
    o = outcome(answer("HTTP/1.0 200 OK\r\n\r\n" + std::string(50'000, ' ') + "alive: sure"), url);
    CHECK(o.ok());
    o = outcome(answer("HTTP/1.0 200 OK\r\n\r\nalive: no"), url);
    CHECK(o.why == health::failure::pattern);
}

TEST_CASE("HTTP: a body beyond the limit ends the attempt, it is not read for ever") {
    asio::io_context context;
    server s{context, answer("HTTP/1.0 200 OK\r\n\r\n" + std::string(4'000'000, 'x'))};
    attempt_options o;
    o.limits.body = 100'000;
    health::http_url url;
    url.digest = health::md5_digest{};
    const auto r = run_one(context, http_check(s.port(), url), in(milliseconds{20000}), o);
    CHECK(r.outcome.why == health::failure::limit);
    CHECK(r.outcome.bytes < 200'000);
}

TEST_CASE("HTTP: the request is the one of the health module") {
    asio::io_context context;
    std::string seen;
    server s{context, [&](shared_socket socket) {
                 after_request(socket, [&](shared_socket connection, const std::string& request) {
                     seen = request;
                     connection->close();
                 });
             }};
    health::http_url url;
    url.path = "/up?x=1";
    url.virtualhost = "www.example.org";
    run_one(context, http_check(s.port(), url));
    CHECK(seen.starts_with("GET /up?x=1 HTTP/1.0\r\n"));
    CHECK(seen.find("Host: www.example.org\r\n") != std::string::npos);
}

TEST_CASE("one deadline covers the whole attempt, however the server drips") {
    asio::io_context context;
    server s{context, drip("HTTP/1.0 200 OK\r\n\r\n")};
    health::http_url url;
    url.digest = health::md5_digest{};  // so that the body must be read
    auto r = run_one(context, http_check(s.port(), url), in(milliseconds{100}));
    CHECK(r.outcome.why == health::failure::timed_out);
    CHECK(r.outcome.reached == health::phase::body);
    CHECK(r.outcome.http_status == 200);
    CHECK(r.outcome.bytes > 0);
    CHECK(r.outcome.total() >= milliseconds{90});

    s.change(drip("HTTP/1.0 200 OK\r\nX-Y: "));
    r = run_one(context, http_check(s.port()), in(milliseconds{60}));
    CHECK(r.outcome.why == health::failure::timed_out);
    CHECK(r.outcome.reached == health::phase::headers);

    s.change(stay_silent);
    r = run_one(context, http_check(s.port()), in(milliseconds{30}));
    CHECK(r.outcome.reached == health::phase::first_byte);
}

TEST_CASE("progress is told phase by phase") {
    asio::io_context context;
    server s{context, answer("HTTP/1.0 200 OK\r\n\r\nbody")};
    std::vector<health::phase> phases;
    attempt_options o;
    o.on_progress = [&](health::phase p, std::uint64_t) {
        if (phases.empty() || phases.back() != p) phases.push_back(p);
    };
    health::http_url url;
    url.digest = health::md5_digest{};
    run_one(context, http_check(s.port(), url), in(milliseconds{20000}), o);
    REQUIRE(phases.size() >= 3);
    CHECK(phases[0] == health::phase::connect);
    CHECK(phases[1] == health::phase::write);
    CHECK(phases[2] == health::phase::first_byte);
}

TEST_CASE("a cancelled attempt says nothing and leaves no socket") {
    asio::io_context context;
    server s{context, stay_silent};
    const auto before = open_descriptors();
    bool called = false;
    {
        const auto ready = director::prepare(http_check(s.port())).value();
        auto running = start_attempt(context.get_executor(), ready, 0, in(milliseconds{20000}), {},
                                     [&](const attempt_result&) { called = true; });
        for (int i = 0; i < 4; ++i) context.run_one();
        running->cancel();
        running->cancel();
    }
    while (s.accepted() == 0) context.run_one();
    s.close();
    context.run();
    CHECK_FALSE(called);
    CHECK(open_descriptors() <= before);
}

TEST_CASE("an attempt as an operation with a completion token") {
    asio::io_context context;
    server s{context, stay_silent};
    const auto ready = director::prepare(tcp_check(s.port())).value();
    auto future = async_attempt(context.get_executor(), ready, 0, in(milliseconds{20000}), {}, asio::use_future);
    while (future.wait_for(milliseconds{0}) != std::future_status::ready) context.run_one();
    CHECK(future.get().outcome.ok());

    asio::cancellation_signal stop;
    std::optional<attempt_result> ended;
    async_attempt(context.get_executor(), director::prepare(http_check(s.port())).value(), 0, in(milliseconds{20000}),
                  {}, asio::bind_cancellation_slot(stop.slot(), [&](attempt_result r) { ended = std::move(r); }));
    context.run_one();
    stop.emit(asio::cancellation_type::terminal);
    while (!ended) context.run_one();
    CHECK(ended->outcome.system_errno == ECANCELED);
}

TEST_CASE("a thousand checks at once against one listener all pass, and every socket is closed") {
    asio::io_context context;
    server s{context, answer("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi")};
    const auto ready = director::prepare(http_check(s.port())).value();
    const auto before = open_descriptors();
    std::size_t passed = 0;
    std::size_t ended = 0;
    std::vector<std::shared_ptr<attempt>> running;
    for (int i = 0; i < 1000; ++i) {
        running.push_back(start_attempt(context.get_executor(), ready, 0, in(std::chrono::seconds{60}), {},
                                        [&](const attempt_result& r) {
                                            passed += r.outcome.ok() ? 1U : 0U;
                                            if (!r.outcome.ok()) MESSAGE(health::explain(r.outcome));
                                            ++ended;
                                        }));
    }
    while (ended < 1000 && context.run_one() != 0) {
    }
    CHECK(passed == 1000);
    CHECK(s.accepted() == 1000);
    running.clear();
    s.close();
    context.run();
    CHECK(open_descriptors() <= before);
}

TEST_CASE("MISC_CHECK: the exit status decides, and weighs with misc_dynamic") {
    asio::io_context context;
    const auto run = [&](const std::string& script, bool dynamic, instant deadline) {
        director::check c;
        director::misc_check misc;
        misc.program.argv = {"/bin/sh", "-c", script};
        misc.dynamic = dynamic;
        c.kind = misc;
        return run_one(context, c, deadline);
    };
    const auto later = in(std::chrono::seconds{20});
    CHECK(run("exit 0", false, later).outcome.ok());
    CHECK(run("exit 1", false, later).outcome.why == health::failure::status);
    CHECK_FALSE(run("exit 12", false, later).outcome.ok());
    auto r = run("exit 12", true, later);
    CHECK(r.outcome.ok());
    CHECK(r.weight == 10);
    CHECK_FALSE(run("exit 1", true, later).outcome.ok());
    CHECK_FALSE(run("kill -9 $$", true, later).outcome.ok());
    CHECK(run("sleep 60", true, in(milliseconds{50})).outcome.why == health::failure::timed_out);
    director::check missing;
    missing.kind = director::misc_check{{{"/no/such/program"}}, false};
    r = run_one(context, missing);
    CHECK(r.outcome.system_errno == ENOENT);
}

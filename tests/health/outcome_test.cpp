#include <hakit/health/outcome.hpp>

#include <doctest/doctest.h>

#include <cerrno>

using namespace hakit;
using namespace hakit::health;
using namespace std::chrono_literals;

namespace {

outcome http(failure why, std::uint16_t status, std::uint64_t bytes, duration total) {
    outcome o;
    o.why = why;
    o.http_status = status;
    o.bytes = bytes;
    o.subject = "GET /health";
    o.spent[static_cast<std::size_t>(phase::connect)] = total;
    return o;
}

}  // namespace

TEST_CASE("a refused status is explained with what was expected, how much came and which attempt it was") {
    verdict v;
    v.outcome = http(failure::status, 503, 121, 4ms);
    v.outcome.detail = "expected 200-299";
    v.attempt = 2;
    v.allowed = 3;
    v.result = conclusion::will_retry;
    CHECK(explain(v) == "HTTP 503 for GET /health (expected 200-299), 121 bytes in 4 ms, attempt 2 of 3");
    v.attempt = 3;
    v.result = conclusion::went_down;
    CHECK(explain(v) == "HTTP 503 for GET /health (expected 200-299), 121 bytes in 4 ms, attempt 3 of 3 -> down");
}

TEST_CASE("every reason has its sentence") {
    outcome o;
    o.subject = "TCP connect to 10.0.0.2:80";
    CHECK(explain(o) == "passed for TCP connect to 10.0.0.2:80, 0 us");
    o.why = failure::system;
    o.reached = phase::connect;
    o.system_errno = ECONNREFUSED;
    CHECK(explain(o) == "Connection refused while connecting for TCP connect to 10.0.0.2:80, 0 us");
    o.system_errno = 0;
    CHECK(explain(o) == "failed while connecting for TCP connect to 10.0.0.2:80, 0 us");
    o.why = failure::timed_out;
    CHECK(explain(o) == "timed out while connecting for TCP connect to 10.0.0.2:80, 0 us");
    CHECK(explain(http(failure::none, 200, 10, 1500us)) == "HTTP 200 for GET /health, 10 bytes in 1 ms");
    CHECK(explain(http(failure::closed, 0, 0, 1200ms)) == "connection closed without an answer for GET /health, 1.2 s");
    auto half = http(failure::closed, 0, 9, 75s);
    half.reached = phase::headers;
    CHECK(explain(half) == "connection closed while reading headers for GET /health, 9 bytes in 75 s");
    CHECK(explain(http(failure::digest, 200, 9, 1s)) ==
          "wrong MD5 of the body, HTTP 200, for GET /health, 9 bytes in 1 s");
    CHECK(explain(http(failure::pattern, 200, 9, 850us)) ==
          "pattern rule broken, HTTP 200, for GET /health, 9 bytes in 850 us");
    CHECK(explain(http(failure::malformed, 0, 9, 1ms)) == "not an HTTP answer for GET /health, 9 bytes in 1 ms");
    CHECK(explain(http(failure::unsupported, 0, 0, 0ms)) == "not supported by this build for GET /health, 0 us");
    auto tls = http(failure::tls, 0, 0, 3ms);
    tls.detail = "certificate has expired";
    CHECK(explain(tls) == "TLS failed for GET /health (certificate has expired), 3 ms");
    auto limit = http(failure::limit, 200, 5, 3ms);
    limit.reached = phase::match;
    limit.note = "body longer than 5 bytes";
    CHECK(explain(limit) ==
          "limit reached while matching the body for GET /health, 5 bytes in 3 ms, note: body longer than 5 bytes");
}

TEST_CASE("a line stays one line whatever the peer sent") {
    auto o = http(failure::malformed, 0, 3, 0ms);
    o.detail = "the answer begins with '\r\n\x1b[31m\x7f'";
    const auto text = explain(o);
    CHECK(text.find("\\x0d\\x0a\\x1b[31m\\x7f") != std::string::npos);
    for (const char c : text) CHECK(static_cast<unsigned char>(c) >= 0x20);
}

TEST_CASE("the phase clock gives every phase its time and ignores a clock that stands still") {
    phase_clock clock{instant{}};
    clock.enter(phase::connect, instant{1ms});
    clock.enter(phase::connect, instant{2ms});
    clock.enter(phase::body, instant{4ms});
    clock.enter(phase::match, instant{4ms});
    outcome o;
    clock.finish(o, instant{9ms});
    CHECK(clock.current() == phase::match);
    CHECK(o.spent[static_cast<std::size_t>(phase::resolve)] == 1ms);
    CHECK(o.spent[static_cast<std::size_t>(phase::connect)] == 3ms);
    CHECK(o.spent[static_cast<std::size_t>(phase::body)] == 0ms);
    CHECK(o.spent[static_cast<std::size_t>(phase::match)] == 5ms);
    CHECK(o.total() == 9ms);
    clock.finish(o, instant{1ms});
    CHECK(o.total() == 4ms);
}

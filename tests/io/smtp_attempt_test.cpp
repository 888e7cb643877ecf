#include "loopback.hpp"

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::io;
using namespace hakit::io::test;
using std::chrono::milliseconds;

namespace {

/// Says the greeting, then answers each line that comes; remembers the lines.
server::behaviour dialogue(std::string greeting, std::string reply, std::string* seen) {
    return [=](shared_socket s) {
        auto text = std::make_shared<std::string>(greeting);
        asio::async_write(*s, asio::buffer(*text), [=](const error_code&, std::size_t) {
            auto line = std::make_shared<std::string>();
            asio::async_read_until(*s, asio::dynamic_buffer(*line), "\r\n", [=](const error_code& ec, std::size_t) {
                if (ec) return;
                *seen += *line;
                *text = reply;
                asio::async_write(*s, asio::buffer(*text),
                                  [s, text](const error_code&, std::size_t) { stay_silent(s); });
            });
        });
    };
}

}  // namespace

TEST_CASE("SMTP_CHECK greets, says HELO and leaves") {
    asio::io_context context;
    std::string seen;
    server s{context, dialogue("220-mail.example.org\r\n220 ready\r\n", "250 hello\r\n", &seen)};
    auto c = tcp_check(s.port());
    c.kind = director::smtp_check{"director.example.org"};
    auto o = run_one(context, c).outcome;
    CHECK(o.ok());
    CHECK(seen == "HELO director.example.org\r\n");
    CHECK(o.subject == "SMTP to 127.0.0.1:" + std::to_string(s.port()));

    s.change(dialogue("554 no service\r\n", "", &seen));
    o = run_one(context, c).outcome;
    CHECK(o.why == health::failure::status);
    CHECK(o.detail == "expected 220, got: 554 no service");
    CHECK(director::explain(c, o).starts_with("failed for SMTP to 127.0.0.1:"));

    s.change(dialogue("220 ready\r\n", "501 who?\r\n", &seen));
    CHECK(run_one(context, c).outcome.detail == "expected 250, got: 501 who?");

    s.change(dialogue(std::string(10'000, 'x'), "", &seen));
    CHECK(run_one(context, c).outcome.why == health::failure::limit);

    s.change(close_at_once);
    CHECK_FALSE(run_one(context, c).outcome.ok());

    s.change(stay_silent);
    CHECK(run_one(context, c, in(milliseconds{30})).outcome.why == health::failure::timed_out);
}

#include "loopback.hpp"

#include <boost/asio/ip/udp.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::io;
using namespace hakit::io::test;
using asio::ip::udp;
using std::chrono::milliseconds;

namespace {

/// Answers each datagram with those that `reply` makes of it.
class udp_server {
public:
    using behaviour = std::function<std::vector<std::string>(std::string)>;
    udp_server(asio::io_context& context, behaviour b)
        : reply{std::move(b)}, socket_{context, udp::endpoint{asio::ip::address_v4::loopback(), 0}} {
        receive();
    }
    [[nodiscard]] std::uint16_t port() const { return socket_.local_endpoint().port(); }
    behaviour reply;

private:
    void receive() {
        socket_.async_receive_from(asio::buffer(buffer_), peer_, [this](const error_code& ec, std::size_t got) {
            if (ec) return;
            for (const auto& text : reply({buffer_.data(), got})) socket_.send_to(asio::buffer(text), peer_);
            receive();
        });
    }
    udp::socket socket_;
    udp::endpoint peer_;
    std::array<char, 2048> buffer_{};
};

director::check udp_check(std::uint16_t port, director::udp_check kind = {}) {
    auto c = tcp_check(port);
    c.kind = std::move(kind);
    c.schedule.connect_timeout = milliseconds{100};
    return c;
}

}  // namespace

TEST_CASE("UDP_CHECK: silence is up unless a reply is required, a closed port is down") {
    asio::io_context context;
    std::string seen;
    udp_server s{context, [&](std::string text) -> std::vector<std::string> {
                     seen = std::move(text);
                     return {};
                 }};
    CHECK(run_one(context, udp_check(s.port(), {.payload = "ping"})).outcome.ok());
    CHECK(seen == "ping");
    const auto silent = run_one(context, udp_check(s.port(), {.require_reply = true}), in(milliseconds{50})).outcome;
    CHECK(silent.why == health::failure::timed_out);
    CHECK(silent.reached == health::phase::first_byte);

    std::uint16_t closed = 0;
    {
        udp_server gone{context, {}};
        closed = gone.port();
    }
    context.poll();
    const auto o = run_one(context, udp_check(closed)).outcome;
    CHECK(o.system_errno == ECONNREFUSED);
}

TEST_CASE("UDP_CHECK: the reply must begin as asked, where the mask says so") {
    asio::io_context context;
    udp_server s{context, [](const std::string&) -> std::vector<std::string> { return {"pong!"}; }};
    director::udp_check check{.require_reply = true, .reply = "poXg", .reply_mask = {"\xff\xff\x00\xff", 4}};
    CHECK(run_one(context, udp_check(s.port(), check)).outcome.ok());
    check.reply_mask = "\xff\xff\xff\xff";
    CHECK(run_one(context, udp_check(s.port(), check)).outcome.detail == "byte 2 of the reply differs");
    check.reply = "pong!?";
    check.reply_mask = std::string(6, '\xff');
    CHECK(run_one(context, udp_check(s.port(), check)).outcome.why == health::failure::pattern);
    check = {.require_reply = true, .min_reply_length = 6};
    CHECK(run_one(context, udp_check(s.port(), check)).outcome.why == health::failure::limit);
    check = {.require_reply = true, .max_reply_length = 4};
    CHECK(run_one(context, udp_check(s.port(), check)).outcome.why == health::failure::limit);
    CHECK(run_one(context, udp_check(s.port())).outcome.bytes == 5);
}

TEST_CASE("DNS_CHECK: the query is well formed, foreign datagrams are ignored, the code decides") {
    asio::io_context context;
    std::string query;
    unsigned code = 0;
    bool answer_it = true;
    udp_server s{context, [&](std::string text) -> std::vector<std::string> {
                     query = text;
                     auto foreign = text;
                     foreign[0] = static_cast<char>(~foreign[0]);
                     foreign[2] = static_cast<char>(0x80);
                     auto reply = text;
                     reply[2] = static_cast<char>(0x81);
                     reply[3] = static_cast<char>(0x80U | code);
                     std::vector<std::string> all{"short", foreign, text};
                     if (answer_it) all.push_back(reply);
                     return all;
                 }};
    auto c = udp_check(s.port());
    c.kind = director::dns_check{28, "www.example.org."};
    CHECK(run_one(context, c).outcome.ok());
    CHECK(query.substr(2) == std::string{"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
                                         "\x03www\x07"
                                         "example\x03org\x00\x00\x1c\x00\x01",
                                         31});
    c.kind = director::dns_check{};
    code = 5;
    const auto o = run_one(context, c).outcome;
    CHECK(o.detail == "the server answered with code 5");
    CHECK(query.substr(12) == std::string{"\x00\x00\x06\x00\x01", 5});
    answer_it = false;
    CHECK(run_one(context, c, in(milliseconds{50})).outcome.why == health::failure::timed_out);
}

#include "io/http_attempt.hpp"

#include <hakit/health/http_request.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace hakit::io {

http_attempt::http_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                           std::size_t url, attempt_options options, attempt_handler handler)
    : tcp_attempt{executor, std::move(check), url, std::move(options), std::move(handler)},
      response_{check_->expectations.at(url), options_.limits} {}

void http_attempt::begin() {
    auto request = health::build_request(std::get<health::http_check>(what().kind), url_, what().target);
    if (request.has_error()) {
        fail_later(health::failure::unsupported, 0, request.error().message());
        return;
    }
    request_ = std::move(*request);
    tcp_attempt::begin();
}

void http_attempt::write_request() {
    enter(health::phase::write);
    asio::async_write(socket_, asio::buffer(request_), [me = self(this)](const error_code& ec, std::size_t) {
        if (me->over()) return;
        if (ec) return me->fail_system(ec.value());
        me->enter(health::phase::first_byte);
        me->read_more();
    });
}

// Waiting for readiness and reading into the stack keeps a thousand waiting attempts free of buffers.
void http_attempt::read_more() {
    socket_.async_wait(asio::ip::tcp::socket::wait_read, [me = self(this)](const error_code& ec) {
        if (me->over()) return;
        if (ec) return me->on_read_error(ec);
        std::array<char, 16 * 1024> buffer;
        // A few rounds at most: one server that sends without end must not keep the others waiting.
        for (int round = 0; round < 4; ++round) {
            error_code read_error;
            const auto got = me->socket_.read_some(asio::buffer(buffer), read_error);
            if (read_error == asio::error::would_block) break;
            if (read_error) return me->on_read_error(read_error);
            if (!me->take({buffer.data(), got})) return;
        }
        me->read_more();
    });
}

bool http_attempt::take(std::string_view bytes) {
    const bool done = response_.on_bytes(bytes);
    if (done) {
        finish(response_.result());
        return false;
    }
    enter(response_.current(), response_.bytes());
    return true;
}

void http_attempt::on_eof() {
    response_.on_eof();
    finish(response_.result());
}

void http_attempt::on_read_error(const error_code& ec) {
    if (ec == asio::error::eof) return on_eof();
    fail_system(ec.value());
}

}  // namespace hakit::io

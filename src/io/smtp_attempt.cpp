#include "io/smtp_attempt.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

namespace hakit::io {
namespace {

/// RFC 5321 section 4.5.3.1.5 allows 512 bytes a line; a greeting may have many lines, but not without end.
constexpr std::size_t max_line = 2048;
constexpr std::uint64_t max_dialogue = 64 * 1024;

}  // namespace

void smtp_attempt::on_connected() {
    enter(health::phase::first_byte);
    read_reply();
}

void smtp_attempt::read_reply() {
    socket_.async_read_some(asio::buffer(buffer_), [me = self(this)](const error_code& ec, std::size_t got) {
        if (me->over()) return;
        if (ec == asio::error::eof) return me->fail(health::failure::closed, "the server closed the connection");
        if (ec) return me->fail_system(ec.value());
        me->received_ += got;
        me->unread_.append(me->buffer_.data(), got);
        me->take();
    });
}

void smtp_attempt::take() {
    enter(health::phase::body, received_);
    for (;;) {
        const auto end = unread_.find('\n');
        if (end == std::string::npos) break;
        auto line = unread_.substr(0, end);
        unread_.erase(0, end + 1);
        if (line.ends_with('\r')) line.pop_back();
        if (line.size() > 3 && line[3] == '-') continue;  // more lines of the same reply follow
        return on_reply(line);
    }
    if (unread_.size() > max_line || received_ > max_dialogue)
        return fail(health::failure::limit, "the reply has no end");
    read_reply();
}

void smtp_attempt::on_reply(const std::string& line) {
    const std::string_view expected = step_ == step::greeting ? "220" : "250";
    if (!line.starts_with(expected) || (line.size() > 3 && line[3] != ' '))
        return fail(health::failure::status, "expected " + std::string{expected} + ", got: " + line.substr(0, 100));
    if (step_ == step::greeting)
        return send("HELO " + std::get<director::smtp_check>(what().kind).helo_name + "\r\n", step::helo);
    send("QUIT\r\n", step::quit);
}

void smtp_attempt::send(std::string command, step next) {
    step_ = next;
    command_ = std::move(command);
    asio::async_write(socket_, asio::buffer(command_), [me = self(this)](const error_code& ec, std::size_t) {
        if (me->over()) return;
        if (ec) return me->fail_system(ec.value());
        if (me->step_ == step::quit) return me->finish(me->partial());
        me->read_reply();
    });
}

}  // namespace hakit::io

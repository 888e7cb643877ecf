#include "io/udp_attempt.hpp"

#include "io/socket_setup.hpp"

#include <boost/asio/error.hpp>

#include <sys/random.h>

#include <array>

namespace hakit::io {

using asio::ip::udp;

void udp_attempt::begin() {
    const auto& target = what().target;
    if (const auto failed = open_for(socket_, target); failed.code != 0) {
        fail_later(health::failure::system, failed.code, failed.what);
        return;
    }
    // Connected, so that the kernel gives us ICMP errors and nobody else's datagrams.
    error_code ec;
    socket_.connect(to_endpoint<udp::endpoint>(target.address, target.port, target.bind_interface), ec);
    if (!ec) {
        enter(health::phase::write);
        socket_.send(asio::buffer(payload()), 0, ec);
    }
    if (ec) {
        fail_later(health::failure::system, ec.value(), {});
        return;
    }
    enter(health::phase::first_byte);
    pass_when_quiet();
    wait();
}

std::string udp_attempt::payload() const {
    const auto* check = std::get_if<director::udp_check>(&what().kind);
    return check == nullptr || check->payload.empty() ? std::string(8, '\0') : check->payload;
}

// keepalived.conf(5): without require_reply a server that stays silent for connect_timeout is up. The attempt must be
// over before that time is, hence nine tenths of it.
void udp_attempt::pass_when_quiet() {
    const auto* check = std::get_if<director::udp_check>(&what().kind);
    if (check == nullptr || check->require_reply) return;
    quiet_.expires_after(
        std::chrono::duration_cast<std::chrono::steady_clock::duration>(what().schedule.connect_timeout / 10 * 9));
    quiet_.async_wait([me = std::static_pointer_cast<udp_attempt>(shared_from_this())](const error_code& ec) {
        if (ec || me->over()) return;
        health::outcome o;
        o.detail = "no error and no answer";
        me->finish(std::move(o));
    });
}

void udp_attempt::wait() {
    socket_.async_wait(udp::socket::wait_read,
                       [me = std::static_pointer_cast<udp_attempt>(shared_from_this())](const error_code& ec) {
                           if (me->over()) return;
                           std::array<char, 65536> buffer;
                           error_code failed = ec;
                           std::size_t got = 0;
                           if (!failed) got = me->socket_.receive(asio::buffer(buffer), 0, failed);
                           if (failed == asio::error::would_block) return me->wait();
                           if (failed) return me->fail_system(failed.value());
                           me->received_ += got;
                           me->on_datagram({buffer.data(), got});
                           if (!me->over()) me->wait();
                       });
}

void udp_attempt::on_datagram(std::string_view bytes) {
    const auto& check = std::get<director::udp_check>(what().kind);
    if (!check.require_reply) return finish(partial());
    if (bytes.size() < check.min_reply_length || bytes.size() > check.max_reply_length)
        return fail(health::failure::limit, "a reply of " + std::to_string(bytes.size()) + " bytes, expected " +
                                                std::to_string(check.min_reply_length) + " to " +
                                                std::to_string(check.max_reply_length));
    if (bytes.size() < check.reply.size()) return fail(health::failure::pattern, "the reply is too short");
    for (std::size_t i = 0; i < check.reply.size(); ++i) {
        const auto differing = static_cast<unsigned char>(bytes[i] ^ check.reply[i]);
        if ((differing & static_cast<unsigned char>(check.reply_mask[i])) != 0)
            return fail(health::failure::pattern, "byte " + std::to_string(i) + " of the reply differs");
    }
    finish(partial());
}

dns_attempt::dns_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                         std::size_t url, attempt_options options, attempt_handler handler)
    : udp_attempt{executor, std::move(check), url, std::move(options), std::move(handler)} {
    // Nobody shall guess the id and answer in the server's place.
    if (::getrandom(&id_, sizeof id_, GRND_NONBLOCK) != sizeof id_)
        id_ = static_cast<std::uint16_t>(now().time_since_epoch().count() >> 10);
}

std::string dns_attempt::payload() const {
    const auto& check = std::get<director::dns_check>(what().kind);
    std::string q;
    const auto put16 = [&](unsigned v) {
        q += static_cast<char>(v >> 8U & 0xffU);
        q += static_cast<char>(v & 0xffU);
    };
    put16(id_);
    put16(0x0100);  // QUERY, recursion desired
    for (const unsigned count : {1U, 0U, 0U, 0U}) put16(count);
    std::string_view rest = check.name;
    while (!rest.empty()) {
        const auto dot = rest.find('.');
        const auto label = rest.substr(0, dot);
        if (!label.empty()) {
            q += static_cast<char>(label.size());
            q += label;
        }
        rest.remove_prefix(dot == std::string_view::npos ? rest.size() : dot + 1);
    }
    q += '\0';
    put16(check.type);
    put16(1);  // IN
    return q;
}

void dns_attempt::on_datagram(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[i])); };
    // Short and foreign datagrams are none of ours: the true answer may still come.
    if (bytes.size() < 12 || (byte(0) << 8U | byte(1)) != id_ || (byte(2) & 0x80U) == 0) return;
    const auto code = byte(3) & 0x0fU;
    if (code != 0) return fail(health::failure::status, "the server answered with code " + std::to_string(code));
    finish(partial());
}

}  // namespace hakit::io

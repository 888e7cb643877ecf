/// Servers on 127.0.0.1 that behave as badly as a test wants, in the same io_context as what is tested.
#pragma once

#include <hakit/director/check.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/io/attempt.hpp>
#include <hakit/io/clock.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <functional>
#include <memory>
#include <set>
#include <string>

namespace hakit::io::test {

using tcp = asio::ip::tcp;
using shared_socket = std::shared_ptr<tcp::socket>;

/// Accepts, and hands each connection to a behaviour.
class server {
public:
    using behaviour = std::function<void(shared_socket)>;

    server(asio::io_context& context, behaviour b)
        : acceptor_{context, tcp::endpoint{asio::ip::address_v4::loopback(), 0}}, behaviour_{std::move(b)} {
        acceptor_.listen(4096);
        accept();
    }
    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    [[nodiscard]] std::size_t accepted() const { return accepted_; }
    void change(behaviour b) { behaviour_ = std::move(b); }
    void close() {
        error_code ignored;
        acceptor_.close(ignored);
    }

private:
    void accept() {
        auto socket = std::make_shared<tcp::socket>(acceptor_.get_executor());
        acceptor_.async_accept(*socket, [this, socket](const error_code& ec) {
            if (ec) return;
            ++accepted_;
            behaviour_(socket);
            accept();
        });
    }

    tcp::acceptor acceptor_;
    behaviour behaviour_;
    std::size_t accepted_ = 0;
};

/// Keeps the connection and says nothing until the other side goes.
inline void stay_silent(shared_socket s) {
    auto buffer = std::make_shared<std::array<char, 1024>>();
    s->async_read_some(asio::buffer(*buffer), [s, buffer](const error_code& ec, std::size_t) {
        if (!ec) stay_silent(s);
    });
}

inline void close_at_once(shared_socket s) { s->close(); }

/// RST instead of FIN.
inline void reset(shared_socket s) {
    s->set_option(asio::socket_base::linger{true, 0});
    s->close();
}

/// Reads the request, then calls on.
inline void after_request(shared_socket s, std::function<void(shared_socket, std::string)> then) {
    auto request = std::make_shared<std::string>();
    asio::async_read_until(*s, asio::dynamic_buffer(*request), "\r\n\r\n",
                           [s, request, then](const error_code& ec, std::size_t) {
                               if (!ec) then(s, *request);
                           });
}

/// Answers every request with the same bytes and closes.
inline server::behaviour answer(std::string text) {
    return [text = std::make_shared<std::string>(std::move(text))](shared_socket s) {
        after_request(s, [text](shared_socket socket, const std::string&) {
            asio::async_write(*socket, asio::buffer(*text), [socket, text](const error_code&, std::size_t) {
                error_code ignored;
                socket->shutdown(tcp::socket::shutdown_both, ignored);
            });
        });
    };
}

/// One byte every few milliseconds, for ever.
inline server::behaviour drip(std::string beginning) {
    return [beginning](shared_socket s) {
        after_request(s, [beginning](shared_socket socket, const std::string&) {
            struct dripper : std::enable_shared_from_this<dripper> {
                dripper(shared_socket so, std::string t)
                    : socket{std::move(so)}, text{std::move(t)}, timer{socket->get_executor()} {}
                void go() {
                    asio::async_write(*socket, asio::buffer(text),
                                      [me = shared_from_this()](const error_code& ec, auto) {
                                          if (ec) return;
                                          me->text = "x";
                                          me->timer.expires_after(std::chrono::milliseconds{2});
                                          me->timer.async_wait([me](const error_code& e) {
                                              if (!e) me->go();
                                          });
                                      });
                }
                shared_socket socket;
                std::string text;
                asio::steady_timer timer;
            };
            std::make_shared<dripper>(socket, beginning)->go();
        });
    };
}

inline director::check tcp_check(std::uint16_t port) {
    director::check c;
    c.target.address = ip_address::parse("127.0.0.1").value();
    c.target.port = port;
    c.kind = health::tcp_check{};
    return c;
}

inline director::check http_check(std::uint16_t port, health::http_url url = {}) {
    auto c = tcp_check(port);
    health::http_check http;
    http.urls.push_back(std::move(url));
    c.kind = std::move(http);
    return c;
}

inline instant in(std::chrono::milliseconds d) { return now() + d; }

/// Runs one attempt to its end.
inline attempt_result run_one(asio::io_context& context, const director::check& c,
                              instant deadline = in(std::chrono::seconds{20}), attempt_options options = {},
                              std::size_t url = 0) {
    attempt_result result;
    bool done = false;
    const auto running = start_attempt(context.get_executor(), director::prepare(c).value(), url, deadline,
                                       std::move(options), [&](attempt_result r) {
                                           result = std::move(r);
                                           done = true;
                                       });
    context.restart();
    while (!done && context.run_one() != 0) {
    }
    return result;
}

/// Descriptors that this process has open.
std::size_t open_descriptors();

}  // namespace hakit::io::test

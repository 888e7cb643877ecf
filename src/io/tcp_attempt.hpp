/// TCP_CHECK, and the connection that other kinds begin with.
#pragma once

#include "io/attempt_base.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace hakit::io {

class tcp_attempt : public attempt_base {
public:
    tcp_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                std::size_t url, attempt_options options, attempt_handler handler)
        : attempt_base{executor, std::move(check), url, std::move(options), std::move(handler)}, socket_{executor} {}

protected:
    /// The connection stands. For a TCP_CHECK that is all.
    virtual void on_connected() { finish({}); }

    void begin() override;
    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }
    /// A shared pointer to a derived class, for handlers.
    template <class Derived>
    [[nodiscard]] std::shared_ptr<Derived> self(Derived* d) {
        return {shared_from_this(), d};
    }

    asio::ip::tcp::socket socket_;
};

}  // namespace hakit::io

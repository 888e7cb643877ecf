/// UDP_CHECK and DNS_CHECK: one datagram out, perhaps one back.
#pragma once

#include "io/attempt_base.hpp"

#include <boost/asio/ip/udp.hpp>

#include <string>
#include <string_view>

namespace hakit::io {

class udp_attempt : public attempt_base {
public:
    udp_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                std::size_t url, attempt_options options, attempt_handler handler)
        : attempt_base{executor, std::move(check), url, std::move(options), std::move(handler)},
          socket_{executor},
          quiet_{executor} {}

protected:
    void begin() override;
    void close() override {
        error_code ignored;
        socket_.close(ignored);
        quiet_.cancel();
    }
    [[nodiscard]] health::outcome partial() const override {
        health::outcome o;
        o.bytes = received_;
        return o;
    }
    [[nodiscard]] virtual std::string payload() const;
    /// A datagram came; the attempt may end, or wait for another one.
    virtual void on_datagram(std::string_view bytes);

private:
    void pass_when_quiet();
    void wait();

    asio::ip::udp::socket socket_;
    asio::steady_timer quiet_;
    std::uint64_t received_ = 0;
};

/// RFC 1035: a query with recursion desired; any answer with its id and code 0 passes.
class dns_attempt final : public udp_attempt {
public:
    dns_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                std::size_t url, attempt_options options, attempt_handler handler);

private:
    [[nodiscard]] std::string payload() const override;
    void on_datagram(std::string_view bytes) override;

    std::uint16_t id_;
};

}  // namespace hakit::io

/// HTTP_GET: request, answer, verdict of health::http_response.
#pragma once

#include "io/tcp_attempt.hpp"

#include <hakit/health/http_response.hpp>

#include <string>

namespace hakit::io {

class http_attempt : public tcp_attempt {
public:
    http_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                 std::size_t url, attempt_options options, attempt_handler handler);

protected:
    void begin() override;
    void on_connected() override { write_request(); }
    [[nodiscard]] health::outcome partial() const override { return response_.result(); }

    virtual void write_request();
    virtual void read_more();
    /// Judges bytes; false when the attempt is over.
    bool take(std::string_view bytes);
    void on_read_error(const error_code& ec);
    void on_eof();

    std::string request_;

private:
    health::http_response response_;
};

}  // namespace hakit::io

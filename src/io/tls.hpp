/// SSL_GET. Present in builds with OpenSSL only.
#pragma once

#include "io/http_attempt.hpp"

#include <memory>

namespace hakit::io {

/// The attempt; one whose context cannot be made ends with failure::tls and the reason.
[[nodiscard]] std::shared_ptr<attempt_base> make_tls_attempt(const asio::any_io_executor& executor,
                                                             std::shared_ptr<const director::prepared_check> check,
                                                             std::size_t url, attempt_options options,
                                                             attempt_handler handler);

}  // namespace hakit::io

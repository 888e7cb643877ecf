#include <hakit/io/attempt.hpp>

#include "io/http_attempt.hpp"
#include "io/misc_attempt.hpp"
#include "io/smtp_attempt.hpp"
#include "io/tcp_attempt.hpp"
#include "io/tls.hpp"
#include "io/udp_attempt.hpp"

namespace hakit::io {
namespace {

/// A check that was never prepared: the URL has no compiled expectation.
class unsupported_attempt final : public attempt_base {
public:
    using attempt_base::attempt_base;

private:
    void begin() override { fail_later(health::failure::unsupported, 0, std::string{what().name()}); }
    void close() override {}
};

}  // namespace

std::shared_ptr<attempt> start_attempt(const asio::any_io_executor& executor,
                                       std::shared_ptr<const director::prepared_check> check, std::size_t url,
                                       instant deadline, attempt_options options, attempt_handler handler) {
    std::shared_ptr<attempt_base> made;
    const auto make = [&]<class Attempt>(std::type_identity<Attempt>) {
        made = std::make_shared<Attempt>(executor, check, url, std::move(options), std::move(handler));
    };
    const auto& kind = check->what.kind;
    if (std::holds_alternative<health::tcp_check>(kind)) {
        make(std::type_identity<tcp_attempt>{});
    } else if (const auto* http = std::get_if<health::http_check>(&kind);
               http != nullptr && url < check->expectations.size()) {
        if (http->tls) {
            made = make_tls_attempt(executor, check, url, std::move(options), std::move(handler));
        } else {
            make(std::type_identity<http_attempt>{});
        }
    } else if (std::holds_alternative<director::udp_check>(kind)) {
        make(std::type_identity<udp_attempt>{});
    } else if (std::holds_alternative<director::dns_check>(kind)) {
        make(std::type_identity<dns_attempt>{});
    } else if (std::holds_alternative<director::smtp_check>(kind)) {
        make(std::type_identity<smtp_attempt>{});
    } else if (std::holds_alternative<director::misc_check>(kind)) {
        make(std::type_identity<misc_attempt>{});
    } else {
        make(std::type_identity<unsupported_attempt>{});
    }
    made->start(deadline);
    return made;
}

}  // namespace hakit::io

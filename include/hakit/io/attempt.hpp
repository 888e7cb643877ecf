/// One attempt of a health check over the network or by a program.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/director/check.hpp>
#include <hakit/health/http_response.hpp>
#include <hakit/health/outcome.hpp>
#include <hakit/io/asio.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace hakit::io {

/// How an attempt ended, and the weight that a MISC_CHECK with misc_dynamic asks for.
struct attempt_result {
    health::outcome outcome;
    std::optional<std::int64_t> weight = {};
};

/// Who a program runs as; numbers, because looking names up may block.
struct credentials {
    std::uint32_t user = 0;
    std::uint32_t group = 0;
    std::vector<std::uint32_t> groups = {};  ///< supplementary ones

    friend bool operator==(const credentials&, const credentials&) = default;
};

/// TLS contexts, made once for each set of options: files of certificates are read when a context is made, not for
/// each attempt. A build without TLS has no contexts, and SSL_GET ends with failure::unsupported.
class tls_contexts {
public:
    tls_contexts();
    ~tls_contexts();
    tls_contexts(tls_contexts&&) noexcept;
    tls_contexts& operator=(tls_contexts&&) noexcept;

    /// Reads the files the options name. Blocks on them; call it before the timers run.
    result<void> prepare(const health::tls_options& options);

    struct impl;
    [[nodiscard]] impl& get() const noexcept { return *impl_; }

private:
    std::unique_ptr<impl> impl_;
};

struct attempt_options {
    health::http_limits limits = {};
    /// For SSL_GET; null: contexts are made when needed.
    std::shared_ptr<tls_contexts> tls = {};
    /// Told when the attempt enters a phase, with the bytes received so far.
    std::function<void(health::phase, std::uint64_t)> on_progress = {};
    /// Who a MISC_CHECK runs as; nullopt: this process's user.
    std::optional<credentials> run_as = {};
};

/// A running attempt. All calls and the handler happen on the executor's thread.
class attempt {
public:
    attempt() = default;
    attempt(const attempt&) = delete;
    attempt& operator=(const attempt&) = delete;
    virtual ~attempt() = default;

    /// Closes the socket, or ends the program; the handler will not be called. Harmless after the end.
    virtual void cancel() = 0;
};

using attempt_handler = std::function<void(attempt_result)>;

/// Starts one attempt. The handler is called once, from the executor and never from inside this call, unless cancel()
/// comes first. The deadline covers everything, from the connection to the last byte; with `never` the attempt has no
/// end of its own and the caller must cancel it. The socket is closed when the handler is called.
///
/// Non-blocking, without threads, and without names to look up. Bind address, port, interface and firewall mark are
/// those of check::target; a failure to set them is an outcome with the phase connect and errno.
[[nodiscard]] std::shared_ptr<attempt> start_attempt(const asio::any_io_executor& executor,
                                                     std::shared_ptr<const director::prepared_check> check,
                                                     std::size_t url, instant deadline, attempt_options options,
                                                     attempt_handler handler);

/// The same as an asynchronous operation of Asio: completes with void(attempt_result). Cancellation slots are heeded
/// and give errno ECANCELED.
template <class CompletionToken>
auto async_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                   std::size_t url, instant deadline, attempt_options options, CompletionToken&& token);

}  // namespace hakit::io

#include <hakit/io/impl/async_attempt.hpp>

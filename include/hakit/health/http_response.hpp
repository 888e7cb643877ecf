/// Judges the answer to a health check's HTTP request, byte by byte as it comes in.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/health/checker.hpp>
#include <hakit/health/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace hakit::health {

/// Bounds on what a hostile server can cost.
struct http_limits {
    std::size_t headers = 16 * 1024;             ///< bytes of status line and headers
    std::size_t body = 16 * 1024 * 1024;         ///< bytes of body that are read
    std::size_t pattern_body = 1024 * 1024;      ///< bytes of body that are kept for the pattern
    std::uint32_t match_steps = 1'000'000;       ///< PCRE2's match_limit
    std::uint32_t match_memory_kib = 20 * 1024;  ///< PCRE2's heap_limit
};

/// What a URL expects, compiled once and shared by all its attempts. Immutable; copies are cheap and may be used from
/// several threads.
class http_expectation {
public:
    /// Fails with invalid_argument (bad pattern, with PCRE2's words and the offset) or unsupported (no MD5, no PCRE2).
    [[nodiscard]] static result<http_expectation> compile(const http_url& url);

    struct data;
    [[nodiscard]] const data& get() const noexcept { return *data_; }

private:
    explicit http_expectation(std::shared_ptr<const data> d) noexcept : data_{std::move(d)} {}
    std::shared_ptr<const data> data_;
};

/// One answer. The verdict depends on the bytes alone, not on how they were cut into pieces.
///
/// The rules are keepalived's: the first status line counts; the body is all that follows the headers, at most
/// Content-Length, chunks not decoded; a body shorter than announced is noted and passes. Unlike keepalived it ends as
/// soon as Content-Length bytes are there or the status code is wrong, and it does not wait for the peer to close.
class http_response {
public:
    explicit http_response(http_expectation expectation, const http_limits& limits = {});
    ~http_response();
    http_response(http_response&&) noexcept;
    http_response& operator=(http_response&&) noexcept;

    /// Takes bytes of the answer; true when the verdict stands and nothing more need be read.
    bool on_bytes(std::string_view bytes);
    /// The peer closed its side; the verdict stands after it.
    void on_eof();

    [[nodiscard]] bool finished() const noexcept;
    /// first_byte, headers, body or done: for probe::on_progress.
    [[nodiscard]] phase current() const noexcept;
    /// Bytes looked at so far.
    [[nodiscard]] std::uint64_t bytes() const noexcept;
    /// The status code, 0 before it was read.
    [[nodiscard]] std::uint16_t status() const noexcept;
    /// The outcome; before finished() it says how far it got. Subject and times are the caller's to fill in.
    [[nodiscard]] const outcome& result() const noexcept;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::health

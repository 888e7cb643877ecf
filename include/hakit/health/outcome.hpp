/// How one attempt of a health check ended, and what a probe concluded from it.
#pragma once

#include <hakit/base/instant.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::health {

/// The parts of an attempt, in their order. An attempt that has no TLS or HTTP part skips those phases.
enum class phase : std::uint8_t { resolve, connect, tls, write, first_byte, headers, body, match, done };
inline constexpr std::size_t phase_count = 9;

/// "resolve", "connect", "tls", "write", "first_byte", "headers", "body", "match", "done".
[[nodiscard]] std::string_view to_string(phase p) noexcept;

/// Why an attempt failed. New reasons are only ever appended.
enum class failure : std::uint8_t {
    none,         ///< it passed
    timed_out,    ///< the time for the whole attempt ran out in outcome::reached
    system,       ///< the operating system said no: outcome::system_errno
    closed,       ///< the peer ended the connection before the answer was complete enough
    tls,          ///< handshake or certificate; outcome::detail has the text
    malformed,    ///< the answer is not HTTP
    status,       ///< the status code is not one of the expected
    digest,       ///< the body has another MD5
    pattern,      ///< the regular expression was (or was not) found
    limit,        ///< the answer, or the work of matching it, is beyond a limit
    unsupported,  ///< this build cannot do the check
};

/// "none", "timed_out" and so on.
[[nodiscard]] std::string_view to_string(failure f) noexcept;

/// One attempt. Filled by whoever ran it; the HTTP part comes from http_response.
struct outcome {
    phase reached = phase::done;  ///< where it ended; done for a success
    failure why = failure::none;
    int system_errno = 0;           ///< of the failed call, 0 without one
    std::uint16_t http_status = 0;  ///< 0 until a status line was read
    std::uint64_t bytes = 0;        ///< of the answer, headers included, that were looked at
    std::string subject = {};       ///< what was asked: "GET /health", "TCP connect to 10.0.0.2:80"
    std::string detail = {};        ///< what was expected or found: "expected 200-299"
    std::string note = {};          ///< something odd that does not decide: "Content-Length 10, 7 bytes received"
    std::array<duration, phase_count> spent{};  ///< time per phase, 0 for those not entered

    [[nodiscard]] bool ok() const noexcept { return why == failure::none; }
    [[nodiscard]] duration total() const noexcept;
};

/// Measures the phases of one attempt from the instants it is given.
class phase_clock {
public:
    explicit phase_clock(instant now) noexcept : since_{now} {}
    /// The present phase ends and `next` begins. Entering the same phase again changes nothing.
    void enter(phase next, instant now) noexcept;
    [[nodiscard]] phase current() const noexcept { return current_; }
    /// Writes the times into `out`, the present phase up to `now`.
    void finish(outcome& out, instant now) const noexcept;

private:
    phase current_ = phase::resolve;
    instant since_;
    std::array<duration, phase_count> spent_{};
};

/// What a probe makes of an outcome.
enum class conclusion : std::uint8_t {
    still_up,
    still_down,
    went_up,
    went_down,
    will_retry,  ///< failed, further attempts decide
    confirming,  ///< passed while down (or in the first pass), more passes are asked for
};

/// "still_up" and so on.
[[nodiscard]] std::string_view to_string(conclusion c) noexcept;

/// One judged attempt: enough to explain the state of a server without any other log.
struct verdict {
    conclusion result = conclusion::still_up;
    bool up = true;      ///< the state after this attempt
    bool first = false;  ///< the first decision of this probe, changed or not
    std::uint64_t attempt_id = 0;
    std::uint32_t attempt = 1;  ///< which attempt of the present series, from 1
    std::uint32_t allowed = 1;  ///< attempts of the series before the probe goes down
    std::size_t url = 0;        ///< index of the URL tried; 0 for checks without URLs
    instant at{};               ///< when it was judged
    health::outcome outcome = {};

    [[nodiscard]] bool changed() const noexcept {
        return result == conclusion::went_up || result == conclusion::went_down;
    }
};

/// One line for a log: "HTTP 503 for GET /health (expected 200-299), 121 bytes in 4 ms, attempt 2 of 3".
/// Control characters of a peer's text are escaped, so that a line stays a line.
[[nodiscard]] std::string explain(const outcome& o);
/// The same with the attempt and, when the state changed, " -> up" or " -> down".
[[nodiscard]] std::string explain(const verdict& v);

}  // namespace hakit::health

/// When a probe tries, and how many tries decide.
#pragma once

#include <hakit/base/instant.hpp>

#include <cstdint>
#include <optional>

namespace hakit::health {

/// keepalived's keywords and defaults. All durations are >= 0.
struct probe_options {
    duration delay_loop = std::chrono::seconds{60};         ///< from the start of a check to the start of the next; > 0
    duration connect_timeout = std::chrono::seconds{5};     ///< for a whole attempt, the last byte included; > 0
    std::uint32_t retry = 1;                                ///< further attempts while up before it counts as down
    duration delay_before_retry = std::chrono::seconds{1};  ///< from the end of a failed attempt to the next
    std::optional<duration> warmup = {};                    ///< spread of the first check; nullopt: delay_loop
    duration bootstrap_delay = std::chrono::seconds{1};     ///< before the spread begins
    bool alpha = false;                                     ///< down until the first success
    bool fast_recovery = false;  ///< HTTP: no delay inside the first pass and inside a recovery pass
    std::uint32_t rise = 1;      ///< passes in a row that bring a probe up; keepalived has only 1. Not 0

    friend bool operator==(const probe_options&, const probe_options&) = default;
};

/// The defaults of HTTP_GET and SSL_GET: 3 s before a retry.
[[nodiscard]] inline probe_options http_probe_options() {
    probe_options o;
    o.delay_before_retry = std::chrono::seconds{3};
    return o;
}

}  // namespace hakit::health

/// The steady clock of this host on the engines' time line.
#pragma once

#include <hakit/base/instant.hpp>

#include <chrono>

namespace hakit::io {

using steady_time = std::chrono::steady_clock::time_point;

/// The present, for an engine. Never goes back; stands still while the host sleeps (CLOCK_MONOTONIC).
[[nodiscard]] inline instant now() noexcept {
    return instant{std::chrono::duration_cast<duration>(std::chrono::steady_clock::now().time_since_epoch())};
}

/// When a timer of Asio has to expire; `never` becomes the end of the steady clock.
[[nodiscard]] inline steady_time to_steady(instant t) noexcept {
    if (t == never) return steady_time::max();
    return steady_time{std::chrono::duration_cast<steady_time::duration>(t.time_since_epoch())};
}

}  // namespace hakit::io

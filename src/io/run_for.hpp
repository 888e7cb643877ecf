/// An event loop that runs for a while. Internal.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/io/asio.hpp>

#include <chrono>

namespace hakit::io {

/// Runs `loop` until `stopped`, but at most for `time`: 0 or less does what is due, duration::max() has no end. Gives
/// `stopped`. The loop must have work.
inline bool run_for(asio::io_context& loop, duration time, const bool& stopped) {
    if (time <= duration{0}) {
        loop.poll();
        return stopped;
    }
    const auto begun = std::chrono::steady_clock::now();
    if (time >= std::chrono::steady_clock::time_point::max() - begun) {
        while (!stopped) loop.run_one();
        return true;
    }
    const auto end = begun + time;
    while (!stopped && loop.run_one_until(end) != 0) {
    }
    return stopped;
}

}  // namespace hakit::io

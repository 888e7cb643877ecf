/// A network segment of the simulation: what it does to packets on their way.
#pragma once

#include <hakit/base/instant.hpp>

namespace hakit::sim {

/// Probabilities are 0..1, durations >= 0. Every receiver of a packet has its own luck.
struct segment_options {
    duration delay = std::chrono::microseconds{100};
    duration jitter{0};      ///< up to so much more, evenly spread
    double loss = 0.0;       ///< the packet never arrives
    double duplicate = 0.0;  ///< it arrives twice, each with its own delay
    double reorder = 0.0;    ///< it is held back by reorder_delay
    duration reorder_delay = std::chrono::milliseconds{1};

    /// No packet that arrives takes longer.
    [[nodiscard]] duration longest_delay() const noexcept {
        return delay + jitter + (reorder > 0.0 ? reorder_delay : duration{0});
    }

    friend bool operator==(const segment_options&, const segment_options&) = default;
};

}  // namespace hakit::sim

/// What the simulator leaves to chance: the same for the same seed on every machine.
#pragma once

#include "base/splitmix64.hpp"

#include <hakit/base/instant.hpp>

namespace hakit::sim {

class random : public splitmix64 {
public:
    using splitmix64::splitmix64;

    /// In [0, 1).
    double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// Nothing is drawn when it cannot be.
    bool chance(double probability) noexcept { return probability > 0.0 && unit() < probability; }
    /// In [0, `most`).
    duration below(duration most) noexcept {
        if (most <= duration{0}) return duration{0};
        return duration{static_cast<duration::rep>(unit() * static_cast<double>(most.count()))};
    }
};

}  // namespace hakit::sim

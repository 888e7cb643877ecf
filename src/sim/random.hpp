/// splitmix64: small, and unlike the distributions of <random> the same everywhere.
#pragma once

#include <hakit/base/instant.hpp>

#include <cstdint>

namespace hakit::sim {

class random {
public:
    explicit random(std::uint64_t seed) noexcept : state_{seed} {}

    std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15u;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    /// In [0, 1).
    double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// Nothing is drawn when it cannot be.
    bool chance(double probability) noexcept { return probability > 0.0 && unit() < probability; }
    /// In [0, `most`).
    duration below(duration most) noexcept {
        if (most <= duration{0}) return duration{0};
        return duration{static_cast<duration::rep>(unit() * static_cast<double>(most.count()))};
    }

private:
    std::uint64_t state_;
};

}  // namespace hakit::sim

/// splitmix64: small, and unlike the distributions of <random> the same everywhere. Internal.
#pragma once

#include <cstdint>

namespace hakit {

class splitmix64 {
public:
    explicit splitmix64(std::uint64_t seed) noexcept : state_{seed} {}

    std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15u;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t state_;
};

}  // namespace hakit

/// A hash of ids for unordered_flat_map: they are many, long and alike. Internal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hakit::cib {

/// Eight bytes at a time; the last eight may overlap those before.
struct id_hash {
    using is_avalanching = void;

    std::size_t operator()(std::string_view id) const noexcept {
        constexpr std::size_t step = sizeof(std::uint64_t);
        std::uint64_t h = id.size();
        if (id.empty()) return mixed(0);  // an empty view may point at nothing
        if (id.size() < step) return mixed(h ^ bytes(id.data(), id.size()));
        for (std::size_t at = 0; at + step < id.size(); at += step) h = mixed(h ^ bytes(id.data() + at, step));
        return mixed(h ^ bytes(id.data() + id.size() - step, step));
    }

private:
    static std::uint64_t bytes(const char* p, std::size_t n) noexcept {
        std::uint64_t value = 0;
        std::memcpy(&value, p, n);
        return value;
    }
    static std::uint64_t mixed(std::uint64_t h) noexcept {
        constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15;  // 2^64 divided by the golden ratio
        h *= odd;
        h ^= h >> 32U;
        return h * odd;
    }
};

}  // namespace hakit::cib

/// Numbers and addresses in network order, in bytes whose length was checked before.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hakit::vrrp::wire {

using bytes = std::span<const std::uint8_t>;
using buffer = std::vector<std::uint8_t>;

[[nodiscard]] inline std::uint16_t load16(bytes b, std::size_t at) noexcept {
    return static_cast<std::uint16_t>(b[at] << 8 | b[at + 1]);
}
[[nodiscard]] inline std::uint32_t load32(bytes b, std::size_t at) noexcept {
    return std::uint32_t{load16(b, at)} << 16 | load16(b, at + 2);
}

inline void store16(std::span<std::uint8_t> b, std::size_t at, std::uint16_t value) noexcept {
    b[at] = static_cast<std::uint8_t>(value >> 8);
    b[at + 1] = static_cast<std::uint8_t>(value & 0xff);
}
inline void store32(std::span<std::uint8_t> b, std::size_t at, std::uint32_t value) noexcept {
    store16(b, at, static_cast<std::uint16_t>(value >> 16));
    store16(b, at + 2, static_cast<std::uint16_t>(value & 0xffff));
}

inline void put8(buffer& out, std::uint8_t value) { out.push_back(value); }
inline void put16(buffer& out, std::uint16_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value & 0xff));
}
inline void put32(buffer& out, std::uint32_t value) {
    put16(out, static_cast<std::uint16_t>(value >> 16));
    put16(out, static_cast<std::uint16_t>(value & 0xffff));
}
inline void put(buffer& out, bytes b) { out.insert(out.end(), b.begin(), b.end()); }
inline void put(buffer& out, const ip_address& a) { put(out, bytes{a.bytes()}.first(a.size())); }

template <std::size_t Size>
[[nodiscard]] std::array<std::uint8_t, Size> take(bytes b, std::size_t at) noexcept {
    std::array<std::uint8_t, Size> out;
    std::copy_n(b.begin() + static_cast<std::ptrdiff_t>(at), Size, out.begin());
    return out;
}
[[nodiscard]] inline ip_address address(bytes b, std::size_t at, ip_family family) noexcept {
    return family == ip_family::v4 ? ip_address{take<4>(b, at)} : ip_address{take<16>(b, at)};
}

}  // namespace hakit::vrrp::wire

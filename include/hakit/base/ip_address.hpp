/// IPv4 and IPv6 addresses and prefixes as plain values, read and written without the socket headers.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hakit {

enum class ip_family : std::uint8_t { v4 = 4, v6 = 6 };

/// One address. Default constructed it is 0.0.0.0. Sorts IPv4 before IPv6, then by value.
class ip_address {
public:
    constexpr ip_address() = default;
    /// From four bytes in network order.
    explicit constexpr ip_address(std::array<std::uint8_t, 4> v4) noexcept {
        for (std::size_t i = 0; i < 4; ++i) bytes_[i] = v4[i];
    }
    /// From sixteen bytes in network order.
    explicit constexpr ip_address(std::array<std::uint8_t, 16> v6) noexcept : family_{ip_family::v6}, bytes_{v6} {}

    /// Reads what inet_pton(3) reads: dotted quad without leading zeros, or RFC 4291 section 2.2 text.
    /// No zone ("%eth0"), no prefix, no blanks; anything else gives nullopt.
    [[nodiscard]] static std::optional<ip_address> parse(std::string_view text) noexcept;

    [[nodiscard]] constexpr ip_family family() const noexcept { return family_; }
    [[nodiscard]] constexpr bool is_v4() const noexcept { return family_ == ip_family::v4; }
    [[nodiscard]] constexpr bool is_v6() const noexcept { return family_ == ip_family::v6; }
    /// Network order; the first size() bytes are meaningful, the rest are zero.
    [[nodiscard]] constexpr const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return is_v4() ? 4 : 16; }
    /// 32 or 128.
    [[nodiscard]] constexpr unsigned bits() const noexcept { return is_v4() ? 32 : 128; }

    [[nodiscard]] bool is_multicast() const noexcept;
    [[nodiscard]] bool is_loopback() const noexcept;
    /// 169.254/16 or fe80::/10.
    [[nodiscard]] bool is_link_local() const noexcept;
    [[nodiscard]] bool is_unspecified() const noexcept;

    /// Canonical text: dotted quad, or RFC 5952.
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(const ip_address&, const ip_address&) = default;

private:
    ip_family family_ = ip_family::v4;
    std::array<std::uint8_t, 16> bytes_{};
};

/// An address with a prefix length, as in 10.0.0.1/24; host bits may be set.
struct ip_prefix {
    ip_address address;
    std::uint8_t length = 32;

    /// Reads "ADDRESS/LENGTH"; a bare address gets 32 or 128.
    [[nodiscard]] static std::optional<ip_prefix> parse(std::string_view text) noexcept;
    /// "10.0.0.1/24"; always with the length.
    [[nodiscard]] std::string to_string() const;
    /// The address with all bits after the prefix cleared.
    [[nodiscard]] ip_address network() const noexcept;

    friend constexpr auto operator<=>(const ip_prefix&, const ip_prefix&) = default;
};

}  // namespace hakit

template <>
struct std::hash<hakit::ip_address> {
    std::size_t operator()(const hakit::ip_address& a) const noexcept {
        return std::hash<std::string_view>{}({reinterpret_cast<const char*>(a.bytes().data()), a.size()});
    }
};

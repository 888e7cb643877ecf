/// Which corosync a configuration is meant for.
#pragma once

#include <hakit/base/result.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::corosync {

/// A release of corosync.
struct release {
    std::uint8_t major = 3;
    std::uint8_t minor = 1;
    std::uint8_t patch = 7;

    /// Reads "3.1.7", "3.0" (its first release, 3.0.0), "2", or "head" for what follows 3.1.10. syntax error otherwise.
    [[nodiscard]] static result<release> parse(std::string_view text);
    /// "3.1.7", or "head".
    [[nodiscard]] std::string to_string() const;
    friend constexpr auto operator<=>(const release&, const release&) = default;
};

inline constexpr release v1_0{1, 0, 0};
inline constexpr release v2_0{2, 0, 0};
inline constexpr release v3_0{3, 0, 0};
inline constexpr release v3_1{3, 1, 0};
inline constexpr release v3_1_7{3, 1, 7};  ///< Debian 12
inline constexpr release v3_1_8{3, 1, 8};
inline constexpr release v3_1_10{3, 1, 10};
inline constexpr release head{255, 0, 0};  ///< what follows 3.1.10, as a standard build

/// The corosync that shall read the file.
struct target {
    release version = v3_1_7;

    /// Whether lines are read strictly, with FILE:LINE in messages: since 3.0. Before that corosync ignored what it did
    /// not understand.
    [[nodiscard]] constexpr bool strict() const noexcept { return version >= v3_0; }
};

}  // namespace hakit::corosync

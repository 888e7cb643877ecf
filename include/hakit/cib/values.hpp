/// How Pacemaker reads the values in a CIB.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hakit::cib {

/// What Pacemaker calls INFINITY.
inline constexpr std::int32_t infinity = 1'000'000;

/// An integer or [+-]INFINITY (letter case ignored), bounded by +-infinity. None for anything else.
[[nodiscard]] std::optional<std::int32_t> parse_score(std::string_view text) noexcept;

/// true, on, yes, y, 1 and false, off, no, n, 0, letter case ignored.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text) noexcept;

/// A time as in intervals and timeouts: a number with ms, msec, us, usec, s, sec, m, min, h, hr or no unit (seconds),
/// or an ISO 8601 duration such as PT1M30S (a year has 365 days, a month 30). INFINITY is the longest one.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_time(std::string_view text) noexcept;

/// Equal, ASCII letter case ignored: how Pacemaker compares roles, actions and most words.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b) noexcept;

/// Master and Promoted, letter case ignored.
[[nodiscard]] bool is_promoted_role(std::string_view role) noexcept;
/// Slave and Unpromoted.
[[nodiscard]] bool is_unpromoted_role(std::string_view role) noexcept;

}  // namespace hakit::cib

/// Numbers as corosync reads them. Internal.
#pragma once

#include <hakit/corosync/schema.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace hakit::corosync {

/// A number of one of the schema's types.
struct read_number {
    std::uint64_t value = 0;       ///< of i32 as two's complement
    bool wrapped = false;          ///< a minus sign before an unsigned 64 bit number
    bool outside_of_type = false;  ///< a number, but too large or too small for the type
};

/// Reads the whole of `text` as strtoll(3) and strtoull(3) do with base 10; nothing when it is no number.
[[nodiscard]] std::optional<read_number> number_from(std::string_view text, value_type type) noexcept;

/// As atoi(3): the digits at the beginning, 0 without any.
[[nodiscard]] std::uint64_t leading_number(std::string_view text) noexcept;

/// The smallest and largest number of a type, for messages: "0..255".
[[nodiscard]] std::string_view range_text(value_type type) noexcept;

}  // namespace hakit::corosync

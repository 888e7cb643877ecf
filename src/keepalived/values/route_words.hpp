/// Forms of words that addresses, routes and rules share. Internal.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace hakit::keepalived {

/// A number as strtoul(3) with base 0 reads it, up to `max`.
[[nodiscard]] inline std::optional<std::uint64_t> number_of_any_base(std::string_view text,
                                                                     std::uint64_t max = 0xffff'ffff) {
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text[0] == '0') {
        base = 8;
    }
    std::uint64_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (ec != std::errc{} || end != text.data() + text.size() || value > max) return std::nullopt;
    return value;
}

/// A name of /etc/iproute2 (which starts with no digit), or a number up to `Max`.
template <std::uint64_t Max>
[[nodiscard]] bool name_or_number(std::string_view text) {
    if (text.empty() || text[0] == '-') return false;
    if (text[0] < '0' || text[0] > '9') return true;
    return number_of_any_base(text, Max).has_value();
}

/// The scopes of addresses and routes: a name, or a number up to 255.
[[nodiscard]] inline bool is_scope(std::string_view text) {
    for (const std::string_view name : {"global", "site", "link", "host", "nowhere"})
        if (text == name) return true;
    return number_of_any_base(text, 255).has_value();
}

}  // namespace hakit::keepalived

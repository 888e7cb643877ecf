/// Words in messages. Internal.
#pragma once

#include "text/byte_set.hpp"
#include "text/printable.hpp"

#include <string>
#include <string_view>

namespace hakit::corosync {

/// The text in single quotes, safe for a terminal.
[[nodiscard]] inline std::string quote(std::string_view text) { return '\'' + text::printable(text) + '\''; }

/// What a name of corosync's map may consist of (icmap_is_valid_name_char).
inline constexpr auto name_bytes = text::byte_set{"._-/:"}.with('a', 'z').with('A', 'Z').with('0', '9');

/// Whether a name of corosync's map may be, or hold, the text.
[[nodiscard]] constexpr bool may_be_stored(std::string_view text) noexcept { return name_bytes.holds_all(text); }

/// Whether the text could be an address or a host name at all.
[[nodiscard]] constexpr bool may_be_address(std::string_view text) noexcept {
    if (text.empty() || text.size() > 255) return false;
    for (const char c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
              c == '_' || c == ':' || c == '%'))
            return false;
    return true;
}

}  // namespace hakit::corosync

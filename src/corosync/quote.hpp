/// Words in messages. Internal.
#pragma once

#include "text/printable.hpp"

#include <string>
#include <string_view>

namespace hakit::corosync {

/// The text in single quotes, safe for a terminal.
[[nodiscard]] inline std::string quote(std::string_view text) { return '\'' + text::printable(text) + '\''; }

/// Whether a name of corosync's map may hold the character (icmap_is_valid_name_char).
[[nodiscard]] constexpr bool may_be_stored(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '/' || c == ':';
}

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

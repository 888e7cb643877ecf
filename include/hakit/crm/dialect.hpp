/// Which crm shell's reading of the text counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hakit::crm {

/// Releases of crmsh differ in what they fill in.
enum class dialect : std::uint8_t {
    crmsh_4,  ///< 4.4: an operation without interval gets "0"; role names stay as they are written
    crmsh_5,  ///< 5.x: "0s", and none for monitor; Master becomes Promoted from schema 3.7 on
};

/// "4.4" or "5.0".
[[nodiscard]] std::string_view to_string(dialect d) noexcept;
/// "4", "4.4", "5", "5.0"; none for anything else.
[[nodiscard]] std::optional<dialect> parse_dialect(std::string_view text) noexcept;

}  // namespace hakit::crm

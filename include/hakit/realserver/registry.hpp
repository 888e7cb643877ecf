/// Values of the registry of Windows as regedit writes them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::realserver {

/// The bytes of a REG_MULTI_SZ: each string in UTF-16LE with a final NUL, and one NUL more (Microsoft Q225060). The
/// texts are ASCII; an empty list is that one NUL.
[[nodiscard]] std::vector<std::uint8_t> multi_sz(std::span<const std::string> texts);

/// "hex(7):31,00,...": the bytes in the form of a .reg file, without line breaks.
[[nodiscard]] std::string hex7(std::span<const std::uint8_t> value);

/// The line `"NAME"=hex(7):...`, broken as regedit does: at most 80 columns, continued by `,\` and two blanks.
[[nodiscard]] std::string multi_sz_line(std::string_view name, std::span<const std::string> texts);

}  // namespace hakit::realserver

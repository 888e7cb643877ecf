/// Packets as people paste them: hexadecimal digits, and the dumps of tcpdump and other tools.
#pragma once

#include <hakit/base/result.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace hakit::vrrp {

/// Every line is one packet: pairs of digits, with blanks, colons or hyphens between them or none, perhaps 0x in front.
/// Lines that begin with an offset ("0x0010:", or "000010" before a blank) go on with the packet before, unless it is
/// 0; behind two blanks after the bytes such a line may show them as text. Empty lines and those that begin with '#'
/// say nothing; neither do those around a dump that hold no dump. Fails with syntax for anything else, the message
/// naming the line, and for a text without a packet.
[[nodiscard]] result<std::vector<std::vector<std::uint8_t>>> read_hex_dump(std::string_view text);

}  // namespace hakit::vrrp

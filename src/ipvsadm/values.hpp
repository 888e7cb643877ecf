/// How ipvsadm 1.31 reads numbers, addresses and masks. Internal.
#pragma once

#include <hakit/ipvsadm/names.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::ipvsadm {

/// Text that a message speaks of: 'text'.
[[nodiscard]] inline std::string quoted(std::string_view text) { return '\'' + std::string{text} + '\''; }

/// strtol(3) to the base 10, all of the text: blanks and a '+' may lead.
[[nodiscard]] std::optional<std::int64_t> read_number(std::string_view text, std::int64_t least, std::int64_t most);

/// inet_aton(3): up to four parts, decimal, octal (0...) or hexadecimal (0x...); the last one fills what is left.
[[nodiscard]] std::optional<ip_address> read_loose_v4(std::string_view text);

/// ADDRESS[:PORT] or [ADDRESS]:PORT. Protocol 0: not known yet, so ports have no names.
struct endpoint {
    std::optional<ip_address> address = {};
    std::uint16_t port = 0;
    bool has_port = false;
    bool canonical = false;   ///< the address is an IPv4 one, written as a.b.c.d
    bool has_name = false;    ///< a host name stands for the address
    bool unresolved = false;  ///< and nobody knows its address, or the port's number
    std::string why = {};     ///< what is wrong; empty: nothing
    std::string meant = {};   ///< what was probably meant; empty: unclear
};
[[nodiscard]] endpoint read_endpoint(std::string_view text, ipvs::protocol p, const name_lookup& names);

}  // namespace hakit::ipvsadm

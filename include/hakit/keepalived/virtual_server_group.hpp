/// The block virtual_server_group.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/keepalived/setting.hpp>
#include <hakit/keepalived/virtual_server.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hakit::keepalived {

/// The addresses from `first` to `last`, which is not below it, with a port (0: any).
/// Written `ADDRESS`, `FIRST-LAST`, `FIRST-N` (N replaces the last byte of IPv4 or the last 16 bits of IPv6, in
/// hexadecimal) or `NETWORK/LENGTH`, and an optional port; a network is the range of all its addresses.
struct address_range {
    ip_address first;
    ip_address last;
    std::uint16_t port = 0;
    friend constexpr auto operator<=>(const address_range&, const address_range&) = default;
};

/// `fwmark N [inet|inet6]`.
struct group_fwmark {
    std::uint32_t mark = 0;
    std::optional<address_family> family;
    friend constexpr auto operator<=>(const group_fwmark&, const group_fwmark&) = default;
};

/// A line of a virtual_server_group.
using virtual_server_group_entry = std::variant<address_range, group_fwmark>;

/// Addresses and firewall marks that share their real servers.
struct virtual_server_group {
    setting<std::string> name;  ///< the header
    std::vector<setting<virtual_server_group_entry>> entries;
    place where;
    friend bool operator==(const virtual_server_group&, const virtual_server_group&) = default;
};

}  // namespace hakit::keepalived

/// An address that keepalived puts on an interface: virtual or static.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace hakit::keepalived {

/// What virtual and static addresses share. Names are those of ip-address(8).
struct interface_address {
    ip_prefix address;              ///< /32 or /128 when the length is left out
    std::string dev;                ///< empty: the instance's interface, or default_interface
    std::string scope;              ///< site, link, host, nowhere, global or a number; empty: global
    std::string brd;                ///< broadcast: an IPv4 address, "+" (host bits set) or "-" (host bits clear)
    std::string label;              ///< interface label, at most 15 bytes; IPv4 only
    std::optional<ip_prefix> peer;  ///< the other end of a point-to-point link
    std::string preferred_lft;      ///< seconds, or "forever"
    bool home = false;              ///< IPv6 home address (RFC 6275)
    bool nodad = false;             ///< `-nodad`: no duplicate address detection (RFC 4862)
    bool mngtmpaddr = false;        ///< the kernel manages temporary addresses from it (RFC 4941)
    bool noprefixroute = false;     ///< no route for its prefix
    bool autojoin = false;          ///< join the multicast group on the link
    bool no_track = false;          ///< nothing happens when somebody deletes it

    friend bool operator==(const interface_address&, const interface_address&) = default;
};

/// A line of virtual_ipaddress and virtual_ipaddress_excluded.
struct virtual_address : interface_address {
    bool use_vmac = false;  ///< on the virtual MAC interface although `dev` names another one

    friend bool operator==(const virtual_address&, const virtual_address&) = default;
};

/// A line of static_ipaddress.
struct static_address : interface_address {
    std::string track_group;  ///< the instances that go to FAULT state when it is deleted

    friend bool operator==(const static_address&, const static_address&) = default;
};

}  // namespace hakit::keepalived

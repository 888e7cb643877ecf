/// A virtual service as a real server sees it.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/base/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::realserver {

/// How the director's packets arrive. Masquerading needs nothing of what is prepared here.
enum class forwarding : std::uint8_t {
    direct_routing,  ///< the frame's address alone was changed
    tunnel,          ///< the packet comes inside another one
};

/// "direct routing" or "tunnel".
[[nodiscard]] std::string_view to_string(forwarding f) noexcept;

enum class encapsulation : std::uint8_t {
    ipip,  ///< IP in IP; RFC 2003, RFC 4213, RFC 2473
    gre,   ///< RFC 2784
    gue,   ///< generic UDP encapsulation, draft-ietf-intarea-gue; needs a port
};

/// "ipip", "gre" or "gue".
[[nodiscard]] std::string_view to_string(encapsulation e) noexcept;

enum class transport : std::uint8_t { tcp, udp, sctp };

/// "tcp", "udp" or "sctp".
[[nodiscard]] std::string_view to_string(transport t) noexcept;

struct service {
    ip_address vip;          ///< the virtual address
    std::uint16_t port = 0;  ///< 0: every port, or not known
    realserver::transport transport = transport::tcp;
    forwarding method = forwarding::direct_routing;
    encapsulation tunnel = encapsulation::ipip;  ///< of a tunnel
    std::uint16_t tunnel_port = 0;               ///< the UDP port of gue
    bool checksum = false;                       ///< gre and gue: the outer packet has a checksum
    /// The server's own address, to which the director sends; it decides the family of a tunnel's outer packets and of
    /// a check that direct routing has one family. Without it both are taken to be that of `vip`.
    std::optional<ip_address> server = {};
    std::uint16_t server_port = 0;  ///< as the director has it; 0: that of the service

    /// "tcp 192.0.2.1:80".
    [[nodiscard]] std::string to_string() const;
    friend bool operator==(const service&, const service&) = default;
};

/// Reads "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80", each with "tcp:", "udp:" or "sctp:" in front or without
/// (tcp): a service of direct routing. syntax otherwise.
[[nodiscard]] result<service> parse_service(std::string_view text);

}  // namespace hakit::realserver

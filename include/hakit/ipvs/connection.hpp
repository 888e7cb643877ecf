/// Connections that IPVS is balancing.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/types.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvs {

/// One line of the kernel's list: who asked what, and who answers. A persistence template has client port 0.
struct connection {
    ipvs::protocol protocol = ipvs::protocol::tcp;
    ip_address client;
    std::uint16_t client_port = 0;
    ip_address virtual_address;  ///< of a template for a firewall mark: the mark, as an IPv4 address
    std::uint16_t virtual_port = 0;
    ip_address destination;
    std::uint16_t destination_port = 0;
    std::string state;                    ///< the kernel's word: "ESTABLISHED", "FIN_WAIT", "UDP", "NONE"
    std::uint32_t expires = 0;            ///< seconds until it is forgotten
    std::string persistence_engine = {};  ///< with its data as printed by the kernel: "sip", "" without one
    std::string engine_data = {};

    friend bool operator==(const connection&, const connection&) = default;
};

/// Reads the text of /proc/net/ip_vs_conn. errc::syntax with the line that is none.
[[nodiscard]] result<std::vector<connection>> parse_connections(std::string_view text);

}  // namespace hakit::ipvs

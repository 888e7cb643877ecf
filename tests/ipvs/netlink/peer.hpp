/// The kernel's side of the IPVS family over any ipvs::table: takes the bytes of requests, checks attributes as
/// Linux 6.1 does (net/netfilter/ipvs/ip_vs_ctl.c, measured), and gives the bytes of the answers. Statistics are left
/// out.
#pragma once

#include "ipvs/netlink/message.hpp"

#include <hakit/ipvs/table.hpp>

#include <cstdint>
#include <vector>

namespace ipvs_test {

using datagram = std::vector<std::byte>;

class netlink_peer {
public:
    static constexpr std::uint16_t family = 0x1c;

    explicit netlink_peer(hakit::ipvs::table& table) : table_{table} {}

    /// The answers to one send, in order; dumps come as one datagram for the messages and one for the end.
    [[nodiscard]] std::vector<datagram> answer(hakit::ipvs::netlink::bytes sent);

private:
    int dump(std::uint8_t command, hakit::ipvs::netlink::bytes attributes, hakit::ipvs::netlink::message_writer& out);
    int command(std::uint8_t command, hakit::ipvs::netlink::bytes attributes,
                hakit::ipvs::netlink::message_writer& out);
    int change(std::uint8_t command, hakit::ipvs::netlink::bytes attributes);
    int daemon(std::uint8_t command, const hakit::ipvs::netlink::attribute* nest);

    hakit::ipvs::table& table_;
};

}  // namespace ipvs_test

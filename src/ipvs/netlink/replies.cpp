#include "ipvs/netlink/replies.hpp"

#include <linux/genetlink.h>
#include <linux/ip_vs.h>

#include <algorithm>
#include <cerrno>
#include <string>

namespace hakit::ipvs::netlink {

namespace {

error unreadable(std::string_view what) {
    return {errc::system, "the kernel's answer cannot be read: " + std::string{what}, EBADMSG};
}

std::optional<ip_family> family_of(std::optional<std::uint16_t> number) {
    if (number == 2) return ip_family::v4;
    if (number == 10) return ip_family::v6;
    return std::nullopt;
}

/// The kernel pads IPv4 addresses to 16 bytes.
std::optional<ip_address> address_of(const attribute* a, ip_family family) {
    const auto size = family == ip_family::v6 ? std::size_t{16} : std::size_t{4};
    if (a == nullptr || a->payload.size() < size) return std::nullopt;
    std::array<std::uint8_t, 16> raw{};
    std::memcpy(raw.data(), a->payload.data(), size);
    if (family == ip_family::v6) return ip_address{raw};
    return ip_address{std::array<std::uint8_t, 4>{raw[0], raw[1], raw[2], raw[3]}};
}

/// A number that is 32 or 64 bits wide, depending on the attribute and the kernel.
std::uint64_t count(const attribute_table<IPVS_STATS_ATTR_MAX>& all, std::size_t type) {
    const auto* a = all.find(type);
    if (a == nullptr) return 0;
    if (const auto wide = a->number<std::uint64_t>()) return *wide;
    return a->number<std::uint32_t>().value_or(0);
}

/// The 64-bit statistics where the kernel has them (since 4.1), else the others.
counters counters_of(const attribute* stats64, const attribute* stats) {
    const auto* source = stats64 != nullptr ? stats64 : stats;
    if (source == nullptr) return {};
    const attribute_table<IPVS_STATS_ATTR_MAX> all{source->payload};
    counters c;
    c.connections = count(all, IPVS_STATS_ATTR_CONNS);
    c.packets_in = count(all, IPVS_STATS_ATTR_INPKTS);
    c.packets_out = count(all, IPVS_STATS_ATTR_OUTPKTS);
    c.bytes_in = count(all, IPVS_STATS_ATTR_INBYTES);
    c.bytes_out = count(all, IPVS_STATS_ATTR_OUTBYTES);
    c.connections_per_second = count(all, IPVS_STATS_ATTR_CPS);
    c.packets_in_per_second = count(all, IPVS_STATS_ATTR_INPPS);
    c.packets_out_per_second = count(all, IPVS_STATS_ATTR_OUTPPS);
    c.bytes_in_per_second = count(all, IPVS_STATS_ATTR_INBPS);
    c.bytes_out_per_second = count(all, IPVS_STATS_ATTR_OUTBPS);
    return c;
}

using service_attributes = attribute_table<IPVS_SVC_ATTR_MAX>;
using destination_attributes = attribute_table<IPVS_DEST_ATTR_MAX>;

std::optional<service_key> key_of(const service_attributes& all, ip_family family) {
    if (const auto mark = all.number<std::uint32_t>(IPVS_SVC_ATTR_FWMARK)) return fwmark_key{*mark, family};
    const auto address = address_of(all.find(IPVS_SVC_ATTR_ADDR), family);
    const auto protocol = all.number<std::uint16_t>(IPVS_SVC_ATTR_PROTOCOL);
    const auto* port = all.find(IPVS_SVC_ATTR_PORT);
    if (!address || !protocol || port == nullptr || !port->be16()) return std::nullopt;
    return address_key{static_cast<ipvs::protocol>(*protocol), *address, *port->be16()};
}

/// IPv4: the bits in network order; IPv6: a prefix length in host order.
std::optional<client_mask> mask_of(const attribute* a, ip_family family) {
    if (a == nullptr || a->payload.size() < 4) return std::nullopt;
    if (family == ip_family::v6) return client_mask::v6(*a->number<std::uint32_t>());
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < 4; ++i) mask = mask << 8U | std::to_integer<std::uint32_t>(a->payload[i]);
    return client_mask::v4(mask);
}

std::uint8_t scheduler_flags_of(std::uint32_t flags) {
    std::uint8_t all = 0;
    if ((flags & IP_VS_SVC_F_SCHED1) != 0) all |= scheduler_flag_1;
    if ((flags & IP_VS_SVC_F_SCHED2) != 0) all |= scheduler_flag_2;
    if ((flags & IP_VS_SVC_F_SCHED3) != 0) all |= scheduler_flag_3;
    return all;
}

}  // namespace

result<service_status> read_service(bytes attributes) {
    const attribute_table<IPVS_CMD_ATTR_MAX> top{attributes};
    const auto* nest = top.find(IPVS_CMD_ATTR_SERVICE);
    if (nest == nullptr) return unreadable("no service");
    const service_attributes all{nest->payload};
    const auto family = family_of(all.number<std::uint16_t>(IPVS_SVC_ATTR_AF));
    if (!family) return unreadable("the address family of a service");
    const auto key = key_of(all, *family);
    if (!key) return unreadable("the key of a service");
    const auto* scheduler = all.find(IPVS_SVC_ATTR_SCHED_NAME);
    const auto flags = all.number<ip_vs_flags>(IPVS_SVC_ATTR_FLAGS);
    const auto timeout = all.number<std::uint32_t>(IPVS_SVC_ATTR_TIMEOUT);
    const auto mask = mask_of(all.find(IPVS_SVC_ATTR_NETMASK), *family);
    if (scheduler == nullptr || !flags || !timeout || !mask) return unreadable("the settings of a service");

    service_status status;
    auto& s = status.service;
    s.key = *key;
    s.scheduler = scheduler->string();
    if ((flags->flags & IP_VS_SVC_F_PERSISTENT) != 0) s.persistence_timeout = *timeout;
    s.persistence_mask = *mask;
    if (const auto* engine = all.find(IPVS_SVC_ATTR_PE_NAME)) s.persistence_engine = engine->string();
    s.one_packet = (flags->flags & IP_VS_SVC_F_ONEPACKET) != 0;
    s.scheduler_flags = scheduler_flags_of(flags->flags);
    status.counters = counters_of(all.find(IPVS_SVC_ATTR_STATS64), all.find(IPVS_SVC_ATTR_STATS));
    return status;
}

result<destination_status> read_destination(bytes attributes, ip_family family_of_service) {
    const attribute_table<IPVS_CMD_ATTR_MAX> top{attributes};
    const auto* nest = top.find(IPVS_CMD_ATTR_DEST);
    if (nest == nullptr) return unreadable("no destination");
    const destination_attributes all{nest->payload};
    auto family = std::optional{family_of_service};
    if (const auto number = all.number<std::uint16_t>(IPVS_DEST_ATTR_ADDR_FAMILY)) family = family_of(number);
    if (!family) return unreadable("the address family of a destination");
    const auto address = address_of(all.find(IPVS_DEST_ATTR_ADDR), *family);
    const auto* port = all.find(IPVS_DEST_ATTR_PORT);
    if (!address || port == nullptr || !port->be16()) return unreadable("the key of a destination");
    const auto method = all.number<std::uint32_t>(IPVS_DEST_ATTR_FWD_METHOD);
    const auto weight = all.number<std::int32_t>(IPVS_DEST_ATTR_WEIGHT);
    if (!method || !weight) return unreadable("the settings of a destination");

    destination_status status;
    auto& d = status.destination;
    d.key = {*address, *port->be16()};
    d.forwarding = static_cast<forwarding>(*method & 7U);
    d.weight = *weight;
    d.upper_threshold = all.number<std::uint32_t>(IPVS_DEST_ATTR_U_THRESH).value_or(0);
    d.lower_threshold = all.number<std::uint32_t>(IPVS_DEST_ATTR_L_THRESH).value_or(0);
    d.tunnel.type = static_cast<tunnel_type>(all.number<std::uint8_t>(IPVS_DEST_ATTR_TUN_TYPE).value_or(0));
    if (const auto* tunnel_port = all.find(IPVS_DEST_ATTR_TUN_PORT)) d.tunnel.port = tunnel_port->be16().value_or(0);
    d.tunnel.flags = all.number<std::uint16_t>(IPVS_DEST_ATTR_TUN_FLAGS).value_or(0);
    status.active_connections = all.number<std::uint32_t>(IPVS_DEST_ATTR_ACTIVE_CONNS).value_or(0);
    status.inactive_connections = all.number<std::uint32_t>(IPVS_DEST_ATTR_INACT_CONNS).value_or(0);
    status.persistent_connections = all.number<std::uint32_t>(IPVS_DEST_ATTR_PERSIST_CONNS).value_or(0);
    status.counters = counters_of(all.find(IPVS_DEST_ATTR_STATS64), all.find(IPVS_DEST_ATTR_STATS));
    return status;
}

result<sync_daemon> read_daemon(bytes attributes) {
    const attribute_table<IPVS_CMD_ATTR_MAX> top{attributes};
    const auto* nest = top.find(IPVS_CMD_ATTR_DAEMON);
    if (nest == nullptr) return unreadable("no sync daemon");
    const attribute_table<IPVS_DAEMON_ATTR_MAX> all{nest->payload};
    const auto role = all.number<std::uint32_t>(IPVS_DAEMON_ATTR_STATE);
    const auto* interface = all.find(IPVS_DAEMON_ATTR_MCAST_IFN);
    if ((role != IP_VS_STATE_MASTER && role != IP_VS_STATE_BACKUP) || interface == nullptr) {
        return unreadable("the role of a sync daemon");
    }
    sync_daemon d;
    d.role = static_cast<sync_role>(*role);
    d.interface = interface->string();
    d.sync_id = all.number<std::uint32_t>(IPVS_DAEMON_ATTR_SYNC_ID).value_or(0);
    d.max_length = all.number<std::uint16_t>(IPVS_DAEMON_ATTR_SYNC_MAXLEN).value_or(0);
    d.group = address_of(all.find(IPVS_DAEMON_ATTR_MCAST_GROUP), ip_family::v4);
    if (!d.group) d.group = address_of(all.find(IPVS_DAEMON_ATTR_MCAST_GROUP6), ip_family::v6);
    d.port = all.number<std::uint16_t>(IPVS_DAEMON_ATTR_MCAST_PORT).value_or(0);
    d.ttl = all.number<std::uint8_t>(IPVS_DAEMON_ATTR_MCAST_TTL).value_or(0);
    return d;
}

result<timeouts> read_timeouts(bytes attributes) {
    const attribute_table<IPVS_CMD_ATTR_MAX> top{attributes};
    const auto tcp = top.number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_TCP);
    const auto tcp_fin = top.number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN);
    if (!tcp || !tcp_fin) return unreadable("timeouts");
    // Built without UDP, the kernel has only two.
    return timeouts{*tcp, *tcp_fin, top.number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_UDP).value_or(0)};
}

result<table_info> read_info(bytes attributes) {
    const attribute_table<IPVS_INFO_ATTR_MAX> top{attributes};
    const auto version = top.number<std::uint32_t>(IPVS_INFO_ATTR_VERSION);
    if (!version) return unreadable("version");
    const auto part = [&](unsigned shift) { return static_cast<std::uint8_t>(*version >> shift); };
    return table_info{part(16), part(8), part(0), top.number<std::uint32_t>(IPVS_INFO_ATTR_CONN_TAB_SIZE).value_or(0)};
}

result<std::uint16_t> read_family(bytes attributes) {
    const attribute_table<CTRL_ATTR_FAMILY_ID> top{attributes};
    const auto number = top.number<std::uint16_t>(CTRL_ATTR_FAMILY_ID);
    if (!number) return unreadable("the number of the IPVS family");
    return *number;
}

}  // namespace hakit::ipvs::netlink

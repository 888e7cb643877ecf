#include "ipvs/netlink/requests.hpp"

#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>

namespace hakit::ipvs::netlink {

namespace {

/// AF_INET and AF_INET6 of Linux, without the socket headers.
std::uint16_t number_of(ip_family family) { return family == ip_family::v6 ? 10 : 2; }

void put_address(message_writer& w, std::uint16_t type, const ip_address& a) {
    w.put(type, std::as_bytes(std::span{a.bytes()}).first(a.size()));
}

void put_key(message_writer& w, const service_key& key) {
    w.put_number<std::uint16_t>(IPVS_SVC_ATTR_AF, number_of(key.family()));
    if (const auto* mark = key.fwmark()) {
        w.put_number<std::uint32_t>(IPVS_SVC_ATTR_FWMARK, mark->mark);
        return;
    }
    const auto& a = *key.address();
    w.put_number<std::uint16_t>(IPVS_SVC_ATTR_PROTOCOL, static_cast<std::uint16_t>(a.protocol));
    put_address(w, IPVS_SVC_ATTR_ADDR, a.address);
    w.put_be16(IPVS_SVC_ATTR_PORT, a.port);
}

void put_service_key(message_writer& w, const service_key& key) {
    const auto place = w.open(IPVS_CMD_ATTR_SERVICE);
    put_key(w, key);
    w.close(place);
}

/// The flags that can be set; others, which a later kernel may know, stay as they are.
constexpr std::uint32_t flags_known =
    IP_VS_SVC_F_PERSISTENT | IP_VS_SVC_F_ONEPACKET | IP_VS_SVC_F_SCHED1 | IP_VS_SVC_F_SCHED2 | IP_VS_SVC_F_SCHED3;

void put_service(message_writer& w, const service& s) {
    const auto place = w.open(IPVS_CMD_ATTR_SERVICE);
    put_key(w, s.key);
    w.put_string(IPVS_SVC_ATTR_SCHED_NAME, s.scheduler);
    if (!s.persistence_engine.empty()) w.put_string(IPVS_SVC_ATTR_PE_NAME, s.persistence_engine);
    ip_vs_flags flags{0, flags_known};
    if (s.persistence_timeout) flags.flags |= IP_VS_SVC_F_PERSISTENT;
    if (s.one_packet) flags.flags |= IP_VS_SVC_F_ONEPACKET;
    if ((s.scheduler_flags & scheduler_flag_1) != 0) flags.flags |= IP_VS_SVC_F_SCHED1;
    if ((s.scheduler_flags & scheduler_flag_2) != 0) flags.flags |= IP_VS_SVC_F_SCHED2;
    if ((s.scheduler_flags & scheduler_flag_3) != 0) flags.flags |= IP_VS_SVC_F_SCHED3;
    w.put_number(IPVS_SVC_ATTR_FLAGS, flags);
    w.put_number<std::uint32_t>(IPVS_SVC_ATTR_TIMEOUT, s.persistence_timeout.value_or(0));
    if (s.key.family() == ip_family::v6) {
        w.put_number<std::uint32_t>(IPVS_SVC_ATTR_NETMASK, s.persistence_mask.v6_prefix());
    } else {
        const auto mask = s.persistence_mask.v4_mask();
        const std::array network{static_cast<std::byte>(mask >> 24U), static_cast<std::byte>(mask >> 16U & 0xffU),
                                 static_cast<std::byte>(mask >> 8U & 0xffU), static_cast<std::byte>(mask & 0xffU)};
        w.put(IPVS_SVC_ATTR_NETMASK, network);
    }
    w.close(place);
}

void put_destination_key(message_writer& w, const destination_key& key) {
    // Without the family a kernel takes that of the service; one older than 3.18 does not know this attribute.
    w.put_number<std::uint16_t>(IPVS_DEST_ATTR_ADDR_FAMILY, number_of(key.address.family()));
    put_address(w, IPVS_DEST_ATTR_ADDR, key.address);
    w.put_be16(IPVS_DEST_ATTR_PORT, key.port);
}

void put_destination(message_writer& w, const destination& d) {
    const auto place = w.open(IPVS_CMD_ATTR_DEST);
    put_destination_key(w, d.key);
    w.put_number<std::uint32_t>(IPVS_DEST_ATTR_FWD_METHOD, static_cast<std::uint32_t>(d.forwarding));
    w.put_number<std::int32_t>(IPVS_DEST_ATTR_WEIGHT, d.weight);
    w.put_number<std::uint32_t>(IPVS_DEST_ATTR_U_THRESH, d.upper_threshold);
    w.put_number<std::uint32_t>(IPVS_DEST_ATTR_L_THRESH, d.lower_threshold);
    if (d.tunnel != tunnel{}) {
        w.put_number<std::uint8_t>(IPVS_DEST_ATTR_TUN_TYPE, static_cast<std::uint8_t>(d.tunnel.type));
        w.put_be16(IPVS_DEST_ATTR_TUN_PORT, d.tunnel.port);
        w.put_number<std::uint16_t>(IPVS_DEST_ATTR_TUN_FLAGS, d.tunnel.flags);
    }
    w.close(place);
}

std::uint32_t with_service(message_writer& w, std::uint8_t command, const service& s) {
    const auto sequence = w.begin(command, 0);
    put_service(w, s);
    return sequence;
}

std::uint32_t with_key(message_writer& w, std::uint8_t command, std::uint16_t flags, const service_key& key) {
    const auto sequence = w.begin(command, flags);
    put_service_key(w, key);
    return sequence;
}

std::uint32_t with_destination(message_writer& w, std::uint8_t command, const service_key& key, const destination& d) {
    const auto sequence = with_key(w, command, 0, key);
    put_destination(w, d);
    return sequence;
}

}  // namespace

std::uint32_t new_service(message_writer& w, const service& s) { return with_service(w, IPVS_CMD_NEW_SERVICE, s); }
std::uint32_t set_service(message_writer& w, const service& s) { return with_service(w, IPVS_CMD_SET_SERVICE, s); }
std::uint32_t del_service(message_writer& w, const service_key& key) {
    return with_key(w, IPVS_CMD_DEL_SERVICE, 0, key);
}
std::uint32_t get_service(message_writer& w, const service_key& key) {
    return with_key(w, IPVS_CMD_GET_SERVICE, 0, key);
}
std::uint32_t get_services(message_writer& w) { return w.begin(IPVS_CMD_GET_SERVICE, NLM_F_DUMP); }

std::uint32_t new_dest(message_writer& w, const service_key& key, const destination& d) {
    return with_destination(w, IPVS_CMD_NEW_DEST, key, d);
}
std::uint32_t set_dest(message_writer& w, const service_key& key, const destination& d) {
    return with_destination(w, IPVS_CMD_SET_DEST, key, d);
}
std::uint32_t del_dest(message_writer& w, const service_key& key, const destination_key& d) {
    const auto sequence = with_key(w, IPVS_CMD_DEL_DEST, 0, key);
    const auto place = w.open(IPVS_CMD_ATTR_DEST);
    put_destination_key(w, d);
    w.close(place);
    return sequence;
}
std::uint32_t get_dests(message_writer& w, const service_key& key) {
    return with_key(w, IPVS_CMD_GET_DEST, NLM_F_DUMP, key);
}

std::uint32_t new_daemon(message_writer& w, const sync_daemon& d) {
    const auto sequence = w.begin(IPVS_CMD_NEW_DAEMON, 0);
    const auto place = w.open(IPVS_CMD_ATTR_DAEMON);
    w.put_number<std::uint32_t>(IPVS_DAEMON_ATTR_STATE, static_cast<std::uint32_t>(d.role));
    w.put_string(IPVS_DAEMON_ATTR_MCAST_IFN, d.interface);
    w.put_number<std::uint32_t>(IPVS_DAEMON_ATTR_SYNC_ID, d.sync_id);
    if (d.max_length != 0) w.put_number<std::uint16_t>(IPVS_DAEMON_ATTR_SYNC_MAXLEN, d.max_length);
    if (d.group) {
        put_address(w, d.group->is_v6() ? IPVS_DAEMON_ATTR_MCAST_GROUP6 : IPVS_DAEMON_ATTR_MCAST_GROUP, *d.group);
    }
    // In host order, unlike every other port of the family.
    if (d.port != 0) w.put_number<std::uint16_t>(IPVS_DAEMON_ATTR_MCAST_PORT, d.port);
    if (d.ttl != 0) w.put_number<std::uint8_t>(IPVS_DAEMON_ATTR_MCAST_TTL, d.ttl);
    w.close(place);
    return sequence;
}
std::uint32_t del_daemon(message_writer& w, sync_role role) {
    const auto sequence = w.begin(IPVS_CMD_DEL_DAEMON, 0);
    const auto place = w.open(IPVS_CMD_ATTR_DAEMON);
    w.put_number<std::uint32_t>(IPVS_DAEMON_ATTR_STATE, static_cast<std::uint32_t>(role));
    w.close(place);
    return sequence;
}
std::uint32_t get_daemons(message_writer& w) { return w.begin(IPVS_CMD_GET_DAEMON, NLM_F_DUMP); }

std::uint32_t set_config(message_writer& w, const timeouts& t) {
    const auto sequence = w.begin(IPVS_CMD_SET_CONFIG, 0);
    w.put_number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_TCP, t.tcp);
    w.put_number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, t.tcp_fin);
    w.put_number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_UDP, t.udp);
    return sequence;
}
std::uint32_t get_config(message_writer& w) { return w.begin(IPVS_CMD_GET_CONFIG, 0); }
std::uint32_t get_info(message_writer& w) { return w.begin(IPVS_CMD_GET_INFO, 0); }

std::uint32_t zero(message_writer& w, const service_key& key) { return with_key(w, IPVS_CMD_ZERO, 0, key); }
std::uint32_t zero_all(message_writer& w) { return w.begin(IPVS_CMD_ZERO, 0); }
std::uint32_t flush(message_writer& w) { return w.begin(IPVS_CMD_FLUSH, 0); }

std::uint32_t get_family(message_writer& w, std::string_view name) {
    const auto sequence = w.begin(CTRL_CMD_GETFAMILY, 0);
    w.put_string(CTRL_ATTR_FAMILY_NAME, name);
    return sequence;
}

}  // namespace hakit::ipvs::netlink

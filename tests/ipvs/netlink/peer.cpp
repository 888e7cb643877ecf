#include "ipvs/netlink/peer.hpp"

#include "ipvs/netlink/requests.hpp"

#include <linux/ip_vs.h>
#include <linux/netlink.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <optional>

namespace ipvs_test {

using namespace hakit;
using namespace hakit::ipvs;
using namespace hakit::ipvs::netlink;

namespace {

/// errno of a result.
template <class T>
int code_of(const hakit::result<T>& r) {
    if (r.has_value()) return 0;
    return r.error().system_errno() != 0 ? r.error().system_errno() : EINVAL;
}

struct rule {
    enum kind { at_least, at_most, text } how = at_least;
    std::size_t size = 0;
};

/// Whether every attribute of the level keeps its rule (the kernel's nla_policy); EINVAL is the caller's to give.
template <std::size_t N>
bool lengths_hold(const attribute& nest, const std::array<std::optional<rule>, N>& rules) {
    bytes rest = nest.payload;
    while (const auto a = next_attribute(rest)) {
        if (a->type >= N || !rules[a->type]) continue;
        const auto& r = *rules[a->type];
        const auto size = a->payload.size();
        if (r.how == rule::at_least && size < r.size) return false;
        if (r.how == rule::at_most && size > r.size) return false;
        if (r.how == rule::text) {
            const auto name = a->string();
            if (name.size() == size || name.size() > r.size) return false;  // no NUL, or too long
        }
    }
    return true;
}

constexpr auto service_rules = [] {
    std::array<std::optional<rule>, IPVS_SVC_ATTR_MAX + 1> r{};
    r[IPVS_SVC_ATTR_AF] = r[IPVS_SVC_ATTR_PROTOCOL] = r[IPVS_SVC_ATTR_PORT] = rule{rule::at_least, 2};
    r[IPVS_SVC_ATTR_ADDR] = rule{rule::at_most, 16};
    r[IPVS_SVC_ATTR_FWMARK] = r[IPVS_SVC_ATTR_TIMEOUT] = r[IPVS_SVC_ATTR_NETMASK] = rule{rule::at_least, 4};
    r[IPVS_SVC_ATTR_SCHED_NAME] = rule{rule::text, 15};
    r[IPVS_SVC_ATTR_PE_NAME] = rule{rule::text, 16};
    r[IPVS_SVC_ATTR_FLAGS] = rule{rule::at_most, 8};
    return r;
}();

constexpr auto destination_rules = [] {
    std::array<std::optional<rule>, IPVS_DEST_ATTR_MAX + 1> r{};
    r[IPVS_DEST_ATTR_ADDR] = rule{rule::at_most, 16};
    r[IPVS_DEST_ATTR_PORT] = r[IPVS_DEST_ATTR_ADDR_FAMILY] = rule{rule::at_least, 2};
    r[IPVS_DEST_ATTR_TUN_PORT] = r[IPVS_DEST_ATTR_TUN_FLAGS] = rule{rule::at_least, 2};
    r[IPVS_DEST_ATTR_TUN_TYPE] = rule{rule::at_least, 1};
    for (const auto type :
         {IPVS_DEST_ATTR_FWD_METHOD, IPVS_DEST_ATTR_WEIGHT, IPVS_DEST_ATTR_U_THRESH, IPVS_DEST_ATTR_L_THRESH}) {
        r[static_cast<std::size_t>(type)] = rule{rule::at_least, 4};
    }
    return r;
}();

constexpr auto daemon_rules = [] {
    std::array<std::optional<rule>, IPVS_DAEMON_ATTR_MAX + 1> r{};
    r[IPVS_DAEMON_ATTR_STATE] = r[IPVS_DAEMON_ATTR_SYNC_ID] = r[IPVS_DAEMON_ATTR_MCAST_GROUP] = rule{rule::at_least, 4};
    r[IPVS_DAEMON_ATTR_MCAST_IFN] = rule{rule::text, 15};
    r[IPVS_DAEMON_ATTR_SYNC_MAXLEN] = r[IPVS_DAEMON_ATTR_MCAST_PORT] = rule{rule::at_least, 2};
    r[IPVS_DAEMON_ATTR_MCAST_GROUP6] = rule{rule::at_least, 16};
    r[IPVS_DAEMON_ATTR_MCAST_TTL] = rule{rule::at_least, 1};
    return r;
}();

using service_attributes = attribute_table<IPVS_SVC_ATTR_MAX>;
using destination_attributes = attribute_table<IPVS_DEST_ATTR_MAX>;

std::optional<ip_family> family_of(std::uint16_t number) {
    if (number == 2) return ip_family::v4;
    if (number == 10) return ip_family::v6;
    return std::nullopt;
}

/// Missing bytes are zero, those beyond the family's size do not count.
ip_address address_of(const attribute& a, ip_family family) {
    std::array<std::uint8_t, 16> raw{};
    std::memcpy(raw.data(), a.payload.data(), std::min<std::size_t>(16, a.payload.size()));
    if (family == ip_family::v6) return ip_address{raw};
    return ip_address{std::array<std::uint8_t, 4>{raw[0], raw[1], raw[2], raw[3]}};
}

/// 0, or the errno of a service that names none.
int read_key(const attribute* nest, service_key& key) {
    if (nest == nullptr || !lengths_hold(*nest, service_rules)) return EINVAL;
    const service_attributes all{nest->payload};
    const auto af = all.number<std::uint16_t>(IPVS_SVC_ATTR_AF);
    const auto mark = all.number<std::uint32_t>(IPVS_SVC_ATTR_FWMARK);
    const auto protocol = all.number<std::uint16_t>(IPVS_SVC_ATTR_PROTOCOL);
    const auto* address = all.find(IPVS_SVC_ATTR_ADDR);
    const auto* port = all.find(IPVS_SVC_ATTR_PORT);
    if (!af || (!mark && (address == nullptr || port == nullptr || !protocol))) return EINVAL;
    const auto family = family_of(*af);
    if (!family) return EAFNOSUPPORT;
    if (mark) {
        key = fwmark_key{*mark, *family};
    } else {
        key = address_key{static_cast<ipvs::protocol>(*protocol), address_of(*address, *family), *port->be16()};
    }
    return 0;
}

/// The settings, for a service whose key was read; `before` is what exists.
int read_settings(const attribute& nest, const std::optional<service>& before, service& s) {
    const service_attributes all{nest.payload};
    const auto* scheduler = all.find(IPVS_SVC_ATTR_SCHED_NAME);
    const auto* given = all.find(IPVS_SVC_ATTR_FLAGS);
    const auto timeout = all.number<std::uint32_t>(IPVS_SVC_ATTR_TIMEOUT);
    const auto* mask = all.find(IPVS_SVC_ATTR_NETMASK);
    if (scheduler == nullptr || given == nullptr || !timeout || mask == nullptr) return EINVAL;
    ip_vs_flags flags{};  // bytes that are missing are zero
    std::memcpy(&flags, given->payload.data(), given->payload.size());
    std::uint32_t now = 0;
    if (before) {
        now |= before->persistence_timeout ? IP_VS_SVC_F_PERSISTENT : 0U;
        now |= before->one_packet ? IP_VS_SVC_F_ONEPACKET : 0U;
        now |= std::uint32_t{before->scheduler_flags} << 3U;
    }
    now = (now & ~flags.mask) | (flags.flags & flags.mask);
    s.scheduler = scheduler->string();
    if (const auto* engine = all.find(IPVS_SVC_ATTR_PE_NAME)) s.persistence_engine = engine->string();
    if ((now & IP_VS_SVC_F_PERSISTENT) != 0) s.persistence_timeout = *timeout;
    s.one_packet = (now & IP_VS_SVC_F_ONEPACKET) != 0;
    s.scheduler_flags = static_cast<std::uint8_t>(now >> 3U & 7U);
    if (s.key.family() == ip_family::v6) {
        s.persistence_mask = client_mask::v6(*mask->number<std::uint32_t>());
    } else {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 4; ++i) bits = bits << 8U | std::to_integer<std::uint32_t>(mask->payload[i]);
        s.persistence_mask = client_mask::v4(bits);
    }
    return 0;
}

int read_destination(const attribute* nest, ip_family family_of_service, bool full, destination& d) {
    if (nest == nullptr || !lengths_hold(*nest, destination_rules)) return EINVAL;
    const destination_attributes all{nest->payload};
    const auto* address = all.find(IPVS_DEST_ATTR_ADDR);
    const auto* port = all.find(IPVS_DEST_ATTR_PORT);
    if (address == nullptr || port == nullptr) return EINVAL;
    if (full) {
        const auto method = all.number<std::uint32_t>(IPVS_DEST_ATTR_FWD_METHOD);
        const auto weight = all.number<std::int32_t>(IPVS_DEST_ATTR_WEIGHT);
        const auto upper = all.number<std::uint32_t>(IPVS_DEST_ATTR_U_THRESH);
        const auto lower = all.number<std::uint32_t>(IPVS_DEST_ATTR_L_THRESH);
        if (!method || !weight || !upper || !lower) return EINVAL;
        d.forwarding = static_cast<forwarding>(*method & 7U);
        d.weight = *weight;
        d.upper_threshold = *upper;
        d.lower_threshold = *lower;
        d.tunnel.type = static_cast<tunnel_type>(all.number<std::uint8_t>(IPVS_DEST_ATTR_TUN_TYPE).value_or(0));
        if (const auto* a = all.find(IPVS_DEST_ATTR_TUN_PORT)) d.tunnel.port = *a->be16();
        d.tunnel.flags = all.number<std::uint16_t>(IPVS_DEST_ATTR_TUN_FLAGS).value_or(0);
    }
    const auto af = all.number<std::uint16_t>(IPVS_DEST_ATTR_ADDR_FAMILY).value_or(0);
    const auto family = af == 0 ? std::optional{family_of_service} : family_of(af);
    if (!family) return EAFNOSUPPORT;
    d.key = {address_of(*address, *family), *port->be16()};
    return 0;
}

/// Sets the header's sequence number, and its flags.
void finish(datagram& all, std::uint32_t sequence, std::uint16_t flags) {
    for (std::size_t at = 0; at < all.size();) {
        nlmsghdr h{};
        std::memcpy(&h, all.data() + at, sizeof h);
        h.nlmsg_seq = sequence;
        h.nlmsg_flags = flags;
        std::memcpy(all.data() + at, &h, sizeof h);
        at += (h.nlmsg_len + 3U) & ~3U;
    }
}

datagram copy(const message_writer& w) { return {w.data().begin(), w.data().end()}; }

datagram done(std::uint32_t sequence) {
    const nlmsghdr h{sizeof(nlmsghdr) + 4, NLMSG_DONE, NLM_F_MULTI, sequence, 0};
    datagram d(h.nlmsg_len);
    std::memcpy(d.data(), &h, sizeof h);
    return d;
}

datagram acknowledge(std::uint32_t sequence, int code) {
    const nlmsghdr h{sizeof(nlmsghdr) + sizeof(nlmsgerr), NLMSG_ERROR, NLM_F_CAPPED, sequence, 0};
    nlmsgerr e{};
    e.error = -code;
    datagram d(h.nlmsg_len);
    std::memcpy(d.data(), &h, sizeof h);
    std::memcpy(d.data() + sizeof h, &e, sizeof e);
    return d;
}

bool can_dump(std::uint8_t command) {
    return command == IPVS_CMD_GET_SERVICE || command == IPVS_CMD_GET_DEST || command == IPVS_CMD_GET_DAEMON;
}

bool can_do(std::uint8_t command) {
    return command != 0 && command <= IPVS_CMD_MAX && command != IPVS_CMD_GET_DEST && command != IPVS_CMD_GET_DAEMON &&
           command != IPVS_CMD_SET_INFO;
}

using top_attributes = attribute_table<IPVS_CMD_ATTR_MAX>;

/// The only top-level attributes with a length to keep; ERANGE otherwise.
bool timeouts_fit(const top_attributes& top) {
    for (const auto type : {IPVS_CMD_ATTR_TIMEOUT_TCP, IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, IPVS_CMD_ATTR_TIMEOUT_UDP}) {
        const auto* a = top.find(static_cast<std::size_t>(type));
        if (a != nullptr && a->payload.size() < 4) return false;
    }
    return true;
}

}  // namespace

std::vector<datagram> netlink_peer::answer(bytes sent) {
    std::vector<datagram> answers;
    while (const auto m = next_message(sent)) {
        message_writer out{family};
        const bool dumping = (m->flags & NLM_F_DUMP) == NLM_F_DUMP;
        int code = EOPNOTSUPP;
        if (dumping && can_dump(m->command())) code = dump(m->command(), m->attributes(), out);
        if (!dumping && can_do(m->command())) code = command(m->command(), m->attributes(), out);
        if (out.message_count() != 0) {
            answers.push_back(copy(out));
            finish(answers.back(), m->sequence, dumping ? NLM_F_MULTI : 0);
        }
        if (dumping && code == 0) {
            answers.push_back(done(m->sequence));
        } else if (code == EINTR) {
            continue;  // as the kernel does
        } else if (code != 0 || (m->flags & NLM_F_ACK) != 0) {
            answers.push_back(acknowledge(m->sequence, code));
        }
    }
    return answers;
}

int netlink_peer::dump(std::uint8_t command, bytes attributes, message_writer& out) {
    const top_attributes top{attributes};
    if (command == IPVS_CMD_GET_DAEMON) {
        const auto all = table_.list_sync_daemons();
        if (all.has_error()) return code_of(all);
        for (const auto& d : *all) new_daemon(out, d);
        return 0;
    }
    if (command == IPVS_CMD_GET_SERVICE) {
        const auto all = table_.list();
        if (all.has_error()) return code_of(all);
        for (const auto& s : *all) new_service(out, s.service);
        return 0;
    }
    service_key key;
    if (read_key(top.find(IPVS_CMD_ATTR_SERVICE), key) != 0) return 0;
    if (const auto s = table_.get(key); s.has_value()) {
        for (const auto& d : s->destinations) new_dest(out, key, d.destination);
    }
    return 0;
}

int netlink_peer::command(std::uint8_t command, bytes attributes, message_writer& out) {
    const top_attributes top{attributes};
    if (!timeouts_fit(top)) return ERANGE;
    switch (command) {
        case IPVS_CMD_GET_INFO: {
            const auto info = table_.info();
            if (info.has_error()) return code_of(info);
            out.begin(IPVS_CMD_SET_INFO, 0);
            out.put_number<std::uint32_t>(
                IPVS_INFO_ATTR_VERSION, static_cast<std::uint32_t>(info->major << 16 | info->minor << 8 | info->patch));
            out.put_number<std::uint32_t>(IPVS_INFO_ATTR_CONN_TAB_SIZE, info->connection_table_size);
            return 0;
        }
        case IPVS_CMD_GET_CONFIG: {
            const auto t = table_.get_timeouts();
            if (t.has_value()) set_config(out, *t);
            return code_of(t);
        }
        case IPVS_CMD_GET_SERVICE: {
            service_key key;
            if (const auto code = read_key(top.find(IPVS_CMD_ATTR_SERVICE), key)) return code;
            const auto s = table_.get(key);
            if (s.has_value()) new_service(out, s->service);
            return code_of(s);
        }
        case IPVS_CMD_NEW_DAEMON:
        case IPVS_CMD_DEL_DAEMON: return daemon(command, top.find(IPVS_CMD_ATTR_DAEMON));
        case IPVS_CMD_SET_CONFIG:
            return code_of(table_.set_timeouts({top.number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_TCP).value_or(0),
                                                top.number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN).value_or(0),
                                                top.number<std::uint32_t>(IPVS_CMD_ATTR_TIMEOUT_UDP).value_or(0)}));
        case IPVS_CMD_FLUSH: return code_of(table_.flush());
        case IPVS_CMD_ZERO:
            if (top.find(IPVS_CMD_ATTR_SERVICE) == nullptr) return code_of(table_.zero_all());
            return change(command, attributes);
        default: return change(command, attributes);
    }
}

int netlink_peer::change(std::uint8_t command, bytes attributes) {
    const top_attributes top{attributes};
    const auto* nest = top.find(IPVS_CMD_ATTR_SERVICE);
    service s;
    if (const auto code = read_key(nest, s.key)) return code;
    const auto found = table_.get(s.key);
    const auto before = found.has_value() ? std::optional{found->service} : std::nullopt;
    if (command == IPVS_CMD_NEW_SERVICE || command == IPVS_CMD_SET_SERVICE) {
        if (const auto code = read_settings(*nest, before, s)) return code;
        return code_of(command == IPVS_CMD_NEW_SERVICE ? table_.add_service(s) : table_.edit_service(s));
    }
    if (!before) return ESRCH;
    if (command == IPVS_CMD_DEL_SERVICE) return code_of(table_.remove_service(s.key));
    if (command == IPVS_CMD_ZERO) return code_of(table_.zero(s.key));
    destination d;
    const bool full = command != IPVS_CMD_DEL_DEST;
    if (const auto code = read_destination(top.find(IPVS_CMD_ATTR_DEST), s.key.family(), full, d)) return code;
    if (!full) return code_of(table_.remove_destination(s.key, d.key));
    return code_of(command == IPVS_CMD_NEW_DEST ? table_.add_destination(s.key, d) : table_.edit_destination(s.key, d));
}

int netlink_peer::daemon(std::uint8_t command, const attribute* nest) {
    if (nest == nullptr || !lengths_hold(*nest, daemon_rules)) return EINVAL;
    const attribute_table<IPVS_DAEMON_ATTR_MAX> all{nest->payload};
    const auto state = all.number<std::uint32_t>(IPVS_DAEMON_ATTR_STATE);
    if (!state) return EINVAL;
    const auto role = static_cast<sync_role>(std::min(*state, 255U));
    if (command == IPVS_CMD_DEL_DAEMON) return code_of(table_.stop_sync_daemon(role));
    const auto* interface = all.find(IPVS_DAEMON_ATTR_MCAST_IFN);
    const auto id = all.number<std::uint32_t>(IPVS_DAEMON_ATTR_SYNC_ID);
    if (interface == nullptr || !id) return EINVAL;
    sync_daemon d;
    d.role = role;
    d.interface = interface->string();
    d.sync_id = *id;
    d.max_length = all.number<std::uint16_t>(IPVS_DAEMON_ATTR_SYNC_MAXLEN).value_or(0);
    if (const auto* group = all.find(IPVS_DAEMON_ATTR_MCAST_GROUP)) d.group = address_of(*group, ip_family::v4);
    if (const auto* group = all.find(IPVS_DAEMON_ATTR_MCAST_GROUP6)) d.group = address_of(*group, ip_family::v6);
    d.port = all.number<std::uint16_t>(IPVS_DAEMON_ATTR_MCAST_PORT).value_or(0);
    d.ttl = all.number<std::uint8_t>(IPVS_DAEMON_ATTR_MCAST_TTL).value_or(0);
    return code_of(table_.start_sync_daemon(d));
}

}  // namespace ipvs_test

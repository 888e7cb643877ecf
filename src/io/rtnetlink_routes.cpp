// Routes and rules of keepalived.conf as rtnetlink messages.
#include "io/rtnetlink.hpp"

#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>

#include <array>
#include <charconv>

namespace hakit::io::rtnetlink {
namespace {

constexpr std::uint8_t inet = 2;    // AF_INET
constexpr std::uint8_t inet6 = 10;  // AF_INET6
constexpr std::uint8_t protocol_keepalived = 18;

bytes address_bytes(const ip_address& a) { return std::as_bytes(std::span{a.bytes()}).first(a.size()); }

/// Puts one thing after the other, until the first that cannot be said.
class builder {
public:
    builder(message_writer& w, const surroundings& s) : w_{w}, s_{s} {}

    void fail(errc code, std::string message) {
        if (!error_) error_ = error{code, std::move(message)};
    }
    [[nodiscard]] std::uint32_t need(std::optional<std::uint32_t> value, const std::string& what,
                                     const std::string& name) {
        if (!value) fail(errc::invalid_argument, "there is no " + what + " " + name);
        return value.value_or(0);
    }
    [[nodiscard]] std::uint32_t index(const std::string& dev) {
        const auto i = s_.index(dev);
        if (i == 0) fail(errc::not_found, "there is no interface " + dev);
        return static_cast<std::uint32_t>(i);
    }
    void put(std::uint16_t type, const ip_address& a) { w_.put(type, address_bytes(a)); }
    /// "[SRC/]DST" as one number.
    [[nodiscard]] std::uint32_t realms(const std::string& text) {
        const auto slash = text.find('/');
        if (slash == text.npos) return need(s_.names.realm(text), "realm", text);
        const auto source = text.substr(0, slash);
        const auto destination = text.substr(slash + 1);
        return need(s_.names.realm(source), "realm", source) << 16 |
               need(s_.names.realm(destination), "realm", destination);
    }
    [[nodiscard]] const std::optional<error>& failed() const noexcept { return error_; }
    message_writer& w_;
    const surroundings& s_;

private:
    std::optional<error> error_;
};

std::uint8_t route_type(builder& b, const std::string& word) {
    if (word.empty() || word == "unicast") return RTN_UNICAST;
    if (word == "local") return RTN_LOCAL;
    if (word == "broadcast") return RTN_BROADCAST;
    if (word == "anycast") return RTN_ANYCAST;
    if (word == "multicast") return RTN_MULTICAST;
    if (word == "blackhole") return RTN_BLACKHOLE;
    if (word == "unreachable") return RTN_UNREACHABLE;
    if (word == "prohibit") return RTN_PROHIBIT;
    if (word == "throw") return RTN_THROW;
    b.fail(errc::unsupported, "routes of type " + word + " are not carried out");
    return RTN_UNICAST;
}

std::uint8_t family_of(const keepalived::route& r) {
    if (r.family == "inet6") return inet6;
    if (r.family == "inet") return inet;
    const auto of = [](const ip_address& a) { return a.is_v4() ? inet : inet6; };
    if (r.to.prefix) return of(r.to.prefix->address);
    if (r.via) return of(*r.via);
    if (r.src) return of(*r.src);
    if (r.from) return inet6;
    for (const auto& hop : r.nexthop)
        if (hop.via) return of(*hop.via);
    return inet;
}

void put_via(builder& b, std::uint8_t family, const ip_address& via) {
    if ((via.is_v4() ? inet : inet6) == family) return b.put(RTA_GATEWAY, via);
    std::vector<std::byte> raw(2);
    const std::uint16_t other = via.is_v4() ? inet : inet6;
    std::memcpy(raw.data(), &other, 2);
    const auto bytes_of = address_bytes(via);
    raw.insert(raw.end(), bytes_of.begin(), bytes_of.end());
    b.w_.put(RTA_VIA, raw);
}

void put_metrics(builder& b, const keepalived::route& r) {
    std::vector<std::pair<std::uint16_t, std::uint32_t>> values;
    std::uint32_t locked = 0;
    const auto add = [&](std::uint16_t type, const std::optional<keepalived::route_metric>& m,
                         std::uint32_t scale = 1) {
        if (!m) return;
        values.emplace_back(type, m->milliseconds ? m->value * scale : m->value);
        if (m->lock) locked |= 1u << type;
    };
    add(RTAX_MTU, r.mtu);
    add(RTAX_HOPLIMIT, r.hoplimit);
    add(RTAX_ADVMSS, r.advmss);
    add(RTAX_RTT, r.rtt, 8);
    add(RTAX_RTTVAR, r.rttvar, 4);
    add(RTAX_REORDERING, r.reordering);
    add(RTAX_WINDOW, r.window);
    add(RTAX_CWND, r.cwnd);
    add(RTAX_SSTHRESH, r.ssthresh);
    add(RTAX_RTO_MIN, r.rto_min);
    const auto plain = [&](std::uint16_t type, const std::optional<std::int64_t>& v) {
        if (v) values.emplace_back(type, static_cast<std::uint32_t>(*v));
    };
    plain(RTAX_INITCWND, r.initcwnd);
    plain(RTAX_INITRWND, r.initrwnd);
    plain(RTAX_QUICKACK, r.quickack);
    plain(RTAX_FASTOPEN_NO_COOKIE, r.fastopen_no_cookie);
    if (r.features == "ecn") values.emplace_back(RTAX_FEATURES, std::uint32_t{RTAX_FEATURE_ECN});
    if (r.congctl && r.congctl->lock) locked |= 1u << RTAX_CC_ALGO;
    if (values.empty() && !r.congctl) return;
    const auto nest = b.w_.open(RTA_METRICS);
    if (locked != 0) b.w_.put_number(RTAX_LOCK, locked);
    for (const auto& [type, value] : values) b.w_.put_number(type, value);
    if (r.congctl) b.w_.put_string(RTAX_CC_ALGO, r.congctl->name);
    b.w_.close(nest);
}

void put_hops(builder& b, std::uint8_t family, const keepalived::route& r) {
    std::vector<std::byte> all;
    for (const auto& hop : r.nexthop) {
        if (hop.encap) b.fail(errc::unsupported, "encap is not carried out");
        message_writer inner;
        const rtnexthop none{};
        inner.begin(0, 0, std::as_bytes(std::span{&none, 1}));
        builder one{inner, b.s_};
        rtnexthop h{};
        h.rtnh_hops = static_cast<std::uint8_t>(std::max<std::int64_t>(hop.weight.value_or(1), 1) - 1);
        if (!hop.dev.empty()) h.rtnh_ifindex = static_cast<int>(one.index(hop.dev));
        if (hop.onlink) h.rtnh_flags = RTNH_F_ONLINK;
        if (hop.via) put_via(one, family, *hop.via);
        if (!hop.realms.empty()) inner.put_number(RTA_FLOW, one.realms(hop.realms));
        if (one.failed()) b.fail(one.failed()->code(), one.failed()->message());
        const auto body = inner.data().subspan(sizeof(nlmsghdr));
        h.rtnh_len = static_cast<std::uint16_t>(body.size());
        const auto header = std::as_bytes(std::span{&h, 1});
        all.insert(all.end(), header.begin(), header.end());
        all.insert(all.end(), body.begin() + sizeof h, body.end());
    }
    b.w_.put(RTA_MULTIPATH, all);
}

}  // namespace

result<std::uint32_t> change_route(message_writer& w, const surroundings& s, bool add, const keepalived::route& r) {
    message_writer made;  // what fails leaves nothing behind
    builder b{made, s};
    const auto family = family_of(r);
    rtmsg h{};
    h.rtm_family = family;
    h.rtm_type = route_type(b, r.type);
    const auto table =
        r.table.empty() ? std::uint32_t{RT_TABLE_MAIN} : b.need(s.names.table(r.table), "routing table", r.table);
    h.rtm_table = static_cast<std::uint8_t>(table < 256 ? table : std::uint32_t{RT_TABLE_UNSPEC});
    h.rtm_protocol = r.protocol.empty()
                         ? protocol_keepalived
                         : static_cast<std::uint8_t>(b.need(s.names.protocol(r.protocol), "protocol", r.protocol));
    if (!r.tos.empty()) h.rtm_tos = static_cast<std::uint8_t>(b.need(s.names.tos(r.tos), "TOS", r.tos));
    if (!r.scope.empty()) {
        h.rtm_scope = static_cast<std::uint8_t>(b.need(s.names.scope(r.scope), "scope", r.scope));
    } else if (family == inet && add) {
        if (h.rtm_type == RTN_LOCAL) h.rtm_scope = RT_SCOPE_HOST;
        if (h.rtm_type == RTN_BROADCAST || h.rtm_type == RTN_MULTICAST || h.rtm_type == RTN_ANYCAST)
            h.rtm_scope = RT_SCOPE_LINK;
        if (h.rtm_type == RTN_UNICAST && !r.via && r.nexthop.empty()) h.rtm_scope = RT_SCOPE_LINK;
    } else if (family == inet) {
        h.rtm_scope = RT_SCOPE_NOWHERE;  // whatever it is
    }
    if (r.to.prefix) h.rtm_dst_len = r.to.prefix->length;
    if (r.from) h.rtm_src_len = r.from->length;
    if (r.onlink) h.rtm_flags |= RTNH_F_ONLINK;
    for (const auto* word : {&r.ttl_propagate, &r.vrf, &r.as})
        if (!word->empty()) b.fail(errc::unsupported, "the route option " + *word + " is not carried out");
    if (r.encap) b.fail(errc::unsupported, "encap is not carried out");

    const auto type = static_cast<std::uint16_t>(add ? RTM_NEWROUTE : RTM_DELROUTE);
    const auto flags = static_cast<std::uint16_t>(NLM_F_ACK | (add ? NLM_F_CREATE | NLM_F_REPLACE : 0));
    const auto header = std::as_bytes(std::span{&h, 1});
    const auto body = [&](message_writer& to) {
        builder p{to, s};
        const auto sequence = to.begin(type, flags, header);
        if (r.to.prefix) p.put(RTA_DST, r.to.prefix->network());
        if (r.from) p.put(RTA_SRC, r.from->network());
        if (r.via) put_via(p, family, *r.via);
        if (r.src) p.put(RTA_PREFSRC, *r.src);
        if (!r.dev.empty()) to.put_number(RTA_OIF, p.index(r.dev));
        if (table >= 256) to.put_number(RTA_TABLE, table);
        if (r.metric) to.put_number(RTA_PRIORITY, static_cast<std::uint32_t>(*r.metric));
        if (!r.realms.empty()) to.put_number(RTA_FLOW, p.realms(r.realms));
        if (r.expires && add) to.put_number(RTA_EXPIRES, static_cast<std::uint32_t>(*r.expires));
        if (!r.pref.empty())
            to.put_number(RTA_PREF, static_cast<std::uint8_t>(r.pref == "low" ? 3 : r.pref == "high" ? 1 : 0));
        put_metrics(p, r);
        if (!r.nexthop.empty()) put_hops(p, family, r);
        if (p.failed()) b.fail(p.failed()->code(), p.failed()->message());
        return sequence;
    };
    (void)body(made);
    if (b.failed()) return *b.failed();
    return body(w);
}

namespace {

std::optional<std::pair<std::uint64_t, std::uint64_t>> range_of(const std::string& text) {
    const auto dash = text.find('-');
    const auto read = [](std::string_view part) -> std::optional<std::uint64_t> {
        std::uint64_t v = 0;
        const auto [end, ec] = std::from_chars(part.data(), part.data() + part.size(), v);
        if (part.empty() || ec != std::errc{} || end != part.data() + part.size()) return std::nullopt;
        return v;
    };
    const auto first = read(std::string_view{text}.substr(0, dash));
    const auto last = dash == text.npos ? first : read(std::string_view{text}.substr(dash + 1));
    if (!first || !last) return std::nullopt;
    return std::pair{*first, *last};
}

std::optional<std::uint32_t> mark_of(std::string_view text) {
    std::uint32_t v = 0;
    const bool hex = text.starts_with("0x");
    if (hex) text.remove_prefix(2);
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v, hex ? 16 : 10);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return v;
}

std::optional<std::uint32_t> ip_protocol_of(const std::string& name) {
    if (name == "tcp") return 6;
    if (name == "udp") return 17;
    if (name == "icmp") return 1;
    if (name == "ipv6-icmp") return 58;
    if (name == "sctp") return 132;
    if (name == "dccp") return 33;
    return mark_of(name);
}

std::uint8_t action_of(builder& b, const keepalived::rule& r) {
    if (r.jump) return FR_ACT_GOTO;
    if (r.nop) return FR_ACT_NOP;
    if (r.type.empty()) return FR_ACT_TO_TBL;
    if (r.type == "blackhole") return FR_ACT_BLACKHOLE;
    if (r.type == "unreachable") return FR_ACT_UNREACHABLE;
    if (r.type == "prohibit") return FR_ACT_PROHIBIT;
    b.fail(errc::unsupported, "rules of type " + r.type + " are not carried out");
    return FR_ACT_TO_TBL;
}

void put_rule(builder& b, const keepalived::rule& r, std::uint32_t table) {
    auto& w = b.w_;
    if (r.from && r.from->prefix) b.put(FRA_SRC, r.from->prefix->network());
    if (r.to && r.to->prefix) b.put(FRA_DST, r.to->prefix->network());
    if (r.preference) w.put_number(FRA_PRIORITY, static_cast<std::uint32_t>(*r.preference));
    if (!r.iif.empty()) w.put_string(FRA_IIFNAME, r.iif);
    if (!r.oif.empty()) w.put_string(FRA_OIFNAME, r.oif);
    if (!r.fwmark.empty()) {
        const auto slash = r.fwmark.find('/');
        w.put_number(FRA_FWMARK, b.need(mark_of(r.fwmark.substr(0, slash)), "mark", r.fwmark));
        w.put_number(FRA_FWMASK, slash == r.fwmark.npos
                                     ? UINT32_MAX
                                     : b.need(mark_of(r.fwmark.substr(slash + 1)), "mask", r.fwmark));
    }
    if (!r.realms.empty()) w.put_number(FRA_FLOW, b.realms(r.realms));
    if (!r.ipproto.empty())
        w.put_number(FRA_IP_PROTO,
                     static_cast<std::uint8_t>(b.need(ip_protocol_of(r.ipproto), "IP protocol", r.ipproto)));
    const auto ports = [&](std::uint16_t type, const std::string& text) {
        if (text.empty()) return;
        const auto range = range_of(text);
        if (!range) return b.fail(errc::invalid_argument, "no range of ports: " + text);
        const std::array<std::uint16_t, 2> raw{static_cast<std::uint16_t>(range->first),
                                               static_cast<std::uint16_t>(range->second)};
        w.put(type, std::as_bytes(std::span{raw}));
    };
    ports(FRA_SPORT_RANGE, r.sport);
    ports(FRA_DPORT_RANGE, r.dport);
    if (!r.uidrange.empty()) {
        if (const auto range = range_of(r.uidrange)) {
            const std::array<std::uint32_t, 2> raw{static_cast<std::uint32_t>(range->first),
                                                   static_cast<std::uint32_t>(range->second)};
            w.put(FRA_UID_RANGE, std::as_bytes(std::span{raw}));
        } else {
            b.fail(errc::invalid_argument, "no range of users: " + r.uidrange);
        }
    }
    if (!r.tunnel_id.empty()) b.fail(errc::unsupported, "tunnel-id is not carried out");
    if (!r.suppress_ifgroup.empty())
        w.put_number(FRA_SUPPRESS_IFGROUP,
                     b.need(b.s_.names.link_group(r.suppress_ifgroup), "interface group", r.suppress_ifgroup));
    if (r.suppress_prefixlength)
        w.put_number(FRA_SUPPRESS_PREFIXLEN, static_cast<std::uint32_t>(*r.suppress_prefixlength));
    if (r.jump) w.put_number(FRA_GOTO, static_cast<std::uint32_t>(*r.jump));
    if (r.l3mdev) w.put_number(FRA_L3MDEV, std::uint8_t{1});
    w.put_number(FRA_PROTOCOL, static_cast<std::uint8_t>(r.protocol.value_or(protocol_keepalived)));
    if (table >= 256) w.put_number(FRA_TABLE, table);
}

}  // namespace

result<std::uint32_t> change_rule(message_writer& w, const surroundings& s, bool add, const keepalived::rule& r) {
    message_writer made;
    builder b{made, s};
    std::uint8_t family = r.family == "inet6" ? inet6 : inet;
    for (const auto* prefix : {&r.from, &r.to})
        if (*prefix && (*prefix)->prefix) family = (*prefix)->prefix->address.is_v4() ? inet : inet6;
    fib_rule_hdr h{};
    h.family = family;
    h.action = action_of(b, r);
    const auto table = !r.table.empty() ? b.need(s.names.table(r.table), "routing table", r.table)
                       : h.action == FR_ACT_TO_TBL && !r.l3mdev ? std::uint32_t{RT_TABLE_MAIN}
                                                                : std::uint32_t{RT_TABLE_UNSPEC};
    h.table = static_cast<std::uint8_t>(table < 256 ? table : std::uint32_t{RT_TABLE_UNSPEC});
    if (r.from && r.from->prefix) h.src_len = r.from->prefix->length;
    if (r.to && r.to->prefix) h.dst_len = r.to->prefix->length;
    if (!r.tos.empty()) h.tos = static_cast<std::uint8_t>(b.need(s.names.tos(r.tos), "TOS", r.tos));
    if (r.inverted) h.flags |= FIB_RULE_INVERT;
    const auto type = static_cast<std::uint16_t>(add ? RTM_NEWRULE : RTM_DELRULE);
    const auto flags = static_cast<std::uint16_t>(NLM_F_ACK | (add ? NLM_F_CREATE | NLM_F_EXCL : 0));
    const auto header = std::as_bytes(std::span{&h, 1});
    made.begin(type, flags, header);
    put_rule(b, r, table);
    if (b.failed()) return *b.failed();
    const auto sequence = w.begin(type, flags, header);
    builder again{w, s};
    put_rule(again, r, table);
    return sequence;
}

}  // namespace hakit::io::rtnetlink

#include "io/rtnetlink.hpp"

#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <charconv>

namespace hakit::io::rtnetlink {
namespace {

using ipvs::netlink::attribute_table;
using ipvs::netlink::next_attribute;

template <class Header>
bytes header_bytes(const Header& h) {
    return std::as_bytes(std::span{&h, 1});
}

/// The header that a family has behind nlmsghdr, and the attributes after it.
template <class Header>
std::optional<std::pair<Header, bytes>> split(const message_view& m) {
    if (m.payload.size() < sizeof(Header)) return std::nullopt;
    Header h{};
    std::memcpy(&h, m.payload.data(), sizeof h);
    const auto size = (sizeof h + 3U) & ~std::size_t{3};
    return std::pair{h, m.payload.subspan(std::min(size, m.payload.size()))};
}

bytes address_bytes(const ip_address& a) { return std::as_bytes(std::span{a.bytes()}).first(a.size()); }

std::optional<ip_address> to_address(bytes raw) {
    if (raw.size() == 4) {
        std::array<std::uint8_t, 4> b{};
        std::memcpy(b.data(), raw.data(), 4);
        return ip_address{b};
    }
    if (raw.size() != 16) return std::nullopt;
    std::array<std::uint8_t, 16> b{};
    std::memcpy(b.data(), raw.data(), 16);
    return ip_address{b};
}

constexpr std::uint8_t family_of(const ip_address& a) { return a.is_v4() ? 2 : 10; }  // AF_INET, AF_INET6

ip_address broadcast_of(const ip_prefix& p, bool ones) {
    auto network = p.network().bytes();
    for (unsigned bit = p.length; ones && bit < 32; ++bit)
        network[bit / 8] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
    return ip_address{std::array<std::uint8_t, 4>{network[0], network[1], network[2], network[3]}};
}

}  // namespace

std::optional<link> read_link(const message_view& m) {
    if (m.type != RTM_NEWLINK && m.type != RTM_DELLINK) return std::nullopt;
    const auto parts = split<ifinfomsg>(m);
    // Bridges report their ports in a family of their own.
    if (!parts || parts->first.ifi_family != 0) return std::nullopt;
    link l;
    l.index = parts->first.ifi_index;
    l.ethernet = parts->first.ifi_type == ARPHRD_ETHER;
    l.up = (parts->first.ifi_flags & IFF_UP) != 0 && (parts->first.ifi_flags & IFF_RUNNING) != 0;
    const attribute_table<IFLA_LINKINFO> a{parts->second};
    if (const auto* name = a.find(IFLA_IFNAME)) l.name = name->string();
    if (const auto* mac = a.find(IFLA_ADDRESS); mac && mac->payload.size() == l.mac.bytes.size())
        std::memcpy(l.mac.bytes.data(), mac->payload.data(), l.mac.bytes.size());
    l.parent = a.number<std::int32_t>(IFLA_LINK).value_or(0);
    if (const auto* info = a.find(IFLA_LINKINFO)) {
        const attribute_table<IFLA_INFO_KIND> kind{info->payload};
        if (const auto* k = kind.find(IFLA_INFO_KIND)) l.kind = k->string();
    }
    return l;
}

std::optional<address> read_address(const message_view& m) {
    if (m.type != RTM_NEWADDR && m.type != RTM_DELADDR) return std::nullopt;
    const auto parts = split<ifaddrmsg>(m);
    if (!parts) return std::nullopt;
    const attribute_table<IFA_FLAGS> a{parts->second};
    const auto* own = a.find(IFA_LOCAL);
    if (!own) own = a.find(IFA_ADDRESS);
    const auto ip = own ? to_address(own->payload) : std::nullopt;
    if (!ip || parts->first.ifa_prefixlen > ip->bits()) return std::nullopt;
    const auto flags = a.number<std::uint32_t>(IFA_FLAGS).value_or(parts->first.ifa_flags);
    address out;
    out.index = static_cast<int>(parts->first.ifa_index);
    out.prefix = {*ip, parts->first.ifa_prefixlen};
    out.scope = parts->first.ifa_scope;
    out.secondary = ip->is_v4() && (flags & IFA_F_SECONDARY) != 0;
    out.tentative = (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) != 0;
    return out;
}

void get_links(message_writer& w) {
    const ifinfomsg h{};
    w.begin(RTM_GETLINK, NLM_F_DUMP, header_bytes(h));
}

void get_addresses(message_writer& w) {
    const ifaddrmsg h{};
    w.begin(RTM_GETADDR, NLM_F_DUMP, header_bytes(h));
}

result<std::uint32_t> change_address(message_writer& w, const surroundings& s, bool add,
                                     const keepalived::interface_address& a, int index) {
    if (index == 0) return error{errc::not_found, "there is no interface " + a.dev};
    const auto& ip = a.address.address;
    std::uint32_t scope = ip.is_v6() && ip.is_link_local() ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
    if (!a.scope.empty()) {
        const auto number = s.names.scope(a.scope);
        if (!number) return error{errc::invalid_argument, "there is no scope " + a.scope};
        scope = *number;
    }
    std::uint32_t flags = 0;
    if (a.home) flags |= IFA_F_HOMEADDRESS;
    // A master must not wait for duplicate address detection: the old one may have the address still.
    if (ip.is_v6()) flags |= IFA_F_NODAD;
    if (a.mngtmpaddr) flags |= IFA_F_MANAGETEMPADDR;
    if (a.noprefixroute) flags |= IFA_F_NOPREFIXROUTE;
    if (a.autojoin) flags |= IFA_F_MCAUTOJOIN;
    ifaddrmsg h{};
    h.ifa_family = family_of(ip);
    h.ifa_prefixlen = a.address.length;
    h.ifa_scope = static_cast<std::uint8_t>(scope);
    h.ifa_index = static_cast<unsigned>(index);
    h.ifa_flags = static_cast<std::uint8_t>(flags);
    const auto sequence =
        w.begin(add ? RTM_NEWADDR : RTM_DELADDR,
                static_cast<std::uint16_t>(NLM_F_ACK | (add ? NLM_F_CREATE | NLM_F_REPLACE : 0)), header_bytes(h));
    w.put(IFA_LOCAL, address_bytes(ip));
    w.put(IFA_ADDRESS, address_bytes(a.peer ? a.peer->address : ip));
    if (!add) return sequence;
    w.put_number(IFA_FLAGS, flags);
    if (ip.is_v4() && !a.brd.empty()) {
        const auto written = ip_address::parse(a.brd);
        w.put(IFA_BROADCAST, address_bytes(written ? *written : broadcast_of(a.address, a.brd == "+")));
    }
    if (ip.is_v4() && !a.label.empty()) w.put_string(IFA_LABEL, a.label);
    // Not to be the source of what this host sends: as keepalived does it for addresses of a single host.
    const bool deprecated = ip.is_v6() && a.address.length == 128 && a.preferred_lft.empty();
    if (deprecated || (!a.preferred_lft.empty() && a.preferred_lft != "forever")) {
        ifa_cacheinfo life{};
        life.ifa_valid = UINT32_MAX;
        std::from_chars(a.preferred_lft.data(), a.preferred_lft.data() + a.preferred_lft.size(), life.ifa_prefered);
        w.put(IFA_CACHEINFO, header_bytes(life));
    }
    return sequence;
}

std::uint32_t add_macvlan(message_writer& w, const std::string& name, int parent, const vrrp::mac_address& mac) {
    const ifinfomsg h{};
    const auto sequence = w.begin(RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header_bytes(h));
    w.put_string(IFLA_IFNAME, name);
    w.put_number(IFLA_LINK, static_cast<std::int32_t>(parent));
    w.put(IFLA_ADDRESS, std::as_bytes(std::span{mac.bytes}));
    const auto info = w.open(IFLA_LINKINFO);
    w.put_string(IFLA_INFO_KIND, "macvlan");
    const auto data = w.open(IFLA_INFO_DATA);
    w.put_number(IFLA_MACVLAN_MODE, std::uint32_t{MACVLAN_MODE_PRIVATE});
    w.close(data);
    w.close(info);
    return sequence;
}

std::uint32_t remove_link(message_writer& w, int index) {
    ifinfomsg h{};
    h.ifi_index = index;
    return w.begin(RTM_DELLINK, NLM_F_ACK, header_bytes(h));
}

std::uint32_t set_link_up(message_writer& w, int index, bool up) {
    ifinfomsg h{};
    h.ifi_index = index;
    h.ifi_change = IFF_UP;
    h.ifi_flags = up ? IFF_UP : 0;
    return w.begin(RTM_NEWLINK, NLM_F_ACK, header_bytes(h));
}

std::uint32_t set_no_address_generation(message_writer& w, int index) {
    ifinfomsg h{};
    h.ifi_index = index;
    const auto sequence = w.begin(RTM_NEWLINK, NLM_F_ACK, header_bytes(h));
    const auto spec = w.open(IFLA_AF_SPEC);
    const auto inet6 = w.open(10);  // AF_INET6
    w.put_number(IFLA_INET6_ADDR_GEN_MODE, std::uint8_t{IN6_ADDR_GEN_MODE_NONE});
    w.close(inet6);
    w.close(spec);
    return sequence;
}

}  // namespace hakit::io::rtnetlink

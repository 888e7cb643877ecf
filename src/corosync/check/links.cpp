#include "corosync/check/findings.hpp"
#include "corosync/codes/key_codes.hpp"
#include "corosync/codes/node_codes.hpp"
#include "corosync/codes/totem_codes.hpp"

#include <hakit/base/ip_address.hpp>

#include <algorithm>
#include <array>

namespace hakit::corosync {
namespace {

void check_interface(findings& f, const struct interface& i, transport carrier, bool has_nodes) {
    const auto link = link_number(i, f.aim);
    const bool strict = f.aim.version >= v3_0;
    const auto number_place = i.linknumber ? i.linknumber.where() : i.where.span;
    if (strict && link >= most_links && configures_link(i))
        f.report(node_code.link_number, number_place,
                 "link " + std::to_string(link) + "; links are numbered 0.." + std::to_string(most_links - 1));
    if (i.mcastport && *i.mcastport == 0)
        f.report(node_code.no_port, i.mcastport.where(), "port 0: the other nodes cannot reach this link",
                 strict && carrier == transport::knet ? text::severity::warning : text::severity::error);
    if (strict && carrier != transport::udp && i.ttl && *i.ttl != 1)
        f.report(node_code.ttl, i.ttl.where(), "'ttl' goes with udp alone");
    if (strict && carrier != transport::knet && i.knet_link_priority && *i.knet_link_priority != 1)
        f.report(node_code.link_priority, i.knet_link_priority.where(), "'knet_link_priority' goes with knet alone");
    if (i.knet_transport && *i.knet_transport == "sctp")
        f.report(totem_code.sctp, i.knet_transport.where(), "SCTP is deprecated");
    if (f.aim.version >= v2_0 && !i.member.empty())
        f.report(node_code.member, i.member.front().where.span,
                 has_nodes ? "member sections are ignored beside a nodelist"
                           : "member sections are deprecated; nodes belong in the nodelist");
    if (f.aim.version >= v2_0 && has_nodes && i.bindnetaddr)
        f.report(node_code.bindnetaddr, i.bindnetaddr.where(), "the nodelist wins over 'bindnetaddr'");
    const auto used = links_of(f.configuration);
    const bool read = !has_nodes || std::ranges::find(used, link) == used.end();
    if (read && i.bindnetaddr && !may_be_address(*i.bindnetaddr))
        f.report(key_code.not_an_address, i.bindnetaddr.where(),
                 quote(*i.bindnetaddr) + " is no address and no host name");
}

/// udp: where the multicasts go.
void check_multicast(findings& f) {
    const struct interface* first = nullptr;
    for (const auto& i : f.totem().interface) {
        if (link_number(i, f.aim) == 0) first = &i;
        if (i.broadcast && *i.broadcast == "yes") return;
    }
    const auto& t = f.totem();
    if (first == nullptr || !first->mcastaddr) {
        if (!t.cluster_name)
            f.report(node_code.no_multicast, first != nullptr ? first->where.span : f.totem_place(),
                     "udp needs 'mcastaddr', or 'cluster_name' to derive it from");
        return;
    }
    const auto group = ip_address::parse(*first->mcastaddr);
    if (!group) return;
    if (!group->is_multicast()) {
        f.report(node_code.multicast, first->mcastaddr.where(), quote(*first->mcastaddr) + " is no multicast address");
        return;
    }
    if (!f.configuration.nodelist || f.configuration.nodelist->node.empty()) return;
    const auto& ring = f.configuration.nodelist->node.front().ring_addr[0];
    const auto own = ring ? ip_address::parse(*ring) : std::nullopt;
    if (own && own->family() != group->family())
        f.report(node_code.mixed_family, first->mcastaddr.where(),
                 "the multicast address and the nodes' addresses are of different families");
}

}  // namespace

std::uint64_t link_number(const struct interface& i, const target& aim) {
    return (aim.version >= v3_0 ? i.linknumber : i.ringnumber).value_or(0);
}

bool configures_link(const struct interface& i) {
    return i.bindnetaddr || i.mcastaddr || i.broadcast || i.mcastport || i.ttl || i.knet_link_priority ||
           i.knet_ping_interval || i.knet_ping_timeout || i.knet_ping_precision || i.knet_pong_count ||
           i.knet_transport || !i.member.empty();
}

void check_links(findings& f) {
    const auto carrier = transport_of(f.configuration, f.aim);
    const bool has_nodes = f.configuration.nodelist && !f.configuration.nodelist->node.empty();
    std::array<const struct interface*, most_links> seen{};
    for (const auto& i : f.totem().interface) {
        check_interface(f, i, carrier, has_nodes);
        const auto link = link_number(i, f.aim);
        if (link >= most_links) continue;
        if (seen[link] != nullptr) {
            auto& d =
                f.report(node_code.duplicate_link, i.where.span,
                         "a second section for link " + std::to_string(link) + "; of what both say this one counts");
            findings::note(d, "the first one", seen[link]->where.span);
        }
        seen[link] = &i;
    }
    if (f.aim.version >= v3_0 && carrier == transport::udp && has_nodes) check_multicast(f);
}

}  // namespace hakit::corosync

// What keepalived does to virtual routers once it has read them (vrrp.c), and what it lets pass without a word.
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <map>
#include <string>
#include <tuple>

namespace hakit::keepalived {
namespace {

void check_identity(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (!i.virtual_router_id && !f.has_statement(i.where, "virtual_router_id") &&
        !f.has_lost(i.where, "virtual_router_id"))
        f.report(vrrp_code.no_router_id, i.where.span,
                 name_of(i) + " has no virtual_router_id; keepalived's VRRP process refuses to run");
    const bool addressed = f.aim.version > v2_2_7 && router.unicast && i.unicast_src_ip;
    if (!i.interface && !addressed && !f.has_statement(i.where, "interface") && !f.has_lost(i.where, "interface"))
        f.report(vrrp_code.no_interface, i.where.span,
                 name_of(i) + " has no interface; keepalived's VRRP process refuses to run");
}

/// Whether two places name the same source of unicast adverts.
std::string source_of(const vrrp_instance& i) {
    const auto& source = i.unicast_src_ip ? i.unicast_src_ip : i.mcast_src_ip;
    return source ? source->to_string() : std::string{};
}

std::string group_of(const config& c, const instance_view& router) {
    if (router.block->mcast_dst_ip) return router.block->mcast_dst_ip->to_string();
    if (!c.global_defs) return {};
    const bool v6 = router.family == ip_family::v6;
    const auto& group = v6 ? c.global_defs->vrrp_mcast_group6 : c.global_defs->vrrp_mcast_group4;
    return group ? group->to_string() : std::string{};
}

}  // namespace

void check_router_ids(findings& f, const vrrp_model& routers) {
    // Family, id, interface, source or multicast group, peer.
    using network = std::tuple<ip_family, std::int64_t, std::string, std::string, std::string>;
    std::map<network, const vrrp_instance*> taken;
    for (const auto& router : routers.instances) {
        const auto& i = *router.block;
        if (!i.virtual_router_id || !i.interface) continue;
        const auto report = [&](const vrrp_instance& other, const std::string& where) {
            auto& d = f.report(vrrp_code.duplicate_router_id, i.virtual_router_id.where(),
                               name_of(other) + " and " + name_of(i) + " both use virtual_router_id " +
                                   std::to_string(*i.virtual_router_id) + " with " +
                                   (router.family == ip_family::v6 ? "IPv6 " : "IPv4 ") + where +
                                   "; keepalived's VRRP process refuses to run");
            f.note(d, "the first one", other.virtual_router_id.where());
        };
        if (!router.unicast) {
            const network key{router.family, *i.virtual_router_id, *i.interface, group_of(f.configuration, router), ""};
            if (const auto [first, added] = taken.emplace(key, &i); !added)
                report(*first->second, "on interface " + *i.interface);
            continue;
        }
        const vrrp_instance* other = nullptr;
        for (const auto& peer : i.unicast_peer) {
            const network key{router.family, *i.virtual_router_id, *i.interface, source_of(i),
                              peer->address.to_string()};
            const auto [first, added] = taken.emplace(key, &i);
            if (!added && first->second != &i && other == nullptr) other = first->second;
        }
        if (other != nullptr) report(*other, "between the same addresses");
    }
}

void check_vrrp(findings& f) {
    const vrrp_model routers{f};
    for (const auto& router : routers.instances) {
        check_identity(f, router);
        check_election(f, router);
        check_adverts(f, router);
        check_authentication(f, router);
        check_own_interfaces(f, router);
        check_addresses(f, router);
        check_routes(f, *router.block);
    }
    check_router_ids(f, routers);
    check_made_interfaces(f, routers);
    check_shared_addresses(f, routers);
    check_sync_groups(f, routers);
    check_tracking(f, routers);
}

}  // namespace hakit::keepalived

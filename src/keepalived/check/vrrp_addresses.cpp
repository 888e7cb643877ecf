// Virtual addresses.
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>
#include <unordered_map>

namespace hakit::keepalived {
namespace {

constexpr std::size_t count_limit = 255;  // the count is one byte of the advert

void check_family(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    const auto complain = [&](text::span where, const ip_address& address) {
        if (address.family() == router.family) return;
        auto& d = f.report(vrrp_code.family_mixed, where,
                           address.to_string() + " is not of the family of " + name_of(i) + ", which is " +
                               (router.family == ip_family::v6 ? "IPv6" : "IPv4") + "; keepalived ignores it");
        f.note(d, "this decides the family", router.family_from);
    };
    for (const auto* address : {&i.mcast_src_ip, &i.unicast_src_ip, &i.mcast_dst_ip})
        if (*address) complain(address->where(), **address);
    for (const auto& peer : i.unicast_peer) complain(peer.where(), peer->address);
    for (const auto& address : i.virtual_ipaddress) complain(address.where(), address->address.address);
    if (i.native_ipv6.value_or(false) && router.family == ip_family::v4) {
        auto& d = f.report(vrrp_code.family_mixed, i.native_ipv6.where(),
                           name_of(i) + " is IPv4; keepalived ignores native_ipv6");
        f.note(d, "this decides the family", router.family_from);
    }
}

void check_presence(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (!i.virtual_ipaddress.empty() || f.has_lines(i.where, "virtual_ipaddress")) {
        if (i.no_virtual_ipaddress.value_or(false))
            f.report(vrrp_code.both_ways, i.no_virtual_ipaddress.where(), "there are virtual addresses");
        return;
    }
    const bool required = router.version == 3 || router.strict;
    if ((!required && i.no_virtual_ipaddress.value_or(false)) || f.has_lost(i.where, "virtual_ipaddress")) return;
    f.report(vrrp_code.no_address, i.where.span,
             name_of(i) + (required ? " has no virtual_ipaddress; at least one is required: keepalived's VRRP process "
                                      "refuses to run"
                                    : " has no virtual_ipaddress; at least one is sensible"),
             required ? text::severity::error : vrrp_code.no_address.default_severity);
}

/// Addresses that one advert holds; keepalived counts the Ethernet header, too.
std::size_t capacity(const findings& f, const instance_view& router) {
    std::size_t mtu = 1500;
    if (f.facts != nullptr && f.facts->interfaces && router.block->interface)
        if (const auto found = f.facts->interfaces->find(*router.block->interface); found != f.facts->interfaces->end())
            mtu = found->second.mtu;
    const bool v6 = router.family == ip_family::v6;
    std::size_t headers = 14 + (v6 ? 40u : 20u) + 8;
    if (!v6 && router.version == 2) {
        headers += 8;
        const auto& auth = router.block->authentication;
        if (auth && auth->auth_type.value_or(vrrp_auth_type::pass) == vrrp_auth_type::ah) headers += 24;
    }
    return mtu > headers ? std::min(count_limit, (mtu - headers) / (v6 ? 16 : 4)) : 0;
}

void check_count(findings& f, const instance_view& router) {
    const auto& addresses = router.block->virtual_ipaddress;
    if (addresses.size() <= 60) return;  // fits anywhere; the smallest MTU of IPv6 is 1280
    std::size_t count = 0;
    const auto limit = capacity(f, router);
    const setting<virtual_address>* first_too_many = nullptr;
    for (const auto& address : addresses)
        if (address->address.address.family() == router.family && ++count == limit + 1) first_too_many = &address;
    if (first_too_many != nullptr)
        f.report(vrrp_code.too_many_addresses, first_too_many->where(),
                 name_of(*router.block) + " has " + std::to_string(count) + " virtual addresses, but an advert holds " +
                     std::to_string(limit) + "; keepalived moves the excess to virtual_ipaddress_excluded");
}

void check_duplicates(findings& f, const vrrp_instance& i) {
    std::unordered_map<ip_address, const setting<virtual_address>*> seen;
    seen.reserve(i.virtual_ipaddress.size() + i.virtual_ipaddress_excluded.size());
    for (const auto* list : {&i.virtual_ipaddress, &i.virtual_ipaddress_excluded}) {
        for (const auto& address : *list) {
            const auto [first, added] = seen.emplace(address->address.address, &address);
            if (added || (*first->second)->dev != address->dev) continue;
            // Later releases report the second one and leave it out.
            const auto level = f.aim.version >= v2_3 ? text::severity::warning : text::severity::hint;
            auto& d = f.report(vrrp_code.duplicate_address, address.where(),
                               address->address.address.to_string() + " stands here already", level);
            f.note(d, "the first one", first->second->where());
        }
    }
}

void check_first(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (router.family != ip_family::v6 || !i.unicast_peer.empty()) return;
    for (const auto& address : i.virtual_ipaddress) {
        if (address->address.address.is_v4()) continue;
        if (!address->address.address.is_link_local()) {
            f.report(vrrp_code.not_link_local, address.where(),
                     std::string{"the first IPv6 address of "} + name_of(i) +
                         (router.strict ? " must be link-local" : " should be link-local"),
                     router.strict ? text::severity::warning : text::severity::hint);
        }
        return;
    }
}

}  // namespace

void check_addresses(findings& f, const instance_view& router) {
    check_family(f, router);
    check_presence(f, router);
    check_count(f, router);
    check_duplicates(f, *router.block);
    check_first(f, router);
}

void check_shared_addresses(findings& f, const vrrp_model& routers) {
    struct holder {
        const vrrp_instance* instance;
        const setting<virtual_address>* address;
    };
    std::unordered_map<ip_address, holder> seen;
    const auto device = [](const holder& h) {
        return !(*h.address)->dev.empty() ? (*h.address)->dev : h.instance->interface.value_or({});
    };
    for (const auto& router : routers.instances) {
        const auto& i = *router.block;
        for (const auto* list : {&i.virtual_ipaddress, &i.virtual_ipaddress_excluded}) {
            for (const auto& address : *list) {
                const auto& ip = address->address.address;
                const holder second{&i, &address};
                const auto [first, added] = seen.emplace(ip, second);
                if (added || first->second.instance == &i) continue;
                // Link-local addresses belong to their link.
                if (ip.is_link_local() && device(first->second) != device(second)) continue;
                auto& d = f.report(vrrp_code.shared_address, address.where(),
                                   ip.to_string() + " belongs to " + name_of(*first->second.instance) + ", too");
                f.note(d, "there", first->second.address->where());
            }
        }
    }
    for (const auto& address : f.configuration.static_ipaddress) {
        const auto found = seen.find(address->address.address);
        if (found == seen.end()) continue;
        auto& d = f.report(vrrp_code.shared_address, address.where(),
                           address->address.address.to_string() + " is a virtual address of " +
                               name_of(*found->second.instance) + ", too");
        f.note(d, "there", found->second.address->where());
    }
}

}  // namespace hakit::keepalived

// Interfaces that an instance makes: virtual MAC, ipvlan, VRF.
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <unordered_map>

namespace hakit::keepalived {

void check_own_interfaces(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (i.vmac_xmit_base && !i.use_vmac)
        f.report(vrrp_code.vmac_needed, i.vmac_xmit_base.where(),
                 "vmac_xmit_base is only valid with use_vmac; keepalived ignores it");
    if (i.promote_secondaries && (i.use_vmac || i.use_ipvlan))
        f.report(vrrp_code.vmac_implied, i.promote_secondaries.where(),
                 "promote_secondaries is automatic for interfaces that keepalived makes; it is ignored");
    if (i.use_vmac && i.use_ipvlan)
        f.report(vrrp_code.vmac_and_ipvlan, i.use_ipvlan.where(), "use_vmac and use_ipvlan exclude each other");
    if (i.use_ipvlan) {
        const auto& address = i.use_ipvlan->address;
        if (!address && router.family == ip_family::v4)
            f.report(vrrp_code.ipvlan_address, i.use_ipvlan.where(),
                     "an ipvlan of an IPv4 instance needs a source address; " + name_of(i) + " goes to FAULT state");
        else if (address && address->address.family() != router.family)
            f.report(vrrp_code.ipvlan_address, i.use_ipvlan.where(),
                     "the ipvlan address is not of the family of " + name_of(i) + ", which goes to FAULT state");
    }
    if (i.vrf && i.interface && i.interface.where().begin < i.vrf.where().begin)
        f.report(vrrp_code.vrf_ignored, i.vrf.where(), "there is an interface already; keepalived ignores vrf");
    else if (i.vrf && !i.use_vmac)
        f.report(vrrp_code.vmac_needed, i.vrf.where(), "vrf needs use_vmac");
}

void check_made_interfaces(findings& f, const vrrp_model& routers) {
    struct maker {
        const vrrp_instance* instance;
        text::span where;
    };
    std::unordered_map<std::string_view, maker> names;
    for (const auto& router : routers.instances) {
        const auto& i = *router.block;
        const auto claim = [&](const std::string& name, text::span where) {
            if (name.empty()) return;
            const auto [first, added] = names.emplace(name, maker{&i, where});
            if (added || first->second.instance == &i) return;
            auto& d = f.report(vrrp_code.vmac_name_taken, where,
                               name_of(*first->second.instance) + " makes interface " + quote(name) +
                                   " already; keepalived ignores the name");
            f.note(d, "there", first->second.where);
        };
        if (i.use_vmac) claim(i.use_vmac->name, i.use_vmac.where());
        if (i.use_ipvlan) claim(i.use_ipvlan->name, i.use_ipvlan.where());
    }
}

}  // namespace hakit::keepalived

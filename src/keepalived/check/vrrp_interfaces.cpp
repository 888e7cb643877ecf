// Interfaces that an instance makes: virtual MAC, ipvlan, VRF.
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

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

}  // namespace hakit::keepalived

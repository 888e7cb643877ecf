// How adverts travel: version, interval, multicast or unicast, authentication.
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>
#include <set>

namespace hakit::keepalived {
namespace {

using namespace std::chrono_literals;

void check_version(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (router.family != ip_family::v6 || i.version.value_or(3) != 2) return;
    auto& d = f.report(vrrp_code.version_conflict, i.version.where(),
                       router.version == 3 ? name_of(i) + " is IPv6; keepalived takes version 3"
                                           : name_of(i) + " is IPv6, which version 2 does not know",
                       router.version == 2 ? text::severity::hint : vrrp_code.version_conflict.default_severity);
    f.note(d, "this makes it IPv6", router.family_from);
}

void check_interval(findings& f, const instance_view& router) {
    const auto& interval = router.block->advert_int;
    if (!interval) return;
    if (router.version == 2) {
        if (*interval % 1s != 0s)
            f.report(vrrp_code.advert_interval, interval.where(),
                     "version 2 sends whole seconds; keepalived rounds the interval to " +
                         std::to_string(
                             std::max<std::int64_t>(1, std::chrono::round<std::chrono::seconds>(*interval).count())) +
                         " s");
    } else if (*interval >= 40'960ms) {
        f.report(vrrp_code.advert_interval, interval.where(),
                 "version 3 sends up to 40.95 s; keepalived takes that as the interval");
    } else if (*interval % 10ms != 0ms) {
        f.report(vrrp_code.advert_interval, interval.where(),
                 "version 3 sends steps of 10 ms; keepalived rounds the interval");
    }
}

/// The first keyword that is for unicast only; nowhere without one.
text::span unicast_keyword(const findings& f, const vrrp_instance& i) {
    if (i.unicast_src_ip) return i.unicast_src_ip.where();
    if (i.check_unicast_src) return i.check_unicast_src.where();
    if (i.old_unicast_checksum) return i.old_unicast_checksum.where();
    return i.unicast_peer.empty() ? f.statement_in(i.where, "unicast_peer") : nowhere;
}

void check_unicast(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    const auto keyword = unicast_keyword(f, i);
    if (i.unicast_peer.empty()) {
        if (keyword != nowhere && !i.unicast_fault_no_peer && !f.has_lines(i.where, "unicast_peer"))
            f.report(vrrp_code.unicast_without_peer, keyword,
                     name_of(i) + " has a unicast keyword but no unicast_peer; keepalived falls back to multicast");
        if (i.unicast_ttl)
            f.report(vrrp_code.unicast_ttl_cleared, i.unicast_ttl.where(),
                     "unicast_ttl needs a unicast_peer; keepalived resets it");
    } else {
        if (i.mcast_dst_ip)
            f.report(vrrp_code.group_ignored, i.mcast_dst_ip.where(),
                     "adverts go to the unicast peers; keepalived ignores mcast_dst_ip");
        if (router.strict)
            f.report(vrrp_code.strict_unicast, i.unicast_peer[0].where(),
                     "strict mode has no unicast; keepalived refuses to run when the interface can do multicast");
        std::set<ip_address> seen;
        for (const auto& peer : i.unicast_peer) {
            if (!seen.insert(peer->address).second)
                f.report(vrrp_code.duplicate_peer, peer.where(), peer->address.to_string() + " is a peer already");
            else if (i.unicast_src_ip && peer->address == *i.unicast_src_ip)
                f.report(vrrp_code.duplicate_peer, peer.where(), peer->address.to_string() + " is the own address");
        }
    }
    if ((!i.unicast_peer.empty() || keyword != nowhere) && i.use_vmac && !i.vmac_xmit_base)
        f.report(vrrp_code.vmac_unicast, i.use_vmac.where(),
                 "unicast with use_vmac requires vmac_xmit_base; keepalived sets it");
    if (i.track_src_ip && !i.unicast_src_ip && !i.mcast_src_ip)
        f.report(vrrp_code.source_untracked, i.track_src_ip.where(),
                 "there is no unicast_src_ip or mcast_src_ip to track");
}

void check_hmac(findings& f, const instance_view& router, const vrrp_auth_hmac& hmac) {
    const auto& i = *router.block;
    std::set<unsigned> ids;
    for (const auto& key : hmac.key)
        if (!ids.insert(key->id).second)
            f.report(vrrp_code.hmac_duplicate_key, key.where(),
                     "there is a key with the id " + std::to_string(key->id) + " already");
    const bool all_read = hmac.key.size() > 0 || !f.has_statement(hmac.where, "key");
    if (!hmac.active_key) {
        if (!f.has_statement(hmac.where, "active_key"))
            f.report(vrrp_code.hmac_incomplete, hmac.where.span, "auth_hmac needs an active_key");
    } else if (all_read && !ids.contains(static_cast<unsigned>(*hmac.active_key))) {
        f.report(vrrp_code.hmac_incomplete, hmac.active_key.where(),
                 "there is no key with the id " + std::to_string(*hmac.active_key));
    }
    if (i.authentication)
        f.report(vrrp_code.hmac_overrules, i.authentication->where.span, "auth_hmac replaces this authentication");
    if (router.strict && hmac.mode && *hmac.mode != hmac_mode::enforce)
        f.report(vrrp_code.hmac_overrules, hmac.mode.where(), "strict mode makes auth_hmac enforce");
}

}  // namespace

void check_adverts(findings& f, const instance_view& router) {
    check_version(f, router);
    check_interval(f, router);
    check_unicast(f, router);
    f.check_zero(router.block->garp_master_repeat, "garp_master_repeat");
    f.check_zero(router.block->garp_master_refresh_repeat, "garp_master_refresh_repeat");
}

void check_authentication(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (i.auth_hmac) check_hmac(f, router, *i.auth_hmac);
    if (!i.authentication || i.auth_hmac) return;
    const auto& auth = *i.authentication;
    if (!auth.auth_type) {
        if (auth.auth_pass && !f.has_statement(auth.where, "auth_type"))
            f.report(vrrp_code.auth_without_type, auth.auth_pass.where(),
                     "without auth_type there is no authentication");
        return;
    }
    const bool ah = *auth.auth_type == vrrp_auth_type::ah;
    const char* why = router.strict         ? "strict mode does not support authentication"
                      : router.version == 3 ? "VRRP version 3 does not support authentication"
                                            : nullptr;
    if (why == nullptr && (!auth.auth_pass || auth.auth_pass->empty())) {
        const bool reported = f.has_statement(auth.where, "auth_pass") || f.has_lost(auth.where, "auth_pass");
        if (!auth.auth_pass && reported) return;
        why = "no password is given for the authentication";
    }
    if (why == nullptr && ah && router.family == ip_family::v6) why = "AH is for IPv4 only";
    if (why != nullptr)
        f.report(vrrp_code.auth_dropped, auth.auth_type.where(), name_of(i) + ": " + why + "; keepalived drops it");
    else if (ah && router.master && !router.owner())
        f.report(vrrp_code.auth_master, auth.auth_type.where(),
                 "initial state MASTER is incompatible with AH; " + name_of(i) + " starts as BACKUP");
}

}  // namespace hakit::keepalived

// State, priority, preemption, and what strict mode makes of them.
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

namespace hakit::keepalived {
namespace {

constexpr int default_priority = 100;

void check_state(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (!i.state) return;
    const bool master = *i.state == vrrp_state::master;
    if (router.strict) {
        if (master != router.owner())
            f.report(vrrp_code.strict_state, i.state.where(),
                     master ? "in strict mode MASTER needs priority 255; " + name_of(i) + " starts as BACKUP"
                            : "in strict mode priority 255 needs state MASTER; " + name_of(i) + " starts as MASTER");
        return;
    }
    if (master && router.owner() && !i.priority) {
        f.report(vrrp_code.implied_owner, i.state.where(),
                 "without a priority, state MASTER means priority 255: the owner of the addresses");
    } else if (master && i.priority && *i.priority <= default_priority) {
        f.report(vrrp_code.low_master, i.priority.where(),
                 "a backup without a priority has " + std::to_string(default_priority) +
                     " and does not leave this router the master");
    } else if (!master && router.owner()) {
        f.report(vrrp_code.backup_owner, i.state.where(),
                 "priority 255 is for the owner of the addresses, which starts as MASTER");
    }
}

void check_preemption(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    if (i.preempt && i.nopreempt) {
        const bool last = i.preempt.where().begin > i.nopreempt.where().begin;
        f.report(vrrp_code.both_ways, last ? i.preempt.where() : i.nopreempt.where(),
                 "preempt and nopreempt are both set; the last one wins");
    }
    bool nopreempt = i.nopreempt && !(i.preempt && i.preempt.where().begin > i.nopreempt.where().begin);
    // What keepalived takes for the first state: strict mode and AH have corrected it.
    const bool ah = i.authentication &&
                    i.authentication->auth_type.value_or(vrrp_auth_type::pass) == vrrp_auth_type::ah && !router.owner();
    const bool master = router.strict ? router.owner() : router.master && !ah;
    if (nopreempt && router.owner()) {
        f.report(vrrp_code.nopreempt_cleared, i.nopreempt.where(),
                 "priority 255 of " + name_of(i) + " always preempts; keepalived clears nopreempt");
        nopreempt = false;
    } else if (nopreempt && master) {
        f.report(vrrp_code.nopreempt_cleared, i.nopreempt.where(),
                 "nopreempt does not work with initial state MASTER; keepalived clears it");
        nopreempt = false;
    }
    if (i.preempt_delay && i.preempt_delay->count() > 0) {
        const char* why = master          ? "initial state MASTER"
                          : router.strict ? "strict mode"
                          : nopreempt     ? "nopreempt"
                                          : nullptr;
        if (why != nullptr)
            f.report(vrrp_code.preempt_delay_cleared, i.preempt_delay.where(),
                     std::string{"preempt_delay does not work with "} + why + "; keepalived clears it");
    }
    if (i.timer_expired_backup && !nopreempt)
        f.report(vrrp_code.timer_expired_cleared, i.timer_expired_backup.where(),
                 "timer_expired_backup needs nopreempt; keepalived resets it");
}

void check_strict(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    const auto reset = [&](text::span where, std::string message) {
        f.report(vrrp_code.strict_reset, where, "strict mode: " + std::move(message));
    };
    if (i.down_timer_adverts) reset(i.down_timer_adverts.where(), "down_timer_adverts is reset to 3");
    if (i.garp_lower_prio_repeat.value_or(0) != 0)
        reset(i.garp_lower_prio_repeat.where(), "no gratuitous ARP follows adverts of lower priority");
    if (i.garp_lower_prio_delay && i.garp_lower_prio_delay->count() != 0)
        reset(i.garp_lower_prio_delay.where(), "no gratuitous ARP follows adverts of lower priority");
    if (!i.lower_prio_no_advert.value_or(true))
        reset(i.lower_prio_no_advert.where(), "adverts of lower priority are not answered");
    if (i.higher_prio_send_advert.value_or(false))
        reset(i.higher_prio_send_advert.where(), "no advert follows one of higher priority");
    if (i.use_vmac && i.vmac_xmit_base.value_or(false))
        reset(i.vmac_xmit_base.where(), "adverts come from the virtual MAC; vmac_xmit_base is reset");
    if (i.use_vmac && !i.use_vmac->mac.empty()) reset(i.use_vmac.where(), "the MAC address is the standard one");
    const bool accept = i.accept && !(i.no_accept && i.no_accept.where().begin > i.accept.where().begin);
    if (accept && router.version == 2 && !router.owner())
        reset(i.accept.where(), "accept does not comply with RFC 3768; keepalived resets it");
    else if (!accept && !router.owner() && !i.virtual_ipaddress.empty() && i.strict_mode)
        f.report(vrrp_code.strict_unreachable, i.strict_mode.where(),
                 "packets to the addresses of " + name_of(i) + " are dropped; set accept, or leave strict mode");
}

}  // namespace

void check_election(findings& f, const instance_view& router) {
    check_state(f, router);
    check_preemption(f, router);
    if (router.strict) check_strict(f, router);
    const auto& i = *router.block;
    if (i.accept && i.no_accept)
        f.report(vrrp_code.both_ways,
                 i.accept.where().begin > i.no_accept.where().begin ? i.accept.where() : i.no_accept.where(),
                 "accept and no_accept are both set; the last one wins");
}

}  // namespace hakit::keepalived

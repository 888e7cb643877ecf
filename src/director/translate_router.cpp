// One vrrp_instance.
#include "director/inherit.hpp"
#include "director/router_translation.hpp"

#include <algorithm>
#include <cmath>

namespace hakit::director {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

constexpr std::size_t max_advertised = 255;

template <class T>
std::uint32_t to_u32(T value) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, UINT32_MAX));
}

/// Of a key that check() has found good.
int hex_digit(char c) { return c <= '9' ? c - '0' : ((c | 0x20) - 'a' + 10) & 0xf; }

class router_translation {
public:
    router_translation(const router_context& context, const keepalived::vrrp_instance& i)
        : context_{context},
          g_{context.globals},
          i_{i},
          strict_{i.strict_mode.value_or(g_.vrrp_strict.value_or(false))} {}

    std::optional<router_plan> run(const keepalived::vrrp_sync_group* group) && {
        if (!i_.virtual_router_id || (!i_.interface && i_.unicast_peer.empty())) return std::nullopt;
        out_.name = *i_.name;
        out_.interface = i_.interface.value_or(g_.default_interface.value_or("eth0"));
        set_family();
        set_identity();
        set_addresses();
        set_travel();
        set_authentication();
        set_election();
        set_announcements();
        set_notify();
        translate_tracking(context_, i_, group, out_);
        refuse();
        return std::move(out_);
    }

private:
    /// The first statement in the file that names an address decides, as in keepalived.
    void set_family() {
        std::uint32_t first = UINT32_MAX;
        const auto consider = [&](text::span where, ip_family family) {
            if (where.begin >= first) return;
            first = where.begin;
            family_ = family;
        };
        // Settings made by a program have no place; they count in this order then.
        for (const auto* a : {&i_.mcast_src_ip, &i_.unicast_src_ip, &i_.mcast_dst_ip})
            if (*a) consider(a->where(), (*a)->family());
        if (!i_.unicast_peer.empty()) consider(i_.unicast_peer[0].where(), i_.unicast_peer[0]->address.family());
        if (!i_.virtual_ipaddress.empty())
            consider(i_.virtual_ipaddress[0].where(), i_.virtual_ipaddress[0]->address.address.family());
        if (i_.native_ipv6.value_or(false)) consider(i_.native_ipv6.where(), ip_family::v6);
        const bool v6 = family_ == ip_family::v6;
        const auto written = i_.version.value_or(v6 ? 3 : g_.vrrp_version.value_or(2));
        version_ = static_cast<std::uint8_t>(v6 && (strict_ || !i_.version) ? 3 : written);
    }

    void set_identity() {
        auto& o = out_.instance;
        o.name = out_.name;
        o.version = out_.channel.version = version_;
        const bool master = i_.state.value_or(keepalived::vrrp_state::backup) == keepalived::vrrp_state::master;
        o.priority = static_cast<std::uint8_t>(i_.priority.value_or(master ? 255 : 100));
        out_.channel.vrid = static_cast<std::uint8_t>(*i_.virtual_router_id);
        out_.channel.family = family_;
        const auto interval = i_.advert_int.value_or(microseconds{1'000'000});
        const auto unit = version_ == 2 ? microseconds{1'000'000} : microseconds{10'000};
        const std::int64_t most = version_ == 2 ? 255 : 4095;
        const auto units = std::clamp<std::int64_t>((interval.count() + unit.count() / 2) / unit.count(), 1, most);
        o.advert_interval = out_.channel.advert_interval = unit * units;
    }

    void set_addresses() {
        keepalived::virtual_address plain;
        plain.dev = out_.interface;
        plain.use_vmac = true;
        const auto resolve = [&](keepalived::virtual_address a) {
            if (a.dev.empty()) {
                a.dev = out_.interface;
                a.use_vmac = true;
            }
            plain.address = a.address;
            return a == plain ? held_address{a.address} : held_address{a.address, std::move(a)};
        };
        std::vector<held_address> more;
        for (const auto& a : i_.virtual_ipaddress) {
            if (a->address.address.family() != family_) continue;
            if (out_.channel.addresses.size() == max_advertised) {
                more.push_back(resolve(*a));
                continue;
            }
            out_.channel.addresses.push_back(a->address.address);
            out_.addresses.push_back(resolve(*a));
        }
        out_.addresses.insert(out_.addresses.end(), more.begin(), more.end());
        for (const auto& a : i_.virtual_ipaddress_excluded) out_.addresses.push_back(resolve(*a));
        for (const auto& r : i_.virtual_routes) out_.routes.push_back(*r);
        for (const auto& r : i_.virtual_rules) out_.rules.push_back(*r);
        out_.instance.has_routes = !out_.routes.empty();
        out_.instance.has_rules = !out_.rules.empty();
    }

    void set_travel() {
        auto& c = out_.channel;
        for (const auto& p : i_.unicast_peer)
            if (p->address.family() == family_) c.peers.push_back({p->address, p->min_ttl, p->max_ttl});
        const bool unicast = !c.peers.empty();
        const auto& source = unicast && i_.unicast_src_ip ? i_.unicast_src_ip : i_.mcast_src_ip;
        if (source && source->family() == family_) {
            c.source = out_.instance.source = *source;
            out_.has_source = true;
        }
        const auto& groups = family_ == ip_family::v4 ? g_.vrrp_mcast_group4 : g_.vrrp_mcast_group6;
        if (const auto& group = i_.mcast_dst_ip ? i_.mcast_dst_ip : groups; group && group->family() == family_)
            c.group = *group;
        if (unicast) c.ttl = static_cast<std::uint8_t>(i_.unicast_ttl.value_or(vrrp::required_ttl));
        c.check_source = unicast && first_of(i_.check_unicast_src, g_.vrrp_check_unicast_src).value_or(false);
        c.old_unicast_checksum =
            i_.old_unicast_checksum.value_or(keepalived::old_checksum::detect) != keepalived::old_checksum::never;
        c.checksum = context_.options.checksum;
        if (first_of(i_.v3_checksum_as_v2, g_.v3_checksum_as_v2).value_or(false))
            c.checksum = strict_ ? vrrp::checksum_policy::strict : vrrp::checksum_policy::plain;
        c.link_local_first = strict_;
        out_.instance.unicast = unicast;
        // Without an address to send from a router cannot take part.
        out_.instance.track_source = !out_.has_source || i_.track_src_ip.value_or(false);
        out_.instance.track_interface = !i_.dont_track_primary.value_or(false);
        if (i_.use_vmac) set_vmac();
    }

    void set_vmac() {
        vmac_plan v;
        v.name = i_.use_vmac->name;
        if (v.name.empty())
            v.name = (family_ == ip_family::v4 ? "vrrp." : "vrrp6.") + std::to_string(out_.channel.vrid);
        v.mac = vrrp::virtual_mac(out_.channel.vrid, family_);
        auto written = i_.use_vmac->mac;
        if (written.empty()) written = g_.vmac_prefix.value_or("");
        if (!written.empty()) {
            if (std::count(written.begin(), written.end(), ':') == 4) {
                static constexpr char digits[] = "0123456789abcdef";
                written += ':';
                written += digits[out_.channel.vrid >> 4];
                written += digits[out_.channel.vrid & 0xf];
            }
            if (const auto mac = vrrp::mac_address::parse(written)) v.mac = *mac;
        }
        v.xmit_base = i_.vmac_xmit_base.value_or(false) || out_.instance.unicast;
        out_.vmac = v;
    }

    void set_authentication() {
        auto& c = out_.channel;
        if (i_.auth_hmac) {
            set_hmac(*i_.auth_hmac);
            return;
        }
        const auto& a = i_.authentication;
        if (!a || !a->auth_type || !a->auth_pass || version_ != 2 || strict_ || family_ == ip_family::v6) return;
        c.auth = *a->auth_type == keepalived::vrrp_auth_type::ah ? vrrp::auth_type::ah : vrrp::auth_type::password;
        std::copy_n(a->auth_pass->begin(), std::min(a->auth_pass->size(), c.secret.size()), c.secret.begin());
        if (c.auth == vrrp::auth_type::ah && !vrrp::digest_supported())
            context_.refuse(a->auth_type.where(), "auth_type AH (built without OpenSSL)");
    }

    void set_hmac(const keepalived::vrrp_auth_hmac& h) {
        vrrp::hmac_options o;
        for (const auto& k : h.key) {
            vrrp::hmac_key key{k->id, {}};
            if (k->material.starts_with("file:")) {
                context_.refuse(k.where(), "a key in a file");
                continue;
            }
            if (k->material.starts_with("hex:")) {
                for (std::size_t at = 4; at + 1 < k->material.size(); at += 2)
                    key.material.push_back(
                        static_cast<std::uint8_t>(hex_digit(k->material[at]) << 4 | hex_digit(k->material[at + 1])));
            } else {
                key.material.assign(k->material.begin(), k->material.end());
            }
            o.keys.push_back(std::move(key));
        }
        o.active_key = static_cast<std::uint8_t>(h.active_key.value_or(o.keys.empty() ? 1 : o.keys.front().id));
        if (h.time_window) o.time_window = *h.time_window;
        if (h.anti_replay)
            o.replay = *h.anti_replay == keepalived::hmac_anti_replay::time ? vrrp::hmac_replay::time
                                                                            : vrrp::hmac_replay::monotonic;
        const auto mode = strict_ ? keepalived::hmac_mode::enforce : h.mode.value_or(keepalived::hmac_mode::enforce);
        o.mode = mode == keepalived::hmac_mode::enforce      ? vrrp::hmac_mode::enforce
                 : mode == keepalived::hmac_mode::permissive ? vrrp::hmac_mode::permissive
                                                             : vrrp::hmac_mode::receive_only;
        out_.channel.hmac = std::move(o);
        if (!vrrp::digest_supported()) context_.refuse(h.where.span, "auth_hmac (built without OpenSSL)");
    }

    void set_election() {
        auto& o = out_.instance;
        o.down_timer_adverts = to_u32(first_of(i_.down_timer_adverts, g_.vrrp_down_timer_adverts).value_or(3));
        const bool owner = o.priority == vrrp::owner_priority;
        const bool master = i_.state.value_or(keepalived::vrrp_state::backup) == keepalived::vrrp_state::master;
        const bool nopreempt = i_.nopreempt.value_or(false) || !i_.preempt.value_or(true);
        o.preempt = owner || master || !nopreempt;
        if (o.preempt && !master && !strict_) o.preempt_delay = i_.preempt_delay.value_or(microseconds{});
        o.startup_delay = g_.vrrp_startup_delay.value_or(microseconds{});
        o.answer_lower = strict_ || !first_of(i_.lower_prio_no_advert, g_.vrrp_lower_prio_no_advert).value_or(false);
        o.answer_higher =
            !strict_ && first_of(i_.higher_prio_send_advert, g_.vrrp_higher_prio_send_advert).value_or(false);
        o.owner_ignores_adverts = first_of(i_.owner_ignore_adverts, g_.vrrp_owner_ignore_adverts).value_or(false);
        if (i_.timer_expired_backup && !o.preempt)
            o.step_down_when_late =
                static_cast<std::uint8_t>(std::clamp<std::int64_t>(*i_.timer_expired_backup, 1, 254));
    }

    void set_announcements() {
        auto& a = out_.instance.announce;
        const auto strict_lower = [&](auto value) { return strict_ ? decltype(value){} : value; };
        a.repeat = to_u32(first_of(i_.garp_master_repeat, g_.vrrp_garp_master_repeat).value_or(5));
        a.delay = first_of(i_.garp_master_delay, g_.vrrp_garp_master_delay).value_or(seconds{5});
        a.refresh = first_of(i_.garp_master_refresh, g_.vrrp_garp_master_refresh).value_or(seconds{0});
        a.refresh_repeat =
            to_u32(first_of(i_.garp_master_refresh_repeat, g_.vrrp_garp_master_refresh_repeat).value_or(1));
        const auto lower = first_of(i_.garp_lower_prio_repeat, g_.vrrp_garp_lower_prio_repeat);
        if (lower) a.lower_repeat = to_u32(strict_lower(*lower));
        const auto wait = first_of(i_.garp_lower_prio_delay, g_.vrrp_garp_lower_prio_delay);
        if (wait) a.lower_delay = strict_lower(*wait);
        if (g_.vrrp_min_garp.value_or(false)) {
            // One announcement and no second round, unless the configuration asks for more.
            if (!i_.garp_master_repeat && !g_.vrrp_garp_master_repeat) a.repeat = 1;
            if (!i_.garp_master_delay && !g_.vrrp_garp_master_delay) a.delay = duration{0};
        }
    }

    void set_notify() {
        notify_plan n;
        const auto take = [&](const keepalived::setting<keepalived::script>& s, boxed<command>& to) {
            if (s && !s->argv.empty()) to = to_command(*s, context_.script_user);
        };
        take(i_.notify_backup, n.backup);
        take(i_.notify_master, n.master);
        take(i_.notify_fault, n.fault);
        take(i_.notify_stop, n.stop);
        take(i_.notify_deleted, n.deleted);
        take(i_.notify, n.any);
        take(i_.notify_master_rx_lower_pri, n.master_rx_lower_priority);
        n.priority_changes = first_of(i_.notify_priority_changes, g_.vrrp_notify_priority_changes).value_or(false);
        if (n != no_notices) out_.notify = std::move(n);
    }

    void refuse() {
        if (i_.use_ipvlan) context_.refuse(i_.use_ipvlan.where(), "use_ipvlan");
        if (i_.vrf) context_.refuse(i_.vrf.where(), "vrf");
        const bool refuses = i_.no_accept.value_or(false) || (i_.accept && !*i_.accept);
        if (refuses) context_.refuse(i_.no_accept ? i_.no_accept.where() : i_.accept.where(), "no_accept");
        if (strict_ && !i_.accept.value_or(false) && !refuses && out_.instance.priority != vrrp::owner_priority)
            context_.note(i_.where.span, "the packet filter of strict mode");
        if (i_.use_vmac_addr.value_or(false)) context_.note(i_.use_vmac_addr.where(), "use_vmac_addr");
        if (i_.garp_extra_if) context_.note(i_.garp_extra_if.where(), "garp_extra_if");
        if (i_.smtp_alert.value_or(false)) context_.note(i_.smtp_alert.where(), "smtp_alert");
        if (i_.lvs_sync_daemon_interface)
            context_.note(i_.lvs_sync_daemon_interface.where(), "lvs_sync_daemon_interface");
        if (i_.promote_secondaries.value_or(false))
            context_.note(i_.promote_secondaries.where(), "promote_secondaries");
        if (i_.linkbeat_use_polling.value_or(false))
            context_.note(i_.linkbeat_use_polling.where(), "linkbeat_use_polling");
        if (i_.kernel_rx_buf_size) context_.note(i_.kernel_rx_buf_size.where(), "kernel_rx_buf_size");
        if (i_.debug) context_.note(i_.debug.where(), "debug");
        if (i_.unicast_fault_no_peer.value_or(false))
            context_.note(i_.unicast_fault_no_peer.where(), "unicast_fault_no_peer");
    }

    const router_context& context_;
    const keepalived::global_defs& g_;
    const keepalived::vrrp_instance& i_;
    bool strict_;
    ip_family family_ = ip_family::v4;
    std::uint8_t version_ = 2;
    router_plan out_;
};

}  // namespace

std::optional<router_plan> translate_router(const router_context& context, const keepalived::vrrp_instance& instance,
                                            const keepalived::vrrp_sync_group* group) {
    return router_translation{context, instance}.run(group);
}

}  // namespace hakit::director

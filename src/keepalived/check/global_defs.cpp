// Settings of global_defs and of the top level that do not go together; keepalived takes nearly all of them silently.
#include "keepalived/check/findings.hpp"
#include "keepalived/codes/general_codes.hpp"
#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

/// The first setting that wants mail to be sent.
text::span wants_mail(const config& c) {
    const auto on = [](const setting<bool>& s) { return s && *s; };
    if (c.global_defs) {
        const auto& g = *c.global_defs;
        for (const auto* s : {&g.smtp_alert, &g.smtp_alert_vrrp, &g.smtp_alert_checker})
            if (on(*s)) return s->where();
    }
    for (const auto& i : c.vrrp_instance)
        if (on(i.smtp_alert)) return i.smtp_alert.where();
    for (const auto& g : c.vrrp_sync_group)
        if (on(g.smtp_alert)) return g.smtp_alert.where();
    for (const auto& vs : c.virtual_server) {
        if (on(vs.smtp_alert)) return vs.smtp_alert.where();
    }
    return nowhere;
}

void check_mail(findings& f) {
    const auto& c = f.configuration;
    const auto* g = c.global_defs ? &*c.global_defs : nullptr;
    if (g != nullptr && g->notification_email.empty()) {
        const auto block = f.statement_in(g->where, "notification_email");
        if (block != nowhere) {
            f.report(general_code.empty_mail_list, block, "the notification_email block is empty");
            return;
        }
    }
    const bool server = g != nullptr && g->smtp_server;
    const bool receivers = g != nullptr && !g->notification_email.empty();
    if (receivers && !server) {
        if (f.has_statement(g->where, "smtp_server")) return;
        f.report(general_code.mail_incomplete, g->notification_email[0].where(),
                 "there are receivers of mail, but no smtp_server");
    } else if (server && !receivers) {
        f.report(general_code.mail_incomplete, g->smtp_server.where(),
                 "there is a smtp_server, but no notification_email");
    } else if (!server) {
        const auto where = wants_mail(c);
        if (where != nowhere)
            f.report(general_code.mail_incomplete, where, "smtp_alert needs smtp_server and notification_email");
    }
}

void check_fifos(findings& f, const global_defs& g) {
    const auto alone = [&](const setting<script>& program, const setting<notify_fifo>& fifo, std::string_view name) {
        if (program && !fifo)
            f.report(general_code.fifo_script_alone, program.where(), "there is no " + std::string{name});
    };
    alone(g.notify_fifo_script, g.notify_fifo, "notify_fifo");
    alone(g.vrrp_notify_fifo_script, g.vrrp_notify_fifo, "vrrp_notify_fifo");
    alone(g.lvs_notify_fifo_script, g.lvs_notify_fifo, "lvs_notify_fifo");
    const setting<notify_fifo>* fifos[] = {&g.notify_fifo, &g.vrrp_notify_fifo, &g.lvs_notify_fifo};
    for (std::size_t i = 1; i < std::size(fifos); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!*fifos[i] || !*fifos[j] || (*fifos[i])->path != (*fifos[j])->path) continue;
            auto& d = f.report(general_code.shared_fifo, fifos[i]->where(),
                               (*fifos[i])->path + " is used for something else already");
            f.note(d, "there", fifos[j]->where());
            break;
        }
    }
}

void check_alone(findings& f, const global_defs& g) {
    const auto alone = [&](const auto& setting, bool has, std::string message) {
        if (setting && !has) f.report(general_code.setting_alone, setting.where(), std::move(message));
    };
    alone(g.startup_script_timeout, g.startup_script.has_value(), "there is no startup_script");
    alone(g.shutdown_script_timeout, g.shutdown_script.has_value(), "there is no shutdown_script");
    const bool sized = g.vrrp_rx_bufs_policy && g.vrrp_rx_bufs_policy->by != rx_buffer_policy::kind::bytes;
    alone(g.vrrp_rx_bufs_multiplier, sized, "there is no vrrp_rx_bufs_policy to multiply");
    alone(g.min_auto_priority_delay, g.max_auto_priority.has_value(), "there is no max_auto_priority");
}

void check_sync_daemon(findings& f, const global_defs& g) {
    if (!g.lvs_sync_daemon || g.lvs_sync_daemon->instance.empty()) return;
    const auto& name = g.lvs_sync_daemon->instance;
    if (std::ranges::none_of(f.configuration.vrrp_instance, [&](const auto& i) { return i.name && *i.name == name; }))
        f.report(general_code.sync_daemon_instance, g.lvs_sync_daemon.where(),
                 "there is no vrrp_instance " + quote(name) + " for lvs_sync_daemon");
}

/// Without iptables `vrrp_iptables` stands for `nftables`, of which the first one counts.
void check_packet_filter(findings& f, const global_defs& g) {
    if (has(f.aim.features, feature::iptables) || !g.nftables || !g.vrrp_iptables) return;
    if (g.nftables.where().begin < g.vrrp_iptables.where().begin) return;
    auto& d = f.report(keyword_code.repeated_ignored, g.nftables.where(),
                       "'nftables' is set already by vrrp_iptables; this one is ignored");
    f.note(d, "the first one", g.vrrp_iptables.where());
}

void check_strict(findings& f, const global_defs& g) {
    if (!g.vrrp_strict.value_or(false)) return;
    const bool hidden = std::ranges::any_of(f.configuration.vrrp_instance, [](const auto& i) {
        return i.strict_mode.value_or(true) && !i.strict_mode && !i.accept && !i.virtual_ipaddress.empty() &&
               i.priority.value_or(i.state.value_or(vrrp_state::backup) == vrrp_state::master ? 255 : 100) != 255;
    });
    if (hidden)
        f.report(vrrp_code.strict_unreachable, g.vrrp_strict.where(),
                 "strict mode drops packets to the virtual addresses of instances without accept");
}

}  // namespace

void check_global_defs(findings& f) {
    check_mail(f);
    const auto& c = f.configuration;
    if (c.namespace_with_ipsets && !c.net_namespace)
        f.report(general_code.setting_alone, c.namespace_with_ipsets.where(), "there is no net_namespace");
    if (!c.global_defs) return;
    check_fifos(f, *c.global_defs);
    check_alone(f, *c.global_defs);
    check_sync_daemon(f, *c.global_defs);
    check_packet_filter(f, *c.global_defs);
    check_strict(f, *c.global_defs);
    const auto& g = *c.global_defs;
    f.check_zero(g.smtp_connect_timeout, "smtp_connect_timeout");
    f.check_zero(g.vrrp_garp_master_repeat, "vrrp_garp_master_repeat");
    f.check_zero(g.vrrp_garp_master_refresh_repeat, "vrrp_garp_master_refresh_repeat");
    // ff02::/16, or another way to say link-local (RFC 4291 section 2.7).
    if (g.vrrp_mcast_group6 && (g.vrrp_mcast_group6->bytes()[1] & 0x0f) != 2)
        f.report(general_code.multicast_scope, g.vrrp_mcast_group6.where(),
                 g.vrrp_mcast_group6->to_string() + " should be link-local multicast");
}

}  // namespace hakit::keepalived

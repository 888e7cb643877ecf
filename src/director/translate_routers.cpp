// keepalived::config -> virtual routers: the groups and what all of them share.
#include "director/router_translation.hpp"

#include "director/inherit.hpp"

#include <algorithm>
#include <set>
#include <type_traits>

namespace hakit::director {
namespace {

duration of(std::chrono::microseconds us) { return us; }

class set_translation {
public:
    set_translation(const keepalived::config& c, const vrrp_translate_options& options, vrrp_translation& out)
        : context_{c, options, out.findings, c.global_defs ? *c.global_defs : none_, {}}, out_{out.desired} {}

    void run() {
        read_globals();
        const auto& c = context_.configuration;
        out_.groups.reserve(c.vrrp_instance.size() + c.vrrp_sync_group.size());
        make_groups();
        for (const auto& instance : context_.configuration.vrrp_instance) {
            if (!instance.name || taken_.contains(*instance.name)) continue;
            taken_.insert(*instance.name);
            if (auto made = translate_router(context_, instance, nullptr))
                out_.groups.push_back({*instance.name, false, true, {std::move(*made)}, {}});
        }
        translate_trackers(context_, out_);
    }

private:
    void read_globals() {
        const auto& c = context_.configuration;
        const auto& g = context_.globals;
        if (g.script_user) context_.script_user = {{}, g.script_user->user, g.script_user->group};
        out_.script_user = context_.script_user;
        out_.script_security = g.enable_script_security.value_or(false);
        out_.arp_interval = of(g.vrrp_garp_interval.value_or({}));
        out_.na_interval = of(g.vrrp_gna_interval.value_or({}));
        out_.delay_after_boot = of(g.vrrp_delay_after_boot.value_or({}));
        for (const auto& a : c.static_ipaddress) {
            out_.static_addresses.push_back(*a);
            if (out_.static_addresses.back().dev.empty())
                out_.static_addresses.back().dev = g.default_interface.value_or("eth0");
        }
        for (const auto& r : c.static_routes) out_.static_routes.push_back(*r);
        for (const auto& r : c.static_rules) out_.static_rules.push_back(*r);
        for (const auto& group : c.garp_group) {
            pace_plan pace{of(group.garp_interval.value_or({})), of(group.gna_interval.value_or({})), {}};
            if (group.interface) pace.interfaces.push_back(*group.interface);
            for (const auto& i : group.interfaces) pace.interfaces.push_back(*i);
            if (!pace.interfaces.empty()) out_.paces.push_back(std::move(pace));
        }
        for (const auto& d : c.interface_up_down_delays)
            out_.interface_delays[d->name] = {of(d->up.value_or(d->down)), of(d->down)};
        add_fifo(g.notify_fifo, g.notify_fifo_script);
        add_fifo(g.vrrp_notify_fifo, g.vrrp_notify_fifo_script);
        refuse_globals();
    }

    void add_fifo(const keepalived::setting<keepalived::notify_fifo>& fifo,
                  const keepalived::setting<keepalived::script>& script) {
        if (!fifo) return;
        fifo_plan f{fifo->path, fifo->user, fifo->group, {}};
        if (f.user.empty()) {
            f.user = context_.script_user.user;
            f.group = context_.script_user.group;
        }
        if (script) f.script = to_command(*script, context_.script_user);
        out_.fifos.push_back(std::move(f));
    }

    /// A setting that has no effect here; one of those that are on or off only when it is on.
    template <class Value>
    void note(const keepalived::setting<Value>& s, const char* keyword) {
        if (!s) return;
        if constexpr (std::is_same_v<Value, bool>)
            if (!*s) return;
        context_.note(s.where(), keyword);
    }

    void refuse_globals() {
        const auto& g = context_.globals;
        note(g.startup_script, "startup_script");
        note(g.shutdown_script, "shutdown_script");
        note(g.lvs_notify_fifo, "lvs_notify_fifo");
        note(g.fifo_write_vrrp_states_on_reload, "fifo_write_vrrp_states_on_reload");
        note(g.vmac_addr_prefix, "vmac_addr_prefix");
        note(g.vrrp_priority, "vrrp_priority");
        note(g.vrrp_no_swap, "vrrp_no_swap");
        note(g.vrrp_rt_priority, "vrrp_rt_priority");
        note(g.vrrp_cpu_affinity, "vrrp_cpu_affinity");
        note(g.vrrp_rlimit_rttime, "vrrp_rlimit_rttime");
        note(g.vrrp_netlink_cmd_rcv_bufs, "vrrp_netlink_cmd_rcv_bufs");
        note(g.vrrp_netlink_monitor_rcv_bufs, "vrrp_netlink_monitor_rcv_bufs");
        note(g.vrrp_rx_bufs_policy, "vrrp_rx_bufs_policy");
        note(g.vrrp_rx_bufs_multiplier, "vrrp_rx_bufs_multiplier");
        note(g.enable_snmp_vrrp, "enable_snmp_vrrp");
        if (g.vrrp_garp_extra_if) context_.note(g.vrrp_garp_extra_if.where(), "vrrp_garp_extra_if");
        if (g.smtp_alert_vrrp.value_or(false)) context_.note(g.smtp_alert_vrrp.where(), "smtp_alert_vrrp");
        if (g.lvs_sync_daemon) context_.note(g.lvs_sync_daemon.where(), "lvs_sync_daemon");
        if (!context_.configuration.track_group.empty())
            context_.note(context_.configuration.track_group.front().where.span, "track_group");
    }

    void make_groups() {
        const auto& instances = context_.configuration.vrrp_instance;
        std::set<std::string> names;
        for (const auto& g : context_.configuration.vrrp_sync_group) {
            if (!g.name || !names.insert(*g.name).second) continue;
            group_plan group{*g.name, true, g.sync_group_tracking_weight.value_or(false), {}, {}};
            for (const auto& member : g.group) {
                const auto found = std::find_if(instances.begin(), instances.end(),
                                                [&](const auto& i) { return i.name && *i.name == *member; });
                if (found == instances.end() || !taken_.insert(*member).second) continue;
                if (auto made = translate_router(context_, *found, &g)) group.members.push_back(std::move(*made));
            }
            notify_plan n;
            const auto& user = context_.script_user;
            if (g.notify_backup) n.backup = to_command(*g.notify_backup, user);
            if (g.notify_master) n.master = to_command(*g.notify_master, user);
            if (g.notify_fault) n.fault = to_command(*g.notify_fault, user);
            if (g.notify_stop) n.stop = to_command(*g.notify_stop, user);
            if (g.notify) n.any = to_command(*g.notify, user);
            n.priority_changes = g.notify_priority_changes.value_or(false);
            if (n != no_notices) group.notify = std::move(n);
            if (g.smtp_alert.value_or(false)) context_.note(g.smtp_alert.where(), "smtp_alert");
            if (!group.members.empty()) out_.groups.push_back(std::move(group));
        }
    }

    static inline const keepalived::global_defs none_{};
    router_context context_;
    vrrp_plan& out_;
    std::set<std::string> taken_;
};

}  // namespace

void router_context::note(text::span where, const std::string& what) const {
    findings.push_back({text::severity::warning, where, what + " is not carried out; it is ignored"});
}

void router_context::refuse(text::span where, const std::string& what) const {
    findings.push_back(
        {options.ignore_unsupported ? text::severity::warning : text::severity::error, where,
         what + (options.ignore_unsupported ? " is not carried out; it is ignored" : " is not carried out by hakit")});
}

bool vrrp_translation::ok() const noexcept {
    return std::none_of(findings.begin(), findings.end(),
                        [](const finding& f) { return f.level == text::severity::error; });
}

vrrp_translation translate_routers(const keepalived::config& configuration, const vrrp_translate_options& options) {
    vrrp_translation out;
    set_translation{configuration, options, out}.run();
    return out;
}

}  // namespace hakit::director

// What the configuration names and the host does not have. Only with facts about the host.
#include "keepalived/check/findings.hpp"
#include "keepalived/check/scripts.hpp"
#include "keepalived/codes/general_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

class host_check {
public:
    explicit host_check(findings& f) : f_{f}, facts_{*f.facts}, c_{f.configuration} {}

    void run() {
        if (facts_.interfaces) {
            collect_own_interfaces();
            check_interfaces();
        }
        if (facts_.users || facts_.groups) check_users();
        if (facts_.files) check_scripts();
    }

private:
    /// Interfaces that keepalived makes itself.
    void collect_own_interfaces() {
        for (const auto& i : c_.vrrp_instance) {
            if (i.use_vmac) own_.insert(own_name(i.use_vmac->name, i));
            if (i.use_ipvlan) own_.insert(own_name(i.use_ipvlan->name, i));
        }
    }
    static std::string own_name(const std::string& name, const vrrp_instance& i) {
        return name.empty() ? "vrrp." + std::to_string(i.virtual_router_id.value_or(0)) : name;
    }

    /// The facts about an interface; reports one that is missing.
    const interface_facts* interface(const std::string& name, text::span where) {
        if (name.empty()) return nullptr;
        const auto found = facts_.interfaces->find(name);
        if (found != facts_.interfaces->end()) return &found->second;
        const bool dynamic = c_.global_defs && c_.global_defs->dynamic_interfaces;
        if (!dynamic && !own_.contains(name))
            f_.report(general_code.interface_missing, where, "the host has no interface " + quote(name));
        return nullptr;
    }
    void interface(const setting<std::string>& name) {
        if (name) interface(*name, name.where());
    }

    void check_interfaces() {
        for (const auto& i : c_.vrrp_instance) check_instance(i);
        for (const auto& g : c_.vrrp_sync_group)
            for (const auto& use : g.track_interface) interface(use->name, use.where());
        for (const auto& address : c_.static_ipaddress) interface(address->dev, address.where());
        for (const auto& entry : c_.static_routes) check_route(entry);
        for (const auto& entry : c_.static_rules) check_rule(entry);
        for (const auto& entry : c_.linkbeat_interfaces) interface(entry->name, entry.where());
        for (const auto& entry : c_.interface_up_down_delays) interface(entry->name, entry.where());
        for (const auto& group : c_.garp_group) {
            interface(group.interface);
            for (const auto& name : group.interfaces) interface(name);
        }
        if (c_.global_defs) {
            interface(c_.global_defs->default_interface);
            if (c_.global_defs->lvs_sync_daemon)
                interface(c_.global_defs->lvs_sync_daemon->interface, c_.global_defs->lvs_sync_daemon.where());
        }
    }

    void check_instance(const vrrp_instance& i) {
        interface(i.vrf);
        for (const auto& use : i.track_interface) interface(use->name, use.where());
        for (const auto* list : {&i.virtual_ipaddress, &i.virtual_ipaddress_excluded})
            for (const auto& address : *list) interface(address->dev, address.where());
        for (const auto& entry : i.virtual_routes) check_route(entry);
        for (const auto& entry : i.virtual_rules) check_rule(entry);
        if (!i.interface) return;
        const auto* known = interface(*i.interface, i.interface.where());
        if (known == nullptr) return;
        if (!known->ethernet && (i.use_vmac || i.use_ipvlan))
            f_.report(general_code.interface_kind, i.interface.where(),
                      quote(*i.interface) + " is not Ethernet, so it can have no virtual MAC");
        if (!known->multicast && i.unicast_peer.empty())
            f_.report(general_code.interface_kind, i.interface.where(),
                      quote(*i.interface) + " does not support multicast; specify unicast peers");
    }

    void check_route(const setting<route>& entry) {
        interface(entry->dev, entry.where());
        for (const auto& hop : entry->nexthop) interface(hop.dev, entry.where());
    }
    void check_rule(const setting<rule>& entry) {
        interface(entry->iif, entry.where());
        interface(entry->oif, entry.where());
    }

    void account(const std::string& user, const std::string& group, text::span where) {
        const auto missing = [&](const auto& known, const std::string& name, const char* kind) {
            const bool number = !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
            if (known && !name.empty() && !number && !known->contains(name))
                f_.report(general_code.user_missing, where, std::string{"the host has no "} + kind + " " + quote(name));
        };
        missing(facts_.users, user, "user");
        missing(facts_.groups, group, "group");
    }

    void check_users() {
        if (c_.global_defs) {
            const auto& g = *c_.global_defs;
            if (g.script_user) account(g.script_user->user, g.script_user->group, g.script_user.where());
            for (const auto* fifo : {&g.notify_fifo, &g.vrrp_notify_fifo, &g.lvs_notify_fifo})
                if (*fifo) account((*fifo)->user, (*fifo)->group, fifo->where());
        }
        each_script(c_, [&](const setting<script>& s, const setting<user_group>* user) {
            account(s->user, s->group, s.where());
            if (user != nullptr && *user) account((*user)->user, (*user)->group, user->where());
        });
    }

    void check_scripts() {
        each_script(c_, [&](const setting<script>& s, const setting<user_group>*) {
            const auto& path = s->argv[0];
            if (!path.starts_with('/')) return;  // looked for in PATH, which is not a fact
            const auto found = facts_.files->find(path);
            if (found == facts_.files->end())
                f_.report(general_code.script_missing, s.where(), "the host has no file " + quote(path));
            else if (!found->second)
                f_.report(general_code.script_not_executable, s.where(), quote(path) + " cannot be executed");
        });
    }

    findings& f_;
    const host_facts& facts_;
    const config& c_;
    std::set<std::string> own_;
};

}  // namespace

void check_host(findings& f) { host_check{f}.run(); }

}  // namespace hakit::keepalived

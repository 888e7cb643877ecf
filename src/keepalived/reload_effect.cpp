#include "keepalived/reload_effect.hpp"

#include <algorithm>
#include <array>

namespace hakit::keepalived {
namespace {

using enum reload_effect;

/// One keyword, or with a '/' at its end all that is below a block. The first rule that fits decides.
struct rule {
    std::string_view path;
    reload_effect added;
    reload_effect removed;
    reload_effect changed;
    std::string_view reason;
};

constexpr rule same(std::string_view path, reload_effect effect, std::string_view reason) {
    return {path, effect, effect, effect, reason};
}

constexpr std::string_view refused = "keepalived cannot change it while it runs and keeps the whole old configuration";
constexpr std::string_view identity =
    "it is part of what tells instances apart, so keepalived ends one and starts another";
constexpr std::string_view system = "what is gone is taken from the system, what is new is added";
constexpr std::string_view service_options = "keepalived edits the service in ip_vs";
constexpr std::string_view scheduler_flags = "keepalived edits the flags of the service in ip_vs";

constexpr rule rules[] = {
    same("net_namespace", reload_refused, refused),
    same("net_namespace_ipvs", reload_refused, refused),
    same("instance", reload_refused, refused),
    same("global_defs/nftables", reload_refused, refused),
    same("global_defs/nftables_ipvs", reload_refused, refused),
    same("global_defs/tmp_config_directory", reload_refused, refused),
    same("global_defs/disable_local_igmp", reload_refused, refused),
    same("global_defs/startup_script", deferred, "it runs when keepalived starts, not when it reloads"),
    same("global_defs/startup_script_timeout", deferred, "it concerns a script that runs when keepalived starts"),
    same("global_defs/lvs_flush", deferred, "keepalived flushes ip_vs when it starts, not when it reloads"),

    {"vrrp_instance", instance_added, instance_removed, in_place, "instances live and end with their blocks"},
    same("vrrp_instance/interface", instance_restarted, identity),
    same("vrrp_instance/virtual_router_id", instance_restarted, identity),
    same("vrrp_instance/use_vmac", instance_restarted, identity),
    same("vrrp_instance/use_vmac_addr", instance_restarted, identity),
    same("vrrp_instance/use_ipvlan", instance_restarted, identity),
    same("vrrp_instance/native_ipv6", instance_restarted, identity),
    same("vrrp_instance/unicast_src_ip", instance_restarted, identity),
    same("vrrp_instance/virtual_ipaddress", addresses_changed, system),
    same("vrrp_instance/virtual_ipaddress_excluded", addresses_changed, system),
    same("vrrp_instance/virtual_routes", addresses_changed, system),
    same("vrrp_instance/virtual_rules", addresses_changed, system),
    same("vrrp_instance/state", deferred, "the state of the instance is carried over; this one is for the next start"),
    same("vrrp_instance/", in_place, "the state of the instance is carried over"),
    same("static_ipaddress", addresses_changed, system),
    same("static_routes", addresses_changed, system),
    same("static_rules", addresses_changed, system),
    {"bfd_instance", instance_added, instance_removed, in_place, "sessions live and end with their blocks"},
    same("bfd_instance/neighbor_ip", instance_restarted, "the session with the old neighbour ends"),
    same("bfd_instance/source_ip", instance_restarted, "the session from the old address ends"),

    {"virtual_server_group", in_place, in_place, in_place, "a group does nothing without a virtual_server"},
    {"virtual_server_group/entries", service_added, service_removed, service_replaced,
     "each entry is a service of every virtual_server of the group"},
    {"virtual_server", service_added, service_removed, service_edited, "services live and end with their blocks"},
    same("virtual_server/protocol", service_replaced, "services of different protocols are different to ip_vs"),
    same("virtual_server/ip_family", service_replaced, "services of different families are different to ip_vs"),
    same("virtual_server/lb_algo", service_edited, service_options),
    same("virtual_server/persistence_engine", service_edited, service_options),
    same("virtual_server/persistence_timeout", service_edited, service_options),
    same("virtual_server/persistence_granularity", service_edited, service_options),
    same("virtual_server/ops", service_edited, scheduler_flags),
    same("virtual_server/hashed", service_edited, scheduler_flags),
    same("virtual_server/flag-1", service_edited, scheduler_flags),
    same("virtual_server/flag-2", service_edited, scheduler_flags),
    same("virtual_server/flag-3", service_edited, scheduler_flags),
    same("virtual_server/sh-port", service_edited, scheduler_flags),
    same("virtual_server/sh-fallback", service_edited, scheduler_flags),
    same("virtual_server/mh-port", service_edited, scheduler_flags),
    same("virtual_server/mh-fallback", service_edited, scheduler_flags),
    same("virtual_server/lb_kind", destination_edited, "keepalived edits the real servers that do not say otherwise"),
    same("virtual_server/weight", destination_edited, "keepalived edits the real servers that do not say otherwise"),
    {"virtual_server/sorry_server", destination_added, destination_removed, destination_removed,
     "the old sorry_server goes if it is in use; the new one comes when the quorum is lost"},
    same("virtual_server/sorry_server_lvs_method", deferred,
         "keepalived looks at the address of the sorry_server alone"),
    {"virtual_server/real_server", destination_added, destination_removed, destination_edited,
     "destinations live and end with their blocks"},
    same("virtual_server/real_server/weight", destination_edited, "keepalived edits the destination in ip_vs"),
    same("virtual_server/real_server/lvs_method", destination_edited, "keepalived edits the destination in ip_vs"),
    same("virtual_server/real_server/uthreshold", deferred,
         "keepalived does not compare thresholds; they count when the destination is next edited or added"),
    same("virtual_server/real_server/lthreshold", deferred,
         "keepalived does not compare thresholds; they count when the destination is next edited or added"),
};

/// The keywords of checkers that keepalived does not compare when it looks for the old checker of a new one.
constexpr std::array<std::string_view, 6> timers{"retry", "delay_before_retry", "warmup", "delay_loop",
                                                 "alpha", "log_all_failures"};

effect_and_reason checker_effect(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    if (std::ranges::find(timers, name) != timers.end())
        return {in_place, "the checker goes on with what it knows and the new times"};
    return {check_restarted, "a checker that differs in what it checks is a new one"};
}

bool in_checker(std::string_view path) {
    constexpr std::string_view servers = "virtual_server/real_server/";
    return path.starts_with(servers) && path.size() > servers.size() && path[servers.size()] >= 'A' &&
           path[servers.size()] <= 'Z';
}

}  // namespace

effect_and_reason effect_of(std::string_view path, change::kind what, bool emptied) {
    if (in_checker(path)) return checker_effect(path);
    if (path == "vrrp_instance/unicast_peer" && emptied) return {instance_restarted, identity};
    for (const auto& r : rules) {
        if (r.path != path && !(r.path.ends_with('/') && path.starts_with(r.path))) continue;
        if (what == change::kind::added) return {r.added, r.reason};
        return {what == change::kind::removed ? r.removed : r.changed, r.reason};
    }
    return {in_place, "keepalived takes it over"};
}

}  // namespace hakit::keepalived

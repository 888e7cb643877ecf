// What keepalived does to virtual servers once it has read them (check_data.c), and what it lets pass without a word.
#include "keepalived/check/checkers.hpp"
#include "keepalived/check/findings.hpp"
#include "keepalived/codes/lvs_codes.hpp"
#include "keepalived/values/words.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hakit::keepalived {
namespace {

const endpoint* address_of(const virtual_server& vs) { return std::get_if<endpoint>(&*vs.address); }
bool is_fwmark(const virtual_server& vs) { return std::holds_alternative<fwmark_service>(*vs.address); }

const virtual_server_group* group_of(const findings& f, const virtual_server& vs) {
    const auto* named = std::get_if<group_service>(&*vs.address);
    return named == nullptr ? nullptr : f.group(named->name);
}

bool only_fwmarks(const virtual_server_group* group) {
    if (group == nullptr || group->entries.empty()) return false;
    for (const auto& entry : group->entries)
        if (!std::holds_alternative<group_fwmark>(*entry)) return false;
    return true;
}

forwarding forwarding_of(const virtual_server& vs, const real_server& rs) {
    if (rs.lvs_method) return *rs.lvs_method;
    return vs.lb_kind.value_or({});
}

void check_defaults(findings& f, const virtual_server& vs) {
    const auto where = vs.where.span;
    const auto lacks = [&](std::string_view what) {
        return "virtual server " + quote(to_string(*vs.address)) + " has no " + std::string{what};
    };
    if (!vs.lb_algo && !f.has_lost(vs.where, "lb_algo"))
        f.report(lvs_code.no_scheduler, where, lacks("lb_algo; keepalived takes wlc"));
    if (!vs.lb_kind && !f.has_lost(vs.where, "lb_kind"))
        f.report(lvs_code.no_forwarding, where, lacks("lb_kind; keepalived takes NAT"));
    const bool marks = is_fwmark(vs) || only_fwmarks(group_of(f, vs));
    if (marks) {
        if (vs.protocol)
            f.report(lvs_code.protocol_ignored, vs.protocol.where(), "a firewall mark has no protocol; it is ignored");
        if (vs.ha_suspend)
            f.report(lvs_code.suspend_ignored, vs.ha_suspend.where(),
                     "there is no address for ha_suspend to watch; it is cleared");
    } else if (!vs.protocol && !f.has_lost(vs.where, "protocol")) {
        f.report(lvs_code.no_protocol, where, lacks("protocol; keepalived takes UDP"));
    }
    if (vs.ops && !marks && vs.protocol.value_or(service_protocol::udp) != service_protocol::udp)
        f.report(lvs_code.one_packet_ignored, vs.ops.where(), "one-packet scheduling is for UDP; keepalived clears it");
    const auto* address = address_of(vs);
    if (address != nullptr && address->port == 0 && !vs.persistence_timeout && !vs.persistence_granularity)
        f.report(lvs_code.persistence_implied, where, lacks("port; keepalived makes it persistent for 360 s"));
    if (const auto* group = group_of(f, vs); group != nullptr && !vs.persistence_timeout && !vs.persistence_granularity)
        for (const auto& entry : group->entries) {
            const auto* range = std::get_if<address_range>(&*entry);
            if (range == nullptr || range->port != 0) continue;
            auto& d = f.report(lvs_code.persistence_implied, where,
                               "an entry of the group has no port; keepalived makes the service persistent for 360 s");
            f.note(d, "this entry", entry.where());
            break;
        }
    if (address != nullptr && vs.ip_family && (*vs.ip_family == address_family::inet) != address->address.is_v4())
        f.report(lvs_code.family_conflict, vs.ip_family.where(),
                 "the address of the virtual server has the other family");
}

void check_scheduler_flags(findings& f, const virtual_server& vs) {
    // Of a flag for the other hashing scheduler keepalived says nothing.
    const auto level = [](bool hash) { return hash ? text::severity::hint : text::severity::warning; };
    const auto one = [&](const setting<bool>& flag, std::string_view name, scheduler needed) {
        if (!flag) return;
        // The flags are judged by the lb_algo that stands before them.
        const bool before = vs.lb_algo && vs.lb_algo.where().begin < flag.where().begin;
        const bool hash = before && (*vs.lb_algo == scheduler::sh || *vs.lb_algo == scheduler::mh);
        if (before && *vs.lb_algo == needed) return;
        const auto wanted = needed == scheduler::sh ? "sh" : "mh";
        f.report(lvs_code.scheduler_flag_ignored, flag.where(),
                 hash ? quote(name) + " does nothing for the scheduler of this virtual server"
                      : quote(name) + " needs 'lb_algo " + wanted + "' before it",
                 level(hash));
    };
    one(vs.sh_port, "sh-port", scheduler::sh);
    one(vs.sh_fallback, "sh-fallback", scheduler::sh);
    one(vs.mh_port, "mh-port", scheduler::mh);
    one(vs.mh_fallback, "mh-fallback", scheduler::mh);
    if (vs.hashed) {
        const bool hash = vs.lb_algo && vs.lb_algo.where().begin < vs.hashed.where().begin &&
                          (*vs.lb_algo == scheduler::sh || *vs.lb_algo == scheduler::mh);
        f.report(lvs_code.scheduler_flag_ignored, vs.hashed.where(), "'hashed' has no effect", level(hash));
    }
}

void check_quorum(findings& f, const virtual_server& vs) {
    std::int64_t sum = 0;
    for (const auto& rs : vs.real_server) sum += rs.weight.value_or(vs.weight.value_or(1));
    if (vs.real_server.empty()) return;
    const auto wanted = vs.quorum.value_or(1);
    if (vs.quorum && wanted > sum)
        f.report(lvs_code.quorum_reduced, vs.quorum.where(),
                 "the weights add up to " + std::to_string(sum) + "; keepalived reduces the quorum to that");
    if (sum == 0 && !vs.quorum)
        f.report(lvs_code.weight_zero, vs.where.span,
                 "all real servers have weight 0; keepalived reduces the quorum to 0", text::severity::warning);
    else if (sum == 0)
        f.report(lvs_code.weight_zero, vs.where.span, "all real servers have weight 0");
    const auto quorum = std::min(wanted, std::max<std::int64_t>(sum, 1));
    if (vs.hysteresis && *vs.hysteresis >= quorum)
        f.report(lvs_code.hysteresis_reduced, vs.hysteresis.where(),
                 "the hysteresis must be below the quorum of " + std::to_string(quorum) + "; keepalived sets it to " +
                     std::to_string(quorum - 1));
}

void check_port(findings& f, const virtual_server& vs, const real_server& rs) {
    const auto port = rs.address->port;
    if (port == 0 || forwarding_of(vs, rs).kind == forwarding_kind::nat) return;
    if (const auto* address = address_of(vs)) {
        if (address->port == port) return;
        f.report(lvs_code.port_reset, rs.where.span,
                 "port " + std::to_string(port) + " differs from the virtual server's " +
                     std::to_string(address->port) + "; without NAT keepalived overwrites it");
    } else if (is_fwmark(vs)) {
        f.report(lvs_code.port_ignored, rs.where.span,
                 "a real server of a firewall mark has no port without NAT; it is cleared");
    }
}

void check_group_ports(findings& f, const virtual_server& vs, const virtual_server_group& group) {
    const auto one = [&](const endpoint& server, const forwarding& how, text::span where, std::string_view what) {
        if (server.port == 0 || how.kind == forwarding_kind::nat) return;
        const auto is_mark = [](const auto& entry) { return !std::holds_alternative<address_range>(*entry); };
        if (std::ranges::any_of(group.entries, is_mark))
            f.report(lvs_code.port_ignored, where,
                     "the port of the " + std::string{what} + " is ignored for firewall marks");
        for (const auto& entry : group.entries) {
            const auto* range = std::get_if<address_range>(&*entry);
            if (range == nullptr || range->port == server.port || range->first.family() != server.address.family())
                continue;
            auto& d = f.report(lvs_code.group_port, where,
                               "port " + std::to_string(server.port) + " differs from port " +
                                   std::to_string(range->port) + " in group " + quote(*group.name));
            f.note(d, "this entry", entry.where());
            return;
        }
    };
    for (const auto& rs : vs.real_server) one(*rs.address, forwarding_of(vs, rs), rs.where.span, "real server");
    if (vs.sorry_server)
        one(*vs.sorry_server, vs.sorry_server_lvs_method.value_or(vs.lb_kind.value_or({})), vs.sorry_server.where(),
            "sorry server");
}

/// The sorry server may be one of the real servers; both are one entry of ip_vs then.
void check_sorry_inhibit(findings& f, const virtual_server& vs) {
    if (!vs.sorry_server) return;
    const bool inhibits = vs.sorry_server_inhibit.value_or(false);
    for (const auto& rs : vs.real_server) {
        if (!rs.address || *rs.address != *vs.sorry_server) continue;
        const auto real = rs.inhibit_on_failure ? *rs.inhibit_on_failure : vs.inhibit_on_failure.value_or(false);
        if (real == inhibits) continue;
        auto& d =
            f.report(lvs_code.sorry_inhibit_differs, vs.sorry_server.where(),
                     std::string{"the sorry server is a real server "} + (real ? "with" : "without") +
                         " inhibit_on_failure; keepalived " + (real ? "sets" : "clears") + " sorry_server_inhibit");
        f.note(d, "this real server", rs.where.span);
        return;
    }
}

/// `servers` in the order in which they stand.
void check_duplicates(findings& f, std::vector<std::pair<endpoint, text::span>> servers) {
    std::stable_sort(servers.begin(), servers.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto* first = servers.data();
    for (const auto& server : servers) {
        if (server.first != first->first) first = &server;
        if (&server == first) continue;
        auto& d = f.report(lvs_code.duplicate_real_server, server.second,
                           "this real server stands here already; keepalived removes it");
        f.note(d, "the first one", first->second);
    }
}

void check_servers(findings& f, const virtual_server& vs) {
    const auto* address = address_of(vs);
    std::optional<ip_family> family;
    if (address != nullptr) family = address->address.family();
    std::vector<std::pair<endpoint, text::span>> seen;
    seen.reserve(vs.real_server.size());
    bool checked = false;
    for (const auto& rs : vs.real_server) {
        if (!rs.address) continue;
        const bool tunnel = forwarding_of(vs, rs).kind == forwarding_kind::tun;
        if (family && rs.address->address.family() != *family && !tunnel) {
            f.report(lvs_code.family_mismatch, rs.where.span,
                     "the virtual server has the other address family; keepalived skips this real server");
            continue;
        }
        seen.emplace_back(*rs.address, rs.where.span);
        check_port(f, vs, rs);
        if (rs.uthreshold && rs.lthreshold && *rs.uthreshold != 0 && *rs.lthreshold > *rs.uthreshold)
            f.report(lvs_code.thresholds, rs.lthreshold.where(), "the lower threshold is over the upper one");
        check_checkers(f, vs, rs);
        checked = checked || has_checkers(rs);
    }
    check_duplicates(f, std::move(seen));
    if (checked)
        for (const auto& rs : vs.real_server)
            if (rs.address && !has_checkers(rs))
                f.report(lvs_code.unchecked_server, rs.where.span,
                         "other real servers here are checked; this one counts as up for ever");
    if (vs.sorry_server) {
        const auto kind = vs.sorry_server_lvs_method.value_or(vs.lb_kind.value_or({})).kind;
        if (family && vs.sorry_server->address.family() != *family && kind != forwarding_kind::tun)
            f.report(lvs_code.family_mismatch, vs.sorry_server.where(),
                     "the virtual server has the other address family; keepalived skips the sorry server");
        else if (address != nullptr && vs.sorry_server->port != 0 && vs.sorry_server->port != address->port &&
                 kind != forwarding_kind::nat)
            f.report(lvs_code.port_reset, vs.sorry_server.where(),
                     "the port differs from the virtual server's; without NAT keepalived overwrites it");
        if (is_fwmark(vs) && vs.sorry_server->port != 0 && kind != forwarding_kind::nat)
            f.report(lvs_code.port_ignored, vs.sorry_server.where(),
                     "the sorry server of a firewall mark has no port without NAT");
    }
    check_sorry_inhibit(f, vs);
    if (vs.sorry_server_inhibit &&
        (!vs.sorry_server || vs.sorry_server.where().begin > vs.sorry_server_inhibit.where().begin))
        f.report(lvs_code.sorry_inhibit_alone, vs.sorry_server_inhibit.where(),
                 "no sorry_server stands before sorry_server_inhibit");
}

/// What ip_vs tells services apart by.
using identity = std::pair<virtual_server_key, int>;

struct hash_of_identity {
    std::size_t operator()(const identity& service) const noexcept {
        const auto key = std::visit([](const auto& k) { return hash(k); }, service.first);
        return key ^ static_cast<std::size_t>(service.second) * 0x9e37'79b9'7f4a'7c15;
    }

private:
    static std::size_t hash(const endpoint& e) noexcept { return std::hash<ip_address>{}(e.address) ^ e.port; }
    static std::size_t hash(const fwmark_service& mark) noexcept { return mark.mark; }
    static std::size_t hash(const group_service& group) noexcept { return std::hash<std::string>{}(group.name); }
};

void check_one(findings& f, const virtual_server& vs) {
    if (!vs.address) return;
    if (vs.real_server.empty()) {
        f.report(lvs_code.no_real_server, vs.where.span,
                 "virtual server " + quote(to_string(*vs.address)) + " has no real server; keepalived drops it");
        check_scheduler_flags(f, vs);
        return;
    }
    check_defaults(f, vs);
    check_scheduler_flags(f, vs);
    check_quorum(f, vs);
    check_servers(f, vs);
    if (const auto* group = group_of(f, vs)) {
        check_group_ports(f, vs, *group);
    } else if (const auto* named = std::get_if<group_service>(&*vs.address)) {
        f.report(lvs_code.unknown_group, vs.where.span, "there is no virtual_server_group " + quote(named->name));
    }
}

}  // namespace

void check_repeated_virtual_servers(findings& f) {
    boost::unordered_flat_map<identity, text::span, hash_of_identity> seen;
    seen.reserve(f.configuration.virtual_server.size());
    for (const auto& vs : f.configuration.virtual_server) {
        if (!vs.address) continue;
        // UDP is what keepalived makes of a missing protocol; marks have none.
        const int protocol = is_fwmark(vs) ? -1 : static_cast<int>(vs.protocol.value_or(service_protocol::udp));
        const auto [first, added] = seen.emplace(identity{*vs.address, protocol}, vs.where.span);
        if (added) continue;
        auto& d = f.report(lvs_code.duplicate_virtual_server, vs.where.span, "this virtual server stands here already");
        f.note(d, "the first one", first->second);
    }
}

void check_virtual_servers(findings& f, std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) check_one(f, f.configuration.virtual_server[i]);
}

void check_virtual_server_groups(findings& f) {
    std::map<std::string, text::span> seen;
    std::set<std::string> used;
    for (const auto& vs : f.configuration.virtual_server)
        if (const auto* named = vs.address ? std::get_if<group_service>(&*vs.address) : nullptr)
            used.insert(named->name);
    for (const auto& group : f.configuration.virtual_server_group) {
        if (!group.name) continue;
        if (group.entries.empty())
            f.report(lvs_code.empty_group, group.where.span,
                     "group " + quote(*group.name) + " has no entries; keepalived removes it");
        if (const auto [first, added] = seen.emplace(*group.name, group.where.span); !added) {
            auto& d = f.report(lvs_code.duplicate_group, group.where.span,
                               "group " + quote(*group.name) + " stands here already");
            f.note(d, "the first one", first->second);
        } else if (!used.contains(*group.name)) {
            f.report(lvs_code.unused_group, group.where.span, "no virtual_server uses group " + quote(*group.name));
        }
    }
}

}  // namespace hakit::keepalived

#include "keepalived/check/vrrp_model.hpp"

#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

/// A statement that says which family an instance is of.
struct family_clue {
    text::span where;
    ip_family family;
};

/// The first of them in the file decides.
std::optional<family_clue> first_family(const vrrp_instance& i) {
    std::optional<family_clue> first;
    const auto consider = [&](text::span where, ip_family family) {
        if (!first || where.begin < first->where.begin) first = {where, family};
    };
    const auto consider_address = [&](const setting<ip_address>& address) {
        if (address) consider(address.where(), address->family());
    };
    if (i.native_ipv6 && *i.native_ipv6) consider(i.native_ipv6.where(), ip_family::v6);
    consider_address(i.mcast_src_ip);
    consider_address(i.unicast_src_ip);
    consider_address(i.mcast_dst_ip);
    if (!i.unicast_peer.empty()) consider(i.unicast_peer[0].where(), i.unicast_peer[0]->address.family());
    if (i.use_ipvlan && i.use_ipvlan->address) consider(i.use_ipvlan.where(), i.use_ipvlan->address->address.family());
    if (!i.virtual_ipaddress.empty())
        consider(i.virtual_ipaddress[0].where(), i.virtual_ipaddress[0]->address.address.family());
    return first;
}

int version_of(const config& c, const instance_view& view) {
    const auto& i = *view.block;
    const bool v6 = view.family == ip_family::v6;
    if (i.version) {
        // A 'version 2' behind an IPv6 address is ignored; strict mode changes it wherever it stands.
        const bool late = view.family_from != nowhere && view.family_from.begin < i.version.where().begin;
        return v6 && *i.version == 2 && (view.strict || late) ? 3 : static_cast<int>(*i.version);
    }
    if (v6) return 3;
    return c.global_defs ? static_cast<int>(c.global_defs->vrrp_version.value_or(2)) : 2;
}

int priority_of(const findings& f, const vrrp_instance& i) {
    if (i.priority) return static_cast<int>(*i.priority);
    // A priority that cannot be read counts as 100.
    if (i.state.value_or(vrrp_state::backup) == vrrp_state::master && !f.has_statement(i.where, "priority")) return 255;
    return 100;
}

}  // namespace

bool instance_view::fixed_priority() const noexcept {
    return owner() || (group != nullptr && !group->block->sync_group_tracking_weight.value_or(false));
}

std::string name_of(const vrrp_instance& instance) { return quote(*instance.name); }

vrrp_model::vrrp_model(findings& f) {
    add_instances(f);
    add_groups(f);
}

void vrrp_model::add_instances(findings& f) {
    const auto& c = f.configuration;
    const bool strict = c.global_defs && c.global_defs->vrrp_strict.value_or(false);
    instances.reserve(c.vrrp_instance.size());
    for (const auto& i : c.vrrp_instance) {
        if (!i.name) continue;
        if (const auto [first, added] = by_name.emplace(*i.name, instances.size()); !added) {
            auto& d = f.report(vrrp_code.duplicate_instance, i.where.span,
                               "there is a vrrp_instance " + name_of(i) + " already; keepalived skips this one");
            f.note(d, "the first one", instances[first->second].block->where.span);
            continue;
        }
        instance_view view;
        view.block = &i;
        view.strict = i.strict_mode.value_or(strict);
        if (const auto clue = first_family(i)) {
            view.family = clue->family;
            view.family_from = clue->where;
        }
        view.version = version_of(c, view);
        view.priority = priority_of(f, i);
        view.master = i.state ? *i.state == vrrp_state::master : view.owner();
        view.unicast = std::ranges::any_of(i.unicast_peer,
                                           [&](const auto& peer) { return peer->address.family() == view.family; });
        instances.push_back(view);
    }
}

void vrrp_model::add_groups(findings& f) {
    std::unordered_map<std::string_view, text::span> names;
    groups.reserve(f.configuration.vrrp_sync_group.size());  // instances keep pointers to them
    for (const auto& g : f.configuration.vrrp_sync_group) {
        if (!g.name) continue;
        if (const auto [first, added] = names.emplace(*g.name, g.where.span); !added) {
            auto& d = f.report(vrrp_code.duplicate_sync_group, g.where.span,
                               "there is a vrrp_sync_group " + quote(*g.name) + " already; keepalived skips this one");
            f.note(d, "the first one", first->second);
            continue;
        }
        auto& view = groups.emplace_back();
        view.block = &g;
        for (const auto& member : g.group) {
            const auto found = by_name.find(*member);
            if (found == by_name.end()) {
                f.report(vrrp_code.sync_member_unknown, member.where(),
                         "sync group " + quote(*g.name) + " names " + quote(*member) +
                             ", but there is no such vrrp_instance");
                continue;
            }
            auto& instance = instances[found->second];
            if (instance.group != nullptr) {
                auto& d = f.report(vrrp_code.sync_member_taken, member.where(),
                                   quote(*member) + " is in sync group " + quote(*instance.group->block->name) +
                                       " already; keepalived ignores it here");
                f.note(d, "that group", instance.group->block->where.span);
                continue;
            }
            instance.group = &view;
            view.members.push_back(found->second);
        }
    }
}

}  // namespace hakit::keepalived

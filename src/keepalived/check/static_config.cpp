// Blocks of the top level: static addresses, routes and rules, track groups, GARP groups.
#include "keepalived/check/routes.hpp"
#include "keepalived/codes/general_codes.hpp"
#include "keepalived/values/words.hpp"

#include <unordered_map>
#include <unordered_set>

namespace hakit::keepalived {
namespace {

using group_places = std::unordered_map<std::string_view, text::span>;

group_places check_track_groups(findings& f) {
    const auto& c = f.configuration;
    std::unordered_set<std::string_view> instances;
    if (!c.track_group.empty())
        for (const auto& i : c.vrrp_instance)
            if (i.name) instances.insert(*i.name);
    group_places places;
    for (const auto& group : c.track_group) {
        if (!group.name) continue;
        if (const auto [first, added] = places.emplace(*group.name, group.where.span); !added) {
            auto& d = f.report(general_code.duplicate_track_group, group.where.span,
                               "there is a track_group " + quote(*group.name) + " already; keepalived skips this one");
            f.note(d, "the first one", first->second);
            continue;
        }
        const auto block = f.statement_in(group.where, "group");
        if (group.group.empty() && !f.has_lines(group.where, "group"))
            f.report(general_code.empty_group, block == nowhere ? group.where.span : block,
                     "track group " + quote(*group.name) + " has no members");
        for (const auto& member : group.group)
            if (!instances.contains(*member))
                f.report(general_code.track_group_member, member.where(),
                         "there is no vrrp_instance " + quote(*member) + " for track group " + quote(*group.name));
    }
    return places;
}

template <class Entry>
void check_group_use(findings& f, const group_places& groups, const setting<Entry>& entry) {
    const auto& name = entry->track_group;
    if (name.empty()) return;
    const auto found = groups.find(name);
    if (found != groups.end() && (found->second == nowhere || found->second.begin < entry.where().begin)) return;
    auto& d = f.report(general_code.unknown_track_group, entry.where(),
                       found == groups.end() ? "there is no track_group " + quote(name)
                                             : "track_group " + quote(name) + " is defined only later");
    if (found != groups.end()) f.note(d, "there", found->second);
}

void check_garp_groups(findings& f) {
    std::unordered_map<std::string_view, text::span> interfaces;
    const auto claim = [&](const setting<std::string>& name) {
        const auto [first, added] = interfaces.emplace(*name, name.where());
        if (added) return;
        auto& d = f.report(general_code.garp_group_shared, name.where(),
                           quote(*name) + " is in a garp_group already; keepalived ignores it here");
        f.note(d, "the first one", first->second);
    };
    for (const auto& group : f.configuration.garp_group) {
        if (group.interface) claim(group.interface);
        for (const auto& name : group.interfaces) claim(name);
        const bool tried =
            f.has_statement(group.where, "garp_interval") || f.has_statement(group.where, "gna_interval");
        const bool delay = group.garp_interval || group.gna_interval;
        if (!delay && !tried) {
            f.report(general_code.garp_group_no_delay, group.where.span,
                     "the garp group has no delay set: neither garp_interval nor gna_interval; keepalived removes it");
            continue;
        }
        if (group.interface || !group.interfaces.empty() || f.has_statement(group.where, "interface")) continue;
        const auto block = f.statement_in(group.where, "interfaces");
        if (block != nowhere)
            f.report(general_code.empty_group, block, "the garp_group interfaces block is empty");
        else
            f.report(general_code.garp_group_no_interface, group.where.span, "the garp_group names no interface");
    }
}

}  // namespace

void check_static_config(findings& f) {
    const auto& c = f.configuration;
    const auto groups = check_track_groups(f);
    const bool default_device = c.global_defs && c.global_defs->default_interface;
    for (const auto& address : c.static_ipaddress) {
        check_group_use(f, groups, address);
        if (address->dev.empty() && !default_device)
            f.report(general_code.default_device, address.where(),
                     address->address.to_string() + " has no device; keepalived puts it on eth0");
    }
    for (const auto& entry : c.static_routes) {
        check_route(f, entry);
        check_group_use(f, groups, entry);
    }
    for (const auto& entry : c.static_rules) {
        check_rule(f, entry);
        check_group_use(f, groups, entry);
    }
    check_garp_groups(f);
}

}  // namespace hakit::keepalived

// What instances and sync groups track.
#include "keepalived/check/tracker_index.hpp"
#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <unordered_set>

namespace hakit::keepalived {
namespace {

/// Who tracks: an instance or a sync group.
struct owner_of_lists {
    std::string_view name;
    bool fixed = false;  ///< weights do not count
    bool group = false;
    std::string why;  ///< of `fixed`
};

const char* reason(const instance_view& router) {
    return router.group != nullptr && !router.group->block->sync_group_tracking_weight.value_or(false)
               ? "as a member of a sync group"
               : "as the address owner";
}

/// A weight on something whose tracker keeps its priority.
void check_weight(findings& f, const owner_of_lists& who, const tracker_index& index, const setting<tracked>& use,
                  const tracker& found) {
    const int weight = use->weight.value_or(static_cast<std::int16_t>(found.weight));
    if (!who.fixed || weight == 0) return;
    const auto what = std::string{index.list} + " " + quote(use->name);
    if (who.group) {
        f.report(vrrp_code.weight_ignored, use.where(),
                 what + " of sync group " + quote(who.name) + ": " + who.why + "; keepalived clears the weight");
    } else if (index.list == "track_process") {
        f.report(vrrp_code.weight_ignored, use.where(),
                 what + ": " + quote(who.name) + " keeps its priority " + who.why,
                 text::severity::hint);  // keepalived says nothing here
    } else if (index.list == "track_file" && weight == 1) {
        f.report(vrrp_code.weight_ignored, use.where(),
                 what + ": " + quote(who.name) + " keeps its priority " + who.why +
                     "; keepalived ignores the weight, specify weight 0");
    } else {
        f.report(vrrp_code.tracking_dropped, use.where(),
                 what + " has weight " + std::to_string(weight) + ", but " + quote(who.name) + " keeps its priority " +
                     who.why + "; keepalived does not track it");
    }
}

void check_list(findings& f, const owner_of_lists& who, tracker_index& index,
                const std::vector<setting<tracked>>& uses) {
    std::unordered_set<std::string_view> seen;
    for (const auto& use : uses) {
        const auto found = index.by_name.find(use->name);
        const bool later = found != index.by_name.end() && found->second.where.begin > use.where().begin &&
                           found->second.where != nowhere;
        if (found == index.by_name.end() || later || !found->second.for_vrrp) {
            auto& d = f.report(vrrp_code.tracker_unknown, use.where(),
                               quote(who.name) + " tracks " + quote(use->name) + ", but " +
                                   (found == index.by_name.end() ? "there is no such " + std::string{index.block}
                                    : later ? "this " + std::string{index.block} + " is defined only later"
                                            : std::string{"this bfd_instance is for the checkers only"}) +
                                   "; keepalived ignores it");
            if (found == index.by_name.end()) continue;
            f.note(d, "the definition", found->second.where);
            found->second.used = true;
            continue;
        }
        found->second.used = true;
        if (!found->second.usable) continue;  // reported where it is defined
        if (!seen.insert(use->name).second) {
            f.report(vrrp_code.tracked_twice, use.where(),
                     quote(use->name) + " is tracked here already; keepalived ignores the second");
            continue;
        }
        check_weight(f, who, index, use, found->second);
    }
}

template <class Block>
void check_lists(findings& f, const owner_of_lists& who, tracker_tables& trackers, const Block& block) {
    check_list(f, who, trackers.scripts, block.track_script);
    check_list(f, who, trackers.files, block.track_file);
    check_list(f, who, trackers.processes, block.track_process);
    check_list(f, who, trackers.sessions, block.track_bfd);
}

void check_duplicate_interfaces(findings& f, const std::vector<setting<tracked_interface>>& uses) {
    std::unordered_set<std::string_view> seen;
    for (const auto& use : uses)
        if (!seen.insert(use->name).second)
            f.report(vrrp_code.tracked_twice, use.where(),
                     quote(use->name) + " is tracked here already; keepalived ignores the second");
}

void check_interfaces(findings& f, const instance_view& router) {
    const auto& i = *router.block;
    check_duplicate_interfaces(f, i.track_interface);
    for (const auto& use : i.track_interface) {
        if (i.interface && use->name == *i.interface) {
            f.report(vrrp_code.own_interface, use.where(),
                     quote(use->name) + " is the own interface of " + name_of(i) + "; keepalived ignores the line");
        } else if (router.fixed_priority() && use->weight && use->weight->value != 0) {
            f.report(vrrp_code.weight_ignored, use.where(),
                     "the weight of interface " + quote(use->name) + " does not count: " + name_of(i) +
                         " keeps its priority " + reason(router));
        }
    }
}

/// Interfaces that a group tracks and a member, too: as its own, or in track_interface.
void check_group_interfaces(findings& f, const vrrp_model& routers, const sync_view& group) {
    const auto& g = *group.block;
    check_duplicate_interfaces(f, g.track_interface);
    if (g.track_interface.empty()) return;
    std::unordered_map<std::string_view, text::span> tracked_here;
    for (const auto& use : g.track_interface) tracked_here.emplace(use->name, use.where());
    const auto report = [&](const vrrp_instance& i, std::string_view name, text::span where) {
        const auto found = tracked_here.find(name);
        if (found == tracked_here.end()) return;
        auto& d = f.report(vrrp_code.tracked_by_group, where,
                           "interface " + quote(name) + " of " + name_of(i) + " is tracked by its sync group, too");
        f.note(d, "there", found->second);
    };
    for (const auto member : group.members) {
        const auto& i = *routers.instances[member].block;
        if (i.interface) report(i, *i.interface, i.interface.where());
        for (const auto& use : i.track_interface)
            if (!i.interface || use->name != *i.interface) report(i, use->name, use.where());
    }
}

void check_group(findings& f, const vrrp_model& routers, tracker_tables& trackers, const sync_view& group) {
    const auto& g = *group.block;
    owner_of_lists who{*g.name, false, true, {}};
    for (const auto member : group.members) {
        if (!routers.instances[member].owner()) continue;
        who.fixed = true;
        who.why = "its member " + name_of(*routers.instances[member].block) + " has priority 255";
    }
    check_lists(f, who, trackers, g);
    if (who.fixed)
        for (const auto& use : g.track_interface)
            if (use->weight && use->weight->value != 0)
                f.report(vrrp_code.weight_ignored, use.where(),
                         "track interface " + quote(use->name) + " of sync group " + quote(*g.name) + ": " + who.why +
                             "; keepalived clears the weight");
    check_group_interfaces(f, routers, group);
}

}  // namespace

void check_tracking(findings& f, const vrrp_model& routers) {
    auto& trackers = *f.trackers;
    for (const auto& router : routers.instances) {
        const owner_of_lists who{*router.block->name, router.fixed_priority(), false, reason(router)};
        check_lists(f, who, trackers, *router.block);
        check_interfaces(f, router);
    }
    for (const auto& group : routers.groups) check_group(f, routers, trackers, group);
    check_unused(f, trackers);
}

}  // namespace hakit::keepalived

#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

void check_members(findings& f, const vrrp_model& routers, const sync_view& group) {
    const auto& g = *group.block;
    if (g.group.empty()) {
        const auto block = f.statement_in(g.where, "group");
        f.report(vrrp_code.sync_group_empty, block == nowhere ? g.where.span : block,
                 "sync group " + quote(*g.name) + " has no instances; keepalived removes it");
        return;
    }
    if (group.members.size() == 1)
        f.report(vrrp_code.sync_group_single, g.where.span,
                 "sync group " + quote(*g.name) + " has only 1 virtual router; this probably is not what you want");
    const auto owns = [&](std::size_t member) { return routers.instances[member].owner(); };
    const auto owner = std::ranges::find_if(group.members, owns);
    if (owner != group.members.end() && !std::ranges::all_of(group.members, owns)) {
        auto& d = f.report(vrrp_code.sync_owner_mixed, g.where.span,
                           "sync group " + quote(*g.name) + " has address owners and others; this does not work");
        f.note(d, "an owner: priority 255", routers.instances[*owner].block->where.span);
    }
}

}  // namespace

void check_sync_groups(findings& f, const vrrp_model& routers) {
    for (const auto& group : routers.groups) {
        check_members(f, routers, group);
        const auto second = f.statement_in(group.block->where, "group", 1);
        if (second != nowhere)
            f.report(vrrp_code.sync_group_twice, second,
                     "sync group " + quote(*group.block->name) + " has a group block already; this one is ignored");
    }
}

}  // namespace hakit::keepalived

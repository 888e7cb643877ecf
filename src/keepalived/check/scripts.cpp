#include "keepalived/check/scripts.hpp"

#include "keepalived/check/findings.hpp"
#include "keepalived/codes/general_codes.hpp"
#include "keepalived/values/words.hpp"

namespace hakit::keepalived {
namespace {

using script_visitor = std::function<void(const setting<script>&, const setting<user_group>*)>;

void visit(const script_visitor& take, const setting<script>& s, const setting<user_group>* user = nullptr) {
    if (s && !s->argv.empty()) take(s, user);
}

void visit_global(const global_defs& g, const script_visitor& take) {
    for (const auto* s : {&g.startup_script, &g.shutdown_script, &g.notify_fifo_script, &g.vrrp_notify_fifo_script,
                          &g.lvs_notify_fifo_script})
        visit(take, *s);
}

void visit_vrrp(const config& c, const script_visitor& take) {
    for (const auto& block : c.vrrp_script) visit(take, block.script, &block.user);
    for (const auto& g : c.vrrp_sync_group)
        for (const auto* s : {&g.notify_backup, &g.notify_master, &g.notify_fault, &g.notify_stop, &g.notify})
            visit(take, *s);
    for (const auto& i : c.vrrp_instance)
        for (const auto* s : {&i.notify_backup, &i.notify_master, &i.notify_fault, &i.notify_stop, &i.notify_deleted,
                              &i.notify, &i.notify_master_rx_lower_pri})
            visit(take, *s);
}

void visit_lvs(const config& c, const script_visitor& take) {
    for (const auto& vs : c.virtual_server) {
        visit(take, vs.quorum_up);
        visit(take, vs.quorum_down);
        for (const auto& rs : vs.real_server) {
            visit(take, rs.notify_up);
            visit(take, rs.notify_down);
            for (const auto& check : rs.misc_check) visit(take, check.misc_path, &check.user);
        }
    }
}

}  // namespace

void each_script(const config& c, const script_visitor& take) {
    if (c.global_defs) visit_global(*c.global_defs, take);
    visit_vrrp(c, take);
    visit_lvs(c, take);
}

void check_script_security(findings& f) {
    const auto& c = f.configuration;
    if (c.global_defs && c.global_defs->enable_script_security) return;
    const setting<script>* first = nullptr;
    each_script(c, [&](const setting<script>& s, const setting<user_group>*) {
        if (first == nullptr || s.where().begin < first->where().begin) first = &s;
    });
    if (first == nullptr) return;
    f.report(general_code.script_security, first->where(),
             "keepalived runs scripts here, but enable_script_security is not set");
}

}  // namespace hakit::keepalived

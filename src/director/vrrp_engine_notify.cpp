// Whom virtual routers tell: scripts, FIFOs, events.
#include "director/vrrp_engine_impl.hpp"

namespace hakit::director {

using actions = vrrp_engine::actions;

namespace {

/// The word of keepalived; empty for a state that it tells nobody.
std::string_view word_of(vrrp::state s) {
    switch (s) {
        case vrrp::state::stopped: return "STOP";
        case vrrp::state::starting: return {};
        case vrrp::state::fault: return "FAULT";
        case vrrp::state::backup: return "BACKUP";
        case vrrp::state::master: return "MASTER";
    }
    return {};
}

const boxed<command>* script_of(const notify_plan& n, vrrp::state s) {
    switch (s) {
        case vrrp::state::stopped: return &n.stop;
        case vrrp::state::starting: return nullptr;
        case vrrp::state::fault: return &n.fault;
        case vrrp::state::backup: return &n.backup;
        case vrrp::state::master: return &n.master;
    }
    return nullptr;
}

std::string line_of(std::string_view kind, const std::string& name, std::string_view state, unsigned priority) {
    return std::string{kind} + " \"" + name + "\" " + std::string{state} + " " + std::to_string(priority) + "\n";
}

}  // namespace

void vrrp_engine::impl::run(const boxed<command>& c, const std::string& subject, const router* r, actions& out,
                            std::vector<std::string> words) {
    if (!c) return;
    run_script s;
    s.program = *c;
    for (auto& w : words) s.program.argv.push_back(std::move(w));
    s.subject = subject;
    if (r != nullptr) s.service = r->plan->name;
    out.emplace_back(std::move(s));
}

void vrrp_engine::impl::tell_router(group&, router& r, const vrrp::notify& n, instant now, actions& out) {
    r.since = now;
    r.why = n.why;
    r.remarked.reset();
    r.channel.forget_news();
    if (n.to == vrrp::state::master) {
        ++r.became_master;
        r.master.reset();
    }
    event e;
    e.kind = event_kind::router_state;
    e.at = now;
    e.router = r.plan->name;
    e.state = to_string(n.to);
    e.state_before = to_string(n.from);
    e.priority = n.priority;
    e.text = to_string(n.why);
    out.emplace_back(std::move(e));
    const auto word = word_of(n.to);
    if (word.empty()) return;
    out.emplace_back(write_fifo{line_of("INSTANCE", r.plan->name, word, n.priority)});
    const auto subject = "virtual router " + r.plan->name;
    if (const auto* own = script_of(r.plan->notices(), n.to)) run(*own, subject, &r, out);
    run(r.plan->notices().any, subject, &r, out,
        {"INSTANCE", r.plan->name, std::string{word}, std::to_string(n.priority)});
}

void vrrp_engine::impl::tell_group(group& g, instant now, actions& out) {
    const auto state = g.engine.state();
    if (state == g.told) return;
    const auto before = std::exchange(g.told, state);
    if (!g.plan->is_group) return;
    event e;
    e.kind = event_kind::router_state;
    e.at = now;
    e.group = g.plan->name;
    e.state = to_string(state);
    e.state_before = to_string(before);
    out.emplace_back(std::move(e));
    const auto word = word_of(state);
    if (word.empty()) return;
    out.emplace_back(write_fifo{line_of("GROUP", g.plan->name, word, 0)});
    const auto subject = "sync group " + g.plan->name;
    if (const auto* own = script_of(g.plan->notices(), state)) run(*own, subject, nullptr, out);
    run(g.plan->notices().any, subject, nullptr, out, {"GROUP", g.plan->name, std::string{word}, "0"});
}

void vrrp_engine::impl::tell_priority(group& g, router& r, std::uint8_t priority, instant now, actions& out) {
    event e;
    e.kind = event_kind::router_priority;
    e.at = now;
    e.router = r.plan->name;
    e.priority = priority;
    out.emplace_back(std::move(e));
    if (!r.plan->notices().priority_changes && !g.plan->notices().priority_changes) return;
    const auto state = g.engine[static_cast<std::size_t>(&r - g.routers.data())].state();
    if (state != vrrp::state::master && state != vrrp::state::backup) return;
    const auto word = std::string{word_of(state)} + "_PRIO";
    out.emplace_back(write_fifo{line_of("INSTANCE", r.plan->name, word, priority)});
    run(r.plan->notices().any, "virtual router " + r.plan->name, &r, out,
        {"INSTANCE", r.plan->name, word, std::to_string(priority)});
}

void vrrp_engine::impl::tell_remark(router& r, const vrrp::remark& n, instant now, actions& out) {
    const auto kind = static_cast<std::size_t>(n.what);
    if (n.what == vrrp::remark_kind::lower_priority_master) {
        out.emplace_back(
            write_fifo{line_of("INSTANCE", r.plan->name, "MASTER_RX_LOWER_PRI", r.plan->instance.priority)});
        run(r.plan->notices().master_rx_lower_priority, "virtual router " + r.plan->name, &r, out);
    }
    // Once between two changes of state is enough: a peer may send a thousand.
    if (kind >= r.remarked.size() || r.remarked.test(kind)) return;
    r.remarked.set(kind);
    event e;
    e.kind = event_kind::router_remark;
    e.at = now;
    e.router = r.plan->name;
    e.priority = n.priority;
    e.text = std::string{to_string(n.what)} + ", from " + n.source.to_string();
    out.emplace_back(std::move(e));
}

}  // namespace hakit::director

// The table: what it should hold, what it refused, and whom to tell.
#include "director/engine_impl.hpp"

#include <algorithm>

namespace hakit::director {

void engine::impl::settle(pool& p, const std::vector<health::pool_action>& steps, bool sorry_before,
                          const std::string& reason, instant now, actions& out) {
    if (steps.empty()) return;
    update_table(p, out);
    notify(p, steps, sorry_before, reason, now, out);
}

void engine::impl::notify(pool& p, const std::vector<health::pool_action>& steps, bool sorry_before,
                          const std::string& reason, instant now, actions& out) {
    for (const auto& step : steps) {
        const auto* server = step.server < p.servers.size() ? &p.servers[step.server] : nullptr;
        switch (step.kind) {
            case health::pool_action_kind::server_up:
            case health::pool_action_kind::server_down: {
                if (server == nullptr) break;
                const bool up = step.kind == health::pool_action_kind::server_up;
                out.push_back(make_event(up ? event_kind::server_up : event_kind::server_down, now, &p,
                                         server->plan.name(), reason));
                run(up ? server->plan.notify_up : server->plan.notify_down, p, server->plan.name(), out);
                break;
            }
            case health::pool_action_kind::quorum_up:
            case health::pool_action_kind::quorum_down: {
                const bool up = step.kind == health::pool_action_kind::quorum_up;
                auto text = "weight " + std::to_string(step.weight_sum) + (up ? " reaches " : " is below ") +
                            std::to_string(step.threshold);
                out.push_back(
                    make_event(up ? event_kind::quorum_up : event_kind::quorum_down, now, &p, {}, std::move(text)));
                run(up ? p.plan.quorum_up : p.plan.quorum_down, p, {}, out);
                break;
            }
            default: break;
        }
    }
    const bool sorry = p.quorum->sorry_active();
    if (sorry != sorry_before && p.plan.sorry && running) {
        out.push_back(make_event(sorry ? event_kind::sorry_on : event_kind::sorry_off, now, &p, {},
                                 p.plan.sorry->destination.key.to_string()));
    }
}

void engine::impl::run(const std::optional<command>& program, const pool& p, const std::string& server, actions& out) {
    if (!program || program->argv.empty()) return;
    run_script script;
    script.program = *program;
    script.service = p.plan.name;
    script.server = server;
    script.subject = server.empty() ? "virtual server " + p.plan.name : "real server " + server + " of " + p.plan.name;
    out.push_back(std::move(script));
}

void engine::impl::update_table(pool& p, actions& out) {
    auto next = p.render();
    auto steps = ipvs::diff(p.table, next);
    p.table = std::move(next);
    emit(std::move(steps), out);
}

void engine::impl::emit(ipvs::plan steps, actions& out) {
    if (!steps.empty()) out.push_back(change_table{std::move(steps)});
}

ipvs::state engine::impl::desired() const {
    ipvs::state all;
    for (const auto& p : pools)
        all.services.insert(all.services.end(), p->table.services.begin(), p->table.services.end());
    return all;
}

std::vector<ipvs::service_key> engine::impl::all_keys() const {
    std::vector<ipvs::service_key> keys;
    for (const auto& p : pools)
        for (const auto& s : p->plan.services) keys.push_back(s.key);
    return keys;
}

void engine::impl::repair(std::vector<ipvs::service_key> keys, actions& out) {
    if (keys.empty()) return;
    repair_table r;
    std::sort(keys.begin(), keys.end());
    for (const auto& p : pools)
        for (const auto& s : p->table.services)
            if (std::binary_search(keys.begin(), keys.end(), s.service.key)) r.desired.services.push_back(s);
    for (const auto& key : keys) in_repair[key] = true;
    r.keys = std::move(keys);
    out.push_back(std::move(r));
}

void engine::impl::repair_due(instant now, actions& out) {
    std::vector<ipvs::service_key> keys;
    for (auto& [key, t] : troubles) {
        if (t.next > now) continue;
        keys.push_back(key);
        t.next = never;  // until the report comes
    }
    arm_repair();
    repair(std::move(keys), out);
}

void engine::impl::arm_repair() {
    auto next = never;
    for (const auto& [key, t] : troubles) next = std::min(next, t.next);
    timers.set(repair_timer, next);
}

std::vector<action> engine::on_table_report(const table_report& report, instant now) {
    std::vector<action> out;
    auto& d = *impl_;
    d.table_changes += report.made;
    if (report.timeouts_error)
        out.push_back(make_event(event_kind::table_failed, now, nullptr, {},
                                 "cannot set the timeouts: " + report.timeouts_error->message()));
    const auto name_of = [&](const ipvs::service_key& key) -> const pool* {
        for (const auto& p : d.pools)
            for (const auto& s : p->plan.services)
                if (s.key == key) return p.get();
        return nullptr;
    };
    std::map<ipvs::service_key, const table_failure*> failed;
    for (const auto& f : report.failures) failed.emplace(f.key, &f);
    for (const auto& [key, f] : failed) {
        auto& t = d.troubles[key];
        const auto what = f->what + ": " + f->error.message();
        // The same refusal again and again is one event.
        if (t.what != what) out.push_back(make_event(event_kind::table_failed, now, name_of(key), {}, what));
        t.what = what;
        t.delay = t.delay == duration{0} ? d.options.table_retry : std::min(t.delay * 2, d.options.table_retry_max);
        t.next = now + t.delay;
        if (report.is_repair) d.in_repair.erase(key);
    }
    for (const auto& key : report.touched) {
        if (!report.is_repair || failed.contains(key) || d.in_repair.erase(key) == 0) continue;
        if (d.troubles.erase(key) != 0)
            out.push_back(make_event(event_kind::table_repaired, now, name_of(key), {}, key.to_string()));
    }
    if (d.running) d.arm_repair();
    return out;
}

ipvs::state engine::desired() const { return impl_->desired(); }

}  // namespace hakit::director

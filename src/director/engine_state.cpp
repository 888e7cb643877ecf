#include "director/engine_impl.hpp"

namespace hakit::director {
namespace {

check_state state_of(const probe_slot& slot) {
    const auto& what = slot.check->what;
    check_state c;
    c.probe = slot.id;
    c.name = what.name();
    c.subject = what.subject(0);
    if (!std::holds_alternative<misc_check>(what.kind))
        c.target = ipvs::destination_key{what.target.address, what.target.port}.to_string();
    c.up = slot.machine.up();
    c.decided = slot.machine.decided();
    c.running = slot.machine.attempt_runs();
    c.next = slot.machine.wake_at();
    c.attempts = slot.attempts;
    c.failures = slot.failures;
    c.since = slot.since;
    if (slot.last) {
        c.last = explain(what, *slot.last);
        c.outcome = slot.last->outcome;
    }
    return c;
}

service_state state_of(const pool& p) {
    service_state s;
    s.name = p.plan.name;
    for (const auto& service : p.plan.services) s.services.push_back(service.key.to_string());
    s.quorum_up = p.quorum->up();
    s.weight_sum = p.quorum->weight_sum();
    s.quorum = p.quorum->limits().quorum;
    s.hysteresis = p.quorum->limits().hysteresis;
    s.sorry_active = p.quorum->sorry_active();
    if (p.plan.sorry) s.sorry_server = p.plan.sorry->destination.key.to_string();
    for (const auto& server : p.servers) {
        server_state r;
        r.name = server.plan.name();
        r.alive = server.alive;
        r.since = server.since;
        r.weight = server.weight();
        r.configured_weight = server.plan.destination.weight;
        for (const auto& slot : server.probes) r.checks.push_back(state_of(*slot));
        s.servers.push_back(std::move(r));
    }
    return s;
}

}  // namespace

snapshot engine::state(instant now) const {
    const auto& d = *impl_;
    snapshot all;
    all.at = now;
    all.running = d.running;
    all.attempts_running = d.attempts_running;
    for (const auto& [id, slot] : d.probes) all.attempts_waiting += slot->waiting ? 1U : 0U;
    all.attempts = d.attempts;
    all.table_changes = d.table_changes;
    for (const auto& p : d.pools) {
        auto s = state_of(*p);
        for (const auto& service : p->plan.services) {
            const auto found = d.troubles.find(service.key);
            if (found != d.troubles.end()) s.table_failures.push_back(found->second.what);
        }
        all.services.push_back(std::move(s));
    }
    return all;
}

}  // namespace hakit::director

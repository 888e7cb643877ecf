// Checks: when they start, what their outcomes mean for a server.
#include "director/engine_impl.hpp"

#include <algorithm>
#include <cerrno>

namespace hakit::director {
namespace {

/// Where in its warm-up a probe starts: a hash of what it checks, so that it does not depend on the order of the
/// configuration and a run repeats itself. FNV-1a, then the finaliser of SplitMix64.
double spread_of(const std::string& service, const std::string& server, const check& what, std::uint64_t seed) {
    std::uint64_t h = 14695981039346656037U ^ seed;
    const auto add = [&](std::string_view text) {
        for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211U;
        h = (h ^ 0x100U) * 1099511628211U;
    };
    add(service);
    add(server);
    add(what.subject(0));
    h = (h ^ (h >> 30U)) * 0xbf58476d1ce4e5b9U;
    h = (h ^ (h >> 27U)) * 0x94d049bb133111ebU;
    h ^= h >> 31U;
    return static_cast<double>(h >> 11U) / static_cast<double>(std::uint64_t{1} << 53U);
}

/// This host could not even try; nothing is known about the server.
bool is_local(const health::outcome& o) {
    if (o.why != health::failure::system) return false;
    switch (o.system_errno) {
        case EMFILE:
        case ENFILE:
        case ENOMEM:
        case ENOBUFS:
        case EAGAIN:
        case EADDRNOTAVAIL:
        case EADDRINUSE:
        case ENODEV: return true;
        default: return false;
    }
}

}  // namespace

event make_event(event_kind kind, instant at, const pool* p, std::string server, std::string text) {
    event e;
    e.kind = kind;
    e.at = at;
    if (p != nullptr) e.service = p->plan.name;
    e.server = std::move(server);
    e.text = std::move(text);
    return e;
}

std::unique_ptr<probe_slot> engine::impl::make_slot(pool& owner, std::size_t server, const check& what, instant now,
                                                    std::optional<bool> initially_up) {
    auto options_of_probe = what.schedule;
    if (initially_up) options_of_probe.alpha = !*initially_up;
    auto ready = prepare(what);
    auto slot = std::make_unique<probe_slot>(probe_slot{
        .id = next_probe++,
        .check = {},
        .machine = {options_of_probe, what.url_count(), std::holds_alternative<health::http_check>(what.kind),
                    spread_of(owner.plan.name, owner.servers[server].plan.name(), what, options.seed), now}});
    if (ready.has_value()) {
        slot->check = std::move(*ready);
    } else {
        // A plan that was not made by translate(). The runner reports such a check as unsupported.
        auto bare = std::make_shared<prepared_check>();
        bare->what = what;
        slot->check = std::move(bare);
    }
    slot->owner = &owner;
    slot->server = server;
    slot->since = now;
    return slot;
}

void engine::impl::register_slot(probe_slot& slot) {
    probes[slot.id] = &slot;
    timers.set(slot.id, slot.machine.wake_at());
}

void engine::impl::drop_slot(probe_slot& slot, actions& out) {
    for (const auto& step : slot.machine.suspend(instant{})) {
        if (const auto* dead = std::get_if<health::abort_attempt>(&step)) {
            out.push_back(abort_check{slot.id, dead->id});
            --attempts_running;
        }
    }
    timers.remove(slot.id);
    probes.erase(slot.id);
}

std::unique_ptr<pool> engine::impl::make_pool(const service_plan& p, instant now) {
    auto made = std::make_unique<pool>();
    made->plan = p;
    for (std::size_t i = 0; i < p.servers.size(); ++i) {
        made->servers.push_back({p.servers[i], {}, true, now});
        for (const auto& c : p.servers[i].checks)
            made->servers[i].probes.push_back(make_slot(*made, i, c, now, std::nullopt));
        made->servers[i].alive = made->servers[i].all_up();
    }
    made->make_quorum(std::nullopt);
    return made;
}

void engine::impl::on_due(probe_slot& slot, instant now, actions& out) {
    if (!slot.machine.attempt_runs() && attempts_running >= std::max<std::size_t>(options.max_attempts, 1)) {
        timers.remove(slot.id);
        if (!slot.waiting) waiting.push_back(slot.id);
        slot.waiting = true;
        return;
    }
    take(slot, slot.machine.on_time(now), now, out);
}

void engine::impl::start_waiting(instant now, actions& out) {
    while (!waiting.empty() && attempts_running < std::max<std::size_t>(options.max_attempts, 1)) {
        const auto found = probes.find(waiting.front());
        waiting.pop_front();
        if (found == probes.end() || !found->second->waiting) continue;
        found->second->waiting = false;
        take(*found->second, found->second->machine.on_time(now), now, out);
    }
}

void engine::impl::take(probe_slot& slot, std::vector<health::probe_action> steps, instant now, actions& out) {
    timers.set(slot.id, slot.machine.wake_at());
    for (auto& step : steps) {
        if (const auto* begin = std::get_if<health::start_attempt>(&step)) {
            ++attempts_running;
            ++attempts;
            ++slot.attempts;
            slot.attempt = begin->id;
            out.push_back(start_check{slot.id, begin->id, slot.check, begin->url, begin->deadline});
        } else if (const auto* dead = std::get_if<health::abort_attempt>(&step)) {
            out.push_back(abort_check{slot.id, dead->id});
        } else {
            judge(slot, std::move(std::get<health::verdict>(step)), now, out);
        }
    }
}

void engine::impl::judge(probe_slot& slot, health::verdict v, instant now, actions& out) {
    --attempts_running;
    slot.skipping = false;
    auto& p = *slot.owner;
    auto& server = p.servers[slot.server];
    const auto& what = slot.check->what;
    if (v.outcome.subject.empty()) v.outcome.subject = what.subject(v.url);
    if (!v.outcome.ok()) ++slot.failures;
    const auto reason = explain(what, v);

    const bool decided_down = v.first && !v.up;
    auto kind = event_kind::check_failed;
    bool tell = !v.outcome.ok() && (v.result == health::conclusion::will_retry || what.log_all_failures);
    if (v.changed() || decided_down) {
        kind = v.up ? event_kind::check_up : event_kind::check_down;
        tell = true;
        slot.since = now;
    }
    if (tell) {
        auto e = make_event(kind, now, &p, server.plan.name(), reason);
        e.checker = what.name();
        out.push_back(std::move(e));
    }
    const bool matters = v.changed() || v.first;
    slot.last = std::move(v);

    const auto index = static_cast<health::server_id>(slot.server);
    const bool sorry_before = p.quorum->sorry_active();
    std::vector<health::pool_action> steps;
    if (slot.weight_before) {
        auto e = make_event(event_kind::weight_changed, now, &p, server.plan.name());
        e.weight_before = *slot.weight_before;
        e.weight = server.weight();
        slot.weight_before.reset();
        steps = p.quorum->set_weight(index, *e.weight);
        out.push_back(std::move(e));
    }
    if (matters) {
        const bool alive = server.all_up();
        if (alive != server.alive) server.since = now;
        server.alive = alive;
        const auto more = p.quorum->report(index, alive);
        steps.insert(steps.end(), more.begin(), more.end());
    }
    settle(p, steps, sorry_before, reason, now, out);
}

void engine::impl::skip(probe_slot& slot, const health::outcome& o, instant now, actions& out) {
    --attempts_running;
    if (!slot.skipping) {
        auto e = make_event(event_kind::check_skipped, now, slot.owner, slot.owner->servers[slot.server].plan.name(),
                            explain(slot.check->what, o));
        e.checker = slot.check->what.name();
        out.push_back(std::move(e));
    }
    slot.skipping = true;
    static_cast<void>(slot.machine.suspend(now));
    slot.machine.resume(now, 1.0);
    timers.set(slot.id, slot.machine.wake_at());
}

engine::engine(plan desired, const engine_options& options) : impl_{std::make_unique<impl>()} {
    impl_->wanted = std::move(desired);
    impl_->options = options;
}
engine::~engine() = default;
engine::engine(engine&&) noexcept = default;
engine& engine::operator=(engine&&) noexcept = default;

std::vector<action> engine::start(instant now) {
    std::vector<action> out;
    auto& d = *impl_;
    if (d.running || d.stopped) return out;
    d.running = true;
    std::size_t servers = 0;
    std::vector<std::vector<health::pool_action>> steps;
    for (const auto& service : d.wanted.services) {
        d.pools.push_back(d.make_pool(service, now));
        auto& p = *d.pools.back();
        servers += p.servers.size();
        for (auto& s : p.servers)
            for (auto& slot : s.probes) d.register_slot(*slot);
        steps.push_back(p.quorum->start());
        p.table = p.render();
    }
    out.push_back(make_event(event_kind::started, now, nullptr, {},
                             std::to_string(d.pools.size()) + " virtual servers, " + std::to_string(servers) +
                                 " real servers, " + std::to_string(d.probes.size()) + " checks"));
    repair_table first;
    first.keys = d.all_keys();
    first.desired = d.desired();
    first.flush = d.wanted.flush_at_start;
    first.timeouts = d.wanted.timeouts;
    for (const auto& key : first.keys) d.in_repair[key] = true;
    out.push_back(std::move(first));
    for (std::size_t i = 0; i < d.pools.size(); ++i) d.notify(*d.pools[i], steps[i], false, {}, now, out);
    if (d.options.reconcile_interval > duration{0})
        d.timers.set(impl::reconcile_timer, now + d.options.reconcile_interval);
    return out;
}

instant engine::wake_at() const noexcept { return impl_->running ? impl_->timers.next() : never; }

std::vector<action> engine::on_time(instant now) {
    std::vector<action> out;
    auto& d = *impl_;
    if (!d.running) return out;
    while (d.timers.next() <= now) {
        const auto id = d.timers.front();
        if (id == impl::repair_timer) {
            d.repair_due(now, out);
        } else if (id == impl::reconcile_timer) {
            d.repair(d.all_keys(), out);
            d.timers.set(id, now + d.options.reconcile_interval);
        } else {
            d.on_due(*d.probes.at(id), now, out);
        }
    }
    d.start_waiting(now, out);
    return out;
}

void engine::on_progress(probe_id probe, std::uint64_t attempt, health::phase p, std::uint64_t bytes, instant now) {
    const auto found = impl_->probes.find(probe);
    if (found != impl_->probes.end()) found->second->machine.on_progress(attempt, p, bytes, now);
}

std::vector<action> engine::on_outcome(probe_id probe, std::uint64_t attempt, health::outcome o, instant now,
                                       std::optional<std::int64_t> weight) {
    std::vector<action> out;
    auto& d = *impl_;
    const auto found = d.probes.find(probe);
    if (!d.running || found == d.probes.end()) return out;
    auto& slot = *found->second;
    if (!slot.machine.attempt_runs() || attempt != slot.attempt) return out;
    if (is_local(o)) {
        if (o.subject.empty()) o.subject = slot.check->what.subject(0);
        d.skip(slot, o, now, out);
    } else {
        if (weight && o.ok() && slot.dynamic_weight != weight) {
            const auto before = slot.owner->servers[slot.server].weight();
            slot.dynamic_weight = weight;
            if (slot.owner->servers[slot.server].weight() != before) slot.weight_before = before;
        }
        d.take(slot, slot.machine.on_outcome(attempt, std::move(o), now), now, out);
    }
    d.start_waiting(now, out);
    return out;
}

}  // namespace hakit::director

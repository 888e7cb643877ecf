// From one plan to the next with the least disturbance, and the end.
#include "director/engine_impl.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace hakit::director {
namespace {

/// What a reload did, for its event.
struct tally {
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t changed = 0;

    [[nodiscard]] std::string to_string() const {
        if (added + removed + changed == 0) return "nothing changed";
        return "virtual servers: " + std::to_string(added) + " added, " + std::to_string(removed) + " removed, " +
               std::to_string(changed) + " changed";
    }
};

using slots = std::vector<std::unique_ptr<probe_slot>>;

/// Takes the slot out of `old` that asks what `wanted` asks, preferring one with the same schedule.
std::unique_ptr<probe_slot> take_slot(slots& old, const check& wanted) {
    auto at = std::find_if(old.begin(), old.end(), [&](const auto& s) { return s->check->what == wanted; });
    if (at == old.end())
        at = std::find_if(old.begin(), old.end(), [&](const auto& s) { return s->check->what.same_question(wanted); });
    if (at == old.end()) return nullptr;
    auto slot = std::move(*at);
    old.erase(at);
    return slot;
}

}  // namespace

/// Builds the pool of a virtual server whose plan changed, out of the old one.
class pool_change {
public:
    pool_change(engine::impl& d, pool& old, const service_plan& wanted, instant now, std::vector<action>& out)
        : d_{d}, old_{old}, now_{now}, out_{out}, made_{std::make_unique<pool>()} {
        made_->plan = wanted;
    }

    std::unique_ptr<pool> run() && {
        for (const auto& s : made_->plan.servers) add(s);
        drop_rest();
        const bool sorry_before = old_.quorum->sorry_active();
        made_->make_quorum(old_.quorum->up());
        const auto steps = made_->quorum->start();
        made_->table = made_->render();
        for (const auto& e : changes_) out_.push_back(e);
        for (const auto& [index, up] : turned_) {
            const auto& server = made_->servers[index];
            out_.push_back(make_event(up ? event_kind::server_up : event_kind::server_down, now_, made_.get(),
                                      server.plan.name(), "its checks changed"));
            d_.run(up ? server.plan.notify_up : server.plan.notify_down, *made_, server.plan.name(), out_);
        }
        d_.notify(*made_, steps, sorry_before, {}, now_, out_);
        return std::move(made_);
    }

private:
    void add(const server_plan& wanted) {
        const auto index = made_->servers.size();
        auto& server = made_->servers.emplace_back(pool_server_state{wanted, {}, true, now_});
        const auto before = std::find_if(old_.servers.begin(), old_.servers.end(), [&](const auto& s) {
            return !taken_.contains(&s) && s.plan.destination.key == wanted.destination.key;
        });
        if (before == old_.servers.end()) {
            changes_.push_back(make_event(event_kind::server_added, now_, made_.get(), wanted.name()));
            for (const auto& c : wanted.checks) add_probe(index, d_.make_slot(*made_, index, c, now_, std::nullopt));
            server.alive = server.all_up();
            return;
        }
        taken_.insert(&*before);
        const auto weight_before = before->weight();
        for (const auto& c : wanted.checks) continue_check(index, *before, c);
        for (auto& left : before->probes) d_.drop_slot(*left, out_);
        before->probes.clear();
        server.alive = server.all_up();
        server.since = server.alive == before->alive ? before->since : now_;
        if (server.alive != before->alive) turned_.emplace_back(index, server.alive);
        if (server.weight() != weight_before) {
            auto e = make_event(event_kind::weight_changed, now_, made_.get(), wanted.name());
            e.weight_before = weight_before;
            e.weight = server.weight();
            changes_.push_back(std::move(e));
        }
    }

    void continue_check(std::size_t index, pool_server_state& before, const check& wanted) {
        auto slot = take_slot(before.probes, wanted);
        if (slot != nullptr && slot->check->what == wanted) {  // nothing changed: it runs on
            slot->owner = made_.get();
            slot->server = index;
            made_->servers[index].probes.push_back(std::move(slot));
            return;
        }
        // Another question starts with the state of its server, so that it must earn a change like any other.
        auto fresh = d_.make_slot(*made_, index, wanted, now_, before.alive);
        if (slot != nullptr) {  // the same question at other times
            fresh->machine.adopt(slot->machine);
            fresh->attempts = slot->attempts;
            fresh->failures = slot->failures;
            fresh->since = slot->since;
            fresh->last = slot->last;
            fresh->dynamic_weight = slot->dynamic_weight;
            d_.drop_slot(*slot, out_);
        }
        add_probe(index, std::move(fresh));
    }

    void add_probe(std::size_t index, std::unique_ptr<probe_slot> slot) {
        d_.register_slot(*slot);
        made_->servers[index].probes.push_back(std::move(slot));
    }

    void drop_rest() {
        for (auto& s : old_.servers) {
            if (taken_.contains(&s)) continue;
            for (auto& slot : s.probes) d_.drop_slot(*slot, out_);
            changes_.push_back(make_event(event_kind::server_removed, now_, made_.get(), s.plan.name()));
            if (old_.plan.omega && s.alive) d_.run(s.plan.notify_down, old_, s.plan.name(), out_);
        }
    }

    engine::impl& d_;
    pool& old_;
    instant now_;
    std::vector<action>& out_;
    std::unique_ptr<pool> made_;
    std::set<const pool_server_state*> taken_;
    std::vector<event> changes_;
    std::vector<std::pair<std::size_t, bool>> turned_;
};

std::vector<action> engine::reload(plan desired, instant now) {
    std::vector<action> out;
    auto& d = *impl_;
    if (!d.running) return out;
    tally done;
    const auto table_before = d.desired();
    std::map<std::string, std::unique_ptr<pool>> old;
    for (auto& p : d.pools) {
        auto name = p->plan.name;
        old.emplace(std::move(name), std::move(p));
    }
    d.pools.clear();
    std::vector<action> changes;
    std::vector<std::unique_ptr<pool>> next;
    for (const auto& wanted : desired.services) {
        const auto found = old.find(wanted.name);
        if (found == old.end()) {
            ++done.added;
            auto made = d.make_pool(wanted, now);
            for (auto& s : made->servers)
                for (auto& slot : s.probes) d.register_slot(*slot);
            changes.push_back(make_event(event_kind::service_added, now, made.get()));
            const auto steps = made->quorum->start();
            made->table = made->render();
            d.notify(*made, steps, false, {}, now, changes);
            next.push_back(std::move(made));
        } else if (found->second->plan == wanted) {
            next.push_back(std::move(found->second));
            old.erase(found);
        } else {
            ++done.changed;
            next.push_back(pool_change{d, *found->second, wanted, now, changes}.run());
            old.erase(found);
        }
    }
    std::vector<action> removals;
    for (auto& [name, p] : old) {
        ++done.removed;
        for (auto& s : p->servers)
            for (auto& slot : s.probes) d.drop_slot(*slot, removals);
        removals.push_back(make_event(event_kind::service_removed, now, p.get()));
        d.notify(*p, p->quorum->shutdown(), p->quorum->sorry_active(), {}, now, removals);
    }
    d.pools = std::move(next);
    out.push_back(make_event(event_kind::reloaded, now, nullptr, {}, done.to_string()));
    if (desired.timeouts && desired.timeouts != d.wanted.timeouts) {
        repair_table r;
        r.timeouts = desired.timeouts;
        out.push_back(std::move(r));
    }
    // One plan over everything: a service that moved from one virtual server to another stays in place.
    d.emit(ipvs::diff(table_before, d.desired()), out);
    std::move(changes.begin(), changes.end(), std::back_inserter(out));
    std::move(removals.begin(), removals.end(), std::back_inserter(out));
    d.wanted = std::move(desired);
    d.start_waiting(now, out);
    return out;
}

std::vector<action> engine::shutdown(instant now) {
    std::vector<action> out;
    auto& d = *impl_;
    if (!d.running) return out;
    d.running = false;
    d.stopped = true;
    for (auto& p : d.pools)
        for (auto& s : p->servers)
            for (auto& slot : s.probes) d.drop_slot(*slot, out);
    d.waiting.clear();
    const auto table = d.desired();
    for (auto& p : d.pools) p->table = {};
    if (!d.options.keep_table) d.emit(ipvs::diff(table, {}), out);
    for (auto& p : d.pools) {
        const bool sorry = p->quorum->sorry_active();
        d.notify(*p, p->quorum->shutdown(), sorry, {}, now, out);
    }
    out.push_back(make_event(event_kind::stopped, now, nullptr));
    return out;
}

}  // namespace hakit::director

#include <hakit/ipvs/diff.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace hakit::ipvs {

namespace {

using destinations_by_key = std::map<destination_key, const destination*>;

struct indexed_service {
    const service* settings = nullptr;
    destinations_by_key destinations;
};

using index = std::map<service_key, indexed_service>;

index index_of(const state& table) {
    index all;
    for (const auto& s : table.services) {
        auto& entry = all[s.service.key];
        entry.settings = &s.service;
        entry.destinations.clear();
        for (const auto& d : s.destinations) entry.destinations[d.key] = &d;
    }
    return all;
}

step key_step(step_kind kind, const service_key& key) {
    step s;
    s.kind = kind;
    s.service.key = key;
    return s;
}

step add_step(const service_key& key, const destination& d) {
    auto s = key_step(step_kind::add_destination, key);
    s.destination = d;
    return s;
}

step edit_step(const service_key& key, const destination& before, const destination& after) {
    auto s = key_step(step_kind::edit_destination, key);
    s.destination = after;
    s.destination_before = before;
    return s;
}

step remove_step(const service_key& key, const destination_key& d) {
    auto s = key_step(step_kind::remove_destination, key);
    s.destination.emplace();
    s.destination->key = d;
    return s;
}

/// The steps inside one service that exists, or was just added (then `actual` is empty). Order: what brings capacity,
/// what neither brings nor takes, what takes.
void pool_steps(const service_key& key, const destinations_by_key& actual, const destinations_by_key& desired,
                std::vector<step>& steps) {
    std::vector<step> raise;
    std::vector<step> keep;
    std::vector<step> take;
    for (const auto& [name, d] : desired) {
        const auto at = actual.find(name);
        if (at == actual.end()) {
            (d->weight > 0 ? steps : keep).push_back(add_step(key, *d));
        } else if (*at->second != *d) {
            auto s = edit_step(key, *at->second, *d);
            const bool lowers = d->weight < at->second->weight;
            (lowers ? take : d->weight > at->second->weight ? raise : keep).push_back(std::move(s));
        }
    }
    for (const auto& [name, d] : actual) {
        if (!desired.contains(name)) take.push_back(remove_step(key, name));
    }
    for (auto* group : {&raise, &keep, &take}) {
        std::move(group->begin(), group->end(), std::back_inserter(steps));
    }
}

/// Removals, and edits that end a destination's share of the traffic.
bool takes_capacity(const step& s) {
    return s.kind == step_kind::remove_destination || s.kind == step_kind::remove_service ||
           (s.kind == step_kind::edit_destination && s.destination && s.destination->weight == 0);
}

bool removes(step_kind kind) { return kind == step_kind::remove_destination || kind == step_kind::remove_service; }

bool adds(step_kind kind) { return kind == step_kind::add_destination || kind == step_kind::add_service; }

/// The other way to the same end: an edit instead of an add that found something, an add instead of an edit of nothing.
step_kind counterpart(step_kind kind) {
    switch (kind) {
        case step_kind::add_service: return step_kind::edit_service;
        case step_kind::edit_service: return step_kind::add_service;
        case step_kind::add_destination: return step_kind::edit_destination;
        case step_kind::edit_destination: return step_kind::add_destination;
        default: return kind;
    }
}

/// Runs batches of steps and keeps the accounts.
class application {
public:
    application(table& t, const plan& p) : table_{t}, plan_{p} {}

    void run(const std::vector<std::size_t>& indices) {
        std::vector<step> batch;
        std::vector<std::size_t> places;
        for (const auto i : indices) {
            if (broken_.contains(plan_.steps[i].service.key) && takes_capacity(plan_.steps[i])) {
                ++report_.skipped;
                continue;
            }
            batch.push_back(plan_.steps[i]);
            places.push_back(i);
        }
        const auto results = table_.execute(batch);
        for (std::size_t n = 0; n < batch.size(); ++n) settle(places[n], batch[n], results[n]);
    }

    [[nodiscard]] apply_report take() && {
        std::sort(report_.failures.begin(), report_.failures.end(),
                  [](const failed_step& a, const failed_step& b) { return a.index < b.index; });
        return std::move(report_);
    }

private:
    void settle(std::size_t place, step s, const result<void>& outcome) {
        if (outcome.has_value()) {
            ++report_.made;
            return;
        }
        const auto code = outcome.error().code();
        if (removes(s.kind) && code == errc::not_found) {
            ++report_.already_made;
            return;
        }
        const bool drifted = adds(s.kind) ? code == errc::already_exists : code == errc::not_found;
        // The batch was sent before a service that somebody had removed was put back: its destinations try again.
        const bool orphan = s.kind == step_kind::add_destination && restored_.contains(s.service.key);
        if (!removes(s.kind) && (drifted || (orphan && code == errc::not_found))) {
            const bool existed = code == errc::already_exists;
            if (drifted) s.kind = counterpart(s.kind);
            if (table_.execute({&s, 1}).front().has_value()) {
                if (s.kind == step_kind::add_service) restored_.insert(s.service.key);
                ++(existed ? report_.already_made : report_.made);
                return;
            }
        }
        broken_.insert(s.service.key);
        report_.failures.push_back({place, outcome.error()});
    }

    table& table_;
    const plan& plan_;
    std::set<service_key> broken_;    // a step of it failed
    std::set<service_key> restored_;  // it was gone and is back
    apply_report report_;
};

}  // namespace

std::string plan::to_string() const {
    std::string text;
    for (const auto& s : steps) text += s.to_string() + "\n";
    return text;
}

std::string apply_report::to_string() const {
    auto text = std::to_string(made) + " steps made, " + std::to_string(already_made) + " already made";
    if (skipped != 0) text += ", " + std::to_string(skipped) + " held back";
    if (!failures.empty()) {
        text += ", " + std::to_string(failures.size()) + " failed: " + failures.front().error.message();
    }
    return text;
}

plan diff(const state& actual, const state& desired) {
    const auto have = index_of(actual);
    const auto want = index_of(desired);
    plan p;
    for (const auto& [key, wanted] : want) {
        const auto at = have.find(key);
        if (at == have.end()) {
            auto s = key_step(step_kind::add_service, key);
            s.service = *wanted.settings;
            p.steps.push_back(std::move(s));
            pool_steps(key, {}, wanted.destinations, p.steps);
            continue;
        }
        if (*at->second.settings != *wanted.settings) {
            auto s = key_step(step_kind::edit_service, key);
            s.service = *wanted.settings;
            s.service_before = *at->second.settings;
            p.steps.push_back(std::move(s));
        }
        pool_steps(key, at->second.destinations, wanted.destinations, p.steps);
    }
    for (const auto& [key, present] : have) {
        if (!want.contains(key)) p.steps.push_back(key_step(step_kind::remove_service, key));
    }
    return p;
}

apply_report apply(table& t, const plan& p) {
    std::vector<std::size_t> bring;
    std::vector<std::size_t> take;
    for (std::size_t i = 0; i < p.steps.size(); ++i) (takes_capacity(p.steps[i]) ? take : bring).push_back(i);
    application a{t, p};
    a.run(bring);
    a.run(take);
    return std::move(a).take();
}

result<apply_report> reconcile(table& t, const state& desired) {
    const auto actual = t.read();
    if (actual.has_error()) return actual.error();
    return apply(t, diff(*actual, desired));
}

}  // namespace hakit::ipvs

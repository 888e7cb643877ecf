#include <hakit/ipvs/diff.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

namespace hakit::ipvs {

namespace {

/// The destinations of a service in the order of their keys.
using pool = std::vector<const destination*>;

struct indexed_service {
    const service* settings = nullptr;
    pool destinations;
};

/// In the order of their keys.
using index = std::vector<indexed_service>;

/// Sorts by key and keeps the last of equal ones.
template <class Item, class KeyOf>
void put_in_order(std::vector<Item>& all, KeyOf key_of) {
    const auto less = [&](const Item& a, const Item& b) { return key_of(a) < key_of(b); };
    if (!std::is_sorted(all.begin(), all.end(), less)) std::stable_sort(all.begin(), all.end(), less);
    const auto first =
        std::unique(all.rbegin(), all.rend(), [&](const Item& a, const Item& b) { return key_of(a) == key_of(b); });
    all.erase(all.begin(), first.base());
}

const destination_key& key_of(const destination* d) { return d->key; }
const service_key& key_of(const indexed_service& s) { return s.settings->key; }

index index_of(const state& table) {
    index all;
    all.reserve(table.services.size());
    for (const auto& s : table.services) {
        auto& entry = all.emplace_back(indexed_service{&s.service, {}});
        entry.destinations.reserve(s.destinations.size());
        for (const auto& d : s.destinations) entry.destinations.push_back(&d);
        put_in_order(
            entry.destinations, [](const auto* d) -> const auto& { return key_of(d); });
    }
    put_in_order(
        all, [](const auto& s) -> const auto& { return key_of(s); });
    return all;
}

/// Walks two ordered lists: `pair(a, b)` for each key, with null for the list that lacks it.
template <class Item, class Pair>
void walk(const std::vector<Item>& left, const std::vector<Item>& right, Pair pair) {
    auto l = left.begin();
    auto r = right.begin();
    while (l != left.end() || r != right.end()) {
        const bool take_left = l != left.end() && (r == right.end() || key_of(*l) <= key_of(*r));
        const bool take_right = r != right.end() && (l == left.end() || key_of(*r) <= key_of(*l));
        pair(take_left ? &*l : nullptr, take_right ? &*r : nullptr);
        l += take_left ? 1 : 0;
        r += take_right ? 1 : 0;
    }
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

/// A destination goes: at once, or by weight 0 first. Returns false while it must stay.
bool remove(const service_key& key, const destination& d, const plan_options& options, plan& p,
            std::vector<step>& steps) {
    if (options.drain) {
        const auto connections = options.drain(key, d.key);
        if (d.weight > 0 || connections > 0) p.draining.push_back({key, d.key, connections});
        if (d.weight > 0) {
            auto quiet = d;
            quiet.weight = 0;
            steps.push_back(edit_step(key, d, quiet));
        }
        if (d.weight > 0 || connections > 0) return false;
    }
    steps.push_back(remove_step(key, d.key));
    return true;
}

/// The steps inside one service that exists, or was just added (then `actual` is empty). Order: what brings capacity,
/// what neither brings nor takes, what takes.
void pool_steps(const service_key& key, const pool& actual, const pool& desired, const plan_options& options, plan& p) {
    std::vector<step> raise;
    std::vector<step> keep;
    std::vector<step> take;
    walk(actual, desired, [&](const destination* const* before, const destination* const* after) {
        if (before == nullptr) {
            const auto& d = **after;
            (d.weight > 0 ? p.steps : keep).push_back(add_step(key, d));
        } else if (after == nullptr) {
            remove(key, **before, options, p, take);
        } else if (**before != **after) {
            auto s = edit_step(key, **before, **after);
            const auto change = (*after)->weight <=> (*before)->weight;
            (change < 0 ? take : change > 0 ? raise : keep).push_back(std::move(s));
        }
    });
    for (auto* group : {&raise, &keep, &take}) {
        std::move(group->begin(), group->end(), std::back_inserter(p.steps));
    }
}

/// A service goes with its destinations in one step, unless they must be drained.
void remove_service(const service_key& key, const indexed_service& present, const plan_options& options, plan& p) {
    if (options.drain) {
        plan drained;
        bool empty = true;
        for (const auto* d : present.destinations) {
            if (!remove(key, *d, options, drained, drained.steps)) empty = false;
        }
        if (!empty) {
            std::move(drained.steps.begin(), drained.steps.end(), std::back_inserter(p.steps));
            std::move(drained.draining.begin(), drained.draining.end(), std::back_inserter(p.draining));
            return;
        }
    }
    p.steps.push_back(key_step(step_kind::remove_service, key));
}

void timeout_steps(const std::optional<timeouts>& actual, const timeouts& desired, plan& p) {
    const auto wanted = [&](std::uint32_t timeouts::*member) {
        return actual && (*actual).*member == desired.*member ? 0 : desired.*member;
    };
    const timeouts change{wanted(&timeouts::tcp), wanted(&timeouts::tcp_fin), wanted(&timeouts::udp)};
    if (change == timeouts{}) return;
    step s;
    s.kind = step_kind::set_timeouts;
    s.timeouts = change;
    if (actual) s.timeouts_before = *actual;
    p.steps.push_back(std::move(s));
}

step daemon_step(step_kind kind, const sync_daemon& d) {
    step s;
    s.kind = kind;
    s.daemon = d;
    return s;
}

const sync_daemon* find(const std::vector<sync_daemon>& all, sync_role role) {
    const auto at = std::find_if(all.rbegin(), all.rend(), [role](const sync_daemon& d) { return d.role == role; });
    return at == all.rend() ? nullptr : &*at;
}

/// Steps that stop what runs and is not wanted, or start what is wanted and does not run.
void daemon_steps(step_kind kind, const state& actual, const state& desired, plan& p) {
    if (!desired.sync_daemons) return;
    const auto running = actual.sync_daemons.value_or(std::vector<sync_daemon>{});
    for (const auto role : {sync_role::master, sync_role::backup}) {
        const auto* now = find(running, role);
        const auto* wanted = find(*desired.sync_daemons, role);
        if (now != nullptr && wanted != nullptr && satisfies(*now, *wanted)) continue;
        if (kind == step_kind::stop_sync_daemon && now != nullptr) p.steps.push_back(daemon_step(kind, *now));
        if (kind == step_kind::start_sync_daemon && wanted != nullptr) p.steps.push_back(daemon_step(kind, *wanted));
    }
}

}  // namespace

std::string draining_destination::to_string() const {
    return service.to_string() + ": draining " + destination.to_string() + ": " + std::to_string(connections) +
           (connections == 1 ? " connection" : " connections");
}

std::string plan::to_string() const {
    std::string text;
    for (const auto& s : steps) text += s.to_string() + "\n";
    return text;
}

connection_counter connections_of(const std::vector<service_status>& listing) {
    using counts_of = std::map<destination_key, std::uint64_t>;
    auto counts = std::make_shared<std::map<service_key, counts_of>>();
    for (const auto& s : listing) {
        auto& of = (*counts)[s.service.key];
        for (const auto& d : s.destinations) {
            of[d.destination.key] = std::uint64_t{d.active_connections} + d.inactive_connections;
        }
    }
    return [counts](const service_key& key, const destination_key& d) -> std::uint64_t {
        const auto s = counts->find(key);
        if (s == counts->end()) return 0;
        const auto at = s->second.find(d);
        return at == s->second.end() ? 0 : at->second;
    };
}

bool satisfies(const sync_daemon& running, const sync_daemon& wanted) noexcept {
    constexpr ip_address usual_group{std::array<std::uint8_t, 4>{224, 0, 0, 81}};
    return running.role == wanted.role && running.interface == wanted.interface && running.sync_id == wanted.sync_id &&
           (wanted.max_length == 0 || running.max_length == wanted.max_length) &&
           running.group.value_or(usual_group) == wanted.group.value_or(usual_group) &&
           running.port == (wanted.port == 0 ? 8848 : wanted.port) && running.ttl == (wanted.ttl == 0 ? 1 : wanted.ttl);
}

plan diff(const state& actual, const state& desired, const plan_options& options) {
    const auto have = index_of(actual);
    const auto want = index_of(desired);
    const auto owned = [&](const service_key& key) { return !options.owned || options.owned->owns(key); };
    plan p;
    daemon_steps(step_kind::stop_sync_daemon, actual, desired, p);
    if (desired.timeouts) timeout_steps(actual.timeouts, *desired.timeouts, p);
    std::size_t additions = 0;
    walk(have, want, [&](const indexed_service* present, const indexed_service* wanted) {
        if (present == nullptr && owned(key_of(*wanted))) additions += 1 + wanted->destinations.size();
    });
    p.steps.reserve(p.steps.size() + additions);
    const pool nothing;
    std::vector<const indexed_service*> unwanted;
    walk(have, want, [&](const indexed_service* present, const indexed_service* wanted) {
        if (wanted == nullptr) {
            if (owned(key_of(*present))) unwanted.push_back(present);
            return;
        }
        const auto& key = key_of(*wanted);
        if (!owned(key)) {
            p.not_owned.push_back(key);
            return;
        }
        if (present == nullptr || *present->settings != *wanted->settings) {
            auto s = key_step(present == nullptr ? step_kind::add_service : step_kind::edit_service, key);
            s.service = *wanted->settings;
            if (present != nullptr) s.service_before = *present->settings;
            p.steps.push_back(std::move(s));
        }
        pool_steps(key, present == nullptr ? nothing : present->destinations, wanted->destinations, options, p);
    });
    for (const auto* present : unwanted) remove_service(key_of(*present), *present, options, p);
    daemon_steps(step_kind::start_sync_daemon, actual, desired, p);
    return p;
}

}  // namespace hakit::ipvs

#include <hakit/ipvs/apply.hpp>

#include <algorithm>
#include <set>
#include <span>

namespace hakit::ipvs {

namespace {

/// Removals, edits that end a destination's share of the traffic, and what must come after those.
bool comes_last(const step& s) {
    return s.kind == step_kind::remove_destination || s.kind == step_kind::remove_service ||
           s.kind == step_kind::start_sync_daemon ||
           (s.kind == step_kind::edit_destination && s.destination && s.destination->weight == 0);
}

bool removes(step_kind kind) {
    return kind == step_kind::remove_destination || kind == step_kind::remove_service ||
           kind == step_kind::stop_sync_daemon;
}

bool adds(step_kind kind) { return kind == step_kind::add_destination || kind == step_kind::add_service; }

bool edits(step_kind kind) { return kind == step_kind::edit_destination || kind == step_kind::edit_service; }

/// Whether the step belongs to a service; its failure concerns no other one.
bool is_of_service(step_kind kind) {
    return adds(kind) || edits(kind) || kind == step_kind::remove_destination || kind == step_kind::remove_service;
}

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
    application(table& t, const plan& p) : table_{t}, plan_{p} {
        report_.fates.assign(p.steps.size(), step_fate::not_tried);
    }

    void run(std::span<const std::size_t> indices) {
        // Some at a time, so that a big plan is not there twice.
        constexpr std::size_t at_once = 1024;
        std::vector<step> batch;
        std::vector<std::size_t> places;
        while (!indices.empty()) {
            batch.clear();
            places.clear();
            for (; !indices.empty() && batch.size() < at_once; indices = indices.subspan(1)) {
                const auto& s = plan_.steps[indices.front()];
                if (is_of_service(s.kind) && comes_last(s) && broken_.contains(s.service.key)) {
                    report_.fates[indices.front()] = step_fate::held_back;
                    continue;
                }
                batch.push_back(s);
                places.push_back(indices.front());
            }
            const auto results = table_.execute(batch);
            for (std::size_t n = 0; n < batch.size(); ++n) settle(places[n], batch[n], results[n]);
        }
    }

    [[nodiscard]] bool failed() const noexcept { return !report_.failures.empty(); }

    [[nodiscard]] apply_report take() && {
        std::sort(report_.failures.begin(), report_.failures.end(),
                  [](const failed_step& a, const failed_step& b) { return a.index < b.index; });
        for (const auto fate : report_.fates) {
            report_.made += fate == step_fate::made ? 1 : 0;
            report_.already_made += fate == step_fate::already_made ? 1 : 0;
            report_.skipped += fate == step_fate::held_back || fate == step_fate::not_tried ? 1 : 0;
        }
        return std::move(report_);
    }

private:
    void settle(std::size_t place, const step& s, const result<void>& outcome) {
        auto& fate = report_.fates[place];
        if (outcome.has_value()) {
            fate = step_fate::made;
        } else if (removes(s.kind) && outcome.error().code() == errc::not_found) {
            fate = step_fate::already_made;
        } else if (s.kind == step_kind::start_sync_daemon && runs_already(s, outcome.error())) {
            fate = step_fate::already_made;
        } else if (const auto other = other_way(s, outcome.error())) {
            fate = *other;
        } else {
            fate = step_fate::failed;
            if (is_of_service(s.kind)) broken_.insert(s.service.key);
            report_.failures.push_back({place, outcome.error()});
        }
    }

    [[nodiscard]] bool runs_already(const step& s, const error& why) const {
        if (why.code() != errc::already_exists) return false;
        const auto all = table_.list_sync_daemons();
        return all.has_value() &&
               std::any_of(all->begin(), all->end(), [&](const sync_daemon& d) { return satisfies(d, *s.daemon); });
    }

    /// Somebody changed the table since the plan was made; nullopt when that does not explain the error, or the other
    /// way fails too.
    std::optional<step_fate> other_way(step s, const error& why) {
        const bool drifted =
            adds(s.kind) ? why.code() == errc::already_exists : edits(s.kind) && why.code() == errc::not_found;
        // The batch was sent before a service that somebody had removed was put back: its destinations try again.
        const bool orphan =
            s.kind == step_kind::add_destination && restored_.contains(s.service.key) && why.code() == errc::not_found;
        if (!drifted && !orphan) return std::nullopt;
        if (drifted) s.kind = counterpart(s.kind);
        if (table_.execute({&s, 1}).front().has_error()) return std::nullopt;
        if (s.kind == step_kind::add_service) restored_.insert(s.service.key);
        return why.code() == errc::already_exists ? step_fate::already_made : step_fate::made;
    }

    table& table_;
    const plan& plan_;
    std::set<service_key> broken_;    // a step of it failed
    std::set<service_key> restored_;  // it was gone and is back
    apply_report report_;
};

}  // namespace

std::string_view to_string(step_fate fate) noexcept {
    switch (fate) {
        case step_fate::made: return "made";
        case step_fate::already_made: return "already_made";
        case step_fate::held_back: return "held_back";
        case step_fate::failed: return "failed";
        case step_fate::not_tried: return "not_tried";
    }
    return "unknown";
}

std::string apply_report::to_string() const {
    auto text = std::to_string(made) + " steps made, " + std::to_string(already_made) + " already made";
    if (skipped != 0) text += ", " + std::to_string(skipped) + " held back";
    if (!failures.empty()) {
        text += ", " + std::to_string(failures.size()) + " failed: " + failures.front().error.message();
    }
    return text;
}

apply_report apply(table& t, const plan& p, const apply_options& options) {
    application a{t, p};
    if (options.stop_at_failure) {
        for (std::size_t i = 0; i < p.steps.size() && !a.failed(); ++i) a.run({&i, 1});
        return std::move(a).take();
    }
    std::vector<std::size_t> first;
    std::vector<std::size_t> last;
    for (std::size_t i = 0; i < p.steps.size(); ++i) (comes_last(p.steps[i]) ? last : first).push_back(i);
    a.run(first);
    a.run(last);
    return std::move(a).take();
}

result<plan> make_plan(const table& t, const state& desired, plan_options how, bool drain) {
    const auto listing = t.list();
    if (listing.has_error()) return listing.error();
    if (drain) how.drain = connections_of(*listing);
    auto actual = settings_of(*listing);
    if (desired.timeouts) {
        const auto times = t.get_timeouts();
        if (times.has_error()) return times.error();
        actual.timeouts = *times;
    }
    if (desired.sync_daemons) {
        auto daemons = t.list_sync_daemons();
        if (daemons.has_error()) return daemons.error();
        actual.sync_daemons = std::move(*daemons);
    }
    return diff(actual, desired, how);
}

result<apply_report> reconcile(table& t, const state& desired, const plan_options& how, const apply_options& options) {
    const auto made = make_plan(t, desired, how);
    if (made.has_error()) return made.error();
    return apply(t, *made, options);
}

}  // namespace hakit::ipvs

#include <hakit/ipvs/apply.hpp>

#include <algorithm>
#include <utility>

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

application::application(const plan& p, const apply_options& options)
    : plan_{p}, at_once_{options.stop_at_failure ? 1 : batch_size}, stops_{options.stop_at_failure} {
    report_.fates.assign(p.steps.size(), step_fate::not_tried);
    order_.reserve(p.steps.size());
    if (stops_) {
        for (std::size_t i = 0; i < p.steps.size(); ++i) order_.push_back(i);
    } else {
        for (std::size_t i = 0; i < p.steps.size(); ++i)
            if (!comes_last(p.steps[i])) order_.push_back(i);
        first_removal_ = order_.size();
        for (std::size_t i = 0; i < p.steps.size(); ++i)
            if (comes_last(p.steps[i])) order_.push_back(i);
    }
}

std::optional<application::request> application::next() {
    if (second_ == second_thought::daemons) return request{};
    if (second_ == second_thought::other_way) return request{{&other_, 1}};
    if (stops_ && !report_.failures.empty()) return std::nullopt;
    batch_.clear();
    places_.clear();
    settled_ = 0;
    // Removals wait for the answers to all that comes before them.
    const auto end = at_ < first_removal_ ? first_removal_ : order_.size();
    for (; at_ < end && batch_.size() < at_once_; ++at_) {
        const auto place = order_[at_];
        const auto& s = plan_.steps[place];
        if (!stops_ && is_of_service(s.kind) && comes_last(s) && broken_.contains(s.service.key)) {
            report_.fates[place] = step_fate::held_back;
            continue;
        }
        batch_.push_back(s);
        places_.push_back(place);
    }
    if (!batch_.empty()) return request{batch_};
    return at_ < order_.size() ? next() : std::nullopt;
}

void application::take(std::vector<result<void>> answers) {
    if (second_ == second_thought::other_way) {
        second_ = second_thought::none;
        settle_other_way(answers.front().has_value());
    } else {
        answers_ = std::move(answers);
    }
    settle();
}

void application::take(const result<std::vector<sync_daemon>>& running) {
    second_ = second_thought::none;
    const auto& s = batch_[settled_];
    const bool runs = running.has_value() && std::any_of(running->begin(), running->end(),
                                                         [&](const sync_daemon& d) { return satisfies(d, *s.daemon); });
    if (runs) {
        report_.fates[places_[settled_++]] = step_fate::already_made;
    } else {
        fail(answers_[settled_].error());
    }
    settle();
}

void application::settle() {
    while (settled_ < batch_.size() && second_ == second_thought::none) {
        const auto& s = batch_[settled_];
        const auto& answer = answers_[settled_];
        auto& fate = report_.fates[places_[settled_]];
        if (answer.has_value()) {
            fate = step_fate::made;
            ++settled_;
        } else if (removes(s.kind) && answer.error().code() == errc::not_found) {
            fate = step_fate::already_made;
            ++settled_;
        } else if (s.kind == step_kind::start_sync_daemon && answer.error().code() == errc::already_exists) {
            second_ = second_thought::daemons;
        } else if (!look_for_other_way(answer.error().code())) {
            fail(answer.error());
        }
    }
}

/// Somebody changed the table since the plan was made; false when that does not explain the error.
bool application::look_for_other_way(errc why) {
    const auto& s = batch_[settled_];
    const bool drifted = adds(s.kind) ? why == errc::already_exists : edits(s.kind) && why == errc::not_found;
    // The batch was sent before a service that somebody had removed was put back: its destinations try again.
    const bool orphan =
        s.kind == step_kind::add_destination && restored_.contains(s.service.key) && why == errc::not_found;
    if (!drifted && !orphan) return false;
    other_ = s;
    if (drifted) other_.kind = counterpart(s.kind);
    second_ = second_thought::other_way;
    return true;
}

void application::settle_other_way(bool made) {
    const auto& why = answers_[settled_].error();
    if (!made) return fail(why);
    if (other_.kind == step_kind::add_service) restored_.insert(other_.service.key);
    report_.fates[places_[settled_++]] = why.code() == errc::already_exists ? step_fate::already_made : step_fate::made;
}

void application::fail(const error& why) {
    const auto place = places_[settled_++];
    const auto& s = plan_.steps[place];
    report_.fates[place] = step_fate::failed;
    if (is_of_service(s.kind)) broken_.insert(s.service.key);
    report_.failures.push_back({place, why});
}

void application::abandon(const error& why) {
    // What is asked has no answer; whether it was made is unknown.
    while (settled_ < batch_.size()) fail(why);
    second_ = second_thought::none;
    if (at_ < order_.size() && report_.failures.empty()) {
        report_.fates[order_[at_]] = step_fate::failed;
        report_.failures.push_back({order_[at_], why});
    }
    at_ = order_.size();
}

apply_report application::take_report() && {
    std::sort(report_.failures.begin(), report_.failures.end(),
              [](const failed_step& a, const failed_step& b) { return a.index < b.index; });
    for (const auto fate : report_.fates) {
        report_.made += fate == step_fate::made ? 1 : 0;
        report_.already_made += fate == step_fate::already_made ? 1 : 0;
        report_.skipped += fate == step_fate::held_back || fate == step_fate::not_tried ? 1 : 0;
    }
    return std::move(report_);
}

apply_report apply(table& t, const plan& p, const apply_options& options) {
    application a{p, options};
    while (const auto asked = a.next()) {
        if (asked->steps.empty()) {
            a.take(t.list_sync_daemons());
        } else {
            a.take(t.execute(asked->steps));
        }
    }
    return std::move(a).take_report();
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

#include <hakit/health/probe.hpp>

#include <algorithm>

namespace hakit::health {

namespace {

/// t + d without running past the end of time.
instant later(instant t, duration d) noexcept { return t > never - d ? never : t + d; }

duration part_of(duration d, double spread) noexcept {
    // Negated so that NaN counts as 0.
    if (!(spread > 0.0)) return duration{0};
    const auto fraction = std::min(spread, 0.999999);
    return duration{static_cast<duration::rep>(static_cast<double>(d.count()) * fraction)};
}

probe_options sane(probe_options o) noexcept {
    constexpr duration least{1};
    o.delay_loop = std::max(o.delay_loop, least);
    o.connect_timeout = std::max(o.connect_timeout, least);
    o.delay_before_retry = std::max(o.delay_before_retry, duration{0});
    o.bootstrap_delay = std::max(o.bootstrap_delay, duration{0});
    if (o.warmup) o.warmup = std::max(*o.warmup, duration{0});
    o.rise = std::max(o.rise, std::uint32_t{1});
    return o;
}

}  // namespace

probe::probe(const probe_options& options, std::size_t urls, bool confirm_recovery, double spread, instant now)
    : options_{sane(options)},
      urls_{urls, confirm_recovery},
      phases_{now},
      wake_at_{
          later(later(now, options_.bootstrap_delay), part_of(options_.warmup.value_or(options_.delay_loop), spread))},
      beat_{wake_at_},
      up_{!options_.alpha} {}

std::uint32_t probe::allowed_attempts() const noexcept {
    // Down already, or never decided: one failure is enough.
    if (!up_ || !decided_) return 1;
    return options_.retry == 0xffffffff ? options_.retry : options_.retry + 1;
}

std::vector<probe_action> probe::on_time(instant now) {
    std::vector<probe_action> actions;
    if (suspended_ || now < wake_at_) return actions;
    if (running_) {
        outcome o;
        o.reached = phases_.current();
        o.why = failure::timed_out;
        o.bytes = bytes_;
        actions.emplace_back(abort_attempt{attempt_id_});
        judge(std::move(o), now, actions);
        return actions;
    }
    running_ = true;
    beat_ = wake_at_;
    bytes_ = 0;
    phases_ = phase_clock{now};
    wake_at_ = later(now, options_.connect_timeout);
    actions.emplace_back(start_attempt{++attempt_id_, urls_.current(), failures_ + 1, allowed_attempts(), wake_at_});
    return actions;
}

void probe::on_progress(std::uint64_t id, phase p, std::uint64_t bytes, instant now) noexcept {
    if (!running_ || id != attempt_id_) return;
    phases_.enter(p, now);
    bytes_ = bytes;
}

std::vector<probe_action> probe::on_outcome(std::uint64_t id, outcome o, instant now) {
    std::vector<probe_action> actions;
    if (!running_ || id != attempt_id_) return actions;
    judge(std::move(o), now, actions);
    return actions;
}

void probe::judge(outcome o, instant now, std::vector<probe_action>& actions) {
    running_ = false;
    if (o.total() == duration::zero()) phases_.finish(o, now);
    verdict v;
    v.attempt_id = attempt_id_;
    v.attempt = failures_ + 1;
    v.allowed = allowed_attempts();
    v.url = urls_.current();
    v.at = now;
    const bool decided_before = decided_;
    if (o.ok()) {
        on_pass(v, now);
    } else {
        on_fail(v, now);
    }
    v.up = up_;
    v.first = decided_ && !decided_before;
    v.outcome = std::move(o);
    actions.emplace_back(std::move(v));
}

void probe::on_pass(verdict& v, instant now) {
    failures_ = 0;
    const bool full_pass = urls_.on_success();
    if (up_ && decided_) {
        v.result = conclusion::still_up;
    } else if (!full_pass) {
        v.result = conclusion::confirming;
    } else if (up_) {
        v.result = conclusion::still_up;
        decided_ = true;
    } else if (++passes_ < options_.rise) {
        v.result = conclusion::confirming;
    } else {
        v.result = conclusion::went_up;
        up_ = true;
        decided_ = true;
        passes_ = 0;
    }
    if (options_.fast_recovery && v.result == conclusion::confirming) {
        wake_at_ = now;
    } else {
        schedule_regular(now, options_.delay_loop);
    }
}

void probe::on_fail(verdict& v, instant now) {
    passes_ = 0;
    if (up_ && failures_ + 1 < allowed_attempts()) {
        ++failures_;
        v.result = conclusion::will_retry;
        wake_at_ = later(now, options_.delay_before_retry);
        return;
    }
    v.result = up_ ? conclusion::went_down : conclusion::still_down;
    up_ = false;
    decided_ = true;
    failures_ = 0;
    urls_.on_failure(true);
    // keepalived's HTTP checks wait the longer of the two while the URL that failed is tried again.
    schedule_regular(now,
                     urls_.failed() ? std::max(options_.delay_before_retry, options_.delay_loop) : options_.delay_loop);
}

void probe::schedule_regular(instant now, duration interval) noexcept {
    wake_at_ = later(beat_, interval);
    if (wake_at_ > now) return;
    // The check outlasted its interval: the next beat of the same rhythm, none is made up for.
    const auto beats = (now - beat_) / interval + 1;
    wake_at_ = later(beat_, interval * beats);
}

std::vector<probe_action> probe::suspend(instant) {
    std::vector<probe_action> actions;
    if (running_) actions.emplace_back(abort_attempt{attempt_id_});
    running_ = false;
    suspended_ = true;
    failures_ = 0;
    wake_at_ = never;
    return actions;
}

void probe::resume(instant now, double spread) {
    if (!suspended_) return;
    suspended_ = false;
    wake_at_ = later(now, part_of(options_.delay_loop, spread));
}

void probe::hurry(instant now) noexcept {
    if (!running_ && !suspended_) wake_at_ = std::min(wake_at_, now);
}

void probe::adopt(const probe& old) noexcept {
    up_ = old.up_;
    decided_ = old.decided_;
    failures_ = 0;
    passes_ = 0;
    urls_.reset();
}

}  // namespace hakit::health

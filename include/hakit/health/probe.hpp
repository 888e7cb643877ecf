/// The state machine of one checker: when to try, when to give up, up or down. No sockets, no clock.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/health/outcome.hpp>
#include <hakit/health/probe_options.hpp>
#include <hakit/health/url_sequence.hpp>

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace hakit::health {

/// Begin an attempt. Its end is told with probe::on_outcome and the same id.
struct start_attempt {
    std::uint64_t id = 0;  ///< never reused by the probe, from 1
    std::size_t url = 0;   ///< index into http_check::urls
    std::uint32_t attempt = 1;
    std::uint32_t allowed = 1;
    instant deadline{};  ///< the whole attempt must be over by then

    friend bool operator==(const start_attempt&, const start_attempt&) = default;
};

/// Drop an attempt that runs: its time is over, or nobody wants to know any more. No outcome is expected.
struct abort_attempt {
    std::uint64_t id = 0;

    friend bool operator==(const abort_attempt&, const abort_attempt&) = default;
};

/// What the caller has to do, in order. A verdict is something to log, and to act upon when it changed().
using probe_action = std::variant<start_attempt, abort_attempt, verdict>;

/// A probe is up from its construction, or down with alpha; the first decision has verdict::first set.
/// How to drive it: call on_time() when wake_at() has come, do the actions, report each attempt's end with
/// on_outcome(). Not thread-safe; all instants must come from one clock that does not go back.
class probe {
public:
    /// `urls` is at least 1; `confirm_recovery` is true for checks with URLs (see url_sequence). The first check starts
    /// at now + bootstrap_delay + warmup * spread; `spread` is in [0, 1), drawn by the caller (values outside count as
    /// the nearest inside), so that a thousand probes do not start at once and a test repeats itself.
    probe(const probe_options& options, std::size_t urls, bool confirm_recovery, double spread, instant now);
    /// A check without URLs.
    probe(const probe_options& options, double spread, instant now) : probe{options, 1, false, spread, now} {}

    /// When on_time() wants to be called: the start of the next attempt or the deadline of the running one; never while
    /// suspended.
    [[nodiscard]] instant wake_at() const noexcept { return wake_at_; }
    [[nodiscard]] bool up() const noexcept { return up_; }
    /// True once the probe has decided anything.
    [[nodiscard]] bool decided() const noexcept { return decided_; }
    [[nodiscard]] bool suspended() const noexcept { return suspended_; }
    [[nodiscard]] bool attempt_runs() const noexcept { return running_; }
    [[nodiscard]] const probe_options& options() const noexcept { return options_; }

    /// Does what is due at `now`; nothing before wake_at(). An attempt past its deadline is aborted and judged.
    [[nodiscard]] std::vector<probe_action> on_time(instant now);
    /// Optional: the running attempt reached `p` with so many bytes of answer. It makes the verdict of a timeout
    /// precise.
    void on_progress(std::uint64_t id, phase p, std::uint64_t bytes, instant now) noexcept;
    /// The attempt `id` ended. An id that is not running is ignored: its verdict was given already. Times that the
    /// caller left at zero are filled in from on_progress().
    [[nodiscard]] std::vector<probe_action> on_outcome(std::uint64_t id, outcome o, instant now);

    /// No checks until resume() (ha_suspend); the state stays. A running attempt is aborted.
    [[nodiscard]] std::vector<probe_action> suspend(instant now);
    /// Checks go on at now + delay_loop * spread.
    void resume(instant now, double spread = 0.0);
    /// Check at once instead of at wake_at(); ignored while an attempt runs or the probe is suspended.
    void hurry(instant now) noexcept;

    /// Takes over the state of a probe that this one replaces after a reload: up or down, and whether it has decided.
    /// The schedule of this probe stays, with `retry` counted anew.
    void adopt(const probe& old) noexcept;

private:
    void judge(outcome o, instant now, std::vector<probe_action>& actions);
    void on_pass(verdict& v, instant now);
    void on_fail(verdict& v, instant now);
    void schedule_regular(instant now, duration interval) noexcept;
    [[nodiscard]] std::uint32_t allowed_attempts() const noexcept;

    probe_options options_;
    url_sequence urls_;
    phase_clock phases_;
    instant wake_at_;
    instant beat_;  // when the latest attempt was due, which is what intervals are counted from
    std::uint64_t attempt_id_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint32_t failures_ = 0;  // failed attempts of the present series
    std::uint32_t passes_ = 0;    // full passes in a row while down
    bool up_;
    bool decided_ = false;
    bool running_ = false;
    bool suspended_ = false;
};

}  // namespace hakit::health

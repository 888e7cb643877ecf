/// The director: from a plan and the outcomes of checks to changes of an IPVS table, scripts and events.
/// No sockets, no clock, no table: everything it wants done it returns.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/director/action.hpp>
#include <hakit/director/plan.hpp>
#include <hakit/director/snapshot.hpp>
#include <hakit/health/outcome.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace hakit::director {

struct engine_options {
    /// Attempts that may run at a time; further ones wait for their turn, and their deadline counts from then. Not 0.
    std::size_t max_attempts = 1000;
    /// A change that the table refused is tried again after this, then after twice as long, up to the maximum.
    duration table_retry = std::chrono::seconds{1};
    duration table_retry_max = std::chrono::seconds{60};
    /// The whole table is compared and mended this often; 0: never. It undoes what other programs do to the services.
    duration reconcile_interval = duration{0};
    /// When a probe starts within its warm-up is a hash of what it checks and of this number.
    std::uint64_t seed = 0;
    /// shutdown() leaves the services in the table.
    bool keep_table = false;
};

/// How to drive it: call start() once, on_time() when wake_at() has come, and report what the actions came to. Every
/// call returns the actions to do, in order. After each call wake_at() may have changed. Not thread-safe; all instants
/// must come from one clock that does not go back.
class engine {
public:
    explicit engine(plan desired, const engine_options& options = {});
    ~engine();
    engine(engine&&) noexcept;
    engine& operator=(engine&&) noexcept;

    /// Fills the pools with every server that does not wait for its first success (alpha), and starts the checks.
    [[nodiscard]] std::vector<action> start(instant now);
    /// When on_time() wants to be called; `never` when nothing is due.
    [[nodiscard]] instant wake_at() const noexcept;
    [[nodiscard]] std::vector<action> on_time(instant now);

    /// A running attempt reached a phase; makes the verdict of a timeout precise.
    void on_progress(probe_id probe, std::uint64_t attempt, health::phase p, std::uint64_t bytes, instant now);
    /// An attempt ended. `weight` is what a MISC_CHECK with misc_dynamic asks for. Attempts that were aborted, and
    /// probes that a reload removed, are ignored.
    /// An attempt that failed because this host lacks a resource (descriptors, memory, ports, an interface, rights)
    /// decides nothing: a check_skipped event tells, and the probe tries again after its delay_loop.
    [[nodiscard]] std::vector<action> on_outcome(probe_id probe, std::uint64_t attempt, health::outcome o, instant now,
                                                 std::optional<std::int64_t> weight = {});
    /// What became of the latest change_table or repair_table. Failures are tried again later.
    [[nodiscard]] std::vector<action> on_table_report(const table_report& report, instant now);

    /// Changes over to another plan and applies only the difference. Servers and checks that stay as they are keep
    /// their state, their timers and running attempts; a check whose question changed starts anew with the state its
    /// server has; an equal plan does nothing but one event.
    [[nodiscard]] std::vector<action> reload(plan desired, instant now);
    /// Ends all checks and, unless keep_table, removes the services; with omega the scripts run. Afterwards every call
    /// returns nothing.
    [[nodiscard]] std::vector<action> shutdown(instant now);

    /// What the table should hold now.
    [[nodiscard]] ipvs::state desired() const;
    [[nodiscard]] snapshot state(instant now) const;

    struct impl;  ///< opaque

private:
    std::unique_ptr<impl> impl_;
};

}  // namespace hakit::director

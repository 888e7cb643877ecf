/// From what a table holds to what it should hold: an ordered plan, and its application.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/step.hpp>
#include <hakit/ipvs/table.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace hakit::ipvs {

/// Changes in the order in which they must be made.
struct plan {
    std::vector<step> steps;

    [[nodiscard]] bool empty() const noexcept { return steps.empty(); }
    /// One line a step, each ended by a newline; "" for an empty plan.
    [[nodiscard]] std::string to_string() const;
    friend bool operator==(const plan&, const plan&) = default;
};

/// The smallest plan that turns `actual` into `desired`. Within a service destinations that take traffic come first and
/// removals last, so that it is never without a destination it could keep; services to remove are the last steps.
/// Only what differs is touched: a flush and reload costs the kernel minutes on big tables.
/// A key that appears twice in an argument counts once, the last one.
[[nodiscard]] plan diff(const state& actual, const state& desired);

/// A step that could not be made.
struct failed_step {
    std::size_t index = 0;  ///< into plan::steps
    hakit::error error;
};

struct apply_report {
    std::size_t made = 0;          ///< steps that changed the table, or replaced a value by the same one
    std::size_t already_made = 0;  ///< steps whose result was there: an add that existed, a removal of nothing
    std::size_t skipped = 0;       ///< removals held back because an earlier step of the same service failed
    std::vector<failed_step> failures;

    [[nodiscard]] bool ok() const noexcept { return failures.empty(); }
    /// "3 steps made, 1 already made" with the first failure if there is one.
    [[nodiscard]] std::string to_string() const;
};

/// Makes the steps; one that fails does not stop the others. Applying a plan again leaves the table as it is.
/// When a step of a service fails, its removals are not made: a pool that could not get its new destinations keeps the
/// old ones. A table that changed meanwhile converges: an add of what exists edits it, an edit of what is gone adds it.
apply_report apply(table& t, const plan& p);

/// Reads the table, computes the plan and applies it. Fails only when the table cannot be read.
result<apply_report> reconcile(table& t, const state& desired);

}  // namespace hakit::ipvs

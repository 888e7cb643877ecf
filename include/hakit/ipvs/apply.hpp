/// Carries a plan out, step by step, with an account of each.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/diff.hpp>
#include <hakit/ipvs/table.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvs {

/// What became of a step.
enum class step_fate : std::uint8_t {
    made,          ///< it changed the table, or replaced a value by the same one
    already_made,  ///< its result was there: an add that existed, a removal of nothing
    held_back,     ///< a removal that was not made because an earlier step of the same service failed
    failed,
    not_tried,  ///< an earlier step failed, and apply_options::stop_at_failure
};

/// "made" and so on; stable, for JSON and the C ABI.
[[nodiscard]] std::string_view to_string(step_fate fate) noexcept;

/// A step that could not be made.
struct failed_step {
    std::size_t index = 0;  ///< into plan::steps
    hakit::error error;
};

struct apply_report {
    std::vector<step_fate> fates = {};  ///< one for each of plan::steps
    std::size_t made = 0;
    std::size_t already_made = 0;
    std::size_t skipped = 0;  ///< held back or not tried
    std::vector<failed_step> failures;

    [[nodiscard]] bool ok() const noexcept { return failures.empty(); }
    /// "3 steps made, 1 already made" with the first failure if there is one.
    [[nodiscard]] std::string to_string() const;
};

struct apply_options {
    /// Stop at the first step that fails. Steps then go to the table one by one, which takes longer than all at once.
    bool stop_at_failure = false;
};

/// Makes the steps. Unless told to stop, one that fails does not stop the others, but the removals of its service are
/// not made: a pool that could not get its new destinations keeps the old ones. Applying a plan again leaves the table
/// as it is, and so does a plan made after a run that was cut short. A table that changed meanwhile converges: an add
/// of what exists edits it, an edit of what is gone adds it.
apply_report apply(table& t, const plan& p, const apply_options& options = {});

/// Reads the table once, as far as `desired` speaks of it, and computes the plan. `drain` takes the numbers of
/// connections from that reading, in the place of how.drain. Fails only when the table cannot be read.
[[nodiscard]] result<plan> make_plan(const table& t, const state& desired, plan_options how = {}, bool drain = false);

/// Reads the table, computes the plan and applies it. Fails only when the table cannot be read.
result<apply_report> reconcile(table& t, const state& desired, const plan_options& how = {},
                               const apply_options& options = {});

}  // namespace hakit::ipvs

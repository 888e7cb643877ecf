/// Carries a plan out, step by step, with an account of each.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/diff.hpp>
#include <hakit/ipvs/table.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <span>
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

/// apply() without a table: whoever has one carries out what next() asks for, in his own pace, and hands the answer to
/// take(). io::kernel_table::async_apply() does so.
class application {
public:
    /// Steps for table::execute(), which stay until their answers were taken; none: table::list_sync_daemons().
    struct request {
        std::span<const step> steps = {};
    };

    /// The plan must outlive it.
    explicit application(const plan& p, const apply_options& options = {});

    /// What is to be done next; nullopt at the end. Each request wants one take() before the next one.
    [[nodiscard]] std::optional<request> next();
    /// One answer a step.
    void take(std::vector<result<void>> answers);
    void take(const result<std::vector<sync_daemon>>& running);
    /// No answer will come any more: what has none yet fails, and nothing more is asked.
    void abandon(const error& why);

    /// Once, when next() has nothing more.
    [[nodiscard]] apply_report take_report() &&;

private:
    enum class second_thought : std::uint8_t { none, other_way, daemons };
    /// So that a big plan is not there twice.
    static constexpr std::size_t batch_size = 1024;

    void settle();
    bool look_for_other_way(errc why);
    void settle_other_way(bool made);
    void fail(const error& why);

    const plan& plan_;
    std::size_t at_once_;
    bool stops_;
    std::vector<std::size_t> order_;                // of the steps: removals last
    std::size_t first_removal_ = 0;                 // into order_
    std::size_t at_ = 0;                            // into order_
    std::vector<step> batch_;                       // the latest request
    std::vector<std::size_t> places_;               // of its steps in the plan
    std::vector<result<void>> answers_;             // to it
    std::size_t settled_ = 0;                       // how many of them have their fate
    second_thought second_ = second_thought::none;  // about batch_[settled_]
    step other_;
    std::set<service_key> broken_;    // a step of it failed
    std::set<service_key> restored_;  // it was gone and is back
    apply_report report_;
};

/// Reads the table once, as far as `desired` speaks of it, and computes the plan. `drain` takes the numbers of
/// connections from that reading, in the place of how.drain. Fails only when the table cannot be read.
[[nodiscard]] result<plan> make_plan(const table& t, const state& desired, plan_options how = {}, bool drain = false);

/// Reads the table, computes the plan and applies it. Fails only when the table cannot be read.
result<apply_report> reconcile(table& t, const state& desired, const plan_options& how = {},
                               const apply_options& options = {});

}  // namespace hakit::ipvs

/// Carries a plan out on a host.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/realserver/plan.hpp>
#include <hakit/realserver/system.hpp>

#include <optional>
#include <string>
#include <vector>

namespace hakit::realserver {

/// What became of a step.
enum class step_fate : std::uint8_t {
    made,
    already_made,  ///< the host was so before
    taken_back,    ///< made, and undone since a later one failed
    failed,
    not_tried,
    left_to_you,  ///< for a person
};

/// "made" and so on; stable, for JSON and the C ABI.
[[nodiscard]] std::string_view to_string(step_fate fate) noexcept;

struct apply_report {
    std::vector<step_fate> fates;       ///< one for each of plan::steps
    std::optional<error> failure = {};  ///< of the step that failed
    /// What takes the changes back that are still in force, with the values that were there before; in order.
    std::vector<step> undo = {};
    /// What could not be taken back after the failure.
    std::vector<std::string> left_over = {};

    [[nodiscard]] bool ok() const noexcept { return !failure; }
    [[nodiscard]] std::size_t count(step_fate fate) const noexcept;
    /// "5 steps made, 1 already made", with the failure if there is one.
    [[nodiscard]] std::string to_string() const;
};

/// Makes the steps in order; a step whose result is there already is none. When one fails, those that were made are
/// taken back, and the host is as it was. refused, with nothing changed, when the plan has refusals, or when the
/// process may change nothing: the message names the capability. not_found, with nothing changed, when an interface to
/// the network is not there. unsupported for a plan of Windows.
result<apply_report> apply(const plan& p, system& on);

}  // namespace hakit::realserver

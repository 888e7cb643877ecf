/// Files of rules, checked as a whole and then carried out, as `ipvsadm -R` should be.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/table.hpp>
#include <hakit/ipvsadm/bind.hpp>
#include <hakit/ipvsadm/replay.hpp>

#include <cstddef>
#include <functional>

namespace hakit::ipvsadm {

/// What is wrong with rules, without the rules.
struct checked_rules {
    text::diagnostic_list diagnostics;  ///< sorted
    bool complete = true;               ///< nothing in them is known to a shell alone

    /// Whether they can be carried out: comments, at which ipvsadm -R would stop, are no reason not to.
    [[nodiscard]] bool can_run() const;
};

/// `onto`: the table that they change, if it shall stay. See bind_each().
[[nodiscard]] checked_rules check_rules(const text::source& rules, const bind_options& options, replay* onto = nullptr);

/// Carries rules out that check_rules() found can be, in batches. `failed` gets each command that the table refused;
/// what follows it goes on. Gives the number of failures.
std::size_t restore(const text::source& rules, const bind_options& options, ipvs::table& table,
                    const std::function<void(const command&, const error&)>& failed);

}  // namespace hakit::ipvsadm

/// Commands tried on a table in memory.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvs/memory_table.hpp>
#include <hakit/ipvsadm/command.hpp>

#include <optional>

namespace hakit::ipvsadm {

/// A table in memory that commands change as ipvsadm 1.31 and the kernel would have it. Not for several threads at
/// once.
class replay {
public:
    /// Starts with `before`; without timeouts and sync daemons there, those of a new table.
    explicit replay(const ipvs::state& before = {});

    /// Carries the command out; one that changes no table is passed over. The errors are those of execute(); after one
    /// the table is as it was.
    result<void> add(const command& c);

    /// Takes all services away, and leaves the rest.
    void forget_services() { (void)model_.flush(); }

    [[nodiscard]] const ipvs::memory_table& table() const noexcept { return model_; }
    /// The first error, in the words of ipvsadm.
    [[nodiscard]] const std::optional<error>& failure() const noexcept { return failure_; }
    /// The table in canonical order, with timeouts and sync daemons only when a command, or the table before, set them.
    [[nodiscard]] result<ipvs::state> state() const;

private:
    ipvs::memory_table model_;
    bool timeouts_;
    bool daemons_;
    std::optional<error> failure_;
};

}  // namespace hakit::ipvsadm

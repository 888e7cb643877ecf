/// Everything that is wrong with a file of ipvsadm's rules or a script, and the table that it makes.
#pragma once

#include <hakit/ipvsadm/bind.hpp>
#include <hakit/text/mend.hpp>
#include <hakit/text/workspace.hpp>

#include <optional>

namespace hakit::ipvsadm {

struct check_options {
    std::optional<dialect> spoken = {};  ///< nullopt: what detect() says
    name_lookup names = {};
};

/// A file with all that was found out about it. A value; nothing in it refers to the workspace.
struct checked {
    text::document document;
    script commands;
    /// What the commands leave in an empty table, without those that would fail, as ipvsadm -R goes on behind them.
    ipvs::state table;

    [[nodiscard]] const text::diagnostic_list& diagnostics() const noexcept { return commands.diagnostics; }
};

/// Reads and checks one file. O(n log n). Never fails.
[[nodiscard]] checked check(text::workspace& files, text::file_id id, const check_options& options = {});

/// check() as text::finish_edit() and text::apply_certain_fixes() want it.
[[nodiscard]] text::checker judge(const check_options& options);

}  // namespace hakit::ipvsadm

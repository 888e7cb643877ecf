/// Everything that is wrong with a CIB: what its schema refuses, what crm_verify reports, and what nobody reports.
#pragma once

#include <hakit/cib/host_facts.hpp>
#include <hakit/cib/model.hpp>
#include <hakit/cib/version.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/workspace.hpp>

#include <optional>

namespace hakit::cib {

struct check_options {
    const host_facts* facts = nullptr;     ///< null: agents and their parameters are not checked
    std::optional<schema_version> schema;  ///< judge by this schema instead of the one that validate-with names
    bool errors_only = false;              ///< spare the rules that can find nothing worse than warnings
};

/// A CIB with all that was found out about it. A value; nothing in it refers to the workspace.
struct checked {
    config configuration;
    text::diagnostic_list diagnostics;  ///< sorted
    bool complete = true;               ///< as read_result::complete
};

/// Reads and checks file `top` of the workspace. Never fails.
[[nodiscard]] checked check(text::workspace& files, text::file_id top, const check_options& options = {});

/// The findings about a configuration, whatever text it was read from: they are reported at the places of its elements,
/// as those of `file`. A part of a CIB is checked for what it can be wrong in: references out of it are not. O(n log
/// n).
void check_meaning(const config& c, const check_options& options, text::file_id file, text::diagnostic_list& out);

}  // namespace hakit::cib

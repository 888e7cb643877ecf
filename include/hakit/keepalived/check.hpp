/// Everything that is wrong with a configuration: what keepalived reports, and what it takes silently.
#pragma once

#include <hakit/keepalived/config.hpp>
#include <hakit/keepalived/expand.hpp>
#include <hakit/keepalived/host_facts.hpp>
#include <hakit/text/parallel.hpp>
#include <hakit/text/workspace.hpp>

namespace hakit::keepalived {

struct check_options {
    expand_options expansion = {};      ///< with the target
    const host_facts* facts = nullptr;  ///< null: nothing about the host is checked
    text::parallel work = {};           ///< how to read and check a big text; the result is the same
};

/// A configuration with all that was found out about it. A value; nothing in it refers to the workspace.
struct checked {
    expansion view;
    config configuration;
    text::diagnostic_list diagnostics;  ///< sorted; of the text, the keywords and the meaning
};

/// Expands, binds and checks file `top` of the workspace. O(size of the expanded text). Never fails.
[[nodiscard]] checked check(text::workspace& files, text::file_id top, const check_options& options = {});

/// The last of the three steps: the findings that need more than one statement. `work`: how
/// to go about a view that check() read in sections.
void check_meaning(const config& c, const expansion& view, const target& aim, const host_facts* facts,
                   text::diagnostic_list& out, const text::parallel& work = {});

}  // namespace hakit::keepalived

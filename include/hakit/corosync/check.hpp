/// Everything that is wrong with a configuration: what corosync reports at its start, and what it takes silently.
#pragma once

#include <hakit/corosync/config.hpp>
#include <hakit/corosync/host_facts.hpp>
#include <hakit/corosync/target.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/workspace.hpp>

namespace hakit::corosync {

struct check_options {
    target aim = {};
    const host_facts* facts = nullptr;  ///< null: nothing about the host is checked
    /// Whether the files of uidgid.d beside the configuration are read, too, through the workspace's loader.
    bool uidgid_directory = true;
};

/// A configuration with all that was found out about it. A value; nothing in it refers to the workspace.
struct checked {
    text::document document;            ///< as written
    config configuration;               ///< places are those of the file, also when its braces were mended to read it
    text::diagnostic_list diagnostics;  ///< sorted; of the lines, the keys and the meaning
};

/// Parses, binds and checks file `top` of the workspace. When braces do not pair and there is one way to mend them, the
/// file is read as if it were mended, so that one mistake is one diagnostic. A file whose directory is called uidgid.d
/// is checked as one of those, which hold uidgid sections alone. Never fails. O(size).
[[nodiscard]] checked check(text::workspace& files, text::file_id top, const check_options& options = {});

/// The last step: the findings that need more than one key. The places are those of `c`, in file 0.
void check_meaning(const config& c, const target& aim, const host_facts* facts, text::diagnostic_list& out);

}  // namespace hakit::corosync

/// Everything that is wrong with sysctl files: what the programs and the kernel refuse, and what silently does nothing.
#pragma once

#include <hakit/sysctl/config.hpp>
#include <hakit/sysctl/host_facts.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/workspace.hpp>

#include <optional>
#include <span>

namespace hakit::sysctl {

struct check_options {
    std::optional<tool> by = std::nullopt;  ///< the program that reads the files; none: either may
    const host_facts* facts = nullptr;      ///< null: nothing about the host is checked
};

/// A file with all that was found out about it. A value; nothing in it refers to the workspace.
struct checked {
    text::document document;
    config configuration;
    text::diagnostic_list diagnostics;  ///< sorted; of the text, the keys, the values and what they amount to
};

/// Reads and checks one file. O(size). Never fails.
[[nodiscard]] checked check(text::workspace& files, text::file_id id, const check_options& options = {});

/// The same for files that are read one after the other, as open_system() gives them: the findings of all of them,
/// also those that only appear together.
[[nodiscard]] text::diagnostic_list check(text::workspace& files, std::span<const text::file_id> in_order,
                                          const check_options& options = {});

}  // namespace hakit::sysctl

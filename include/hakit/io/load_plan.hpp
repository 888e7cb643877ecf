/// From a file to a plan for the director, with every finding on the way.
#pragma once

#include <hakit/director/plan.hpp>
#include <hakit/director/vrrp_plan.hpp>
#include <hakit/io/file.hpp>
#include <hakit/keepalived/check.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hakit::io {

struct load_options {
    keepalived::check_options check = {};
    director::translate_options translate = {};
    director::vrrp_translate_options routers = {};
    bool with_services = true;  ///< translate the virtual servers
    bool with_routers = false;  ///< translate the virtual routers
    /// Diagnostics that are errors do not refuse the file: what keepalived drops is left out. Findings of the
    /// translation that are errors still do.
    bool accept_errors = false;
    std::size_t max_file_bytes = default_file_limit;
};

/// A file that was read. A value; it may be made on another thread and handed over.
struct loaded_plan {
    director::plan desired;
    director::vrrp_plan routers;
    std::shared_ptr<text::workspace> files;  ///< for rendering the diagnostics
    text::diagnostic_list diagnostics;
    std::vector<std::string> problems;  ///< findings of the translation: "FILE:LINE:COLUMN: TEXT"
    std::optional<error> refused = {};  ///< why the plan must not be used
};

/// Reads, expands, binds, checks and translates. Blocks on the disk, and takes a second for ten megabytes: a program
/// whose timers matter that much calls it on a thread of its own. Never throws, never fails otherwise than by
/// loaded_plan::refused.
[[nodiscard]] loaded_plan load_plan(const std::string& path, const load_options& options = {});

/// The same for a text that is at hand; `files` may bring a loader for includes.
[[nodiscard]] loaded_plan load_plan(text::source source, const load_options& options = {},
                                    std::shared_ptr<text::loader> files = nullptr);

}  // namespace hakit::io

/// Files and facts that several subcommands read.
#pragma once

#include "options.hpp"

#include <hakit/base/result.hpp>
#include <hakit/io/file.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/text/render.hpp>
#include <hakit/text/workspace.hpp>

#include <memory>
#include <string>

namespace hakit::cli {

/// A file with the workspace around it. "-" is standard input.
struct input_file {
    text::workspace files;
    text::file_id top = 0;
};

[[nodiscard]] result<input_file> open_input(const std::string& path, const text::limits& bounds = {});
/// Reads one file more into the workspace; it becomes the top one.
[[nodiscard]] result<void> open_into(input_file& input, const std::string& path);

/// Target, facts and config id of the options, checked.
struct check_context {
    keepalived::check_options check;
    std::unique_ptr<keepalived::host_facts> facts;
};
[[nodiscard]] result<check_context> make_context(const input_options& options);

/// Options for showing text, with the secrets of `checked` hidden unless asked for.
[[nodiscard]] text::render_options rendering(const input_options& options, const keepalived::checked& checked);

/// Prints "hakit: MESSAGE" to standard error and gives the exit code for the failure.
int fail(const error& e);

/// Writes to standard output; the exit code is `code`, or system_failure when it cannot be written.
int print(std::string_view text, int code = clean);

}  // namespace hakit::cli

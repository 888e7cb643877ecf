/// Files and facts that several subcommands read.
#pragma once

#include "options.hpp"

#include <hakit/base/result.hpp>
#include <hakit/formats/registry.hpp>
#include <hakit/io/file.hpp>
#include <hakit/text/render.hpp>
#include <hakit/text/workspace.hpp>

#include <memory>
#include <string>

namespace hakit::cli {

/// A file with the workspace around it. "-" is standard input.
struct input_file {
    text::workspace files;
    text::file_id top = 0;
    const formats::format* format = nullptr;  ///< what `--format` says, else what the file looks like

    [[nodiscard]] const text::source& source() const { return files.file(top); }
};

[[nodiscard]] result<input_file> open_input(const std::string& path, const input_options& options,
                                            const text::limits& bounds = {});
/// Reads one file more into the workspace; it becomes the top one.
[[nodiscard]] result<void> open_into(input_file& input, const std::string& path, const input_options& options);

/// Target, facts and the rest of the options.
[[nodiscard]] result<formats::read_options> read_options_of(const input_options& options);

/// A reading of the file by its format.
[[nodiscard]] result<std::unique_ptr<formats::reading>> check_input(input_file& input,
                                                                    const formats::read_options& how);

/// Options for showing text, with the secrets of `found` hidden unless asked for.
[[nodiscard]] text::render_options rendering(const input_options& options, const formats::reading& found);

/// Prints "hakit: MESSAGE" to standard error and gives the exit code for the failure.
int fail(const error& e);

/// Writes to standard output; the exit code is `code`, or system_failure when it cannot be written.
int print(std::string_view text, int code = clean);

}  // namespace hakit::cli

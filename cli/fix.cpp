#include "preview.hpp"

#include <hakit/io/file.hpp>

namespace hakit::cli {
namespace {

/// Mends one configuration; the exit code.
int fix_one(const std::string& path, const fix_options& options, const formats::read_options& how) {
    auto input = open_input(path, options.input);
    if (!input) return fail(input.error());
    const auto mended = input->format->fix(input->files, input->top, how);
    if (!mended) return fail(mended.error());
    if (options.dry_run) return print(preview(*input, mended->files, options.input, how));
    if (path == "-") {
        // The text alone; nobody expects a filter to write files.
        for (const auto& file : mended->files)
            if (file.id == input->top) return print(file.text);
        return print(input->files.file(input->top).text());
    }
    for (const auto& file : mended->files)
        if (const auto written = io::write_file_atomic(file.name, file.text); !written) return fail(written.error());
    return print(path + ": " + std::to_string(mended->applied) + " fixed, " + std::to_string(mended->remaining) +
                 " left for you\n");
}

}  // namespace

int fix(const fix_options& options) {
    const auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    int worst = clean;
    for (const auto& path : options.files) worst = std::max(worst, fix_one(path, options, *how));
    return worst;
}

}  // namespace hakit::cli

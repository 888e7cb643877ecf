#include "input.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/fix.hpp>
#include <hakit/text/unified_diff.hpp>

namespace hakit::cli {

int fix(const fix_options& options) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    int worst = clean;
    for (const auto& path : options.files) {
        auto input = open_input(path);
        if (!input) {
            worst = std::max(worst, fail(input.error()));
            continue;
        }
        const auto mended = keepalived::apply_certain_fixes(input->files, input->top, context->check);
        if (!mended) return fail(mended.error());
        for (const auto& file : mended->files) {
            if (options.dry_run || path == "-") {
                const auto text = path == "-" && !options.dry_run
                                      ? file.text
                                      : text::unified_diff(input->files.file(file.id).text(), file.text,
                                                           {.old_name = file.name, .new_name = file.name});
                worst = std::max(worst, print(text));
                continue;
            }
            if (const auto written = io::write_file_atomic(file.name, file.text); !written)
                return fail(written.error());
        }
        if (!options.dry_run && path != "-")
            worst = std::max(worst, print(path + ": " + std::to_string(mended->applied) + " fixed, " +
                                          std::to_string(mended->remaining) + " left for you\n"));
        if (path == "-" && !options.dry_run && mended->files.empty())
            worst = std::max(worst, print(input->files.file(input->top).text()));
    }
    return worst;
}

}  // namespace hakit::cli

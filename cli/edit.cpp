#include "input.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/edit.hpp>
#include <hakit/text/unified_diff.hpp>

namespace hakit::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

}  // namespace

int get(const edit_options& options) {
    auto input = open_input(options.file);
    if (!input) return fail(input.error());
    const auto path = text::path::parse(options.path);
    if (!path) return fail(path.error());
    const auto value = keepalived::get(input->files.file(input->top), *path, {.secrets = options.input.secrets});
    if (!value) {
        fail(value.error());
        return input_errors;
    }
    return print(*value + '\n');
}

int set(const edit_options& options) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    auto input = open_input(options.file);
    if (!input) return fail(input.error());
    const auto path = text::path::parse(options.path);
    if (!path) return fail(path.error());
    keepalived::edit_options how;
    how.check = context->check;
    how.force = options.force;
    auto changed = options.remove        ? keepalived::remove(input->files, input->top, *path, how)
                   : options.comment_out ? keepalived::comment_out(input->files, input->top, *path, how)
                                         : keepalived::set(input->files, input->top, *path, joined(options.value), how);
    if (!changed) {
        fail(changed.error());
        return input_errors;
    }
    const auto before = input->files.file(input->top).text();
    if (options.dry_run)
        return print(text::unified_diff(before, *changed, {.old_name = options.file, .new_name = options.file}));
    if (options.file == "-") return print(*changed);
    if (*changed == before) return clean;
    const auto written = io::write_file_atomic(options.file, *changed);
    return written ? clean : fail(written.error());
}

}  // namespace hakit::cli

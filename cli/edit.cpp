#include "preview.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/edit.hpp>

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

/// Reads the file, lets `change` make the new text of it, and writes or shows that.
template <class Change>
int edit(const edit_options& options, Change change) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    auto input = open_input(options.file);
    if (!input) return fail(input.error());
    const auto path = text::path::parse(options.path);
    if (!path) return fail(path.error());
    const auto changed =
        change(input->files, input->top, *path, keepalived::edit_options{context->check, options.force});
    if (!changed) {
        fail(changed.error());
        return input_errors;
    }
    if (options.dry_run) return print(preview(*input, {{input->top, options.file, *changed}}, options.input, *context));
    if (options.file == "-") return print(*changed);
    if (*changed == input->files.file(input->top).text()) return clean;
    const auto written = io::write_file_atomic(options.file, *changed);
    return written ? clean : fail(written.error());
}

}  // namespace

int get(const get_options& options) {
    auto input = open_input(options.file);
    if (!input) return fail(input.error());
    const auto path = text::path::parse(options.path);
    if (!path) return fail(path.error());
    const auto value = keepalived::get(input->files.file(input->top), *path, {.secrets = options.input.secrets});
    if (!value) {
        fail(value.error());
        return input_errors;
    }
    return print(value->ends_with('\n') ? *value : *value + '\n');
}

int set(const edit_options& options) {
    return edit(options, [&](auto& files, auto id, const auto& path, const auto& how) {
        return keepalived::set(files, id, path, joined(options.words), how);
    });
}

int insert(const edit_options& options) {
    return edit(options, [&](auto& files, auto id, const auto& path, const auto& how) {
        return keepalived::insert(files, id, path, joined(options.words), how);
    });
}

int remove(const edit_options& options) {
    return edit(options, [](auto& files, auto id, const auto& path, const auto& how) {
        return keepalived::remove(files, id, path, how);
    });
}

int comment_out(const edit_options& options) {
    return edit(options, [](auto& files, auto id, const auto& path, const auto& how) {
        return keepalived::comment_out(files, id, path, how);
    });
}

}  // namespace hakit::cli

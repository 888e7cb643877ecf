#include "preview.hpp"

#include <hakit/io/file.hpp>
#include <hakit/text/mend.hpp>

#include <cstdio>

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

/// What the change brings that is no reason to refuse it, such as a key that nobody knows, on standard error.
void warn(input_file& input, const std::string& changed, const input_options& options,
          const formats::read_options& how) {
    const auto before = input.format->check(input.files, input.top, how);
    const auto after = input.format->check(input.files, input.files.add({input.source().name(), changed}), how);
    if (!before || !after) return;  // the options were good when the change was made
    const auto fresh = text::new_findings((*before)->diagnostics(), (*after)->diagnostics(), text::severity::warning);
    std::fputs(text::render_text(input.files, fresh, rendering(options, **after)).c_str(), stderr);
}

/// Reads the file, makes the change, and writes or shows the new text.
int edit(const edit_options& options, formats::change::action what) {
    const auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    auto path = text::path::parse(options.path);
    if (!path) return fail(path.error());
    const formats::change wanted{what, std::move(*path), joined(options.words)};
    const auto changed = input->format->edit(input->files, input->top, wanted, *how, options.force);
    if (!changed) {
        fail(changed.error());
        return input_errors;
    }
    if (*changed != input->source().text()) warn(*input, *changed, options.input, *how);
    if (options.dry_run) return print(preview(*input, {{input->top, options.file, *changed}}, options.input, *how));
    if (options.file == "-") return print(*changed);
    if (*changed == input->source().text()) return clean;
    const auto written = io::write_file_atomic(options.file, *changed);
    return written ? clean : fail(written.error());
}

}  // namespace

int get(const get_options& options) {
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    const auto path = text::path::parse(options.path);
    if (!path) return fail(path.error());
    const auto value = input->format->get(input->source(), *path, options.input.secrets);
    if (!value) {
        fail(value.error());
        return input_errors;
    }
    return print(value->ends_with('\n') ? *value : *value + '\n');
}

int set(const edit_options& options) { return edit(options, formats::change::action::set); }
int insert(const edit_options& options) { return edit(options, formats::change::action::insert); }
int remove(const edit_options& options) { return edit(options, formats::change::action::remove); }
int comment_out(const edit_options& options) { return edit(options, formats::change::action::comment_out); }

}  // namespace hakit::cli

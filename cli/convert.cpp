#include "convert.hpp"

#include "input.hpp"
#include "large_input.hpp"

#include <hakit/formats/convert.hpp>

#include <cstdio>
#include <utility>

namespace hakit::cli {

int convert(const convert_options& options) {
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    if (!options.schema.empty()) {
        if (input->format->id() != formats::format_id::crm)
            return fail({errc::invalid_argument, "--schema is for crm text; a CIB names its own"});
        if (!how->target.empty()) how->target += ',';
        how->target += (options.schema.starts_with("pacemaker-") ? "" : "pacemaker-") + options.schema;
    }
    how->errors_only = true;
    auto checked = check_input(*input, *how);
    if (!checked) return fail(checked.error());
    const auto& reading = *keep_until_exit(std::move(*checked));
    const auto made = formats::convert(reading.values(), *formats::find(options.to));
    if (!made) return fail(made.error());
    const auto text = (*made)->emit({.secrets = true, .target = how->target});
    if (!text) return fail(text.error());
    // What the file lacks, the result lacks, too.
    text::diagnostic_list found;
    for (const auto& d : reading.diagnostics().items())
        if (d.level == text::severity::error) found.add(d);
    const bool errors = !found.empty();
    if (errors) {
        const auto shown = text::render_text(input->files, found, rendering(options.input, reading));
        std::fwrite(shown.data(), 1, shown.size(), stderr);
    }
    return print(*text, errors ? input_errors : clean);
}

}  // namespace hakit::cli

#include "input.hpp"
#include "large_input.hpp"
#include "run_findings.hpp"

#include <unistd.h>

#include <cstdlib>

namespace hakit::cli {
namespace {

bool wants_colour(const std::string& when) {
    if (when == "always") return true;
    return when == "auto" && isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
}

int verdict(const text::diagnostic_list& found, bool strict) {
    const auto any = [&](text::severity level) { return found.count(level) + found.left_out(level) != 0; };
    if (any(text::severity::error)) return input_errors;
    return strict && any(text::severity::warning) ? warnings : clean;
}

text::limits bounds_of(const check_options& options) {
    text::limits bounds;
    bounds.diagnostics_per_file = options.limit;
    return bounds;
}

/// What the format finds and, with --for-run, what hakit would not run.
text::diagnostic_list findings(const formats::reading& read, const check_options& options) {
    auto all = read.diagnostics();
    if (options.for_run) add_run_findings(read, all);
    return all;
}

/// Each file on its own, findings and their number.
int check_as_text(const check_options& options, const formats::read_options& how) {
    int worst = clean;
    for (const auto& path : options.files) {
        auto input = open_input(path, options.input, bounds_of(options));
        if (!input) {
            worst = std::max(worst, fail(input.error()));
            continue;
        }
        auto checked = check_input(*input, how);
        if (!checked) return fail(checked.error());
        const auto found = findings(**checked, options);
        auto style = rendering(options.input, **checked);
        style.colour = wants_colour(options.colour);
        auto text = text::render_text(input->files, found, style);
        if (const auto total = text::summary(found); !total.empty()) text += path + ": " + total + '\n';
        worst = std::max(worst, print(text, verdict(found, options.strict)));
        if (&path == &options.files.back()) keep_until_exit(std::move(*checked));
    }
    return worst;
}

/// All files in one JSON document, which is what its readers expect.
int check_as_json(const check_options& options, const formats::read_options& how) {
    int worst = clean;
    input_file all{text::workspace{std::make_shared<io::file_loader>(), bounds_of(options)}, 0, nullptr};
    text::diagnostic_list found{options.limit};
    text::render_options style;
    for (const auto& path : options.files) {
        if (const auto opened = open_into(all, path, options.input); !opened) {
            worst = std::max(worst, fail(opened.error()));
            continue;
        }
        const auto checked = check_input(all, how);
        if (!checked) return fail(checked.error());
        const auto one = rendering(options.input, **checked);
        style.secrets.insert(style.secrets.end(), one.secrets.begin(), one.secrets.end());
        const auto judged = findings(**checked, options);
        worst = std::max(worst, verdict(judged, options.strict));
        found.append(judged);
    }
    const auto text = options.output == "sarif" ? text::render_sarif(all.files, found, style)
                                                : text::render_json(all.files, found, style);
    return print(text, worst);
}

}  // namespace

int check(const check_options& options) {
    if (options.for_run) begin_run_findings();
    const auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    return options.output == "text" ? check_as_text(options, *how) : check_as_json(options, *how);
}

}  // namespace hakit::cli

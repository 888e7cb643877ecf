#include "input.hpp"
#include "large_input.hpp"

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

/// Each file on its own, findings and their number.
int check_as_text(const check_options& options, const check_context& context) {
    int worst = clean;
    for (const auto& path : options.files) {
        auto input = open_input(path, bounds_of(options));
        if (!input) {
            worst = std::max(worst, fail(input.error()));
            continue;
        }
        auto checked = keepalived::check(input->files, input->top, context.check);
        auto style = rendering(options.input, checked);
        style.colour = wants_colour(options.colour);
        auto text = text::render_text(input->files, checked.diagnostics, style);
        if (const auto total = text::summary(checked.diagnostics); !total.empty()) text += path + ": " + total + '\n';
        worst = std::max(worst, print(text, verdict(checked.diagnostics, options.strict)));
        if (&path == &options.files.back()) keep_until_exit(std::move(checked));
    }
    return worst;
}

/// All files in one JSON document, which is what its readers expect.
int check_as_json(const check_options& options, const check_context& context) {
    int worst = clean;
    input_file all{text::workspace{std::make_shared<io::file_loader>(), bounds_of(options)}, 0};
    text::diagnostic_list found{options.limit};
    text::render_options style;
    for (const auto& path : options.files) {
        if (const auto opened = open_into(all, path); !opened) {
            worst = std::max(worst, fail(opened.error()));
            continue;
        }
        const auto checked = keepalived::check(all.files, all.top, context.check);
        const auto one = rendering(options.input, checked);
        style.secrets.insert(style.secrets.end(), one.secrets.begin(), one.secrets.end());
        worst = std::max(worst, verdict(checked.diagnostics, options.strict));
        found.append(checked.diagnostics);
    }
    const auto text = options.output == "sarif" ? text::render_sarif(all.files, found, style)
                                                : text::render_json(all.files, found, style);
    return print(text, worst);
}

}  // namespace

int check(const check_options& options) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    return options.output == "text" ? check_as_text(options, *context) : check_as_json(options, *context);
}

}  // namespace hakit::cli

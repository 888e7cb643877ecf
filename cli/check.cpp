#include "input.hpp"

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

}  // namespace

int check(const check_options& options) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    text::limits bounds;
    bounds.diagnostics_per_file = options.limit;
    int worst = clean;
    for (const auto& path : options.files) {
        auto input = open_input(path, bounds);
        if (!input) {
            worst = std::max(worst, fail(input.error()));
            continue;
        }
        if (const auto known = require_keepalived(options.input, *input); !known) return fail(known.error());
        const auto checked = keepalived::check(input->files, input->top, context->check);
        auto style = rendering(options.input, checked);
        style.colour = wants_colour(options.colour);
        std::string text;
        if (options.output == "json") {
            text = text::render_json(input->files, checked.diagnostics, style) + '\n';
        } else if (options.output == "sarif") {
            text = text::render_sarif(input->files, checked.diagnostics, style) + '\n';
        } else {
            text = text::render_text(input->files, checked.diagnostics, style);
            if (const auto total = text::summary(checked.diagnostics); !total.empty())
                text += path + ": " + total + '\n';
        }
        worst = std::max(worst, print(text, verdict(checked.diagnostics, options.strict)));
    }
    return worst;
}

}  // namespace hakit::cli

#include "input.hpp"

#include <hakit/keepalived/config_json.hpp>
#include <hakit/keepalived/emit.hpp>

#include <nlohmann/json.hpp>

namespace hakit::cli {

int show(const show_options& options) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    auto input = open_input(options.file);
    if (!input) return fail(input.error());
    const auto checked = keepalived::check(input->files, input->top, context->check);
    if (options.output == "json") {
        keepalived::json_options style;
        style.secrets = options.input.secrets;
        if (options.defaults) style.defaults = context->check.expansion.for_target.version;
        return print(keepalived::to_json(checked.configuration, style).dump(2) + '\n');
    }
    keepalived::emit_options style;
    style.redact = !options.input.secrets;
    if (options.defaults) style.defaults = context->check.expansion.for_target.version;
    const auto text = keepalived::emit(checked.configuration, style);
    return text ? print(*text) : fail(text.error());
}

}  // namespace hakit::cli

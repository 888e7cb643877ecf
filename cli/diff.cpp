#include "input.hpp"

#include <hakit/keepalived/diff.hpp>
#include <hakit/keepalived/diff_json.hpp>

#include <nlohmann/json.hpp>

namespace hakit::cli {

int diff(const diff_options& options) {
    auto context = make_context(options.input);
    if (!context) return fail(context.error());
    auto before = open_input(options.before);
    if (!before) return fail(before.error());
    auto after = open_input(options.after);
    if (!after) return fail(after.error());
    const auto old_config = keepalived::check(before->files, before->top, context->check);
    const auto new_config = keepalived::check(after->files, after->top, context->check);
    const auto changes =
        keepalived::diff(old_config.configuration, new_config.configuration, {.secrets = options.input.secrets});
    if (options.output == "text") return print(keepalived::to_text(changes));
    nlohmann::ordered_json out{{"schema", "hakit-diff-1"}};
    out["changes"] = keepalived::to_json(changes);
    return print(out.dump(2) + '\n');
}

}  // namespace hakit::cli

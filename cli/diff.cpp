#include "input.hpp"

#include <nlohmann/json.hpp>

namespace hakit::cli {

int diff(const diff_options& options) {
    const auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    auto before = open_input(options.before, options.input);
    if (!before) return fail(before.error());
    auto after = open_input(options.after, options.input);
    if (!after) return fail(after.error());
    const auto old_reading = check_input(*before, *how);
    if (!old_reading) return fail(old_reading.error());
    const auto new_reading = check_input(*after, *how);
    if (!new_reading) return fail(new_reading.error());
    const auto old_values = (*old_reading)->values();
    const auto new_values = (*new_reading)->values();
    const formats::show_options style{options.input.secrets, false, how->target};
    if (options.output == "text") {
        const auto text = old_values->diff_text(*new_values, style);
        return text ? print(*text) : fail(text.error());
    }
    auto changes = old_values->diff_json(*new_values, style);
    if (!changes) return fail(changes.error());
    nlohmann::ordered_json out{{"schema", "hakit-diff-1"}};
    out["changes"] = std::move(*changes);
    return print(out.dump(2) + '\n');
}

}  // namespace hakit::cli

#include "input.hpp"

#include <nlohmann/json.hpp>

namespace hakit::cli {

int show(const show_options& options) {
    const auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    const auto checked = check_input(*input, *how);
    if (!checked) return fail(checked.error());
    const auto values = (*checked)->values();
    const formats::show_options style{options.input.secrets, options.defaults, how->target};
    if (options.output == "json") return print(values->to_json(style).dump(2) + '\n');
    const auto text = values->emit(style);
    return text ? print(*text) : fail(text.error());
}

}  // namespace hakit::cli

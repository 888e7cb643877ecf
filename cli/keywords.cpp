#include "input.hpp"

#include <hakit/keepalived/schema.hpp>

#include <string_view>

namespace hakit::cli {
namespace {

struct listing {
    const keywords_options& options;
    std::string out;
};

void add_row(std::string_view path, const keepalived::keyword& k, void* user) {
    auto& list = *static_cast<listing*>(user);
    const auto& wanted = list.options.path;
    if (!wanted.empty() && !path.starts_with(wanted)) return;
    const auto values = keepalived::describe_values(k);
    if (list.options.output == "markdown") {
        const auto cell = [](std::string_view text) {
            std::string safe;
            for (const char c : text) safe += c == '|' ? std::string{"\\|"} : std::string{c};
            return safe;
        };
        list.out += "| `" + cell(path) + "` | " + cell(values) + " | " + cell(k.fallback) + " | ";
        if (k.since > keepalived::v2_2_7) list.out += k.since.to_string();
        list.out += " | " + cell(k.help);
        if (!k.alias_of.empty()) list.out += " Use `" + cell(k.alias_of) + "`.";
        list.out += " |\n";
        return;
    }
    list.out += std::string{path};
    if (!values.empty()) list.out += "  " + values;
    list.out += "\n    " + std::string{k.help};
    if (!k.fallback.empty()) list.out += " Default: " + std::string{k.fallback} + '.';
    if (k.since > keepalived::v2_2_7) list.out += " Since " + k.since.to_string() + '.';
    if (!k.alias_of.empty()) list.out += " Another name of " + std::string{k.alias_of} + '.';
    list.out += '\n';
}

}  // namespace

int keywords(const keywords_options& options) {
    listing list{options, {}};
    if (options.output == "markdown")
        list.out = "| keyword | values | default | since | |\n| --- | --- | --- | --- | --- |\n";
    keepalived::for_each_keyword(add_row, &list);
    return print(list.out);
}

}  // namespace hakit::cli

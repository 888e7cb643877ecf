#include "input.hpp"

#include <string_view>

namespace hakit::cli {
namespace {

std::string cell(std::string_view text) {
    std::string safe;
    for (const char c : text) safe += c == '|' ? std::string{"\\|"} : std::string{c};
    return safe;
}

std::string table_row(const formats::keyword_info& k) {
    auto row = "| `" + cell(k.path) + "` | " + cell(k.values) + " | " + cell(k.fallback) + " | " + k.since + " | " +
               cell(k.help);
    if (!k.alias_of.empty()) row += " Use `" + cell(k.alias_of) + "`.";
    return row + " |\n";
}

std::string paragraph(const formats::keyword_info& k) {
    auto out = k.path;
    if (!k.values.empty()) out += "  " + k.values;
    out += "\n    " + std::string{k.help};
    if (!k.fallback.empty()) out += " Default: " + std::string{k.fallback} + '.';
    if (!k.since.empty()) out += " Since " + k.since + '.';
    if (!k.alias_of.empty()) out += " Another name of " + std::string{k.alias_of} + '.';
    return out + '\n';
}

}  // namespace

int keywords(const keywords_options& options) {
    const bool markdown = options.output == "markdown";
    std::string out;
    if (markdown) out = "| keyword | values | default | since | |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& k : formats::find(options.format)->keywords())
        if (k.path.starts_with(options.path)) out += markdown ? table_row(k) : paragraph(k);
    return print(out);
}

}  // namespace hakit::cli

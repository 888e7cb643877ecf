#include "input.hpp"

#include <algorithm>
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
    // The paths of `hakit get` have dots where those of keywords have slashes.
    auto path = options.path;
    const auto all = formats::find(options.format)->keywords();
    const auto below = [&](const formats::keyword_info& k) { return k.path.starts_with(path); };
    if (std::ranges::none_of(all, below)) std::ranges::replace(path, '.', '/');
    if (std::ranges::none_of(all, below))
        return fail(error{errc::invalid_argument, options.format + " has no keyword " + options.path});
    for (const auto& k : all)
        if (below(k)) out += markdown ? table_row(k) : paragraph(k);
    return print(out);
}

}  // namespace hakit::cli

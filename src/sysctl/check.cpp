#include <hakit/sysctl/check.hpp>

#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/parse.hpp>

#include "sysctl/check/findings.hpp"

namespace hakit::sysctl {
namespace {

void check_lines(const text::document& doc, text::file_id file, const check_options& options,
                 text::diagnostic_list& out) {
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) {
        const line_check line{doc, file, id, parts_of(doc, id), options, out};
        if (!check_line(line)) continue;
        const auto* setting = check_key(line);
        if (line.parts.equals) check_value(line, setting);
    }
}

void collect(const config& c, text::file_id file, std::vector<placed>& lines) {
    for (const auto& a : c.assignments) lines.push_back({a, file});
}

}  // namespace

checked check(text::workspace& files, text::file_id id, const check_options& options) {
    auto doc = parse(files.file(id), files.bounds());
    auto configuration = bind(doc, options.by.value_or(tool::systemd));
    text::diagnostic_list found{files.bounds().diagnostics_per_file};
    found.append(doc.diagnostics(), id);
    check_lines(doc, id, options, found);
    std::vector<placed> lines;
    collect(configuration, id, lines);
    check_meaning(lines, false, options, found);
    found.sort();
    return {std::move(doc), std::move(configuration), std::move(found)};
}

text::diagnostic_list check(text::workspace& files, std::span<const text::file_id> in_order,
                            const check_options& options) {
    text::diagnostic_list found{files.bounds().diagnostics_per_file};
    std::vector<placed> lines;
    for (const auto id : in_order) {
        const auto doc = parse(files.file(id), files.bounds());
        found.append(doc.diagnostics(), id);
        check_lines(doc, id, options, found);
        collect(bind(doc, options.by.value_or(tool::systemd)), id, lines);
    }
    check_meaning(lines, true, options, found);
    found.sort();
    return found;
}

}  // namespace hakit::sysctl

#include <hakit/text/mend.hpp>

#include <hakit/text/render.hpp>

#include <algorithm>
#include <map>

namespace hakit::text {
namespace {

bool overlaps(const std::vector<text_edit>& taken, const text_edit& edit) {
    return std::ranges::any_of(taken, [&](const text_edit& other) {
        return other.where.begin < edit.where.end && edit.where.begin < other.where.end;
    });
}

std::size_t serious(const diagnostic_list& list) { return list.count(severity::error) + list.count(severity::warning); }

}  // namespace

diagnostic_list new_findings(const diagnostic_list& before, const diagnostic_list& after, severity level) {
    std::map<std::pair<std::string_view, std::string_view>, int> known;
    for (const auto& d : before.items())
        if (d.level == level) ++known[{d.code->id, d.message}];
    diagnostic_list fresh;
    for (const auto& d : after.items())
        if (d.level == level && --known[{d.code->id, d.message}] < 0) fresh.add(d);
    return fresh;
}

result<std::string> finish_edit(workspace& files, file_id id, const result<std::vector<text_edit>>& edits, bool force,
                                const checker& check) {
    if (!edits) return edits.error();
    const auto source = files.file(id);
    auto changed = apply_edits(source.text(), *edits);
    if (!changed || force || *changed == source.text()) return changed;
    const auto before = check(files, id);
    auto after = check(files, files.add({source.name(), *changed}));
    const auto fresh = new_findings(before.diagnostics, after.diagnostics, severity::error);
    if (fresh.empty()) return changed;
    render_options plain;
    plain.show_source = false;
    plain.secrets = std::move(after.secrets);
    return error{errc::refused, "the file would get worse; nothing is changed\n" + render_text(files, fresh, plain)};
}

result<mended> apply_certain_fixes(workspace& files, file_id top, const checker& check) {
    const auto before = check(files, top);
    std::map<file_id, std::vector<text_edit>> edits;
    std::map<std::string_view, file_id> first;  // a file that is included twice is mended once
    mended out;
    for (const auto& d : before.diagnostics.items()) {
        if (!d.remedy || d.remedy->confidence != applicability::certain) continue;
        if (first.emplace(files.file(d.where.file).name(), d.where.file).first->second != d.where.file) continue;
        auto& taken = edits[d.where.file];
        if (std::ranges::any_of(d.remedy->edits, [&](const auto& edit) { return overlaps(taken, edit); })) continue;
        taken.insert(taken.end(), d.remedy->edits.begin(), d.remedy->edits.end());
        ++out.applied;
    }
    out.remaining = serious(before.diagnostics);
    if (out.applied == 0) return out;
    for (const auto& [file, list] : edits) {
        if (list.empty()) continue;
        auto text = apply_edits(files.file(file).text(), list);
        if (!text) return text.error();
        out.files.push_back({file, files.file(file).name(), std::move(*text)});
    }
    // Included files are read through the loader, so only a change of the top file alone can be judged before it is
    // written.
    if (out.files.size() == 1 && out.files.front().id == top) {
        const auto after = check(files, files.add({out.files.front().name, out.files.front().text}));
        if (after.diagnostics.count(severity::error) > before.diagnostics.count(severity::error))
            return error{errc::refused, out.files.front().name + ": the fixes would bring new errors"};
        out.remaining = serious(after.diagnostics);
    } else {
        out.remaining -= std::min(out.remaining, out.applied);
    }
    return out;
}

}  // namespace hakit::text

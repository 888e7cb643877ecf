#include <hakit/keepalived/fix.hpp>

#include <algorithm>
#include <map>

namespace hakit::keepalived {
namespace {

bool overlaps(const std::vector<text::text_edit>& taken, const text::text_edit& edit) {
    return std::ranges::any_of(taken, [&](const text::text_edit& other) {
        return other.where.begin < edit.where.end && edit.where.begin < other.where.end;
    });
}

std::size_t serious(const text::diagnostic_list& list) {
    return list.count(text::severity::error) + list.count(text::severity::warning);
}

}  // namespace

result<mended> apply_certain_fixes(text::workspace& files, text::file_id top, const check_options& options) {
    const auto before = check(files, top, options);
    std::map<text::file_id, std::vector<text::text_edit>> edits;
    std::map<std::string_view, text::file_id> first;  // a file that is included twice is mended once
    mended out;
    for (const auto& d : before.diagnostics.items()) {
        if (!d.remedy || d.remedy->confidence != text::applicability::certain) continue;
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
        auto text = text::apply_edits(files.file(file).text(), list);
        if (!text) return text.error();
        out.files.push_back({file, files.file(file).name(), std::move(*text)});
    }
    // Included files are read through the loader, so only a change of the top file alone can be judged before it is
    // written.
    if (out.files.size() == 1 && out.files.front().id == top) {
        const auto after = check(files, files.add({out.files.front().name, out.files.front().text}), options);
        if (after.diagnostics.count(text::severity::error) > before.diagnostics.count(text::severity::error))
            return error{errc::refused, out.files.front().name + ": the fixes would bring new errors"};
        out.remaining = serious(after.diagnostics);
    } else {
        out.remaining -= std::min(out.remaining, out.applied);
    }
    return out;
}

}  // namespace hakit::keepalived

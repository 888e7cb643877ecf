#include <capi/guard.hpp>

#include <hakit/text/render.hpp>

using namespace hakit;

namespace hakit::capi {

std::unique_ptr<hakit_diags> make_diags(const text::workspace& files, text::diagnostic_list list,
                                        std::vector<text::location> secrets) {
    auto made = std::make_unique<hakit_diags>(hakit_diags{std::move(list), {}, text::workspace{}, std::move(secrets)});
    for (text::file_id file = 0; file < files.size(); ++file) made->files.add(files.file(file));
    made->shown = text::redacted(made->files, made->list, made->secrets);
    return made;
}

}  // namespace hakit::capi

namespace {

const text::diagnostic* at(const hakit_diags* d, std::size_t i) noexcept {
    return d && i < d->shown.size() ? &d->shown[i] : nullptr;
}

const text::note* note_at(const hakit_diags* d, std::size_t i, std::size_t note) noexcept {
    const auto* found = at(d, i);
    return found && note < found->notes.size() ? &found->notes[note] : nullptr;
}

const text::fix* fix_at(const hakit_diags* d, std::size_t i) noexcept {
    const auto* found = at(d, i);
    return found && found->remedy ? &*found->remedy : nullptr;
}

const text::text_edit* edit_at(const hakit_diags* d, std::size_t i, std::size_t edit) noexcept {
    const auto* remedy = fix_at(d, i);
    return remedy && edit < remedy->edits.size() ? &remedy->edits[edit] : nullptr;
}

text::position position(const hakit_diags* d, text::location where, bool end) {
    return d->files.lines(where.file).position_of(end ? where.where.end : where.where.begin);
}

text::position position(const hakit_diags* d, std::size_t i, bool end) {
    const auto* found = at(d, i);
    return found ? position(d, found->where, end) : text::position{0, 0};
}

bool is_severity(std::int32_t n) noexcept { return n >= HAKIT_SEVERITY_ERROR && n <= HAKIT_SEVERITY_HINT; }

}  // namespace

extern "C" {

size_t hakit_diags_count(const hakit_diags* d) noexcept { return d ? d->list.size() : 0; }

size_t hakit_diags_count_of(const hakit_diags* d, int32_t severity) noexcept {
    return d && is_severity(severity) ? d->list.count(static_cast<text::severity>(severity)) : 0;
}

uint32_t hakit_diags_left_out(const hakit_diags* d) noexcept { return d ? d->list.left_out() : 0; }

uint32_t hakit_diags_left_out_of(const hakit_diags* d, int32_t severity) noexcept {
    return d && is_severity(severity) ? d->list.left_out(static_cast<text::severity>(severity)) : 0;
}

void hakit_diags_free(hakit_diags* d) noexcept { delete d; }

hakit_str hakit_diag_code(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return capi::borrow(found ? found->code->id : "");
}

hakit_str hakit_diag_title(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return capi::borrow(found ? found->code->title : "");
}

hakit_str hakit_diag_help(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return capi::borrow(found ? found->code->help : "");
}

int32_t hakit_diag_severity(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return found ? static_cast<int32_t>(found->level) : -1;
}

hakit_str hakit_diag_message(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return capi::borrow(found ? std::string_view{found->message} : "");
}

uint32_t hakit_diag_file(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return found ? found->where.file : HAKIT_NONE;
}

hakit_str hakit_diag_file_name(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return capi::borrow(found ? std::string_view{d->files.file(found->where.file).name()} : "");
}

hakit_span hakit_diag_span(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return found ? capi::borrow(found->where.where) : hakit_span{0, 0};
}

uint32_t hakit_diag_line(const hakit_diags* d, size_t i) noexcept { return position(d, i, false).line; }
uint32_t hakit_diag_column(const hakit_diags* d, size_t i) noexcept { return position(d, i, false).column; }
uint32_t hakit_diag_end_line(const hakit_diags* d, size_t i) noexcept { return position(d, i, true).line; }
uint32_t hakit_diag_end_column(const hakit_diags* d, size_t i) noexcept { return position(d, i, true).column; }

size_t hakit_diag_note_count(const hakit_diags* d, size_t i) noexcept {
    const auto* found = at(d, i);
    return found ? found->notes.size() : 0;
}

hakit_str hakit_diag_note_message(const hakit_diags* d, size_t i, size_t note) noexcept {
    const auto* found = note_at(d, i, note);
    return capi::borrow(found ? std::string_view{found->message} : "");
}

uint32_t hakit_diag_note_file(const hakit_diags* d, size_t i, size_t note) noexcept {
    const auto* found = note_at(d, i, note);
    return found && found->where ? found->where->file : HAKIT_NONE;
}

hakit_span hakit_diag_note_span(const hakit_diags* d, size_t i, size_t note) noexcept {
    const auto* found = note_at(d, i, note);
    return found && found->where ? capi::borrow(found->where->where) : hakit_span{0, 0};
}

uint32_t hakit_diag_note_line(const hakit_diags* d, size_t i, size_t note) noexcept {
    const auto* found = note_at(d, i, note);
    return found && found->where ? position(d, *found->where, false).line : 0;
}

int32_t hakit_diag_fix(const hakit_diags* d, size_t i) noexcept {
    const auto* remedy = fix_at(d, i);
    if (!remedy) return HAKIT_FIX_NONE;
    return remedy->confidence == text::applicability::certain ? HAKIT_FIX_CERTAIN : HAKIT_FIX_MAYBE;
}

hakit_str hakit_diag_fix_title(const hakit_diags* d, size_t i) noexcept {
    const auto* remedy = fix_at(d, i);
    return capi::borrow(remedy ? std::string_view{remedy->title} : "");
}

size_t hakit_diag_fix_edit_count(const hakit_diags* d, size_t i) noexcept {
    const auto* remedy = fix_at(d, i);
    return remedy ? remedy->edits.size() : 0;
}

hakit_span hakit_diag_fix_edit_span(const hakit_diags* d, size_t i, size_t edit) noexcept {
    const auto* found = edit_at(d, i, edit);
    return found ? capi::borrow(found->where) : hakit_span{0, 0};
}

hakit_str hakit_diag_fix_edit_text(const hakit_diags* d, size_t i, size_t edit) noexcept {
    const auto* found = edit_at(d, i, edit);
    return capi::borrow(found ? std::string_view{found->replacement} : "");
}

hakit_status hakit_diags_render(const hakit_diags* d, int32_t how, const hakit_render_options* options, hakit_buf** out,
                                hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& all = capi::need(d, "d");
        auto& to = capi::need(out, "out");
        const auto wanted = capi::options_of(options, hakit_render_options HAKIT_RENDER_OPTIONS_INIT);
        text::render_options render;
        render.colour = (wanted.flags & HAKIT_RENDER_COLOUR) != 0;
        render.show_source = (wanted.flags & HAKIT_RENDER_NO_SOURCE) == 0;
        if (wanted.tab_width != 0) render.tab_width = wanted.tab_width;
        if (wanted.max_line != 0) render.max_line = wanted.max_line;
        if ((wanted.flags & HAKIT_RENDER_SECRETS) == 0) render.secrets = all.secrets;
        switch (how) {
            case HAKIT_RENDER_TEXT: to = capi::give(text::render_text(all.files, all.list, render)); break;
            case HAKIT_RENDER_JSON: to = capi::give(text::render_json(all.files, all.list, render)); break;
            case HAKIT_RENDER_SARIF: to = capi::give(text::render_sarif(all.files, all.list, render)); break;
            default: capi::misuse("unknown way to render: " + std::to_string(how));
        }
        return {};
    });
}

}  // extern "C"

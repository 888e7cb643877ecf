#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/text/unified_diff.hpp>

using namespace hakit;

namespace {

/// What is wrong with the refused text: it takes the place of the file in a workspace of its own.
std::unique_ptr<hakit_diags> findings(hakit_workspace& space, std::uint32_t file, std::string text,
                                      const capi::read_context& context) {
    text::workspace files{space.loader, space.files.bounds()};
    const auto top = files.add({space.files.file(file).name(), std::move(text)});
    const auto found = context.format.check(files, top, context.options).value();
    return capi::make_diags(files, found->diagnostics(), found->secrets());
}

/// Makes the change on the file alone: what it reads on the way does not join the caller's workspace.
hakit_status edit(hakit_workspace* w, std::uint32_t file, formats::change::action what, const char* path,
                  const char* words, const hakit_edit_options* options, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        auto where = text::path::parse(capi::need_string(path, "path"));
        if (!where) return where.error();
        const formats::change wanted{what, std::move(*where), std::string{words}};
        const auto chosen = capi::options_of(options, hakit_edit_options HAKIT_EDIT_OPTIONS_INIT);
        const capi::read_context context{chosen.read, space.files.file(file)};
        const auto run = [&](bool force) {
            text::workspace files{space.loader, space.files.bounds()};
            files.add(space.files.file(file));
            return capi::reading(space, [&] { return context.format.edit(files, 0, wanted, context.options, force); });
        };
        auto text = run((chosen.flags & HAKIT_EDIT_FORCE) != 0);
        if (text) {
            to = capi::give(std::move(*text));
            return {};
        }
        if (text.error().code() != errc::refused) return text.error();
        auto worse = run(true);
        if (!worse) return text.error();
        auto found = capi::reading(space, [&] { return findings(space, file, std::move(*worse), context); });
        throw capi::refused{text.error(), std::move(found)};
    });
}

}  // namespace

extern "C" {

hakit_status hakit_get(const hakit_workspace* w, uint32_t file, int32_t format, const char* path, uint32_t flags,
                       hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& source = capi::need_file(w, file).files.file(file);
        auto& to = capi::need(out, "out");
        const auto where = text::path::parse(capi::need_string(path, "path"));
        if (!where) return where.error();
        auto text = capi::format_of(format, source).get(source, *where, (flags & HAKIT_SHOW_SECRETS) != 0);
        if (!text) return text.error();
        to = capi::give(std::move(*text));
        return {};
    });
}

hakit_status hakit_set(hakit_workspace* w, uint32_t file, const char* path, const char* words,
                       const hakit_edit_options* options, hakit_buf** out, hakit_error** err) noexcept {
    if (!words) return capi::guard(err, []() -> result<void> { capi::misuse("words is NULL"); });
    return edit(w, file, formats::change::action::set, path, words, options, out, err);
}

hakit_status hakit_insert(hakit_workspace* w, uint32_t file, const char* parent, const char* statement,
                          const hakit_edit_options* options, hakit_buf** out, hakit_error** err) noexcept {
    if (!statement) return capi::guard(err, []() -> result<void> { capi::misuse("statement is NULL"); });
    return edit(w, file, formats::change::action::insert, parent, statement, options, out, err);
}

hakit_status hakit_remove(hakit_workspace* w, uint32_t file, const char* path, const hakit_edit_options* options,
                          hakit_buf** out, hakit_error** err) noexcept {
    return edit(w, file, formats::change::action::remove, path, "", options, out, err);
}

hakit_status hakit_comment_out(hakit_workspace* w, uint32_t file, const char* path, const hakit_edit_options* options,
                               hakit_buf** out, hakit_error** err) noexcept {
    return edit(w, file, formats::change::action::comment_out, path, "", options, out, err);
}

hakit_status hakit_fix(hakit_workspace* w, uint32_t file, const hakit_read_options* options, hakit_fixes** out,
                       hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const capi::read_context context{options, space.files.file(file)};
        auto all = capi::reading(space, [&] { return context.format.fix(space.files, file, context.options); });
        if (!all) return all.error();
        to = new hakit_fixes{std::move(*all)};
        return {};
    });
}

size_t hakit_fixes_count(const hakit_fixes* f) noexcept { return f ? f->all.files.size() : 0; }

uint32_t hakit_fixes_file(const hakit_fixes* f, size_t i) noexcept {
    return i < hakit_fixes_count(f) ? f->all.files[i].id : HAKIT_NONE;
}

hakit_str hakit_fixes_text(const hakit_fixes* f, size_t i) noexcept {
    return capi::borrow(i < hakit_fixes_count(f) ? std::string_view{f->all.files[i].text} : "");
}

size_t hakit_fixes_applied(const hakit_fixes* f) noexcept { return f ? f->all.applied : 0; }
size_t hakit_fixes_remaining(const hakit_fixes* f) noexcept { return f ? f->all.remaining : 0; }
void hakit_fixes_free(hakit_fixes* f) noexcept { delete f; }

hakit_status hakit_format(const hakit_doc* d, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& it = capi::need(d, "d");
        auto& to = capi::need(out, "out");
        to = capi::give(it.format->layout(it.doc));
        return {};
    });
}

hakit_status hakit_text_diff(const char* old_name, const char* old_text, size_t old_len, const char* new_name,
                             const char* new_text, size_t new_len, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        text::diff_options names;
        names.old_name = capi::need_string(old_name, "old_name");
        names.new_name = capi::need_string(new_name, "new_name");
        to = capi::give(
            text::unified_diff(capi::text_bytes(old_text, old_len), capi::text_bytes(new_text, new_len), names));
        return {};
    });
}

}  // extern "C"

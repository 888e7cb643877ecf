#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/keepalived/edit.hpp>
#include <hakit/keepalived/fix.hpp>
#include <hakit/keepalived/format.hpp>
#include <hakit/keepalived/secrets.hpp>
#include <hakit/text/unified_diff.hpp>

using namespace hakit;

namespace {

/// What is wrong with the refused text: it takes the place of the file in a workspace of its own.
std::unique_ptr<hakit_diags> findings(hakit_workspace& space, std::uint32_t file, std::string text,
                                      const keepalived::check_options& options) {
    text::workspace files{space.loader, space.files.bounds()};
    const auto top = files.add({space.files.file(file).name(), std::move(text)});
    auto found = keepalived::check(files, top, options);
    auto secrets = keepalived::secrets(found.view);
    return capi::make_diags(files, std::move(found.diagnostics), std::move(secrets));
}

/// Runs `change(files, path, options)`, which gives the new text, on the file alone: what it reads on the way does not
/// join the caller's workspace.
template <class Change>
hakit_status edit(hakit_workspace* w, std::uint32_t file, const char* path, const hakit_edit_options* options,
                  hakit_buf** out, hakit_error** err, Change change) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const auto where = text::path::parse(capi::need_string(path, "path"));
        if (!where) return where.error();
        const auto wanted = capi::options_of(options, hakit_edit_options HAKIT_EDIT_OPTIONS_INIT);
        const capi::read_context context{wanted.read};
        keepalived::edit_options how{context.check, (wanted.flags & HAKIT_EDIT_FORCE) != 0};
        const auto run = [&] {
            text::workspace files{space.loader, space.files.bounds()};
            files.add(space.files.file(file));
            return capi::reading(space, [&] { return change(files, *where, how); });
        };
        auto text = run();
        if (text) {
            to = capi::give(std::move(*text));
            return {};
        }
        if (text.error().code() != errc::refused) return text.error();
        how.force = true;
        auto worse = run();
        if (!worse) return text.error();
        auto found = capi::reading(space, [&] { return findings(space, file, std::move(*worse), context.check); });
        throw capi::refused{text.error(), std::move(found)};
    });
}

}  // namespace

extern "C" {

hakit_status hakit_get(const hakit_workspace* w, uint32_t file, const char* path, uint32_t flags, hakit_buf** out,
                       hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const auto where = text::path::parse(capi::need_string(path, "path"));
        if (!where) return where.error();
        keepalived::get_options how;
        how.secrets = (flags & HAKIT_SHOW_SECRETS) != 0;
        auto text = keepalived::get(space.files.file(file), *where, how);
        if (!text) return text.error();
        to = capi::give(std::move(*text));
        return {};
    });
}

hakit_status hakit_set(hakit_workspace* w, uint32_t file, const char* path, const char* words,
                       const hakit_edit_options* options, hakit_buf** out, hakit_error** err) noexcept {
    return edit(w, file, path, options, out, err,
                [&](text::workspace& files, const text::path& where, const keepalived::edit_options& how) {
                    return keepalived::set(files, 0, where, capi::need_string(words, "words"), how);
                });
}

hakit_status hakit_insert(hakit_workspace* w, uint32_t file, const char* parent, const char* statement,
                          const hakit_edit_options* options, hakit_buf** out, hakit_error** err) noexcept {
    return edit(w, file, parent, options, out, err,
                [&](text::workspace& files, const text::path& where, const keepalived::edit_options& how) {
                    return keepalived::insert(files, 0, where, capi::need_string(statement, "statement"), how);
                });
}

hakit_status hakit_remove(hakit_workspace* w, uint32_t file, const char* path, const hakit_edit_options* options,
                          hakit_buf** out, hakit_error** err) noexcept {
    return edit(w, file, path, options, out, err,
                [&](text::workspace& files, const text::path& where, const keepalived::edit_options& how) {
                    return keepalived::remove(files, 0, where, how);
                });
}

hakit_status hakit_comment_out(hakit_workspace* w, uint32_t file, const char* path, const hakit_edit_options* options,
                               hakit_buf** out, hakit_error** err) noexcept {
    return edit(w, file, path, options, out, err,
                [&](text::workspace& files, const text::path& where, const keepalived::edit_options& how) {
                    return keepalived::comment_out(files, 0, where, how);
                });
}

hakit_status hakit_fix(hakit_workspace* w, uint32_t file, const hakit_read_options* options, hakit_fixes** out,
                       hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const capi::read_context context{options};
        auto all =
            capi::reading(space, [&] { return keepalived::apply_certain_fixes(space.files, file, context.check); });
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
        const auto& doc = capi::need(d, "d").doc;
        auto& to = capi::need(out, "out");
        to = capi::give(keepalived::format(doc));
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

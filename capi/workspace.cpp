#include <capi/guard.hpp>

#include <hakit/text/limits.hpp>

using namespace hakit;

namespace hakit::capi {

text::limits limits_of(const hakit_limits* given) {
    const auto wanted = options_of(given, hakit_limits HAKIT_LIMITS_INIT);
    text::limits all;
    const auto take = [](std::uint32_t value, std::uint32_t& limit) {
        if (value != 0) limit = value;
    };
    take(wanted.depth, all.depth);
    take(wanted.file_bytes, all.file_bytes);
    take(wanted.include_depth, all.include_depth);
    take(wanted.files, all.files);
    take(wanted.expansion_bytes, all.expansion_bytes);
    take(wanted.diagnostics_per_file, all.diagnostics_per_file);
    return all;
}

}  // namespace hakit::capi

extern "C" {

hakit_status hakit_workspace_new(const hakit_workspace_options* options, hakit_workspace** out,
                                 hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto wanted = capi::options_of(options, hakit_workspace_options HAKIT_WORKSPACE_OPTIONS_INIT);
        // From here on the loader drops `user`, also when something below fails.
        auto loader = std::make_shared<capi::callback_loader>(wanted);
        const auto bounds = capi::limits_of(wanted.limits);
        auto& to = capi::need(out, "out");
        to = new hakit_workspace{loader, text::workspace{loader, bounds}};
        return {};
    });
}

void hakit_workspace_free(hakit_workspace* w) noexcept { delete w; }

hakit_status hakit_workspace_add(hakit_workspace* w, const char* name, const char* text, size_t len, uint32_t* file,
                                 hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& files = capi::need(w, "w").files;
        auto& number = capi::need(file, "file");
        if (files.size() >= files.bounds().files)
            return error{errc::limit_exceeded, "more than " + std::to_string(files.bounds().files) + " files"};
        number = files.add({capi::need_string(name, "name"), std::string{capi::text_bytes(text, len)}});
        return {};
    });
}

hakit_status hakit_workspace_open(hakit_workspace* w, const char* path, uint32_t* file, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need(w, "w");
        auto& number = capi::need(file, "file");
        const std::string name = capi::need_string(path, "path");
        const auto opened = capi::reading(space, [&] { return space.files.open(name); });
        if (!opened) return opened.error();
        number = *opened;
        return {};
    });
}

uint32_t hakit_workspace_count(const hakit_workspace* w) noexcept {
    return w ? static_cast<uint32_t>(w->files.size()) : 0;
}

hakit_str hakit_workspace_name(const hakit_workspace* w, uint32_t file) noexcept {
    return w ? capi::borrow(w->files.file(file).name()) : capi::borrow("");
}

hakit_str hakit_workspace_text(const hakit_workspace* w, uint32_t file) noexcept {
    return w ? capi::borrow(w->files.file(file).text()) : capi::borrow("");
}

}  // extern "C"

#include <capi/read_options.hpp>

#include <capi/guard.hpp>

using namespace hakit;

namespace {

std::unique_ptr<formats::reading> read(hakit_workspace& space, std::uint32_t file, const hakit_read_options* options) {
    const capi::read_context context{options, space.files.file(file)};
    return capi::reading(space, [&] { return context.format.check(space.files, file, context.options); }).value();
}

std::unique_ptr<hakit_diags> diags_of(const hakit_workspace& space, const formats::reading& found) {
    return capi::make_diags(space.files, found.diagnostics(), found.secrets());
}

}  // namespace

extern "C" {

hakit_status hakit_check(hakit_workspace* w, uint32_t file, const hakit_read_options* options, hakit_diags** out,
                         hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const auto found = read(space, file, options);
        to = diags_of(space, *found).release();
        return {};
    });
}

hakit_status hakit_config_read(hakit_workspace* w, uint32_t file, const hakit_read_options* options, hakit_config** out,
                               hakit_diags** diags, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const auto found = read(space, file, options);
        std::unique_ptr<hakit_diags> all;
        if (diags) all = diags_of(space, *found);
        to = new hakit_config{found->values()};
        if (diags) *diags = all.release();
        return {};
    });
}

}  // extern "C"

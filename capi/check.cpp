#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/keepalived/secrets.hpp>

using namespace hakit;

extern "C" {

hakit_status hakit_check(hakit_workspace* w, uint32_t file, const hakit_read_options* options, hakit_diags** out,
                         hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const capi::read_context context{options};
        auto found = capi::reading(space, [&] { return keepalived::check(space.files, file, context.check); });
        auto secrets = keepalived::secrets(found.view);
        to = capi::make_diags(space.files, std::move(found.diagnostics), std::move(secrets)).release();
        return {};
    });
}

hakit_status hakit_config_read(hakit_workspace* w, uint32_t file, const hakit_read_options* options, hakit_config** out,
                               hakit_diags** diags, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const capi::read_context context{options};
        auto found = capi::reading(space, [&] { return keepalived::check(space.files, file, context.check); });
        std::unique_ptr<hakit_diags> all;
        if (diags) all = capi::make_diags(space.files, found.diagnostics, keepalived::secrets(found.view));
        to = new hakit_config{std::move(found.configuration)};
        if (diags) *diags = all.release();
        return {};
    });
}

}  // extern "C"

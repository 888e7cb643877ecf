#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/director/run_check.hpp>
#include <hakit/formats/keepalived.hpp>

using namespace hakit;

namespace {

std::unique_ptr<formats::reading> read(hakit_workspace& space, std::uint32_t file, const hakit_read_options* options) {
    const capi::read_context context{options, space.files.file(file)};
    return capi::reading(space, [&] { return context.format.check(space.files, file, context.options); }).value();
}

std::unique_ptr<hakit_diags> diags_of(const hakit_workspace& space, const formats::reading& found) {
    return capi::make_diags(space.files, found.diagnostics(), found.secrets());
}

/// The findings, and what a runner would refuse or leave out.
text::diagnostic_list for_run(hakit_workspace& space, std::uint32_t file, const hakit_read_options* options,
                              const formats::reading& found) {
    auto all = found.diagnostics();
    const capi::read_context context{options, space.files.file(file)};
    if (context.format.id() != formats::format_id::keepalived) return all;
    const auto how = formats::keepalived_options(context.options).value();
    const auto read = capi::reading(space, [&] { return keepalived::check(space.files, file, how.check); });
    director::check_for_run(read, all);
    return all;
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

hakit_status hakit_check_for_run(hakit_workspace* w, uint32_t file, const hakit_read_options* options,
                                 hakit_diags** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const auto found = read(space, file, options);
        auto all = for_run(space, file, options, *found);
        to = capi::make_diags(space.files, std::move(all), found->secrets()).release();
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

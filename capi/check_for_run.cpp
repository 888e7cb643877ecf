#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/director/run_check.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/check.hpp>

using namespace hakit;

extern "C" hakit_status hakit_check_for_run(hakit_workspace* w, uint32_t file, const hakit_read_options* options,
                                            hakit_diags** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& space = capi::need_file(w, file);
        auto& to = capi::need(out, "out");
        const capi::read_context context{options, space.files.file(file)};
        const auto found =
            capi::reading(space, [&] { return context.format.check(space.files, file, context.options); }).value();
        auto all = found->diagnostics();
        if (const auto* read = formats::get_if<keepalived::checked>(*found)) director::check_for_run(*read, all);
        to = capi::make_diags(space.files, std::move(all), found->secrets()).release();
        return {};
    });
}

// CIBs of Pacemaker as wholes.
#include <capi/guard.hpp>

#include <hakit/cib/migrate_json.hpp>
#include <hakit/cib/references.hpp>
#include <hakit/formats/cib.hpp>

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <utility>

using namespace hakit;

namespace {

/// The CIB of a configuration; throws when its format has none.
const cib::config& need_cib(const hakit_config* c, std::string_view name) {
    const auto& values = *capi::need(c, name).values;
    if (const auto* found = formats::cib_of(values)) return *found;
    throw exception{error{errc::unsupported, "a " + std::string{values.kind().name()} + " configuration holds no CIB"}};
}

/// A handle to other values of the same format.
std::unique_ptr<hakit_config> same_format(const hakit_config& like, cib::config values) {
    auto made = formats::with_cib(*like.values, std::move(values));
    return std::make_unique<hakit_config>(hakit_config{std::move(made).value()});
}

}  // namespace

extern "C" {

hakit_status hakit_cib_migrate(const hakit_config* c, const char* to, hakit_config** out, hakit_buf** steps,
                               hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        (void)need_cib(c, "c");
        const std::string wanted = capi::need_string(to, "to");
        auto& target = capi::need(out, "out");
        const auto schema = cib::schema_version::parse(wanted);
        if (!schema) return error{errc::invalid_argument, "there is no schema '" + wanted + "'; 1.0 to 4.0"};
        auto made = formats::migrate(*c->values, *schema);
        if (!made) return made.error();
        auto handle = std::make_unique<hakit_config>(hakit_config{std::move(made->values)});
        if (steps) *steps = capi::give(cib::to_json(made->steps));
        target = handle.release();
        return {};
    });
}

hakit_status hakit_cib_patch(const hakit_config* before, const hakit_config* after, hakit_buf** out,
                             hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        (void)need_cib(before, "before");
        (void)need_cib(after, "after");
        auto& target = capi::need(out, "out");
        auto patch = formats::make_patch(*before->values, *after->values);
        if (!patch) return patch.error();
        auto* made = capi::give(std::move(*patch));
        target = made;
        return {};
    });
}

hakit_status hakit_cib_rename(const hakit_config* c, const char* id, const char* new_id, hakit_config** out,
                              size_t* changed, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto values = need_cib(c, "c");
        const auto* from = capi::need_string(id, "id");
        const auto* to = capi::need_string(new_id, "new_id");
        auto& target = capi::need(out, "out");
        const auto count = cib::rename(values, from, to);
        if (!count) return count.error();
        target = same_format(*c, std::move(values)).release();
        if (changed) *changed = *count;
        return {};
    });
}

hakit_status hakit_cib_remove(const hakit_config* c, const char* id, hakit_config** out, hakit_buf** removed,
                              hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto values = need_cib(c, "c");
        const auto* what = capi::need_string(id, "id");
        auto& target = capi::need(out, "out");
        const auto gone = cib::remove(values, what);
        if (!gone) return gone.error();
        auto handle = same_format(*c, std::move(values));
        if (removed) *removed = capi::give(nlohmann::ordered_json(*gone));
        target = handle.release();
        return {};
    });
}

}  // extern "C"

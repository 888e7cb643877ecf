#include <capi/guard.hpp>

#include <hakit/keepalived/config_json.hpp>
#include <hakit/keepalived/diff_json.hpp>
#include <hakit/keepalived/emit.hpp>

using namespace hakit;

extern "C" {

hakit_status hakit_config_from_json(int32_t format, const char* json, size_t len, hakit_config** out,
                                    hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        if (format != HAKIT_FORMAT_KEEPALIVED) capi::misuse("unknown format " + std::to_string(format));
        const auto tree = nlohmann::ordered_json::parse(capi::text_bytes(json, len), nullptr, false);
        if (tree.is_discarded()) return error{errc::syntax, "this is not JSON"};
        auto values = keepalived::from_json(tree);
        if (!values) return values.error();
        to = new hakit_config{std::move(*values)};
        return {};
    });
}

hakit_status hakit_config_json(const hakit_config* c, uint32_t flags, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& values = capi::need(c, "c").values;
        auto& to = capi::need(out, "out");
        keepalived::json_options how;
        how.secrets = (flags & HAKIT_SHOW_SECRETS) != 0;
        to = capi::give(keepalived::to_json(values, how));
        return {};
    });
}

hakit_status hakit_config_emit(const hakit_config* c, uint32_t flags, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& values = capi::need(c, "c").values;
        auto& to = capi::need(out, "out");
        keepalived::emit_options how;
        how.redact = (flags & HAKIT_SHOW_SECRETS) == 0;
        auto text = keepalived::emit(values, how);
        if (!text) return text.error();
        to = capi::give(std::move(*text));
        return {};
    });
}

hakit_status hakit_config_diff(const hakit_config* before, const hakit_config* after, int32_t how, uint32_t flags,
                               hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        keepalived::diff_options options;
        options.secrets = (flags & HAKIT_SHOW_SECRETS) != 0;
        const auto changes =
            keepalived::diff(capi::need(before, "before").values, capi::need(after, "after").values, options);
        if (how == HAKIT_RENDER_JSON)
            to = capi::give(keepalived::to_json(changes));
        else if (how == HAKIT_RENDER_TEXT)
            to = capi::give(keepalived::to_text(changes));
        else
            capi::misuse("a difference is shown as text or JSON");
        return {};
    });
}

int32_t hakit_config_equal(const hakit_config* a, const hakit_config* b) noexcept {
    return a && b && a->values == b->values;
}

void hakit_config_free(hakit_config* c) noexcept { delete c; }

hakit_status hakit_schema_json(int32_t format, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        if (format != HAKIT_FORMAT_KEEPALIVED) capi::misuse("unknown format " + std::to_string(format));
        to = capi::give(keepalived::json_schema());
        return {};
    });
}

}  // extern "C"

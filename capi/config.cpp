#include <capi/guard.hpp>
#include <capi/read_options.hpp>

#include <hakit/formats/convert.hpp>

#include <nlohmann/json.hpp>

using namespace hakit;

namespace {

formats::show_options showing(std::uint32_t flags) {
    formats::show_options how;
    how.secrets = (flags & HAKIT_SHOW_SECRETS) != 0;
    return how;
}

}  // namespace

extern "C" {

hakit_status hakit_config_from_json(int32_t format, const char* json, size_t len, hakit_config** out,
                                    hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        const auto& kind = capi::format_of(format);
        const auto tree = nlohmann::ordered_json::parse(capi::text_bytes(json, len), nullptr, false);
        if (tree.is_discarded()) return error{errc::syntax, "this is not JSON"};
        auto values = kind.from_json(tree);
        if (!values) return values.error();
        to = new hakit_config{std::move(*values)};
        return {};
    });
}

hakit_status hakit_config_json(const hakit_config* c, uint32_t flags, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& values = *capi::need(c, "c").values;
        auto& to = capi::need(out, "out");
        to = capi::give(values.to_json(showing(flags)));
        return {};
    });
}

hakit_status hakit_config_emit(const hakit_config* c, uint32_t flags, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& values = *capi::need(c, "c").values;
        auto& to = capi::need(out, "out");
        auto text = values.emit(showing(flags));
        if (!text) return text.error();
        to = capi::give(std::move(*text));
        return {};
    });
}

hakit_status hakit_config_convert(const hakit_config* c, int32_t format, hakit_config** out,
                                  hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& from = capi::need(c, "c").values;
        auto& to = capi::need(out, "out");
        auto made = formats::convert(from, capi::format_of(format));
        if (!made) return made.error();
        to = new hakit_config{std::move(*made)};
        return {};
    });
}

hakit_status hakit_config_diff(const hakit_config* before, const hakit_config* after, int32_t how, uint32_t flags,
                               hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& old_values = *capi::need(before, "before").values;
        const auto& new_values = *capi::need(after, "after").values;
        auto& to = capi::need(out, "out");
        if (how == HAKIT_RENDER_JSON)
            to = capi::give(old_values.diff_json(new_values, showing(flags)).value());
        else if (how == HAKIT_RENDER_TEXT)
            to = capi::give(old_values.diff_text(new_values, showing(flags)).value());
        else
            capi::misuse("a difference is shown as text or JSON");
        return {};
    });
}

int32_t hakit_config_equal(const hakit_config* a, const hakit_config* b) noexcept {
    return a && b && a->values->equals(*b->values);
}

int32_t hakit_config_format(const hakit_config* c) noexcept {
    return c ? static_cast<int32_t>(c->values->kind().id()) : HAKIT_FORMAT_GUESS;
}

void hakit_config_free(hakit_config* c) noexcept { delete c; }

}  // extern "C"

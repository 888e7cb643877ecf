#include <capi/guard.hpp>
#include <capi/read_options.hpp>

#include <nlohmann/json.hpp>

using namespace hakit;

struct hakit_keywords {
    std::vector<formats::keyword_info> rows;
};

namespace {

const formats::keyword_info* row_of(const hakit_keywords* k, std::size_t i) noexcept {
    return k && i < k->rows.size() ? &k->rows[i] : nullptr;
}

/// One text of a row.
template <class Member>
hakit_str text_of(const hakit_keywords* k, std::size_t i, Member formats::keyword_info::*member) noexcept {
    const auto* row = row_of(k, i);
    return capi::borrow(row ? std::string_view{row->*member} : "");
}

}  // namespace

extern "C" {

size_t hakit_format_count(void) noexcept { return formats::all().size(); }

int32_t hakit_format_at(size_t i) noexcept {
    return i < formats::all().size() ? static_cast<int32_t>(formats::all()[i]->id()) : HAKIT_FORMAT_GUESS;
}

hakit_str hakit_format_name(int32_t format) noexcept {
    for (const auto* one : formats::all())
        if (static_cast<int32_t>(one->id()) == format) return capi::borrow(one->name());
    return capi::borrow("");
}

int32_t hakit_format_guess(const char* name, const char* text, size_t len) noexcept {
    if (!name || (!text && len != 0)) return HAKIT_FORMAT_GUESS;
    const auto found = formats::guess(name, capi::bytes(text, len, "text"));
    return found ? static_cast<int32_t>((*found)->id()) : HAKIT_FORMAT_GUESS;
}

hakit_status hakit_schema_json(int32_t format, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        to = capi::give(capi::format_of(format).json_schema());
        return {};
    });
}

hakit_status hakit_keywords_new(int32_t format, hakit_keywords** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        to = new hakit_keywords{capi::format_of(format).keywords()};
        return {};
    });
}

void hakit_keywords_free(hakit_keywords* k) noexcept { delete k; }
size_t hakit_keywords_count(const hakit_keywords* k) noexcept { return k ? k->rows.size() : 0; }

hakit_str hakit_keyword_path(const hakit_keywords* k, size_t i) noexcept {
    return text_of(k, i, &formats::keyword_info::path);
}

hakit_str hakit_keyword_values(const hakit_keywords* k, size_t i) noexcept {
    return text_of(k, i, &formats::keyword_info::values);
}

hakit_str hakit_keyword_default(const hakit_keywords* k, size_t i) noexcept {
    return text_of(k, i, &formats::keyword_info::fallback);
}

hakit_str hakit_keyword_deprecated(const hakit_keywords* k, size_t i) noexcept {
    return text_of(k, i, &formats::keyword_info::deprecated);
}

hakit_str hakit_keyword_help(const hakit_keywords* k, size_t i) noexcept {
    return text_of(k, i, &formats::keyword_info::help);
}

hakit_str hakit_keyword_since(const hakit_keywords* k, size_t i) noexcept {
    return text_of(k, i, &formats::keyword_info::since);
}

uint32_t hakit_keyword_flags(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    if (!row) return 0;
    std::uint32_t flags = 0;
    if (row->block) flags |= HAKIT_KEYWORD_BLOCK;
    if (row->secret) flags |= HAKIT_KEYWORD_SECRET;
    if (row->repeatable) flags |= HAKIT_KEYWORD_REPEATABLE;
    return flags;
}

}  // extern "C"

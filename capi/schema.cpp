#include <capi/guard.hpp>

#include <hakit/keepalived/schema.hpp>

#include <vector>

using namespace hakit;

namespace {

struct keyword_row {
    std::string path;
    const keepalived::keyword* keyword;
};

}  // namespace

/// The keywords as a list; the table itself is static.
struct hakit_keywords {
    std::vector<keyword_row> rows;
    std::vector<std::string> values;
};

namespace {

const keyword_row* row_of(const hakit_keywords* k, std::size_t i) noexcept {
    return k && i < k->rows.size() ? &k->rows[i] : nullptr;
}

}  // namespace

extern "C" {

hakit_status hakit_keywords_new(int32_t format, hakit_keywords** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        if (format != HAKIT_FORMAT_KEEPALIVED) capi::misuse("unknown format " + std::to_string(format));
        auto all = std::make_unique<hakit_keywords>();
        keepalived::for_each_keyword(
            [](std::string_view path, const keepalived::keyword& k, void* user) {
                auto& list = *static_cast<hakit_keywords*>(user);
                list.rows.push_back({std::string{path}, &k});
                list.values.push_back(keepalived::describe_values(k));
            },
            all.get());
        to = all.release();
        return {};
    });
}

void hakit_keywords_free(hakit_keywords* k) noexcept { delete k; }
size_t hakit_keywords_count(const hakit_keywords* k) noexcept { return k ? k->rows.size() : 0; }

hakit_str hakit_keyword_path(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    return capi::borrow(row ? std::string_view{row->path} : "");
}

hakit_str hakit_keyword_values(const hakit_keywords* k, size_t i) noexcept {
    return capi::borrow(row_of(k, i) ? std::string_view{k->values[i]} : "");
}

hakit_str hakit_keyword_default(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    return capi::borrow(row ? row->keyword->fallback : "");
}

hakit_str hakit_keyword_deprecated(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    return capi::borrow(row ? row->keyword->deprecated : "");
}

hakit_str hakit_keyword_help(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    return capi::borrow(row ? row->keyword->help : "");
}

uint32_t hakit_keyword_since(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    if (!row) return 0;
    const auto since = row->keyword->since;
    return std::uint32_t{since.major} << 16 | std::uint32_t{since.minor} << 8 | since.patch;
}

uint32_t hakit_keyword_flags(const hakit_keywords* k, size_t i) noexcept {
    const auto* row = row_of(k, i);
    if (!row) return 0;
    std::uint32_t flags = 0;
    if (row->keyword->form != keepalived::shape::value) flags |= HAKIT_KEYWORD_BLOCK;
    if (row->keyword->secret) flags |= HAKIT_KEYWORD_SECRET;
    if (row->keyword->repeatable) flags |= HAKIT_KEYWORD_REPEATABLE;
    return flags;
}

}  // extern "C"

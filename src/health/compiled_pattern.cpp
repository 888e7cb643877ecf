#include "health/compiled_pattern.hpp"

#ifdef HAKIT_HAS_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

namespace hakit::health {

#ifdef HAKIT_HAS_PCRE2

namespace {

constexpr std::size_t max_pattern = 64 * 1024;

struct option_bit {
    regex_option option;
    std::uint32_t pcre2;
};

constexpr option_bit option_bits[] = {
    {regex_option::allow_empty_class, PCRE2_ALLOW_EMPTY_CLASS},
    {regex_option::alt_bsux, PCRE2_ALT_BSUX},
    {regex_option::caseless, PCRE2_CASELESS},
    {regex_option::dollar_endonly, PCRE2_DOLLAR_ENDONLY},
    {regex_option::dotall, PCRE2_DOTALL},
    {regex_option::dupnames, PCRE2_DUPNAMES},
    {regex_option::extended, PCRE2_EXTENDED},
    {regex_option::firstline, PCRE2_FIRSTLINE},
    {regex_option::match_unset_backref, PCRE2_MATCH_UNSET_BACKREF},
    {regex_option::multiline, PCRE2_MULTILINE},
    {regex_option::never_ucp, PCRE2_NEVER_UCP},
    {regex_option::never_utf, PCRE2_NEVER_UTF},
    {regex_option::no_auto_capture, PCRE2_NO_AUTO_CAPTURE},
    {regex_option::no_auto_possess, PCRE2_NO_AUTO_POSSESS},
    {regex_option::no_dotstar_anchor, PCRE2_NO_DOTSTAR_ANCHOR},
    {regex_option::no_start_optimize, PCRE2_NO_START_OPTIMIZE},
    {regex_option::ucp, PCRE2_UCP},
    {regex_option::ungreedy, PCRE2_UNGREEDY},
    {regex_option::utf, PCRE2_UTF},
    {regex_option::never_backslash_c, PCRE2_NEVER_BACKSLASH_C},
    {regex_option::alt_circumflex, PCRE2_ALT_CIRCUMFLEX},
    {regex_option::alt_verbnames, PCRE2_ALT_VERBNAMES},
    {regex_option::use_offset_limit, PCRE2_USE_OFFSET_LIMIT},
};

std::uint32_t pcre2_options(const body_pattern& p) {
    std::uint32_t bits = p.max_offset ? PCRE2_USE_OFFSET_LIMIT : 0U;
    for (const auto& o : option_bits) {
        if ((p.options & static_cast<std::uint32_t>(o.option)) != 0) bits |= o.pcre2;
    }
    return bits;
}

PCRE2_SPTR bytes_of(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

std::string message(int code) {
    PCRE2_UCHAR text[160] = {};
    pcre2_get_error_message(code, text, sizeof text);
    return reinterpret_cast<const char*>(text);
}

const pcre2_code* code_of(const std::shared_ptr<const void>& p) { return static_cast<const pcre2_code*>(p.get()); }

struct match_deleter {
    void operator()(pcre2_match_data* p) const noexcept { pcre2_match_data_free(p); }
    void operator()(pcre2_match_context* p) const noexcept { pcre2_match_context_free(p); }
    void operator()(pcre2_compile_context* p) const noexcept { pcre2_compile_context_free(p); }
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

}  // namespace

bool regex_supported() noexcept { return true; }

result<compiled_pattern> compiled_pattern::compile(const body_pattern& pattern) {
    if (pattern.max_offset && *pattern.max_offset < pattern.min_offset) {
        return error{errc::invalid_argument, "regex_max_offset: below regex_min_offset"};
    }
    std::unique_ptr<pcre2_compile_context, match_deleter> context{pcre2_compile_context_create(nullptr)};
    if (!context) return error{errc::limit_exceeded, "regex: out of memory"};
    pcre2_set_max_pattern_length(context.get(), max_pattern);
    int code = 0;
    PCRE2_SIZE offset = 0;
    auto* compiled = pcre2_compile(bytes_of(pattern.pattern), pattern.pattern.size(), pcre2_options(pattern), &code,
                                   &offset, context.get());
    if (compiled == nullptr) {
        return error{errc::invalid_argument, "regex: " + message(code) + " at offset " + std::to_string(offset)};
    }
    compiled_pattern c;
    c.code_ = std::shared_ptr<const void>{
        compiled, [](const void* p) { pcre2_code_free(static_cast<pcre2_code*>(const_cast<void*>(p))); }};
    c.pattern_ = pattern;
    return c;
}

search_result compiled_pattern::search(std::string_view body, bool cut, const http_limits& limits) const {
    auto start = pattern_.min_offset;
    if ((pattern_.options & static_cast<std::uint32_t>(regex_option::utf)) != 0) {
        while (start < body.size() && is_continuation(body[start])) ++start;
    }
    if (start > body.size() || (pattern_.max_offset && start > *pattern_.max_offset)) return {};

    const std::unique_ptr<pcre2_match_data, match_deleter> data{
        pcre2_match_data_create_from_pattern(code_of(code_), nullptr)};
    const std::unique_ptr<pcre2_match_context, match_deleter> context{pcre2_match_context_create(nullptr)};
    if (!data || !context) return {search_end::limit, 0, "out of memory"};
    pcre2_set_match_limit(context.get(), limits.match_steps);
    pcre2_set_heap_limit(context.get(), limits.match_memory_kib);
    if (pattern_.max_offset) pcre2_set_offset_limit(context.get(), *pattern_.max_offset);

    const auto rc = pcre2_match(code_of(code_), bytes_of(body), body.size(), start, cut ? PCRE2_NOTEOL : 0U, data.get(),
                                context.get());
    if (rc >= 0) return {search_end::found, pcre2_get_ovector_pointer(data.get())[0], {}};
    if (rc == PCRE2_ERROR_NOMATCH) return {};
    const bool limit = rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT || rc == PCRE2_ERROR_HEAPLIMIT ||
                       rc == PCRE2_ERROR_NOMEMORY;
    return {limit ? search_end::limit : search_end::refused, 0, message(rc)};
}

#else

bool regex_supported() noexcept { return false; }

result<compiled_pattern> compiled_pattern::compile(const body_pattern&) {
    return error{errc::unsupported, "regex: this build has no PCRE2 (meson option regex)"};
}

search_result compiled_pattern::search(std::string_view, bool, const http_limits&) const {
    return {search_end::refused, 0, "this build has no PCRE2"};
}

#endif

}  // namespace hakit::health

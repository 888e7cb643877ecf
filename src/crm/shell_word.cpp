#include "crm/shell_word.hpp"

#include "text/byte_set.hpp"

#include <algorithm>

namespace hakit::crm {
namespace {

constexpr auto value_characters = text::byte_set{"_.-"}.with('a', 'z').with('A', 'Z').with('0', '9');
constexpr text::byte_set quotes{"\"'\\"};
constexpr auto needs_quotes = text::byte_set{" \"'\\"}.with(0x00, 0x1f);

/// The end of the quoted part that starts at `p`, without its quote when that is missing.
const char* end_of_quote(const char* p, const char* end, bool* closed) noexcept {
    const char quote = *p++;
    while (p != end) {
        if (*p == quote) return p + 1;
        if (*p == '\n') break;
        if (*p == '\\') {
            if (const char* next = skip_continuation(p, end); next != p) {
                p = next;
                continue;
            }
            if (quote == '"' && p + 1 != end && (p[1] == '"' || p[1] == '\\')) ++p;
        }
        ++p;
    }
    *closed = false;
    while (p[-1] == '\r') --p;
    return p;
}

}  // namespace

const char* skip_continuation(const char* p, const char* end) noexcept {
    const char* at = p;
    while (at != end && *at == '\\') ++at;
    if (at == p) return p;
    while (at != end && is_blank(*at)) ++at;
    if (at == end) return at;
    if (*at != '\n') return p;
    ++at;
    while (at != end && is_blank(*at)) ++at;
    // The blanks before the next line ending belong to it.
    return at;
}

const char* end_of_word(const char* p, const char* end, bool* closed) noexcept {
    while (p != end && *p != '\n' && !is_blank(*p)) {
        if (*p == '"' || *p == '\'') {
            p = end_of_quote(p, end, closed);
            if (!*closed) return p;
        } else if (*p == '\\') {
            const char* next = skip_continuation(p, end);
            if (next == p) {
                p += p + 1 != end ? 2 : 1;
                continue;
            }
            // A word goes on behind a continuation only where the next line has something to go on with.
            if (next == end || *next == '\n') return p;
            p = next;
        } else {
            ++p;
        }
    }
    return p;
}

bool is_plain(std::string_view written) noexcept { return quotes.find_in(written) == written.size(); }

std::string unescape(std::string_view written) {
    std::string out;
    out.reserve(written.size());
    const char* p = written.data();
    const char* const end = p + written.size();
    char quote = 0;
    while (p != end) {
        const char c = *p;
        if (c == '\\') {
            // Inside of the text a continuation has its line ending with it.
            if (const char* next = skip_continuation(p, end); next != p && next != end) {
                p = next;
                continue;
            }
            if (quote == 0 && p + 1 != end) {
                out += p[1];
                p += 2;
                continue;
            }
            if (quote == '"' && p + 1 != end && (p[1] == '"' || p[1] == '\\')) {
                out += p[1];
                p += 2;
                continue;
            }
        } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
            quote = quote == 0 ? c : '\0';
            ++p;
            continue;
        }
        out += c;
        ++p;
    }
    return out;
}

std::string join_lines(std::string_view written) {
    std::string out;
    out.reserve(written.size());
    const char* p = written.data();
    const char* const end = p + written.size();
    while (p != end) {
        if (const char* next = *p == '\\' ? skip_continuation(p, end) : p; next != p)
            p = next;
        else
            out += *p++;
    }
    return out;
}

std::string quote(std::string_view word) {
    if (!word.empty() && value_characters.holds_all(word)) return std::string{word};
    std::string out{'"'};
    for (const char c : word) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
    return out;
}

std::string quote_if_needed(std::string_view word) {
    if (word.empty() || needs_quotes.find_in(word) != word.size()) return quote(word);
    return std::string{word};
}

}  // namespace hakit::crm

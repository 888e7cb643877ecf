#include "keepalived/directive.hpp"

#include "keepalived/character_class.hpp"

namespace hakit::keepalived {
namespace {

bool at_blank_or_end(const char* p, const char* end) {
    return p == end || class_of(*p) == character::blank || class_of(*p) == character::newline;
}

/// After the name at `p`, or `p` itself when there is none.
const char* end_of_name(const char* p, const char* end) {
    if (p == end || !is_name_start(*p)) return p;
    while (p != end && is_name_part(*p)) ++p;
    return p;
}

/// After the ')' that closes the '(' at `p`, on the same line; null without one.
const char* end_of_parentheses(const char* p, const char* end) {
    int depth = 0;
    for (; p != end && *p != '\n'; ++p) {
        if (*p == '(') ++depth;
        if (*p == ')' && --depth == 0) return p + 1;
    }
    return nullptr;
}

}  // namespace

bool is_include_keyword(std::string_view word) {
    constexpr std::string_view stem = "include";
    if (!word.starts_with(stem)) return false;
    word.remove_prefix(stem.size());
    return word.empty() || (word.size() == 1 && std::string_view{"rmwba"}.find(word[0]) != word.npos);
}

const char* end_of_reference(const char* p, const char* end) {
    const char* const after_dollar = p + 1;
    if (after_dollar == end) return after_dollar;
    if (*after_dollar != '{') return end_of_name(after_dollar, end);
    const char* name_end = end_of_name(after_dollar + 1, end);
    if (name_end == after_dollar + 1) return after_dollar;
    const char* q = name_end;
    // The built-in ones take arguments: ${_ENV NAME}, ${_RANDOM 1 10}.
    if (*(after_dollar + 1) == '_')
        while (q != end && *q != '}' && *q != '\n' && *q != '{') ++q;
    return q != end && *q == '}' ? q + 1 : after_dollar;
}

directive_head find_directive(const char* p, const char* end) {
    if (p == end) return {};
    if (*p == '$') {
        const char* name_end = end_of_name(p + 1, end);
        if (name_end != p + 1 && name_end != end && *name_end == '=') return {directive_kind::definition, name_end + 1};
        return {};
    }
    if (*p == '@') {
        const char* q = p + 1;
        while (!at_blank_or_end(q, end) && class_of(*q) != character::comment) ++q;
        return {directive_kind::condition, q};
    }
    if (*p == '~') {
        const std::string_view rest{p, static_cast<std::size_t>(end - p)};
        for (const std::string_view name : {"~SEQx", "~SEQ", "~LST"}) {
            if (!rest.starts_with(name)) continue;
            const char* q = p + name.size();
            while (q != end && class_of(*q) == character::blank) ++q;
            if (q == end || *q != '(') continue;
            if (const char* after = end_of_parentheses(q, end)) return {directive_kind::sequence, after};
        }
        return {};
    }
    if (*p == 'i') {
        const char* q = p;
        while (q != end && *q >= 'a' && *q <= 'z') ++q;
        if (at_blank_or_end(q, end) && is_include_keyword({p, static_cast<std::size_t>(q - p)}))
            return {directive_kind::include, q};
    }
    return {};
}

raw_line scan_raw_line(const char* p, const char* end) {
    bool quoted = false;
    const char* value_end = p;
    const char* q = p;
    for (; q != end && *q != '\n'; ++q) {
        if (*q == '"') quoted = !quoted;
        if (!quoted && class_of(*q) == character::comment && (q == p || q[-1] != '\\')) break;
        if (class_of(*q) != character::blank) value_end = q + 1;
    }
    const char* line_end = q;
    while (line_end != end && *line_end != '\n') ++line_end;
    while (line_end != value_end && line_end != p && line_end[-1] == '\r' && line_end != end) --line_end;
    // A comment may end with the backslash too: the text before it goes on.
    const bool value_goes_on = value_end != p && value_end[-1] == '\\';
    const bool comment_goes_on = line_end != q && line_end[-1] == '\\';
    return {value_end, line_end, value_goes_on || comment_goes_on};
}

}  // namespace hakit::keepalived

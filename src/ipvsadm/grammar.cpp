// The two dialects in Spirit X3, total and without attributes, as src/keepalived/grammar.cpp explains: every
// alternative starts with bytes of its own and reports its token to the text::builder.
#include <hakit/ipvsadm/parse.hpp>

#include "ipvsadm/codes/codes.hpp"
#include "ipvsadm/rule_lines.hpp"
#include "text/builder.hpp"
#include "text/byte_set.hpp"
#include "text/primitive.hpp"

#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/operator.hpp>

#include <algorithm>
#include <functional>
#include <string_view>

namespace hakit::ipvsadm {
namespace {

namespace x3 = boost::spirit::x3;
using text::token_kind;

struct state : text::builder {
    state(text::source source, const text::limits& bounds, dialect d) : builder{std::move(source), bounds}, spoken{d} {}
    dialect spoken;
};
struct state_tag;

template <class Derived>
using primitive = text::primitive<Derived, state_tag>;

constexpr bool is_separator(char c) { return c == ';' || c == '&' || c == '|' || c == '(' || c == ')'; }
constexpr bool is_arrow(char c) { return c == '<' || c == '>'; }

bool continues_line(const char* p, const char* end) { return end - p >= 2 && p[0] == '\\' && p[1] == '\n'; }

/// The end of "..." or '...' or `...`, or of the text.
const char* end_of_quote(const char* p, const char* end) {
    const char quote = *p++;
    for (; p != end && *p != quote; ++p)
        if (*p == '\\' && quote != '\'' && p + 1 != end) ++p;
    return p == end ? end : p + 1;
}

/// The end of $(...) or ${...}, or of the text; `p` is at the opening bracket.
const char* end_of_substitution(const char* p, const char* end) {
    const char open = *p;
    const char close = open == '(' ? ')' : '}';
    for (std::size_t depth = 0; p != end;) {
        if (*p == '"' || *p == '\'' || *p == '`') {
            p = end_of_quote(p, end);
            continue;
        }
        if (*p == open) ++depth;
        if (*p == close && --depth == 0) return p + 1;
        p += *p == '\\' && p + 1 != end ? 2 : 1;
    }
    return end;
}

const char* end_of_shell_word(const char* p, const char* end) {
    while (p != end && *p != '\n' && !is_blank(*p) && !is_separator(*p) && !is_arrow(*p)) {
        if (*p == '"' || *p == '\'' || *p == '`') {
            p = end_of_quote(p, end);
        } else if (*p == '$' && p + 1 != end && (p[1] == '(' || p[1] == '{')) {
            p = end_of_substitution(p + 1, end);
        } else if (continues_line(p, end)) {
            return p;
        } else {
            p += *p == '\\' && p + 1 != end ? 2 : 1;
        }
    }
    return p;
}

struct blank_token : primitive<blank_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        for (;;) {
            while (p != end && is_blank(*p)) ++p;
            if (s.spoken == dialect::shell && continues_line(p, end)) {
                p += 2;
                continue;
            }
            break;
        }
        if (p == first) return false;
        s.add_token(token_kind::blank, first, p);
        return true;
    }
};

struct newline_token : primitive<newline_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (*p != '\n') return false;
        s.add_token(token_kind::newline, p, p + 1);
        s.end_line();
        ++p;
        return true;
    }
};

struct comment_token : primitive<comment_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (*p != '#') return false;
        const char* last = std::find(p, end, '\n');
        s.add_token(token_kind::comment, p, last);
        p = last;
        return true;
    }
};

/// What ends a command of a shell.
struct separator_token : primitive<separator_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (s.spoken != dialect::shell || !is_separator(*p)) return false;
        const char* first = p;
        while (p != end && is_separator(*p)) ++p;
        s.add_token(token_kind::raw, first, p);
        s.end_line();
        return true;
    }
};

/// `>FILE`, `2>&1`, `<<<WORD`: with its word, which is none of the command's.
struct redirection_token : primitive<redirection_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (s.spoken != dialect::shell) return false;
        const char* at = p;
        while (at != end && *at >= '0' && *at <= '9') ++at;
        if (at == end || !is_arrow(*at)) return false;
        const char* first = p;
        while (at != end && (is_arrow(*at) || *at == '&' || *at == '|')) ++at;
        const char* word = at;
        while (word != end && is_blank(*word)) ++word;
        const char* last = end_of_shell_word(word, end);
        p = last == word ? at : last;
        s.add_token(token_kind::raw, first, p);
        return true;
    }
};

struct word_token : primitive<word_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        if (s.spoken == dialect::shell) {
            p = end_of_shell_word(p, end);
            if (p == first) return false;
        } else {
            p = end_of_rule_word(p, end);
        }
        s.add_word(token_kind::word, first, p);
        return true;
    }
};

const auto items =
    *(blank_token{} | newline_token{} | comment_token{} | separator_token{} | redirection_token{} | word_token{});

constexpr text::byte_set for_a_shell{";&|<>$`\"'\\()"};

bool starts_with_word(std::string_view line, std::string_view word) {
    return line.starts_with(word) && (line.size() == word.size() || is_blank(line[word.size()]));
}

}  // namespace

dialect detect(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
        if (line.starts_with("#!")) return dialect::shell;
        if (line.empty() || line.front() == '#') continue;
        if (line.front() != '-' && !starts_with_word(line, "ipvsadm")) return dialect::shell;
        if (for_a_shell.find_in(line) != line.size()) return dialect::shell;
    }
    return dialect::rules;
}

text::document parse(text::source source, dialect spoken, const text::limits& bounds) {
    const auto bytes = source.text();
    state s{source, bounds, spoken};
    const char* first = bytes.data();
    const char* const last = first + bytes.size();
    constexpr std::size_t hard_limit = (1U << 28U) - 1;
    if (bytes.size() > bounds.file_bytes || bytes.size() > hard_limit) {
        s.report_at(code.file_too_large, {0, 0}, "the text has " + std::to_string(bytes.size()) + " bytes");
        while (first != last) {
            const auto n = std::min<std::size_t>(static_cast<std::size_t>(last - first), hard_limit);
            s.add_token(token_kind::raw, first, first + n);
            first += n;
        }
        return s.finish();
    }
    x3::parse(first, last, x3::with<state_tag>(std::ref(s))[items]);
    return s.finish();
}

}  // namespace hakit::ipvsadm

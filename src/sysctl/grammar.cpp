// The lines of sysctl.conf in Spirit X3, total and without attributes, as src/keepalived/grammar.cpp explains: every
// alternative starts with bytes of its own and reports its token to the text::builder.
#include <hakit/sysctl/parse.hpp>

#include "sysctl/character.hpp"
#include "sysctl/codes/codes.hpp"
#include "text/builder.hpp"
#include "text/primitive.hpp"

#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/operator.hpp>

#include <algorithm>
#include <functional>
#include <string_view>

namespace hakit::sysctl {
namespace {

namespace x3 = boost::spirit::x3;
using text::token_kind;

/// What may come next on a line.
enum class expected : std::uint8_t { statement, key, equals, value };

struct state : text::builder {
    using text::builder::builder;
    expected next = expected::statement;
};
struct state_tag;

template <class Derived>
using primitive = text::primitive<Derived, state_tag>;

const char* end_of_line(const char* p, const char* end) {
    const char* newline = std::find(p, end, '\n');
    return newline != end && newline != p && newline[-1] == '\r' ? newline - 1 : newline;
}

const char* without_blanks(const char* first, const char* last) {
    while (last != first && is_blank(last[-1])) --last;
    return last;
}

struct newline_token : primitive<newline_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        if (*p == '\r' && p + 1 != end && p[1] == '\n') ++p;
        if (*p != '\n') {
            p = first;
            return false;
        }
        ++p;
        s.add_token(token_kind::newline, first, p);
        s.end_line();
        s.next = expected::statement;
        return true;
    }
};

struct blank_token : primitive<blank_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        const char* last = end_of_line(p, end);
        while (p != last && is_blank(*p)) ++p;
        if (p == first) return false;
        s.add_token(token_kind::blank, first, p);
        return true;
    }
};

struct comment_token : primitive<comment_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (s.next != expected::statement || (*p != '#' && *p != ';')) return false;
        const char* first = p;
        p = end_of_line(p, end);
        s.add_token(token_kind::comment, first, p);
        return true;
    }
};

/// The '-' in front of a key.
struct dash_token : primitive<dash_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (s.next != expected::statement || *p != '-') return false;
        s.add_word(token_kind::directive, p, p + 1);
        s.next = expected::key;
        ++p;
        return true;
    }
};

struct key_token : primitive<key_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (s.next != expected::statement && s.next != expected::key) return false;
        const char* first = p;
        const char* last = end_of_line(p, end);
        p = without_blanks(first, std::find(first, last, '='));
        if (p == first) return false;
        s.add_word(token_kind::word, first, p);
        s.next = expected::equals;
        return true;
    }
};

struct equals_token : primitive<equals_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (s.next == expected::value || *p != '=') return false;
        s.add_word(token_kind::directive, p, p + 1);
        s.next = expected::value;
        ++p;
        return true;
    }
};

struct value_token : primitive<value_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (s.next != expected::value) return false;
        const char* first = p;
        p = without_blanks(first, end_of_line(p, end));
        if (p == first) return false;
        s.add_word(token_kind::raw, first, p);
        return true;
    }
};

const auto items =
    *(newline_token{} | blank_token{} | comment_token{} | dash_token{} | equals_token{} | key_token{} | value_token{});

/// What both programs would stumble over before they know a key.
void report_bytes(state& s, std::string_view bytes) {
    constexpr std::size_t longest_line = 1u << 20;
    if (bytes.starts_with(byte_order_mark)) {
        auto& d = s.report_at(code.byte_order_mark, {0, 3}, "the file starts with a byte order mark");
        d.remedy = text::fix{"remove the byte order mark", text::applicability::certain, {{{0, 3}, ""}}};
    }
    std::size_t line = 0;
    while (line < bytes.size()) {
        const auto newline = std::min(bytes.find('\n', line), bytes.size());
        const auto text = bytes.substr(line, newline - line);
        const auto body = text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
        const auto bad = body.find_first_of(std::string_view{"\0\r\v\f", 4});
        if (bad != body.npos) {
            const auto at = static_cast<std::uint32_t>(line + bad);
            s.report_at(code.control_character, {at, at + 1},
                        body[bad] == '\0'   ? "a NUL byte ends the line"
                        : body[bad] == '\r' ? "a carriage return ends the line for systemd-sysctl, not for procps"
                                            : "procps takes this as a blank, systemd-sysctl does not");
        }
        if (text.size() >= longest_line) {
            s.report_at(code.line_too_long,
                        {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(line + text.size())},
                        "the line has " + std::to_string(text.size()) + " bytes");
        }
        line = newline + 1;
    }
}

}  // namespace

text::document parse(text::source source, const text::limits& bounds) {
    const auto bytes = source.text();
    state s{source, bounds};
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
    report_bytes(s, bytes);
    x3::parse(first, last, x3::with<state_tag>(std::ref(s))[items]);
    return s.finish();
}

}  // namespace hakit::sysctl

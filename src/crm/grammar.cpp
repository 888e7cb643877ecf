// The words of crm shell text in Spirit X3, total and without attributes, as src/keepalived/grammar.cpp explains: every
// alternative starts with bytes of its own and reports its token to the text::builder. statement_grammar.cpp goes on
// from the words.
#include <hakit/crm/parse.hpp>

#include "crm/codes/codes.hpp"
#include "crm/prompt.hpp"
#include "crm/reading.hpp"
#include "crm/recover.hpp"
#include "crm/shell_word.hpp"
#include "crm/syntax.hpp"
#include "text/builder.hpp"
#include "text/byte_set.hpp"
#include "text/primitive.hpp"

#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/operator.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace hakit::crm {
namespace {

namespace x3 = boost::spirit::x3;
using text::token_kind;

struct state : text::builder {
    using text::builder::builder;
    bool xml = false;  ///< the statement under way is `xml`
};
struct state_tag;

template <class Derived>
using primitive = text::primitive<Derived, state_tag>;

/// The end of the logical line, without its line ending.
const char* end_of_logical_line(const char* p, const char* end) {
    while (p != end && *p != '\n') {
        if (const char* next = *p == '\\' ? skip_continuation(p, end) : p; next != p)
            p = next;
        else
            ++p;
    }
    return p;
}

std::string_view view(const char* first, const char* last) { return {first, static_cast<std::size_t>(last - first)}; }

/// Blanks and continuations.
struct blank_token : primitive<blank_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        for (;;) {
            while (p != end && is_blank(*p)) ++p;
            const char* next = p != end ? skip_continuation(p, end) : p;
            if (next == p) break;
            p = next;
        }
        // The carriage returns before a line feed belong to the line ending.
        if (p != end && *p == '\n')
            while (p != first && p[-1] == '\r') --p;
        if (p == first) return false;
        s.add_token(token_kind::blank, first, p);
        return true;
    }
};

struct newline_token : primitive<newline_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        while (p != end && *p == '\r') ++p;
        if (p == end || *p != '\n') {
            p = first;
            return false;
        }
        ++p;
        s.add_token(token_kind::newline, first, p);
        s.end_line();
        s.xml = false;
        return true;
    }
};

/// Only a logical line that starts with '#' is a comment; a '\' at its end joins the next line to it.
struct comment_token : primitive<comment_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (*p != '#' || s.in_statement()) return false;
        const char* last = end_of_logical_line(p, end);
        while (last[-1] == '\r') --last;
        const auto words = view(p + 1, last);
        const auto blanks = words.find_first_not_of(" \t");
        if (blanks != words.npos) {
            const auto length = prompt_length(words.substr(blanks));
            if (length != 0 && blanks + length < words.size()) {
                const auto command = p + 1 + blanks + length;
                auto& d = s.report(code.quoted_comment, p, command, "the line is a comment for crmsh");
                d.remedy = {"take the statement out of the comment",
                            text::applicability::maybe,
                            {{{s.offset(p), s.offset(command)}, ""}}};
            }
        }
        s.add_token(token_kind::comment, p, last);
        p = last;
        return true;
    }
};

/// `crm(live)configure#`, `crm configure`
struct prompt_token : primitive<prompt_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (s.in_statement()) return false;
        const char* line_end = std::find(p, end, '\n');
        const auto length = prompt_length(view(p, line_end));
        if (length == 0) return false;
        const char* last = p + length;
        const char* words = last;
        while (is_blank(words[-1])) --words;
        auto& d = s.report(code.prompt, p, words, "'" + std::string{view(p, words)} + "' is no part of a statement");
        d.remedy = {"remove it", text::applicability::certain, {{{s.offset(p), s.offset(last)}, ""}}};
        s.add_token(token_kind::raw, p, words);
        if (last != words) s.add_token(token_kind::blank, words, last);
        p = last;
        return true;
    }
};

/// What stands behind `xml`.
struct xml_token : primitive<xml_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (!s.xml) return false;
        const char* last = end_of_logical_line(p, end);
        const char* first = p;
        p = last;
        while (last[-1] == '\r' || is_blank(last[-1])) --last;
        s.add_word(token_kind::raw, first, last);
        if (last != p) p = last;
        return true;
    }
};

/// Where a word ends, or stops being as simple as most words are: made of ASCII, without quotes and continuations.
constexpr auto ends_simple_word = text::byte_set{" \t\v\f\r\n\"'\\"}.with(0x00, 0x00).with(0x80, 0xff);
constexpr auto ends_simple_name = ends_simple_word.with('=', '=');

/// `name=value`, or one word
struct word_token : primitive<word_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const char* first = p;
        const char* name_end = first + ends_simple_name.find_in(view(first, end));
        const char* last = name_end;
        if (last != end && *last == '=') last += ends_simple_word.find_in(view(last, end));
        if (last != end && *last != '\n' && !is_blank(*last)) return recognise_any(p, end, s);
        if (last == first) return false;
        const bool starts_statement = !s.in_statement();
        if (name_end != last && name_end != first) {
            s.add_word(token_kind::word, first, name_end);
            s.add_word(token_kind::raw, name_end, name_end + 1);
            if (name_end + 1 != last) s.add_word(token_kind::word, name_end + 1, last);
        } else {
            s.add_word(token_kind::word, first, last);
        }
        s.xml = starts_statement && view(first, last) == "xml";
        p = last;
        return true;
    }

private:
    /// The same for all words.
    static bool recognise_any(const char*& p, const char* end, state& s) {
        bool closed = true;
        const char* first = p;
        const char* last = end_of_word(p, end, &closed);
        if (last == first) return false;
        const bool starts_statement = !s.in_statement();
        if (const char* equals = end_of_name(first, last); equals != nullptr) {
            s.add_word(token_kind::word, first, equals);
            s.add_word(token_kind::raw, equals, equals + 1);
            if (equals + 1 != last) s.add_word(kind_of(equals + 1, last), equals + 1, last);
        } else {
            s.add_word(kind_of(first, last), first, last);
        }
        if (!closed) {
            s.report(code.unterminated_quote, first, last, "the quote is not closed on its line");
        } else if (const auto* nul = std::find(first, last, '\0'); nul != last) {
            s.report(code.nul_byte, nul, nul + 1, "a NUL byte");
        }
        if (std::any_of(first, last, [](char c) { return (c & 0x80) != 0; }))
            s.report(code.not_ascii, first, last, "crmsh stores character references in the place of these letters");
        if (const auto* newline = std::find(first, last, '\n'); newline != last) report_glued(first, newline, last, s);
        s.xml = starts_statement && view(first, last) == "xml";
        p = last;
        return true;
    }

    /// The '=' behind a name without quotes, or null.
    static const char* end_of_name(const char* first, const char* last) {
        const char* p = first;
        while (p != last && *p != '=' && *p != '"' && *p != '\'' && *p != '\\') ++p;
        return p != last && *p == '=' && p != first ? p : nullptr;
    }

    static token_kind kind_of(const char* first, const char* last) {
        const char quote = *first;
        if ((quote != '"' && quote != '\'') || last - first < 2 || last[-1] != quote) return token_kind::word;
        const auto inside = view(first + 1, last - 1);
        return inside.find(quote) == inside.npos && inside.find('\\') == inside.npos ? token_kind::quoted
                                                                                     : token_kind::word;
    }

    static void report_glued(const char* first, const char* newline, const char* last, state& s) {
        const char* slash = newline;
        while (slash != first && *slash != '\\') --slash;
        while (slash != first && slash[-1] == '\\') --slash;
        const bool quoted = std::any_of(first, slash, [](char c) { return c == '"' || c == '\''; });
        if (quoted) return;
        const char* next = newline + 1;
        while (next != last && is_blank(*next)) ++next;
        auto& d = s.report(
            code.glued_words, first, last,
            "'" + std::string{view(first, slash)} + "' and '" + std::string{view(next, last)} + "' become one word");
        const auto sure = is_section_word(view(next, last)) ? text::applicability::certain : text::applicability::maybe;
        d.remedy = {"put a blank before the '\\'", sure, {{{s.offset(slash), s.offset(slash)}, " "}}};
    }
};

const auto items = *(comment_token{} | prompt_token{} | newline_token{} | blank_token{} | xml_token{} | word_token{});

}  // namespace

reading read_text(text::source source, const text::limits& bounds) {
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
        return {s.finish(), {}};
    }
    x3::parse(first, last, x3::with<state_tag>(std::ref(s))[items]);
    text::diagnostic_list found{bounds.diagnostics_per_file};
    auto tree = read_syntax(bytes, s.tokens(), s.nodes(), &found);
    report_damage(bytes, tree, found);
    s.diagnostics().append(found);
    s.diagnostics().sort();
    return {s.finish(), std::move(tree)};
}

text::document parse(text::source source, const text::limits& bounds) {
    return read_text(std::move(source), bounds).document;
}

}  // namespace hakit::crm

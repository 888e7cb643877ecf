// The grammar of corosync.conf in Spirit X3, total and without attributes, as src/keepalived/grammar.cpp explains. The
// language is one of lines, so look_at_line() says once a line what it is, and each alternative takes one kind.
#include "corosync/grammar.hpp"

#include <hakit/corosync/parse.hpp>

#include "corosync/codes/text_codes.hpp"
#include "corosync/line.hpp"
#include "corosync/line_rules.hpp"
#include "corosync/mend.hpp"
#include "text/builder.hpp"
#include "text/primitive.hpp"

#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/nonterminal/rule.hpp>
#include <boost/spirit/home/x3/operator.hpp>

#include <algorithm>
#include <functional>

namespace hakit::corosync {
namespace {

namespace x3 = boost::spirit::x3;
using text::token_kind;

struct state : text::builder {
    state(text::source source, const text::limits& bounds, const target& wanted)
        : builder{std::move(source), bounds}, aim{wanted}, rules{*this, wanted} {}

    const target& aim;
    line_rules rules;
    line_parts line;
    bool unpaired = false;  ///< a brace without partner was met

    /// The line that `p` stands in, which is its first byte or the first one behind the blanks.
    const line_parts& at(const char* p, const char* last) {
        if (line.next == nullptr || p >= line.next) {
            line = look_at_line(p, last, aim);
            rules.look_at(line, last);
        }
        return line;
    }
    void add_some(token_kind kind, const char* first, const char* last) {
        if (first != last) add_token(kind, first, last);
    }
    void add_raw(const char* first, const char* last) {
        if (first != last) add_word(token_kind::raw, first, last);
    }
    /// What is left of the line: blanks, or bytes behind a NUL.
    void finish_line(const char*& p) {
        const char* blank = p;
        while (blank != line.newline && is_blank(*blank, aim)) ++blank;
        add_some(token_kind::blank, p, blank);
        add_some(token_kind::raw, blank, line.newline);
        p = line.newline;
        end_line();
    }
};

struct state_tag;

template <class Derived>
using primitive = text::primitive<Derived, state_tag>;

/// Blanks before anything else, or all of a blank line.
struct blank_token : primitive<blank_token> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        if (p == line.newline || p == line.first) {
            if (line.kind != line_kind::blank || p == line.newline) return false;
            s.finish_line(p);
            return true;
        }
        s.add_token(token_kind::blank, p, line.first);
        p = line.first;
        return true;
    }
};

struct newline_token : primitive<newline_token> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        if (p != line.newline) return false;
        // A carriage return at the very end of the text ends its line, too.
        s.add_token(token_kind::newline, p, line.next);
        s.end_line();
        p = line.next;
        return true;
    }
};

struct comment_token : primitive<comment_token> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        if (line.kind != line_kind::comment) return false;
        s.add_token(token_kind::comment, p, line.newline);
        p = line.newline;
        return true;
    }
};

struct setting_line : primitive<setting_line> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        if (line.kind != line_kind::setting) return false;
        s.begin_node(text::node_kind::statement);
        if (line.mark == line.first) {
            // Without a key; the value must not be taken for one.
            s.add_raw(line.mark, line.mark + 1);
            s.add_some(token_kind::blank, line.mark + 1, line.value);
            s.add_raw(line.value, line.value_end);
        } else {
            s.add_word(token_kind::word, line.first, line.name_end);
            s.add_some(token_kind::blank, line.name_end, line.mark);
            s.add_raw(line.mark, line.mark + 1);
            s.add_some(token_kind::blank, line.mark + 1, line.value);
            if (line.value != line.value_end) s.add_word(token_kind::word, line.value, line.value_end);
        }
        s.rules.setting(line);
        p = line.value_end;
        s.finish_line(p);
        return true;
    }
};

/// The line of a '{', and the one before it when the name stands there.
struct open_line : primitive<open_line> {
    static bool recognise(const char*& p, const char* last, state& s) {
        if (s.at(p, last).kind == line_kind::other) {
            const auto below = look_at_line_below(s.line, last, s.aim);
            if (below.kind != line_kind::open || below.first != below.mark || below.one_line || s.too_deep())
                return false;
            s.begin_node(text::node_kind::statement);
            s.add_word(token_kind::word, s.line.first, s.line.name_end);
            const auto name = s.line;
            s.rules.brace_below(name, below);
            const auto* behind = name.name_end;
            while (behind != name.newline && is_blank(*behind, s.aim)) ++behind;
            s.add_some(token_kind::blank, name.name_end, behind);
            s.add_some(token_kind::raw, behind, name.newline);
            s.add_token(token_kind::newline, name.newline, name.next);
            p = name.next;
            s.at(p, last);
            s.add_some(token_kind::blank, p, s.line.first);
            s.rules.opened(name);
        } else {
            if (s.line.kind != line_kind::open || s.line.one_line || s.too_deep()) return false;
            s.begin_node(text::node_kind::statement);
            if (s.line.mark != s.line.first) {
                s.add_word(token_kind::word, s.line.first, s.line.name_end);
                const char* blank = s.line.name_end;
                while (blank != s.line.mark && is_blank(*blank, s.aim)) ++blank;
                s.add_some(token_kind::blank, s.line.name_end, blank);
                s.add_raw(blank, s.line.mark);
            }
            s.rules.opened(s.line);
        }
        s.open_block(s.line.mark);
        s.rules.behind_open(s.line);
        p = s.line.mark + 1;
        s.add_some(token_kind::blank, p, s.line.value);
        s.add_some(token_kind::raw, s.line.value, s.line.value_end);
        p = s.line.value_end;
        s.finish_line(p);
        return true;
    }

private:
    /// The next line that is neither blank nor a comment.
    static line_parts look_at_line_below(const line_parts& line, const char* last, const target& aim) {
        return line.next == last ? line_parts{} : look_at_line(line.next, last, aim);
    }
};

struct close_line : primitive<close_line> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        if (line.kind != line_kind::close || s.depth() == 0 || s.has_stray_open()) return false;
        s.rules.close(line);
        s.add_some(token_kind::raw, line.first, line.mark);
        s.rules.closed();
        s.close_block(line.mark);
        s.add_some(token_kind::raw, line.mark + 1, line.value_end);
        p = line.value_end;
        s.finish_line(p);
        return true;
    }
};

/// The end of the text inside a section.
struct missing_close : x3::parser<missing_close> {
    using attribute_type = x3::unused_type;
    [[maybe_unused]] static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator&, const Iterator&, const Context& context, RContext&, Attribute&) const {
        auto& s = x3::get<state_tag>(context).get();
        s.rules.closed();
        s.abandon_block();
        s.unpaired = true;
        return true;
    }
};

/// A '}' at the top level, a '{' that is nested too deeply and its '}'.
struct stray_brace : primitive<stray_brace> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        const bool closes_section = line.kind == line_kind::close && s.depth() != 0 && !s.has_stray_open();
        if ((line.kind != line_kind::close && line.kind != line_kind::open) || line.one_line || closes_section)
            return false;
        s.end_line();
        s.add_some(token_kind::raw, line.first, line.mark);
        if (line.kind == line_kind::open) {
            s.report(text_code.too_deep, line.first, line.mark + 1,
                     "sections are nested too deeply; this one is not read");
            s.add_stray_open(line.mark);
        } else {
            if (!s.has_stray_open()) s.unpaired = true;
            s.rules.close(line);
            s.add_stray_close(line.mark);
        }
        s.add_some(token_kind::raw, line.mark + 1, line.value_end);
        p = line.value_end;
        s.finish_line(p);
        return true;
    }
};

/// A line that means nothing, or a section on one line, whose '}' corosync does not see.
struct other_line : primitive<other_line> {
    static bool recognise(const char*& p, const char* last, state& s) {
        const auto& line = s.at(p, last);
        if (line.kind != line_kind::other && !line.one_line) return false;
        s.begin_node(text::node_kind::statement);
        p = line.one_line ? line.value_end : line.name_end;
        if (line.colon != nullptr) {
            s.add_word(token_kind::word, line.first, line.name_end);
            s.add_some(token_kind::blank, line.name_end, line.colon);
            s.add_raw(line.colon, line.colon + 1);
            s.add_some(token_kind::blank, line.colon + 1, line.value_of_key);
            s.add_word(token_kind::word, line.value_of_key, p);
        } else {
            s.add_raw(line.first, p);
        }
        if (line.one_line)
            s.rules.one_line(line);
        else
            s.rules.other(line);
        s.finish_line(p);
        return true;
    }
};

constexpr blank_token blank;
constexpr newline_token newline;
constexpr comment_token comment;
constexpr setting_line setting;
constexpr open_line open;
constexpr close_line close;
constexpr stray_brace stray;
constexpr other_line other;

const x3::rule<struct items_tag> items = "items";

const auto block = open >> items >> (close | missing_close{});
const auto items_def = *(blank | newline | comment | setting | block | stray | other);

BOOST_SPIRIT_DEFINE(items)

}  // namespace

text::document parse_lines(text::source source, const text::limits& bounds, const target& aim, bool& unpaired) {
    const auto bytes = source.text();
    state s{source, bounds, aim};
    const char* first = bytes.data();
    const char* const last = first + bytes.size();
    constexpr std::size_t hard_limit = (1u << 28) - 1;
    if (bytes.size() > bounds.file_bytes || bytes.size() > hard_limit) {
        s.report_at(text_code.file_too_large, {0, 0},
                    "the text has " + std::to_string(bytes.size()) + " bytes; the limit is " +
                        std::to_string(std::min<std::size_t>(bounds.file_bytes, hard_limit)));
        for (const char* p = first; p != last;) {
            const auto n = std::min<std::size_t>(static_cast<std::size_t>(last - p), hard_limit);
            s.add_token(token_kind::raw, p, p + n);
            p += n;
        }
        return s.finish();
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        s.add_token(token_kind::blank, first, first + 3);
        s.rules.byte_order_mark(first);
        first += 3;
    }
    // `items` stops only at the end: every line is of one of its alternatives.
    x3::parse(first, last, x3::with<state_tag>(std::ref(s))[items]);
    unpaired = s.unpaired;
    return s.finish();
}

text::document parse(text::source source, const text::limits& bounds, const target& aim) {
    bool unpaired = false;
    auto doc = parse_lines(source, bounds, aim, unpaired);
    if (!unpaired) return doc;
    // Braces that do not pair are explained together, once everything is known.
    text::document::parts parts{std::move(source),
                                {doc.tokens().begin(), doc.tokens().end()},
                                {doc.nodes().begin(), doc.nodes().end()},
                                doc.diagnostics(),
                                false};
    report_mending(doc, mend(doc, aim), parts.diagnostics);
    return text::document{std::move(parts)};
}

}  // namespace hakit::corosync

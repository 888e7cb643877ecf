// The grammar of keepalived.conf in Spirit X3.
//
// It is total: the alternatives for damaged text consume bytes and report, so every byte string is a document. Nothing
// has an attribute; each token class is one custom primitive that reports to the text::builder, and every alternative
// starts with a class of bytes of its own, so nothing ever has to be taken back. (X3's usual style costs six times as
// much.)
#include "keepalived/grammar.hpp"

#include <hakit/keepalived/parse.hpp>

#include "keepalived/character_class.hpp"
#include "keepalived/codes/text_codes.hpp"
#include "keepalived/directive.hpp"
#include "text/builder.hpp"
#include "text/primitive.hpp"

#include <boost/spirit/home/x3/auxiliary/eoi.hpp>
#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/nonterminal/rule.hpp>
#include <boost/spirit/home/x3/operator.hpp>

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>

namespace hakit::keepalived {
namespace {

namespace x3 = boost::spirit::x3;
using text::token_kind;

struct state : text::builder {
    state(text::source source, const text::limits& bounds, dialect d, std::optional<text::span> section = std::nullopt)
        : builder{std::move(source), bounds, section}, spoken{d} {}
    dialect spoken;
    bool unpaired = false;  ///< a brace without partner was met

    /// Whether only blanks and prefixes stand on the line so far.
    [[nodiscard]] bool at_line_start() const noexcept {
        auto n = tokens().size();
        if (n != 0 && tokens()[n - 1].kind() == token_kind::blank) --n;
        if (n == 0) return true;
        const auto kind = tokens()[n - 1].kind();
        return kind == token_kind::newline || kind == token_kind::directive;
    }
    /// Whether a brace stands before this on the line: keepalived reads what follows it as a line of its own.
    [[nodiscard]] bool after_brace() const noexcept {
        auto n = tokens().size();
        if (n != 0 && tokens()[n - 1].kind() == token_kind::blank) --n;
        return n != 0 && (tokens()[n - 1].kind() == token_kind::open || tokens()[n - 1].kind() == token_kind::close);
    }
};

struct state_tag;

template <class Derived>
using primitive = text::primitive<Derived, state_tag>;

/// The first byte that is not blank. Most blanks are indentation: eight spaces at a time.
const char* skip_blanks(const char* p, const char* end) {
    constexpr std::string_view eight = "        ";
    while (end - p >= 8 && std::memcmp(p, eight.data(), eight.size()) == 0) p += eight.size();
    while (p != end && class_of(*p) == character::blank) ++p;
    return p;
}

const char* skip_ordinary(const char* p, const char* end) {
    while (p != end && class_of(*p) == character::ordinary) ++p;
    return p;
}

struct blank_token : primitive<blank_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (class_of(*p) != character::blank) return false;
        const char* const first = p;
        p = skip_blanks(first, end);
        // The carriage returns before a line feed belong to the line ending.
        const char* last = p;
        if (p != end && *p == '\n')
            while (last != first && last[-1] == '\r') --last;
        if (last != first) s.add_token(token_kind::blank, first, last);
        if (last != p) {
            s.add_token(token_kind::newline, last, p + 1);
            s.end_line();
            ++p;
        }
        return true;
    }
};

struct newline_token : primitive<newline_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (class_of(*p) != character::newline) return false;
        s.add_token(token_kind::newline, p, p + 1);
        s.end_line();
        ++p;
        return true;
    }
};

const char* end_of_line(const char* p, const char* end) {
    const auto* newline = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
    const char* last = newline != nullptr ? newline : end;
    if (newline != nullptr)
        while (last != p && last[-1] == '\r') --last;
    return last;
}

struct comment_token : primitive<comment_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (class_of(*p) != character::comment) return false;
        const char* last = end_of_line(p, end);
        // keepalived keeps a backslash at the end of a comment, outside definitions as a word of its own.
        if (last[-1] == '\\') s.mark_expansion();
        s.add_token(token_kind::comment, p, last);
        p = last;
        return true;
    }
};

/// A bare word. `${NAME}` is part of it, braces and all, in the written dialect.
struct word_token : primitive<word_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        const auto first_class = class_of(*p);
        if (first_class != character::ordinary && first_class != character::dollar) return false;
        const char* const first = p;
        for (;;) {
            p = skip_ordinary(p, end);
            if (p == end || class_of(*p) != character::dollar) break;
            if (s.spoken == dialect::written) {
                s.mark_expansion();
                p = end_of_reference(p, end);
            } else {
                ++p;
            }
        }
        // A backslash at the end of the line sticks to the word before it, blanks or not.
        if (p[-1] == '\\' && p - first == 1) s.mark_expansion();
        s.add_word(token_kind::word, first, p);
        if (p != end && p[-1] == '\\' && (*p == '#' || *p == '!')) {
            s.mark_expansion();
            s.report(text_code.lost_escape, p - 1, p + 1, std::string{"'\\"} + *p + "' starts a comment all the same");
        }
        return true;
    }
};

struct quoted_token : primitive<quoted_token> {
    static bool recognise(const char*& p, const char* end, state& s) {
        if (class_of(*p) != character::quote) return false;
        const char* first = p++;
        while (p != end && *p != '"' && *p != '\n') {
            if (*p == '$' && s.spoken == dialect::written) s.mark_expansion();
            ++p;
        }
        // Whether a missing partner matters depends on the keyword, so the binder reports it.
        if (p != end && *p == '"') {
            ++p;
        } else {
            while (p != first + 1 && p[-1] == '\r') --p;
        }
        s.add_word(token_kind::quoted, first, p);
        return true;
    }
};

/// `$NAME=...`, `include ...`, `@id` and `~SEQ(...)` at the start of a line; `@id` behind a brace too.
struct directive_line : primitive<directive_line> {
    static bool recognise(const char*& p, const char* end, state& s) {
        return may_begin_directive(*p) && s.spoken == dialect::written && take(p, end, s);
    }

private:
    static bool take(const char*& p, const char* end, state& s) {
        if (!s.at_line_start() && (*p != '@' || !s.after_brace())) return false;
        const auto found = find_directive(p, end);
        if (found.kind == directive_kind::none) return false;
        s.mark_expansion();
        if (found.kind == directive_kind::condition || found.kind == directive_kind::sequence) {
            // A prefix: the statement goes on behind it, perhaps with a further prefix.
            s.add_token(token_kind::directive, p, found.head_end);
            p = found.head_end;
            return true;
        }
        s.begin_node(found.kind == directive_kind::include ? text::node_kind::include : text::node_kind::definition);
        s.add_word(token_kind::directive, p, found.head_end);
        p = found.head_end;
        raw_rest(p, end, s, found.kind == directive_kind::definition);
        s.end_line();
        return true;
    }

    /// The rest of the line up to a comment; of a definition also the lines that a final backslash joins.
    static void raw_rest(const char*& p, const char* end, state& s, bool joins_lines) {
        for (;;) {
            const char* first = p;
            while (p != end && class_of(*p) == character::blank && *p != '\r') ++p;
            if (p != first) s.add_token(token_kind::blank, first, p);
            const auto line = scan_raw_line(p, end);
            if (line.value_end != p) s.add_word(token_kind::raw, p, line.value_end);
            if (line.line_end != line.value_end) {
                const char* comment = line.value_end;
                while (comment != line.line_end && class_of(*comment) == character::blank) ++comment;
                if (comment != line.value_end) s.add_token(token_kind::blank, line.value_end, comment);
                if (comment != line.line_end) s.add_token(token_kind::comment, comment, line.line_end);
            }
            p = line.line_end;
            if (!joins_lines || !line.continues || p == end) return;
            const char* after = p;
            while (after != end && *after != '\n') ++after;  // a carriage return
            if (after == end) return;
            s.add_token(token_kind::newline, p, after + 1);
            p = after + 1;
        }
    }
};

struct open_token : primitive<open_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (class_of(*p) != character::open || s.too_deep() || !s.can_open()) return false;
        s.open_block(p++);
        return true;
    }
};

struct close_token : primitive<close_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (class_of(*p) != character::close || s.depth() == 0 || s.has_stray_open()) return false;
        s.close_block(p++);
        return true;
    }
};

/// The end of the text inside a block.
struct missing_close : x3::parser<missing_close> {
    using attribute_type = x3::unused_type;
    [[maybe_unused]] static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator&, const Iterator&, const Context& context, RContext&, Attribute&) const {
        auto& s = x3::get<state_tag>(context).get();
        s.abandon_block();
        s.unpaired = true;
        return true;
    }
};

/// A '{' that opens nothing.
struct stray_open_token : primitive<stray_open_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (class_of(*p) != character::open) return false;
        if (s.too_deep())
            s.report(text_code.too_deep, p, p + 1, "blocks are nested too deeply; this one is not read");
        else
            s.report(text_code.block_without_keyword, p, p + 1, "'{' without a keyword before it");
        s.add_stray_open(p++);
        return true;
    }
};

/// A '}' that closes nothing: at the top level, or the partner of a stray '{'.
struct stray_close_token : primitive<stray_close_token> {
    static bool recognise(const char*& p, const char*, state& s) {
        if (class_of(*p) != character::close || (s.depth() != 0 && !s.has_stray_open())) return false;
        if (!s.has_stray_open()) s.unpaired = true;
        s.add_stray_close(p++);
        return true;
    }
};

constexpr blank_token blank;
constexpr newline_token newline;
constexpr comment_token comment;
constexpr word_token word;
constexpr quoted_token quoted;
constexpr directive_line directive;
constexpr open_token open;
constexpr close_token close;
constexpr stray_open_token stray_open;
constexpr stray_close_token stray_close;

const x3::rule<struct items_tag> items = "items";

const auto block = open >> items >> (close | missing_close{});
const auto items_def = *(blank | newline | directive | word | quoted | comment | block | stray_open | stray_close);

BOOST_SPIRIT_DEFINE(items)

/// The rules of lines: their length, NUL bytes. The first line that is looked at begins at `start`.
void check_lines(state& s, std::string_view text, std::size_t start = 0) {
    constexpr std::size_t longest = 1022;  // MAXBUF 1024, less the newline and the terminator
    for (std::size_t begin = start; text.size() - begin > longest;) {
        // The last newline that a line from `begin` may end with: all lines before it are short enough.
        const auto last = text.substr(begin, longest + 1).rfind('\n');
        if (last != text.npos) {
            begin += last + 1;
            continue;
        }
        const auto end = std::min(text.find('\n', begin), text.size());
        s.mark_expansion();
        s.report_at(text_code.line_too_long,
                    {static_cast<std::uint32_t>(begin + longest), static_cast<std::uint32_t>(end)},
                    "the line has " + std::to_string(end - begin) + " bytes; keepalived reads 1022");
        begin = std::min(end + 1, text.size());
    }
    for (std::size_t at = text.find('\0', start); at != text.npos; at = text.find('\0', text.find('\n', at))) {
        s.mark_expansion();
        s.report_at(text_code.nul_byte, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)},
                    "a NUL byte; keepalived ignores the rest of the line or all of it");
    }
}

constexpr std::size_t hard_limit = (1u << 28) - 1;  // of a token's length

/// `items` stops only at the end: every byte belongs to one of its alternatives, '}' at the top level to `stray_close`.
void read_items(state& s, std::string_view bytes) {
    const char* first = bytes.data();
    x3::parse(first, first + bytes.size(), x3::with<state_tag>(std::ref(s))[items]);
}

}  // namespace

text::document parse_as(dialect d, text::source source, const text::limits& bounds, const column_finder& column) {
    const auto bytes = source.text();
    state s{source, bounds, d};
    if (exceeds_limit(source, bounds)) {
        s.report_at(text_code.file_too_large, {0, 0},
                    "the text has " + std::to_string(bytes.size()) + " bytes; the limit is " +
                        std::to_string(std::min<std::size_t>(bounds.file_bytes, hard_limit)));
        const char* const last = bytes.data() + bytes.size();
        for (const char* p = bytes.data(); p != last;) {
            const auto n = std::min<std::size_t>(static_cast<std::size_t>(last - p), hard_limit);
            s.add_token(token_kind::raw, p, p + n);
            p += n;
        }
        return s.finish();
    }
    read_items(s, bytes);
    if (s.unpaired) {
        const column_finder own = [&](std::uint32_t offset) { return column_of(bytes, offset); };
        report_braces({bytes, s.tokens(), s.nodes()}, column ? column : own, s.diagnostics());
    }
    if (d == dialect::written) check_lines(s, bytes);
    return s.finish();
}

bool exceeds_limit(const text::source& source, const text::limits& bounds) noexcept {
    return source.text().size() > std::min<std::size_t>(bounds.file_bytes, hard_limit);
}

std::optional<text::document> parse_section(text::source source, const text::limits& bounds, text::span section) {
    const auto bytes = source.text().substr(0, section.end);
    state s{source, bounds, dialect::written, section};
    read_items(s, bytes.substr(section.begin));
    check_lines(s, bytes, section.begin);
    auto doc = s.finish();
    if (s.unpaired || doc.needs_expansion() || !doc.diagnostics().empty()) return std::nullopt;
    return doc;
}

text::document parse(text::source source, const text::limits& bounds) {
    return parse_as(dialect::written, std::move(source), bounds);
}

}  // namespace hakit::keepalived

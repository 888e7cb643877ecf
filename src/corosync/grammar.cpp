// The grammar of corosync.conf. The language is one of lines, each of which says what it is with one byte, so it is
// read by hand, line by line: look_at_line() says what the line is, and each kind of line has a function here. It is
// total: every byte string is a document.
#include "corosync/grammar.hpp"

#include <hakit/corosync/parse.hpp>

#include "corosync/codes/text_codes.hpp"
#include "corosync/line.hpp"
#include "corosync/line_rules.hpp"
#include "corosync/mend.hpp"
#include "text/builder.hpp"

#include <algorithm>
#include <utility>

namespace hakit::corosync {
namespace {

using text::token_kind;

/// Reads the lines of one text. Not reusable.
class reader {
public:
    reader(text::source source, const text::limits& bounds, const target& aim)
        : out_{std::move(source), bounds}, aim_{aim}, rules_{out_, aim} {}

    [[nodiscard]] text::builder& out() noexcept { return out_; }
    [[nodiscard]] line_rules& rules() noexcept { return rules_; }

    /// Reads [first, last); a NUL byte stands at `last`. Says whether all braces had a partner.
    bool read(const char* first, const char* last) {
        last_ = last;
        for (const char* p = first; p != last; p = read_line(look_at(p))) {
        }
        while (out_.depth() != 0) {
            rules_.closed();
            out_.abandon_block();
            paired_ = false;
        }
        return paired_;
    }

private:
    line_parts look_at(const char* p) {
        auto line = look_at_line(p, last_, aim_);
        rules_.look_at(line, last_);
        return line;
    }

    /// Gives the first byte of the line to read next.
    const char* read_line(const line_parts& line) {
        if (line.kind != line_kind::blank) add(token_kind::blank, line.begin, line.first);
        switch (line.kind) {
            case line_kind::blank: finish_line(line, line.begin); break;
            case line_kind::comment:
                add(token_kind::comment, line.first, line.newline);
                add(token_kind::newline, line.newline, line.next);
                break;
            case line_kind::setting: setting(line); break;
            case line_kind::open:
                if (line.one_line)
                    other(line);
                else
                    open(line);
                break;
            case line_kind::close: close(line); break;
            case line_kind::other:
                if (line.next != last_ && !out_.too_deep()) {
                    const auto below = look_at_line(line.next, last_, aim_);
                    if (below.kind == line_kind::open && below.first == below.mark && !below.one_line) {
                        open_below(line, below);
                        return below.next;
                    }
                }
                other(line);
        }
        return line.next;
    }

    void setting(const line_parts& line) {
        out_.begin_node(text::node_kind::statement);
        if (line.mark == line.first) {
            // Without a key; the value must not be taken for one.
            out_.add_token(token_kind::raw, line.mark, line.mark + 1);
            add(token_kind::blank, line.mark + 1, line.value);
            add(token_kind::raw, line.value, line.value_end);
            out_.end_statement(0);
        } else {
            out_.add_token(token_kind::word, line.first, line.name_end);
            add(token_kind::blank, line.name_end, line.mark);
            out_.add_token(token_kind::raw, line.mark, line.mark + 1);
            add(token_kind::blank, line.mark + 1, line.value);
            add(token_kind::word, line.value, line.value_end);
            out_.end_statement(line.value == line.value_end ? 1 : 2);
        }
        rules_.setting(line);
        finish_line(line, line.value_end);
    }

    void open(const line_parts& line) {
        if (out_.too_deep()) return stray(line);
        out_.begin_node(text::node_kind::statement);
        if (line.mark != line.first) {
            add_word(token_kind::word, line.first, line.name_end);
            const char* blank = skip_blanks(line.name_end, aim_);
            add(token_kind::blank, line.name_end, blank);
            add_word(token_kind::raw, blank, line.mark);
        }
        rules_.opened(line);
        begin_block(line);
    }

    /// The '{' stands on the line below the name.
    void open_below(const line_parts& name, const line_parts& brace) {
        out_.begin_node(text::node_kind::statement);
        add_word(token_kind::word, name.first, name.name_end);
        rules_.brace_below(name, brace);
        const char* behind = skip_blanks(name.name_end, aim_);
        add(token_kind::blank, name.name_end, behind);
        add(token_kind::raw, behind, name.newline);
        add(token_kind::newline, name.newline, name.next);
        rules_.look_at(brace, last_);
        add(token_kind::blank, brace.begin, brace.first);
        rules_.opened(name);
        begin_block(brace);
    }

    void begin_block(const line_parts& line) {
        out_.open_block(line.mark);
        rules_.behind_open(line);
        add(token_kind::blank, line.mark + 1, line.value);
        finish_brace(line, line.value);
    }

    void close(const line_parts& line) {
        if (out_.depth() == 0 || out_.has_stray_open()) return stray(line);
        rules_.close(line);
        add(token_kind::raw, line.first, line.mark);
        rules_.closed();
        out_.close_block(line.mark);
        finish_brace(line, line.mark + 1);
    }

    /// A '}' at the top level, a '{' that is nested too deeply and its '}'.
    void stray(const line_parts& line) {
        out_.end_line();
        add(token_kind::raw, line.first, line.mark);
        if (line.kind == line_kind::open) {
            out_.report(text_code.too_deep, line.first, line.mark + 1,
                        "sections are nested too deeply; this one is not read");
            out_.add_stray_open(line.mark);
        } else {
            if (!out_.has_stray_open()) paired_ = false;
            rules_.close(line);
            out_.add_stray_close(line.mark);
        }
        finish_brace(line, line.mark + 1);
    }

    /// A line that means nothing, or a section on one line, whose '}' corosync does not see.
    void other(const line_parts& line) {
        out_.begin_node(text::node_kind::statement);
        const char* end = line.one_line ? line.value_end : line.name_end;
        if (line.colon != nullptr) {
            add_word(token_kind::word, line.first, line.name_end);
            add(token_kind::blank, line.name_end, line.colon);
            add_word(token_kind::raw, line.colon, line.colon + 1);
            const char* value = skip_blanks(line.colon + 1, aim_);
            add(token_kind::blank, line.colon + 1, value);
            add_word(token_kind::word, value, end);
        } else {
            add_word(token_kind::raw, line.first, end);
        }
        if (line.one_line)
            rules_.one_line(line);
        else
            rules_.other(line);
        finish_line(line, end);
    }

    /// What stands from `p` on behind the brace of a line.
    void finish_brace(const line_parts& line, const char* p) {
        add(token_kind::raw, p, line.value_end);
        finish_line(line, line.value_end);
    }

    /// What is left of the line from `p` on: blanks, bytes behind a NUL, and the line ending.
    void finish_line(const line_parts& line, const char* p) {
        if (p != line.newline) add_rest(p, line.newline);
        out_.end_line();
        // A carriage return at the very end of the text is a line ending, too.
        add(token_kind::newline, line.newline, line.next);
    }

    void add_rest(const char* first, const char* last) {
        const char* behind = skip_blanks(first, aim_);
        add(token_kind::blank, first, behind);
        add(token_kind::raw, behind, last);
    }
    void add(token_kind kind, const char* first, const char* last) {
        if (first != last) out_.add_token(kind, first, last);
    }
    void add_word(token_kind kind, const char* first, const char* last) {
        if (first != last) out_.add_word(kind, first, last);
    }

    text::builder out_;
    const target& aim_;
    line_rules rules_;
    const char* last_ = nullptr;
    bool paired_ = true;
};

}  // namespace

text::document parse_lines(text::source source, const text::limits& bounds, const target& aim, bool& unpaired) {
    const auto bytes = source.text();
    reader lines{source, bounds, aim};
    auto& out = lines.out();
    const char* first = bytes.data();
    const char* const last = first + bytes.size();
    constexpr std::size_t hard_limit = (1u << 28) - 1;
    if (bytes.size() > bounds.file_bytes || bytes.size() > hard_limit) {
        out.report_at(text_code.file_too_large, {0, 0},
                      "the text has " + std::to_string(bytes.size()) + " bytes; the limit is " +
                          std::to_string(std::min<std::size_t>(bounds.file_bytes, hard_limit)));
        for (const char* p = first; p != last;) {
            const auto n = std::min<std::size_t>(static_cast<std::size_t>(last - p), hard_limit);
            out.add_token(token_kind::raw, p, p + n);
            p += n;
        }
        return out.finish();
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        out.add_token(token_kind::blank, first, first + 3);
        lines.rules().byte_order_mark(first);
        first += 3;
    }
    unpaired = !lines.read(first, last);
    return out.finish();
}

text::document parse(text::source source, const text::limits& bounds, const target& aim) {
    bool unpaired = false;
    auto doc = parse_lines(source, bounds, aim, unpaired);
    if (!unpaired) return doc;
    // Braces that do not pair are explained together, once everything is known.
    text::document::parts parts{std::move(source),
                                std::nullopt,
                                {doc.tokens().begin(), doc.tokens().end()},
                                {doc.nodes().begin(), doc.nodes().end()},
                                doc.diagnostics(),
                                false};
    report_mending(doc, mend(doc, aim), parts.diagnostics);
    return text::document{std::move(parts)};
}

}  // namespace hakit::corosync

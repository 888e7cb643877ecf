#include "corosync/codes/text_codes.hpp"
#include "corosync/mend.hpp"
#include "text/printable.hpp"
#include "text/statement.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

using text::no_node;

std::string title_of(const text::document& doc, text::node_id id) {
    return id == no_node ? "the file" : '\'' + text::printable(doc.word_text(id, 0)) + '\'';
}

/// Where the '}' of an edit goes: behind the last line before its token that is neither blank nor a comment.
std::uint32_t place_of(const text::document& doc, std::uint32_t token) {
    const text::layout lines{doc};
    while (token > 0) {
        const auto kind = doc.tokens()[token - 1].kind();
        if (kind != text::token_kind::blank && kind != text::token_kind::newline && kind != text::token_kind::comment)
            return lines.line_end(token - 1);
        --token;
    }
    return 0;
}

text::text_edit edit_of(const text::document& doc, const brace_edit& e) {
    const text::layout lines{doc};
    if (e.what != brace_edit::kind::add_close) return {{lines.line_begin(e.token), lines.line_end(e.token)}, ""};
    const auto place = place_of(doc, e.token);
    const auto ending = std::string{lines.newline_near(e.token)};
    std::string line;
    if (e.section != no_node) line = lines.indentation(doc.at(e.section).first_token);
    line += '}';
    const bool cut = place != 0 && doc.text()[place - 1] != '\n';
    return {{place, place}, cut ? ending + line : line + ending};
}

/// Edits next to one another become one.
std::vector<text::text_edit> joined(std::vector<text::text_edit> edits) {
    std::vector<text::text_edit> out;
    for (auto& e : edits) {
        if (!out.empty() && out.back().where.end == e.where.begin &&
            (out.back().replacement.empty() == e.replacement.empty())) {
            out.back().where.end = e.where.end;
            out.back().replacement += e.replacement;
        } else {
            out.push_back(std::move(e));
        }
    }
    return out;
}

std::uint32_t line_of(const text::document& doc, const brace_edit& e) {
    return e.token < doc.tokens().size() ? doc.lines().line_of(doc.tokens()[e.token].begin) : 0;
}

/// The token of the first '}' that corosync has nothing to close for, or none.
std::uint32_t first_surplus(const text::document& doc) {
    int depth = 0;
    for (std::uint32_t t = 0; t < doc.tokens().size(); ++t) {
        if (doc.tokens()[t].kind() == text::token_kind::open) ++depth;
        if (doc.tokens()[t].kind() == text::token_kind::close && --depth < 0) return t;
    }
    return no_node;
}

class reporter {
public:
    reporter(const text::document& doc, const mending& m, text::diagnostic_list& out)
        : doc_{doc}, m_{m}, out_{out}, stops_{first_surplus(doc)} {}

    void run() {
        for (std::size_t first = 0, last = 0; first < m_.edits.size(); first = last) {
            last = first + 1;
            while (last < m_.edits.size() && belongs(m_.edits[last - 1], m_.edits[last])) ++last;
            report({m_.edits.data() + first, last - first});
        }
    }

private:
    [[nodiscard]] bool belongs(const brace_edit& a, const brace_edit& b) const {
        if (a.what != b.what) return false;
        if (a.what == brace_edit::kind::add_close) return a.token == b.token;
        return line_of(doc_, a) + 1 == line_of(doc_, b);
    }

    void report(std::span<const brace_edit> run) {
        const auto& e = run.front();
        const auto brace = e.token < doc_.tokens().size() ? doc_.tokens()[e.token].where() : text::span{};
        const auto more = run.size() - 1;
        text::diagnostic* d = nullptr;
        switch (e.what) {
            case brace_edit::kind::remove_close: d = &too_many(e, brace, more); break;
            case brace_edit::kind::remove_open:
                d = &out_.add(text_code.surplus_open, {0, doc_.header(e.section)},
                              title_of(doc_, e.section) + " is opened where it does not belong, and never closed");
                stops_at_end(*d);
                break;
            case brace_edit::kind::add_close: d = &missing(run); break;
        }
        std::vector<text::text_edit> edits;
        for (const auto& edit : run) edits.push_back(edit_of(doc_, edit));
        d->remedy =
            text::fix{deed(e.what, run.size()), m_.certain ? text::applicability::certain : text::applicability::maybe,
                      joined(std::move(edits))};
    }

    text::diagnostic& too_many(const brace_edit& e, text::span brace, std::size_t more) {
        if (more == 0 && e.token == stops_) return out_.add(text_code.surplus_close, {0, brace}, "'}' closes nothing");
        auto message = more == 0
                           ? std::string{"this '}' is"}
                           : "this '}' and the " + std::to_string(more) + (more == 1 ? " below are" : " below are");
        message +=
            e.section == no_node ? " one too many" : " too early: " + title_of(doc_, e.section) + " goes on below";
        auto& d = out_.add(text_code.surplus_close, {0, brace}, std::move(message));
        if (stops_ != no_node)
            d.notes.push_back({"corosync stops at this '}', which has nothing left to close",
                               text::location{0, doc_.tokens()[stops_].where()}});
        return d;
    }

    text::diagnostic& missing(std::span<const brace_edit> run) {
        const auto& e = run.front();
        auto message = title_of(doc_, e.section) + " is not closed";
        if (run.size() > 1)
            message += ", nor " + std::string{run.size() == 2 ? "is " : "are "} + std::to_string(run.size() - 1) +
                       " around it";
        auto& d = out_.add(text_code.missing_close, {0, e.section == no_node ? text::span{} : doc_.header(e.section)},
                           std::move(message));
        const auto place = place_of(doc_, e.token);
        d.notes.push_back({"its '}' was expected here", text::location{0, {place, place}}});
        stops_at_end(d);
        return d;
    }

    void stops_at_end(text::diagnostic& d) const {
        const auto last = doc_.lines().line_span(doc_.lines().line_count());
        d.notes.push_back({"corosync stops at the end of the file", text::location{0, last}});
    }

    static std::string deed(brace_edit::kind what, std::size_t count) {
        const auto lines = count == 1 ? std::string{"the line"} : "the " + std::to_string(count) + " lines";
        if (what != brace_edit::kind::add_close) return "remove " + lines;
        return count == 1 ? "add '}'" : "add " + std::to_string(count) + " '}'";
    }

    const text::document& doc_;
    const mending& m_;
    text::diagnostic_list& out_;
    const std::uint32_t stops_;
};

}  // namespace

std::vector<text::text_edit> edits_of(const text::document& doc, const mending& m) {
    std::vector<text::text_edit> edits;
    for (const auto& e : m.edits) edits.push_back(edit_of(doc, e));
    return joined(std::move(edits));
}

void report_mending(const text::document& doc, const mending& m, text::diagnostic_list& out) {
    if (m.found) return reporter{doc, m, out}.run();
    const auto stops = first_surplus(doc);
    if (stops != no_node) out.add(text_code.surplus_close, {0, doc.tokens()[stops].where()}, "'}' closes nothing");
    for (text::node_id id = 1; id < doc.nodes().size(); ++id)
        if (doc.at(id).has_block() && !doc.at(id).closed)
            out.add(text_code.missing_close, {0, doc.header(id)}, title_of(doc, id) + " is not closed");
}

}  // namespace hakit::corosync

/// The smallest brace grammar: enough to test documents, paths and edits without a real one.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

#include <text/builder.hpp>

#include <string>
#include <string_view>

namespace hakit::test {

/// Words, "quoted words", '#' comments, one statement a line, blocks in braces. A '}' ends the statement before it.
/// A brace that fits nowhere becomes a word. At the start of a line "@word" is a prefix, "include" takes the rest of
/// the line, and so does "$NAME=".
inline text::document parse_tiny(std::string input, const text::limits& bounds = {}) {
    using text::token_kind;
    const text::source origin{"tiny.conf", std::move(input)};
    text::builder out{origin, bounds};
    const char* p = origin.text().data();
    const char* const end = p + origin.text().size();
    const auto is_any = [](char c, std::string_view set) { return set.find(c) != set.npos; };
    const auto run = [&](const char* from, auto&& inside) {
        while (from != end && inside(from)) ++from;
        return from;
    };
    bool line_start = true;
    const auto directive = [&](text::node_kind kind, const char* head_end) {
        out.begin_node(kind);
        out.add_word(token_kind::directive, p, head_end);
        const char* value = run(head_end, [&](const char* c) { return is_any(*c, " \t"); });
        if (value != head_end) out.add_token(token_kind::blank, head_end, value);
        const char* last = run(value, [&](const char* c) { return !is_any(*c, "#\r\n"); });
        while (last != value && is_any(last[-1], " \t")) --last;
        if (last != value) out.add_word(token_kind::raw, value, last);
        out.end_line();
        return last;
    };
    const auto at_line_end = [&](const char* q) { return *q == '\n' || (*q == '\r' && q + 1 != end && q[1] == '\n'); };
    while (p != end) {
        const char* q = p;
        if (at_line_end(p)) {
            q = p + (*p == '\r' ? 2 : 1);
            out.add_token(token_kind::newline, p, q);
            out.end_line();
            line_start = true;
            p = q;
            continue;
        }
        if (is_any(*p, " \t\r")) {
            q = run(p + 1, [&](const char* c) { return is_any(*c, " \t\r") && !at_line_end(c); });
            out.add_token(token_kind::blank, p, q);
            p = q;
            continue;
        }
        const std::string_view rest{p, static_cast<std::size_t>(end - p)};
        const char* const word_end = run(p, [&](const char* c) { return !is_any(*c, " \t\r\n{}#\"="); });
        if (line_start && *p == '@' && word_end != p + 1) {
            q = word_end;
            out.add_token(token_kind::directive, p, q);
        } else if (line_start && (rest.starts_with("include ") || rest.starts_with("include\t"))) {
            q = directive(text::node_kind::include, p + 7);
        } else if (line_start && *p == '$' && word_end != end && *word_end == '=') {
            q = directive(text::node_kind::definition, word_end + 1);
        } else if (*p == '#') {
            q = run(p, [&](const char* c) { return !at_line_end(c); });
            out.add_token(token_kind::comment, p, q);
        } else if (*p == '{' && out.can_open() && !out.too_deep()) {
            q = p + 1;
            out.open_block(p);
        } else if (*p == '}' && out.depth() > 0) {
            q = p + 1;
            out.end_line();
            out.close_block(p);
        } else if (*p == '"') {
            q = run(p + 1, [&](const char* c) { return *c != '"' && !at_line_end(c); });
            if (q != end && *q == '"') ++q;
            out.add_word(token_kind::quoted, p, q);
        } else {
            q = run(p + 1, [&](const char* c) { return !is_any(*c, " \t\r{}#\"") && !at_line_end(c); });
            out.add_word(token_kind::word, p, q);
        }
        line_start = false;
        p = q;
    }
    while (out.depth() > 0) out.abandon_block();
    return out.finish();
}

}  // namespace hakit::test

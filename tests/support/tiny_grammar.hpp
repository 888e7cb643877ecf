/// The smallest brace grammar: enough to test documents, paths and edits without a real one.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

#include <text/builder.hpp>

#include <string>
#include <string_view>

namespace hakit::test {

/// Words, "quoted words", '#' comments, one statement a line, blocks in braces. A '}' ends the statement before it.
/// A brace that fits nowhere becomes a word.
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
    const auto at_line_end = [&](const char* q) { return *q == '\n' || (*q == '\r' && q + 1 != end && q[1] == '\n'); };
    while (p != end) {
        const char* q = p;
        if (at_line_end(p)) {
            q = p + (*p == '\r' ? 2 : 1);
            out.add_token(token_kind::newline, p, q);
            out.end_line();
        } else if (is_any(*p, " \t\r")) {
            q = run(p + 1, [&](const char* c) { return is_any(*c, " \t\r") && !at_line_end(c); });
            out.add_token(token_kind::blank, p, q);
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
        p = q;
    }
    while (out.depth() > 0) out.abandon_block();
    return out.finish();
}

}  // namespace hakit::test

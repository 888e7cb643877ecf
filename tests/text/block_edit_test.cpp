#include <hakit/text/block_edit.hpp>
#include <hakit/text/path.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>
#include <support/tiny_grammar.hpp>

using namespace hakit::text;
using hakit::test::parse_tiny;

namespace {

node_id at(const document& doc, std::string_view where) { return find(doc, path::parse(where).value()).value(); }

/// The text after the edits; checks that the inverse restores it.
std::string applied(const document& doc, const hakit::result<std::vector<text_edit>>& edits) {
    if (!edits) return "error: " + edits.error().message();
    const auto changed = apply_edits(doc.text(), *edits);
    if (!changed) return "bad edits: " + changed.error().message();
    CHECK(*apply_edits(*changed, *invert_edits(doc.text(), *edits)) == doc.text());
    return *changed;
}

std::string set(std::string text, std::string_view where, std::string_view words) {
    const auto doc = parse_tiny(std::move(text));
    return applied(doc, set_words(doc, at(doc, where), words));
}

/// `after` empty: at the end.
std::string insert(std::string text, std::string_view parent, std::string_view after, std::string_view statement,
                   const block_syntax& syntax = {}) {
    const auto doc = parse_tiny(std::move(text));
    return applied(doc,
                   insert_statement(doc, at(doc, parent), after.empty() ? no_node : at(doc, after), statement, syntax));
}

std::string removed(std::string text, std::string_view where, bool comments = false) {
    const auto doc = parse_tiny(std::move(text));
    return applied(doc, remove_statement(doc, at(doc, where), comments));
}

std::string commented(std::string text, std::string_view where) {
    const auto doc = parse_tiny(std::move(text));
    return applied(doc, comment_out(doc, at(doc, where)));
}

}  // namespace

TEST_CASE("setting words keeps the blanks, the comment and the block") {
    CHECK(set("a {\n  weight\t 1   # why\n}\n", "a.weight", "200") == "a {\n  weight\t 200   # why\n}\n");
    CHECK(set("server  10.0.0.1   80 {\n}\n", "server", "10.0.0.2 80") == "server  10.0.0.2   80 {\n}\n");
    CHECK(set("server 1{\n}\n", "server", "2 3") == "server 2 3{\n}\n");
    CHECK(set("a 1 2 3 # c", "a", "1") == "a 1 # c");
    CHECK(set("a 1 2  # c", "a", "") == "a  # c");
    CHECK(set("a # c", "a", "x \"y  z\"") == "a x \"y  z\" # c");
    CHECK(set("a", "a", "1") == "a 1");
    CHECK(set("a 1", "a", "  2   3 ") == "a 2 3");
    CHECK(set("a \"x\"y", "a", "p q") == "a p q");
    CHECK(set("a\"x\"", "a", "p") == "a p");
}

TEST_CASE("setting what is there already edits nothing") {
    const auto doc = parse_tiny("a  1\t\"b c\" # d\n");
    CHECK(set_words(doc, 1, "1 \"b c\"")->empty());
    const auto edits = set_words(doc, 1, "1 x");
    REQUIRE(edits->size() == 1);
    CHECK(edits->front() == text_edit{{5, 10}, "x"});
}

TEST_CASE("directives: a prefix goes with its statement, a value keeps its place") {
    CHECK(set("a {\n @host b 1 # c\n}\n", "a.b", "2") == "a {\n @host b 2 # c\n}\n");
    CHECK(set("include  x y # z\n", "include", "w") == "include  w # z\n");
    CHECK(set("$N=1 2\n", "[$N=]", "3") == "$N=3\n");
    CHECK(removed("a {\n @host b 1 # c\n d\n}\n", "a.b") == "a {\n d\n}\n");
    CHECK(removed("include  x y # z\nb\n", "include") == "b\n");
    CHECK(commented("a {\n @host b 1\n}\n", "a.b") == "a {\n # @host b 1\n}\n");
    CHECK(insert("a {\n @host b 1\n}\n", "a", "", "c") == "a {\n @host b 1\n c\n}\n");
}

TEST_CASE("words that cannot be set are refused") {
    const auto doc = parse_tiny("a 1\n");
    CHECK(set_words(doc, doc.root(), "x").error().code() == hakit::errc::invalid_argument);
    CHECK(set_words(doc, 99, "x").error().code() == hakit::errc::invalid_argument);
    CHECK(set_words(doc, 1, "x\ny").error().code() == hakit::errc::invalid_argument);
}

TEST_CASE("inserted statements follow the layout of their siblings") {
    CHECK(insert("a {\n\tb 1\n\tc 2 # x\n}\n", "a", "", "d 3") == "a {\n\tb 1\n\tc 2 # x\n\td 3\n}\n");
    CHECK(insert("a {\n\tb 1\n\tc 2\n}\n", "a", "a.b", "d 3") == "a {\n\tb 1\n\td 3\n\tc 2\n}\n");
    CHECK(insert("a {\r\n  b 1\r\n}\r\n", "a", "", "d 3") == "a {\r\n  b 1\r\n  d 3\r\n}\r\n");
    CHECK(insert("a {\n}\nb {\n  x\n}\n", "", "a", "c {\n  y\n}\n") == "a {\n}\nc {\n  y\n}\nb {\n  x\n}\n");
    CHECK(insert("a\n{\n  b\n  {\n    c\n  }\n}\n", "a", "", "d\n{\n\n  e\n}") ==
          "a\n{\n  b\n  {\n    c\n  }\n  d\n  {\n\n    e\n  }\n}\n");
}

TEST_CASE("the final newline stays as missing as it was") {
    CHECK(insert("a 1", "", "", "b 2") == "a 1\nb 2");
    CHECK(insert("a 1\r\nb 2 # c", "", "", "c 3") == "a 1\r\nb 2 # c\r\nc 3");
    CHECK(insert("a 1\nb 2", "", "a", "c 3") == "a 1\nc 3\nb 2");
    CHECK(insert("a {\n  b 1", "a", "", "c 2") == "a {\n  b 1\n  c 2");
}

TEST_CASE("the first statement goes one level deeper than its parent") {
    CHECK(insert("a {\n}\n", "a", "", "b 1") == "a {\n    b 1\n}\n");
    CHECK(insert("a {\n}\n", "a", "", "b 1", {'#', "\t", true}) == "a {\n\tb 1\n}\n");
    CHECK(insert("x {\n  y {\n  }\n}\n", "x.y", "", "b 1") == "x {\n  y {\n    b 1\n  }\n}\n");
    CHECK(insert("a { # c\n  # d\n}\n", "a", "", "b 1") == "a { # c\n  # d\n    b 1\n}\n");
    CHECK(insert("a {}\n", "a", "", "b 1") == "a {\n    b 1\n}\n");
    CHECK(insert("a {   }  # c\n", "a", "", "b 1") == "a {\n    b 1\n}  # c\n");
    CHECK(insert("a {\n", "a", "", "b 1") == "a {\n    b 1\n");
    CHECK(insert("a {", "a", "", "b 1") == "a {\n    b 1");
    CHECK(insert("", "", "", "b 1") == "b 1\n");
    CHECK(insert("# only\r\n", "", "", "b {\nc\n}") == "# only\r\nb {\r\nc\r\n}\r\n");
    CHECK(insert("# only", "", "", "b 1") == "# only\nb 1");
}

TEST_CASE("a block on one line is opened up") {
    CHECK(insert("kw { a 1 }\n", "kw", "", "b 2") == "kw {\n    a 1\n    b 2\n}\n");
    CHECK(insert("  kw {a 1}# c", "kw", "", "b 2") == "  kw {\n      a 1\n      b 2\n  }# c");
    CHECK(insert("kw { a { x 1 } b 2 }\n", "kw", "kw.a", "n 3") == "kw {\n    a { x 1 }\n    n 3\n    b 2\n}\n");
    CHECK(insert("kw { a {x}b 2 }\n", "kw", "kw.a", "n 3") == "kw {\n    a {x}\n    n 3\n    b 2\n}\n");
    CHECK(insert("kw {\n  a 1 }\n", "kw", "", "b 2") == "kw {\n  a 1\n  b 2\n}\n");
    CHECK(insert("a { x } c 2 # d\n", "", "a", "b 1") == "a { x }\nb 1\nc 2 # d\n");
}

TEST_CASE("a parent without a block gets one") {
    CHECK(insert("a 1 # c\n", "a", "", "b 2") == "a 1 {\n    b 2\n} # c\n");
    CHECK(insert("x\n{\n\ty 1\n}\na 1\r\n", "a", "", "b 2") == "x\n{\n\ty 1\n}\na 1\n{\n\tb 2\n}\r\n");
    CHECK(insert("a\n", "a", "", "b 2", {'#', "  ", false}) == "a\n{\n  b 2\n}\n");
}

TEST_CASE("insertions that cannot work are refused") {
    const auto doc = parse_tiny("a {\n b 1\n}\nc {\n d {\n");
    CHECK(insert_statement(doc, 0, no_node, " \n").error().code() == hakit::errc::invalid_argument);
    CHECK(insert_statement(doc, 77, no_node, "x").error().code() == hakit::errc::invalid_argument);
    CHECK(insert_statement(doc, 0, at(doc, "a.b"), "x").error().code() == hakit::errc::invalid_argument);
    CHECK(insert_statement(doc, 0, no_node, "x").error().message() == "the block of 'c' is never closed");
    CHECK(insert_statement(doc, 0, at(doc, "a"), "x").has_value());
}

TEST_CASE("removing takes the lines, and the comment above only when asked") {
    CHECK(removed("a 1\nb 2 # c\nd 3\n", "b") == "a 1\nd 3\n");
    CHECK(removed("a 1\n# about b\nb 2\n", "b") == "a 1\n# about b\n");
    CHECK(removed("a 1\n\n# two\n  # lines\nb 2\nc\n", "b", true) == "a 1\n\nc\n");
    CHECK(removed("a 1 # mine\nb 2\n", "b", true) == "a 1 # mine\n");
    CHECK(removed("# x\n\nb 2\n", "b", true) == "# x\n\n");
    CHECK(removed("# x\nb 2", "b", true) == "");
    CHECK(removed("a {\r\n  b {\r\n    c\r\n  } # d\r\n  e\r\n}\r\n", "a.b") == "a {\r\n  e\r\n}\r\n");
}

TEST_CASE("removing from a shared line leaves the others alone") {
    CHECK(removed("kw { a 1 }\n", "kw.a") == "kw { }\n");
    CHECK(removed("kw {a 1}\n", "kw.a") == "kw {}\n");
    CHECK(removed("a { x } c 2 # d\n", "a") == "c 2 # d\n");
    CHECK(removed("a { x } c 2 # d\n", "c") == "a { x } # d\n");
    CHECK(removed("a { b 1\n}\n", "a.b") == "a {\n}\n");
}

TEST_CASE("commenting out prefixes each line at the statement's own indentation") {
    CHECK(commented("a {\n  b {\n    c 1\n\n  } # d\n}\n", "a.b") == "a {\n  # b {\n  #   c 1\n\n  # } # d\n}\n");
    CHECK(commented("\ta\r\n{\r\n x\r\n\t}\r\n", "a") == "\t# a\r\n# {\r\n # x\r\n\t# }\r\n");
    const auto doc = parse_tiny("a { b 1 }\n");
    CHECK(comment_out(doc, 2).error().code() == hakit::errc::refused);
    CHECK(comment_out(doc, 0).error().code() == hakit::errc::invalid_argument);
}

TEST_CASE("uncommenting undoes commenting out, and reads what people wrote") {
    const auto doc = parse_tiny("a {\n  #b 1\n\n    #  c 2\n  # d\n  e\n}\n");
    CHECK(applied(doc, uncomment(doc, {4, 26})) == "a {\n  b 1\n\n     c 2\n  d\n  e\n}\n");
    CHECK(uncomment(doc, {4, 31}).error().message() == "line 6 is not a comment");
    CHECK(uncomment(doc, {11, 12}).error().code() == hakit::errc::refused);
}

namespace {

/// Whether the bytes of `b` are those of `a` apart from the spans of the edits.
bool only_spans_changed(std::string_view a, std::string_view b, const std::vector<text_edit>& edits) {
    auto sorted = edits;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& x, const auto& y) { return x.where < y.where; });
    std::size_t from = 0;
    std::size_t to = 0;
    for (const auto& e : sorted) {
        const auto kept = e.where.begin - from;
        if (a.substr(from, kept) != b.substr(to, kept)) return false;
        from = e.where.end;
        to += kept + e.replacement.size();
    }
    return a.substr(from) == b.substr(to);
}

/// The words of all statements but those below `skip`, depth first.
std::vector<std::string> outline(const document& doc, node_id skip = no_node) {
    std::vector<std::string> all;
    for (node_id id = 1; id < doc.nodes().size(); ++id) {
        bool inside = false;
        for (auto up = id; up != no_node; up = doc.at(up).parent) inside = inside || up == skip;
        if (inside) continue;
        std::string line;
        for (auto up = doc.at(id).parent; up != no_node; up = doc.at(up).parent) line += '>';
        for (const auto word : doc.words(id)) line += std::string{word} + '|';
        all.push_back(line);
    }
    return all;
}

}  // namespace

TEST_CASE("property: edits do what they say and touch nothing else") {
    std::size_t inserted = 0;
    std::size_t commented_out = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        hakit::test::random_source random{seed};
        auto text = hakit::test::config_generator{seed}.make();
        if (seed % 3 == 0) text = hakit::test::mutate(std::move(text), random);
        const auto doc = parse_tiny(text);
        CAPTURE(text);
        for (node_id id = 1; id < doc.nodes().size(); ++id) {
            CAPTURE(id);
            if (doc.at(id).words == 0) continue;
            const auto keyword = doc.word(id, 0).of(text);
            // Behind a quote that is never closed there is no place for words.
            if (keyword.front() != '"' || (keyword.size() > 1 && keyword.back() == '"')) {
                const auto edits = set_words(doc, id, "new \"v w\"").value();
                const auto changed = applied(doc, edits);
                REQUIRE(only_spans_changed(text, changed, edits));
                const auto again = parse_tiny(changed);
                REQUIRE(again.nodes().size() == doc.nodes().size());
                REQUIRE(again.words(id) == std::vector<std::string_view>{doc.word_text(id, 0), "new", "v w"});
            }
            {
                const auto edits = remove_statement(doc, id).value();
                const auto changed = applied(doc, edits);
                REQUIRE(only_spans_changed(text, changed, edits));
                // A '{' that found no statement before may find one now; only damaged texts have such.
                if (seed % 3 != 0) REQUIRE(outline(parse_tiny(changed)) == outline(doc, id));
            }
            if (const auto edits = insert_statement(doc, doc.at(id).parent, id, "new {\n  x 1\n}")) {
                const auto changed = applied(doc, edits);
                REQUIRE(only_spans_changed(text, changed, *edits));
                const auto again = parse_tiny(changed);
                auto expected = outline(doc);
                std::size_t place = id;
                while (place < expected.size() && doc.where(id).contains(doc.where(static_cast<node_id>(place + 1))))
                    ++place;
                const auto depth = expected[id - 1].substr(0, expected[id - 1].find_first_not_of('>'));
                expected.insert(expected.begin() + static_cast<std::ptrdiff_t>(place),
                                {depth + "new|", depth + ">x|1|"});
                CAPTURE(changed);
                REQUIRE(outline(again) == expected);
                ++inserted;
            }
            if (const auto edits = comment_out(doc, id)) {
                const auto changed = applied(doc, edits);
                REQUIRE(only_spans_changed(text, changed, *edits));
                const auto again = parse_tiny(changed);
                if (seed % 3 != 0) REQUIRE(outline(again) == outline(doc, id));
                const auto begin = edits->front().where.begin;
                const auto end = edits->back().where.end + 2 * static_cast<std::uint32_t>(edits->size());
                REQUIRE(applied(again, uncomment(again, {begin, end})) == text);
                ++commented_out;
            }
        }
    }
    CHECK(inserted > 300);
    CHECK(commented_out > 300);
}

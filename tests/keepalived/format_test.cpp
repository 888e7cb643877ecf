#include <hakit/keepalived/format.hpp>
#include <hakit/keepalived/parse.hpp>

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace ka = hakit::keepalived;
namespace text = hakit::text;

namespace {

std::string formatted(std::string_view in) { return ka::format(ka::parse({"t", std::string{in}})); }

std::string_view without_trailing_blanks(std::string_view s) {
    while (s.ends_with(' ') || s.ends_with('\t')) s.remove_suffix(1);
    return s;
}

/// Everything that is not layout: words, directives, raw values, comments, braces.
std::vector<std::string> substance(std::string_view in) {
    std::vector<std::string> out;
    const auto doc = ka::parse({"t", std::string{in}});
    for (const auto& token : doc.tokens())
        if (token.kind() != text::token_kind::blank && token.kind() != text::token_kind::newline)
            out.emplace_back(without_trailing_blanks(token.where().of(doc.text())));
    return out;
}

/// The statements with their nesting.
std::string outline(const text::document& doc, text::node_id id) {
    std::string out;
    for (auto child = doc.first_child(id); child != text::no_node; child = doc.next_sibling(child)) {
        for (const auto word : doc.words(child)) out += std::string{word} + ' ';
        out += doc.at(child).has_block() ? '{' + outline(doc, child) + '}' : ";";
    }
    return out;
}

}  // namespace

TEST_CASE("the canonical layout") {
    CHECK(formatted("a   b\t c  # why\n\n\n\nd\n{\n e 1 }\n  # last\n") == "a b c  # why\n\nd {\n    e 1\n}\n# last\n");
    CHECK(formatted("a{b{c\n}}") == "a {\n    b {\n        c\n    }\n}\n");
    CHECK(formatted("a { # x\n b\n} # y\nc") == "a {  # x\n    b\n}  # y\nc\n");
    CHECK(formatted("a {\n\n b\n\n}\n") == "a {\n    b\n}\n");
    CHECK(formatted("a {\r\nb  c\r\n}\r\n") == "a {\r\n    b c\r\n}\r\n");
    CHECK(formatted("  $X=1  2 # c\n@h  a $X\n include  x y\n") == "$X=1  2  # c\n@h a $X\ninclude x y\n");
    CHECK(formatted("") == "");
}

TEST_CASE("a damaged text is left alone") {
    for (const std::string_view damaged : {"a {\n b\n", "a\n}\n", "{ a\n}\n"}) CHECK(formatted(damaged) == damaged);
}

TEST_CASE("laying out loses nothing, changes no meaning and is idempotent") {
    const std::string base =
        "global_defs {\n  router_id \"a b\" # x\n\n\n}\n$X=1\\\n 2 {\\\n }\n@a vrrp_instance V\n{\n ~SEQ(i,1,2) a $i "
        "${i}\n include b*\n} ! y\nk { l 1 }m\n";
    constexpr std::string_view alphabet{"{}\"# \n\n\t\\$@~!ab", 15};
    std::mt19937 random{3};
    int whole = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto mutant = base;
        for (auto n = random() % 6; n != 0; --n) {
            const auto at = random() % mutant.size();
            switch (random() % 3) {
                case 0: mutant[at] = alphabet[random() % alphabet.size()]; break;
                case 1: mutant.erase(at, 1); break;
                default: mutant.insert(at, 1, alphabet[random() % alphabet.size()]);
            }
        }
        CAPTURE(mutant);
        const auto once = formatted(mutant);
        REQUIRE(substance(once) == substance(mutant));
        REQUIRE(outline(ka::parse({"t", once}), 0) == outline(ka::parse({"t", mutant}), 0));
        REQUIRE(formatted(once) == once);
        whole += once != mutant ? 1 : 0;
    }
    CHECK(whole > 1'000);
}

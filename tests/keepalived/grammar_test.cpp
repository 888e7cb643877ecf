#include <hakit/keepalived/parse.hpp>

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace ka = hakit::keepalived;
namespace text = hakit::text;

namespace {

bool tiles(const text::document& doc) {
    std::uint32_t at = 0;
    for (const auto& token : doc.tokens()) {
        if (token.begin != at) return false;
        at = token.where().end;
    }
    return at == doc.text().size();
}

/// The statements as "word word{...}" without blanks and comments.
std::string outline(const text::document& doc, text::node_id id) {
    std::string out;
    for (auto child = doc.first_child(id); child != text::no_node; child = doc.next_sibling(child)) {
        if (!out.empty()) out += ';';
        bool first = true;
        for (const auto word : doc.words(child)) {
            if (!first) out += ' ';
            first = false;
            out += '[' + std::string{word} + ']';
        }
        if (doc.at(child).has_block()) out += '{' + outline(doc, child) + '}';
    }
    return out;
}

std::string outline(std::string_view source) { return outline(ka::parse({"t", std::string{source}}), 0); }

std::string codes(std::string_view source) {
    std::string out;
    const auto doc = ka::parse({"t", std::string{source}});
    for (const auto& d : doc.diagnostics().items()) {
        if (!out.empty()) out += ' ';
        out += d.code->id;
    }
    return out;
}

}  // namespace

TEST_CASE("words, quotes and comments") {
    CHECK(outline("a b c") == "[a] [b] [c]");
    CHECK(outline("a \"b c\" d") == "[a] [b c] [d]");
    CHECK(outline("ab\"cd\"ef") == "[ab] [cd] [ef]");
    CHECK(outline("a \"\"") == "[a] []");
    CHECK(outline("a 'b c'") == "[a] ['b] [c']");
    CHECK(outline("a#b") == "[a]");
    CHECK(outline("a!b c") == "[a]");
    CHECK(outline("a \"b#c\"") == "[a] [b#c]");
    CHECK(outline("a\tb\vc\fd\r\ne") == "[a] [b] [c] [d];[e]");
    CHECK(outline("\xff\xfe b") == "[\xff\xfe] [b]");
}

TEST_CASE("braces in every form") {
    CHECK(outline("a {\nb\n}") == "[a]{[b]}");
    CHECK(outline("a\n\n# why\n{\nb\n}") == "[a]{[b]}");
    CHECK(outline("a{b}") == "[a]{[b]}");
    CHECK(outline("a { b c }") == "[a]{[b] [c]}");
    CHECK(outline("a { b }c {\nd }") == "[a]{[b]};[c]{[d]}");
    CHECK(outline("a \"{\" b") == "[a] [{] [b]");
    CHECK(outline("a { b { c\n} }\nd") == "[a]{[b]{[c]}};[d]");
}

TEST_CASE("damaged text is reported once at its cause and costs nothing else") {
    CHECK(codes("a \"b") == "");  // for the binder to judge
    CHECK(outline("a \"b {") == "[a] [b {]");
    CHECK(codes("a {\nb\n") == "KA0002");
    CHECK(codes("a\n}\nb") == "KA0003");
    CHECK(outline("a\n}\nb") == "[a];[b]");
    CHECK(codes("{\na\n}\n") == "KA0004");
    CHECK(outline("{\na\n}\nb") == "[a];[b]");
    CHECK(codes("x { { a } }") == "KA0004");
    CHECK(codes("a\\#b") == "KA0009");
    CHECK(codes(std::string("a\0b", 3)) == "KA0008");
    CHECK(codes("a " + std::string(1021, 'x')) == "KA0007");
    CHECK(codes("a " + std::string(1020, 'x')) == "");
}

TEST_CASE("nesting stops at the limit without recursion running away") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "a {\n";
    const auto doc = ka::parse({"t", deep});
    CHECK(tiles(doc));
    CHECK(doc.diagnostics().size() == 100);
    CHECK(doc.diagnostics().left_out() > 0);
}

TEST_CASE("definitions, includes, conditions and sequences are kept as written") {
    const auto doc = ka::parse({"t",
                                "$A=one \\\n  two # why\n"
                                "include /etc/keepalived/{a,b}.conf\n"
                                "@host a ${X}y $Z\n"
                                "@^host include x\n"
                                "~SEQ(n,1,3) b $n {\n}\n"});
    CHECK(tiles(doc));
    CHECK(doc.diagnostics().empty());
    CHECK(doc.needs_expansion());
    CHECK(outline(doc, 0) == "[a] [${X}y] [$Z];;[b] [$n]{}");
}

TEST_CASE("every mutation of a configuration is a document with the same bytes") {
    const std::string base =
        "global_defs {\n  router_id \"a b\" # x\n}\r\n$X=1\\\n 2\n@a vrrp_instance V {\n ~SEQ(i,1,2) a $i ${i}\n "
        "include b*\n}\n";
    constexpr std::string_view alphabet{"{}{}\"\"#! \n\r\t\\$@~()=ab\0\xff", 23};
    std::mt19937 random{1};
    for (int round = 0; round < 20'000; ++round) {
        auto mutant = base;
        for (auto n = random() % 8; n != 0; --n) {
            if (mutant.empty()) break;
            const auto at = random() % mutant.size();
            switch (random() % 3) {
                case 0: mutant[at] = alphabet[random() % alphabet.size()]; break;
                case 1: mutant.erase(at, 1 + random() % 6); break;
                default: mutant.insert(at, 1, alphabet[random() % alphabet.size()]);
            }
        }
        const auto doc = ka::parse({"t", mutant});
        REQUIRE(tiles(doc));
        REQUIRE(doc.text() == mutant);
    }
}

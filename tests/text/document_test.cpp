#include <hakit/text/document.hpp>

#include <doctest/doctest.h>

#include <support/random_text.hpp>
#include <support/tiny_grammar.hpp>

#include <thread>

using namespace hakit::text;
using hakit::test::parse_tiny;

TEST_CASE("an empty document has a root and one line") {
    const document doc;
    CHECK(doc.text().empty());
    REQUIRE(doc.nodes().size() == 1);
    CHECK(doc.at(doc.root()).kind() == node_kind::root);
    CHECK(doc.first_child(doc.root()) == no_node);
    CHECK(doc.where(doc.root()) == span{0, 0});
    CHECK(doc.header(doc.root()) == span{0, 0});
    CHECK(doc.lines().line_count() == 1);
    CHECK_FALSE(doc.needs_expansion());
}

TEST_CASE("nodes know their words, header, block and neighbours") {
    const auto doc = parse_tiny("# top\nserver \"a b\" 80 # why\n{\n  weight 1\n  x\n}\nlast 2\n");
    const auto server = doc.first_child(doc.root());
    REQUIRE(server == 1);
    CHECK(doc.header(server).of(doc.text()) == "server \"a b\" 80");
    CHECK(doc.where(server).of(doc.text()) == "server \"a b\" 80 # why\n{\n  weight 1\n  x\n}");
    CHECK(doc.word(server, 1).of(doc.text()) == "\"a b\"");
    CHECK(doc.word_text(server, 1) == "a b");
    CHECK(doc.word(server, 3) == span{6, 6});
    CHECK(doc.words(server) == std::vector<std::string_view>{"server", "a b", "80"});
    CHECK(doc.at(server).has_block());
    CHECK(doc.at(server).closed == 1);
    const auto weight = doc.first_child(server);
    CHECK(doc.words(weight) == std::vector<std::string_view>{"weight", "1"});
    CHECK(doc.first_child(weight) == no_node);
    CHECK(doc.word_text(doc.next_sibling(weight), 0) == "x");
    CHECK(doc.next_sibling(doc.next_sibling(weight)) == no_node);
    CHECK(doc.word_text(doc.next_sibling(server), 0) == "last");
    CHECK(doc.next_sibling(doc.next_sibling(server)) == no_node);
}

TEST_CASE("a block that is not closed reaches to the end") {
    const auto doc = parse_tiny("a {\n b {\n c\n");
    CHECK(doc.at(1).closed == 0);
    CHECK(doc.where(1).end == doc.text().size());
    CHECK(doc.where(2).end == doc.text().size());
}

TEST_CASE("quotes come off, the closing one may be missing") {
    CHECK(unquoted("\"a b\"") == "a b");
    CHECK(unquoted("\"a b") == "a b");
    CHECK(unquoted("'a'") == "a");
    CHECK(unquoted("'a\"") == "a\"");
    CHECK(unquoted("\"\"").empty());
    CHECK(unquoted("\"").empty());
    CHECK(unquoted("plain") == "plain");
    CHECK(unquoted("").empty());
}

TEST_CASE("only quoted words lose quotes") {
    const auto doc = parse_tiny("a 'x' \"y\"\n");
    CHECK(doc.words(1) == std::vector<std::string_view>{"a", "'x'", "y"});
    CHECK(doc.word_text(1, 1) == "'x'");
    CHECK(doc.word_text(1, 3).empty());
}

TEST_CASE("copies share the text and outlive the original") {
    document copy;
    const char* bytes = nullptr;
    {
        const auto doc = parse_tiny("a 1\n");
        copy = doc;
        bytes = doc.text().data();
    }
    CHECK(copy.text().data() == bytes);
    CHECK(copy.word_text(1, 1) == "1");
}

TEST_CASE("the line index is built once for all threads") {
    const auto doc = parse_tiny("a\nb\nc\n");
    const line_index* seen[4] = {};
    std::vector<std::thread> threads;
    for (auto& s : seen) threads.emplace_back([&doc, &s] { s = &doc.lines(); });
    for (auto& t : threads) t.join();
    for (const auto* s : seen) CHECK(s == &doc.lines());
    CHECK(doc.lines().line_count() == 3);
}

TEST_CASE("property: any bytes are kept, and nodes nest") {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        hakit::test::random_source random{seed};
        const auto text = hakit::test::mutate(hakit::test::config_generator{seed}.make(), random);
        const auto doc = parse_tiny(text);
        REQUIRE(doc.text() == text);
        std::string glued;
        for (const auto& t : doc.tokens()) glued += t.where().of(text);
        REQUIRE(glued == text);
        for (node_id id = 1; id < doc.nodes().size(); ++id) {
            const auto parent = doc.at(id).parent;
            REQUIRE(doc.where(parent).contains(doc.where(id)));
            REQUIRE(doc.where(id).contains(doc.header(id)));
            bool listed = false;
            for (auto c = doc.first_child(parent); c != no_node; c = doc.next_sibling(c)) listed = listed || c == id;
            REQUIRE(listed);
            REQUIRE(doc.words(id).size() == doc.at(id).words);
            for (std::uint32_t n = 0; n < doc.at(id).words; ++n) REQUIRE(doc.word_text(id, n) == doc.words(id)[n]);
        }
    }
}

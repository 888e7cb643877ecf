#include <hakit/corosync/parse.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;
using namespace hakit::corosync;

namespace {

/// The tree as "totem{version=2 interface{}}".
std::string tree(const text::document& doc, text::node_id parent) {
    std::string out;
    for (auto id = doc.first_child(parent); id != text::no_node; id = doc.next_sibling(id)) {
        if (!out.empty()) out += ' ';
        out += doc.word_text(id, 0);
        if (doc.at(id).has_block())
            out += '{' + tree(doc, id) + '}';
        else if (doc.at(id).words > 1)
            out += '=' + std::string{doc.word(id, 1).of(doc.text())};
    }
    return out;
}

text::document read(std::string text, release version = v3_1_7) {
    auto doc = parse({"corosync.conf", std::move(text)}, {}, {version});
    std::uint32_t end = 0;
    for (const auto& t : doc.tokens()) {
        CHECK(t.begin == end);
        CHECK(t.length > 0);
        end += t.length;
    }
    CHECK(end == doc.text().size());
    return doc;
}

std::string tree_of(std::string text) {
    const auto doc = read(std::move(text));
    return tree(doc, doc.root());
}

std::string codes_of(const text::document& doc) {
    std::string out;
    for (const auto& d : doc.diagnostics().items()) {
        if (!out.empty()) out += ' ';
        out += d.code->id;
        if (d.level == text::severity::warning) out += 'w';
    }
    return out;
}

}  // namespace

TEST_CASE("lines become sections and keys") {
    CHECK(tree_of("totem {\n  version: 2\n\n  # x\n  interface {\n  }\n}\n") == "totem{version=2 interface{}}");
    CHECK(tree_of("a{\nb:c\n}") == "a{b=c}");
    CHECK(tree_of("quorum: {\n}\n") == "quorum{}");
    CHECK(tree_of("a: b c  d  \n") == "a=b c  d");
    CHECK(tree_of("a: fe80::1\n") == "a=fe80::1");
    CHECK(tree_of("a:\n") == "a");
    CHECK(tree_of("a: x } y\n") == "a=x } y");
    CHECK(tree_of("a {\r\n  b: c\r\n}\r\n") == "a{b=c}");
}

TEST_CASE("a comment is one only at the start of a line") { CHECK(tree_of("  # a: b\nc: d # e\n") == "c=d # e"); }

TEST_CASE("damaged lines keep their bytes and are reported once") {
    CHECK(codes_of(read("quorum {\n} # x\n")) == "CS0006");
    CHECK(codes_of(read("quorum { # x\n}\n")) == "CS0005");
    CHECK(codes_of(read("quorum { provider: x }\n")) == "CS0005");
    CHECK(codes_of(read("quorum\n{\n}\n")) == "CS0019");
    CHECK(codes_of(read("{\na: b\n}\n")) == "CS0004");
    CHECK(codes_of(read("token = 3\n")) == "CS0003");
    CHECK(codes_of(read("totem {\n: 3\n}\n")) == "CS0010w");
    CHECK(codes_of(read(": 3\n")) == "CS0010");
    CHECK(codes_of(read(": 3\n", v3_1_10)) == "CS0010");
    CHECK(codes_of(read("my key: 3\n")) == "CS0011");
    CHECK(codes_of(read("\xEF\xBB\xBFtotem {\nversion: 2\n}\n")) == "CS0015");
    CHECK(codes_of(read("totem {\n\xC2\xA0token: 3\n}\n")) == "CS0020");
    // A line that was looked at before its turn, for a '{' that might open what stands above it.
    CHECK(codes_of(read("totem {\nx\n\xC2\xA0token: 3\n}\n")).find("CS0020") != std::string::npos);
    CHECK(codes_of(read("#" + std::string(510, 'x') + "\n")) == "CS0001");
    CHECK(codes_of(read("#" + std::string(509, 'x') + "\n")).empty());
    CHECK(codes_of(read(std::string{"abc: d\0e\nfoo: b\n", 16})) == "CS0002");
}

TEST_CASE("before 3.0 such lines were ignored") {
    CHECK(codes_of(read("token = 3\n", {2, 4, 6})) == "CS0003w");
    CHECK(codes_of(read("quorum {\n} # x\n", {1, 4, 8})) == "CS0006w");
}

TEST_CASE("since 3.1.8 a byte 0xA0 is a blank") {
    const auto doc = read("abc: d\xA0\n", v3_1_8);
    CHECK(doc.word(1, 1).of(doc.text()) == "d");
    const auto before = read("abc: d\xA0\n", v3_1_7);
    CHECK(before.word(1, 1).of(before.text()) == "d\xA0");
}

TEST_CASE("sections deeper than the limit are not read") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "sec {\n";
    for (int i = 0; i < 300; ++i) text += "}\n";
    const auto doc = read(text);
    CHECK(codes_of(doc).find("CS0013") != std::string::npos);
    CHECK(codes_of(doc).find("CS0007") == std::string::npos);
}

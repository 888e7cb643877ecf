#include <hakit/crm/parse.hpp>
#include <hakit/text/text_edit.hpp>

#include "crm/syntax.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hakit;

namespace {

std::string findings(const text::document& doc) {
    std::string out;
    for (const auto& d : doc.diagnostics().items())
        out += std::string{d.code->id} + " " + std::to_string(doc.lines().position_of(d.where.where.begin).line) + " " +
               d.message + "\n";
    return out;
}

std::string findings(std::string text) { return findings(crm::parse({"x", std::move(text)})); }

/// The text after all certain fixes.
std::string mended(std::string text) {
    const auto doc = crm::parse({"x", text});
    std::vector<text::text_edit> edits;
    for (const auto& d : doc.diagnostics().items())
        if (d.remedy && d.remedy->confidence == text::applicability::certain)
            edits.insert(edits.end(), d.remedy->edits.begin(), d.remedy->edits.end());
    return *text::apply_edits(text, std::move(edits));
}

std::vector<std::string> words(std::string text) {
    const auto doc = crm::parse({"x", std::move(text)});
    const auto tree = crm::read_syntax(doc);
    std::vector<std::string> out;
    for (const auto& w : tree.words) out.emplace_back(w.text);
    return out;
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("every byte is kept") {
    const std::string text =
        "# one\r\nprimitive a Dummy \\\r\n  params x=\"1 2\" y='z' \\\n\n xml <tag id=\"x\"/>\n\\\n\"open\n\0\\";
    CHECK(crm::parse({"x", text}).text() == text);
}

TEST_CASE("words are those of a POSIX shell") {
    CHECK(words(R"(property a="b c" 'd=e f' g\ h=i "q=\"w\\x\y" k='l\m')") ==
          list{"property", "a=b c", "d=e f", "g h=i", R"(q="w\x\y)", R"(k=l\m)"});
    CHECK(words("property a=b#c #uname") == list{"property", "a=b#c", "#uname"});
}

TEST_CASE("a backslash joins lines without their indentation") {
    CHECK(words("group g a \\\n\t b \\  \r\n  c\n") == list{"group", "g", "a", "b", "c"});
    CHECK(words("group g a\\\n  b") == list{"group", "g", "ab"});
    CHECK(words("group g \"a \\\n  b\" c\\\n\n") == list{"group", "g", "a b", "c"});
    CHECK(words("group g a \\") == list{"group", "g", "a"});
}

TEST_CASE("brackets of sets are words of their own") {
    CHECK(words("order o (a b) [c] d") == list{"order", "o", "(", "a", "b", ")", "[", "c", "]", "d"});
    CHECK(words("property a=(b) (c") == list{"property", "a=(b)", "(c"});
}

TEST_CASE("the rest of an xml statement is one word") {
    CHECK(words("xml <a b=\"c d\"> \\\n  <e/> \\\n</a>") == list{"xml", "<a b=\"c d\"> <e/> </a>"});
}

TEST_CASE("a quote without its partner ends with its line") {
    CHECK(findings("property a=\"b\nnode n1\n") == "CR0002 1 the quote is not closed on its line\n");
}

TEST_CASE("a line that an empty line cuts off is joined again") {
    const std::string torn = "primitive a Dummy \\\n    op start interval=0 \\\n\n\nmeta x=1\nnode n\n";
    CHECK(findings(torn) == "CR0102 5 'meta' starts no statement; it belongs to primitive a\n");
    CHECK(mended(torn) == "primitive a Dummy \\\n    op start interval=0 \\\n    meta x=1\nnode n\n");
    CHECK(findings(mended(torn)).empty());
}

TEST_CASE("a line without the backslash before it is joined again") {
    CHECK(mended("clone c a\n  meta interleave=true\n") == "clone c a \\\n  meta interleave=true\n");
    CHECK(mended("property a=b \\\n\nc=d\n") == "property a=b \\\n  c=d\n");
}

TEST_CASE("several lines that were cut off belong to the same statement") {
    const std::string torn = "primitive a Dummy\n\nmeta x=1\n\nop start interval=0\n";
    CHECK(mended(torn) == "primitive a Dummy \\\n  meta x=1 \\\n  op start interval=0\n");
}

TEST_CASE("a section that the statement does not have is not joined to it") {
    CHECK(findings("group g a\nop start\n") == "CR0101 2 'op' starts no statement\n");
}

TEST_CASE("a backslash in front of an empty line is taken away") {
    CHECK(findings("node a \\\n\nnode b\n") == "CR0004 1 nothing follows the '\\'\n");
    CHECK(mended("node a \\\n\nnode b\n") == "node a\n\nnode b\n");
    CHECK(findings("node a \\").empty());
}

TEST_CASE("a comment inside of a statement moves in front of it") {
    const std::string text = "primitive a Dummy \\\n  # why\n  params x=1\n";
    CHECK(findings(text) ==
          "CR0005 2 the comment ends the statement\n"
          "CR0102 3 'params' starts no statement; it belongs to primitive a\n");
    CHECK(findings("node a # why\n") == "CR0006 1 no comment: its words are attributes\n");
    CHECK(mended("node a # why\nnode b\n") == "# why\nnode a\nnode b\n");
}

TEST_CASE("prompts and commands in front of a statement are taken away") {
    CHECK(mended("crm configure primitive a Dummy\n") == "primitive a Dummy\n");
    CHECK(mended("crm(live)configure# node a\ncrm(live/n1)# configure node b\n") == "node a\nnode b\n");
    CHECK(mended("node1:~ # sudo crm -F configure node a\n") == "node a\n");
    CHECK(findings("# crm configure node a\n") == "CR0010 1 the line is a comment for crmsh\n");
    CHECK(findings("# crm\n").empty());
}

TEST_CASE("commands of the shell are one finding each") {
    CHECK(findings("commit\nnode a\ndelete b\n") ==
          "CR0103 1 'commit' is a command of the shell, not a definition\n"
          "CR0103 3 'delete' is a command of the shell, not a definition\n");
    CHECK(mended("node a\ncommit\nshow b\nnode c\n") == "node a\nnode c\n");
}

TEST_CASE("misspelt statements get a proposal, prose is one finding") {
    CHECK(findings("primtive a Dummy\n") == "CR0101 1 'primtive' starts no statement; did you mean primitive?\n");
    CHECK(findings("Lorem ipsum\ndolor sit\namet\nnode a\n") == "CR0101 1 'Lorem' starts no statement\n");
}

TEST_CASE("what is missing is said once a statement") {
    CHECK(findings("primitive a\n") ==
          "CR0104 1 expected an agent, such as ocf:heartbeat:IPaddr2 at the end of the statement\n");
    CHECK(findings("colocation c a b\n") == "CR0104 1 expected SCORE:, not 'a'\n");
    CHECK(findings("location l a rule #uname foo n1\n") == "CR0104 1 expected lt, gt, lte, gte, eq or ne, not 'foo'\n");
    CHECK(findings("location l a\n") == "CR0104 1 expected SCORE: NODE or a rule at the end of the statement\n");
    CHECK(findings("order o Mandatory: ( a b\n") == "CR0104 1 expected ')' or ']' at the end of the statement\n");
}

TEST_CASE("words and sections that do not belong there are left over") {
    CHECK(findings("clone c a op start\n") == "CR0110 1 a clone has no op\n");
    CHECK(findings("monitor a 10s 20s\n") == "CR0105 1 '20s' does not belong here\n");
}

TEST_CASE("two words that a continuation joins are reported") {
    CHECK(findings("primitive a Dummy\\\n  params x=1\n") == "CR0008 1 'Dummy' and 'params' become one word\n");
    CHECK(mended("primitive a Dummy\\\n  params x=1\n") == "primitive a Dummy \\\n  params x=1\n");
}

TEST_CASE("a text over the limit is kept and not read") {
    text::limits small;
    small.file_bytes = 4;
    const auto doc = crm::parse({"x", "node a\n"}, small);
    CHECK(doc.text() == "node a\n");
    CHECK(findings(doc) == "CR0001 1 the text has 7 bytes\n");
}

TEST_CASE("brackets nested without end are refused, not followed") {
    std::string text = "location l a rule ";
    for (int i = 0; i < 100000; ++i) text += "( ";
    CHECK(findings(text).starts_with("CR0104 1 expected"));
}

#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::cib;

namespace {

struct outcome {
    read_result read;
    text::diagnostic_list found{100};
    /// "CB0003@12-17"
    std::string first() const {
        if (found.empty()) return "";
        const auto& d = found.items().front();
        return std::string{d.code->id} + "@" + std::to_string(d.where.where.begin) + "-" +
               std::to_string(d.where.where.end);
    }
};

outcome read_text(std::string_view xml, const text::limits& bounds = {}) {
    outcome o;
    o.read = read(xml, bounds, o.found);
    return o;
}

}  // namespace

TEST_CASE("elements, attributes and comments know where they stand") {
    const std::string xml =
        "<?xml version='1.0'?>\n<!-- top -->\n<cib a='1'>\n  <configuration><!-- c --><nodes/>\n"
        "  <resources > <primitive id = \"p\" type='D&amp;x'\n/></resources ></configuration>\n</cib>\n<!-- end -->";
    const auto o = read_text(xml);
    REQUIRE(o.read.complete);
    const config& c = o.read.values;
    const auto at = [&](text::span where) { return std::string{where.of(xml)}; };
    CHECK(at(c.before.at(0).where) == "<!-- top -->");
    CHECK(at(c.after.at(0).where) == "<!-- end -->");
    CHECK(c.root.where.begin == xml.find("<cib"));
    CHECK(xml.substr(c.root.where.begin, c.root.where.size()).ends_with("</cib>"));
    CHECK(c.root.find("a")->value == "1");
    const element& all = *configuration(c);
    CHECK(at(all.children[0].where) == "<!-- c -->");
    CHECK(all.children[0].text == " c ");
    CHECK(at(all.children[1].where) == "<nodes/>");
    CHECK(at(all.children[2].where).ends_with("</resources >"));
    const element& p = all.children[2].children.at(0);
    CHECK(at(p.where) == "<primitive id = \"p\" type='D&amp;x'\n/>");
    CHECK(p.get(key::type) == "D&x");
    CHECK(at(p.place(key::type)) == "D&amp;x");
    CHECK(at(p.place(key::id)) == "p");
}

TEST_CASE("what keeps XML from being read is reported at its place, and nothing is read") {
    CHECK(read_text("").first() == "CB0001@0-0");
    CHECK(read_text("hello").first() == "CB0001@0-0");
    CHECK(read_text("<cib><nodes></cib>").first().starts_with("CB0001"));
    CHECK(read_text("<cib a=1/>").first().starts_with("CB0001"));
    CHECK(read_text("<!DOCTYPE cib [<!ENTITY a \"b\">]><cib x=\"&a;\"/>").first() == "CB0002@0-9");
    CHECK(read_text("<cib x=\"&a;\"/>").first() == "CB0003@8-11");
    CHECK(read_text("<cib x=\"a & b\"/>").first().starts_with("CB0003@10"));
    CHECK(read_text("<cib x=\"a<b\"/>").first() == "CB0003@9-10");
    CHECK(read_text("<cib x=\"&#0;\"/>").first() == "CB0003@8-12");
    CHECK(read_text(std::string_view{"<cib x=\"\0\"/>", 12}).first() == "CB0004@8-9");
    CHECK(read_text("<cib x=\"\xff\"/>").first() == "CB0004@8-9");
    CHECK(read_text("\xff\xfe<\0").first() == "CB0005@0-2");
    CHECK(read_text("<?xml version='1.0' encoding='ISO-8859-1'?><cib/>").first().starts_with("CB0005@30"));
    CHECK(read_text("<cib a='1' a='2'/>").first() == "CB0008@11-12");
    CHECK(read_text("<cib/><cib/>").first() == "CB0001@6-10");
    CHECK(read_text("<cib/>text").first() == "CB0010@6-7");
    CHECK_FALSE(read_text("<cib a='1' a='2'/>").read.complete);
    CHECK(read_text("<cib x=\"&a;\"/>").read.complete == false);
}

TEST_CASE("depth and size have limits") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    CHECK_FALSE(read_text(deep).read.complete);
    for (int i = 0; i < 100'000; ++i) deep += "</a>";
    const auto o = read_text("<cib>" + deep + "<b/></cib>");
    CHECK(o.first().starts_with("CB0007"));
    CHECK(o.read.values.root.children.back().type.text() == "b");
    CHECK(o.found.size() == 1);
    text::limits small;
    small.file_bytes = 10;
    CHECK(read_text("<cib     />", small).first() == "CB0006@0-0");
}

TEST_CASE("processing instructions are reported and left out, and do not shift what follows") {
    const std::string xml = "<?xml-stylesheet href='a'?><cib><?php </cib> ?><nodes/><![CDATA[</cib>]]></cib>";
    const auto o = read_text(xml);
    CHECK(o.read.complete);
    CHECK(o.found.size() == 2);
    CHECK(o.first() == "CB0009@0-16");
    CHECK(o.read.values.root.where.end == xml.size());
    CHECK(o.read.values.root.children.at(1).text == "</cib>");
}

TEST_CASE("a byte order mark does not shift places") {
    const auto o = read_text("\xef\xbb\xbf<cib x='1'/>");
    REQUIRE(o.read.complete);
    CHECK(o.read.values.root.where.begin == 3);
    CHECK(o.read.values.root.find("x")->where == text::span{11, 12});
}

#include <hakit/cib/format.hpp>
#include <hakit/cib/parse.hpp>

#include "cib/samples.hpp"

#include <string>

using namespace hakit;
using namespace hakit::cib;

namespace {

std::string laid_out(std::string xml) { return format(parse(text::source{"cib.xml", std::move(xml)})); }

}  // namespace

TEST_CASE("a CIB in canonical layout stays as it is, and other layouts become it") {
    CHECK(laid_out(std::string{test::small}) == test::small);
    CHECK(laid_out("<?xml version='1.0' encoding='utf-8'?><cib  a = '1'\n b=\"2\" ><nodes></nodes></cib>") ==
          "<?xml version=\"1.0\"?>\n<cib a=\"1\" b=\"2\">\n  <nodes/>\n</cib>\n");
    CHECK(laid_out("<cib><a></cib>") == "<cib><a></cib>");
    CHECK(laid_out("<cib><?x y?></cib>") == "<cib><?x y?></cib>");
}

TEST_CASE("the document keeps every byte, of XML and of anything else") {
    for (const std::string& xml :
         {std::string{test::small}, std::string{""}, std::string{"<"}, std::string{"</"}, std::string{"<a"},
          std::string{"<a b='"}, std::string{"</a></b>"}, std::string{"<a><b></a>"}, std::string{"<!--"},
          std::string{"<![CDATA[x"}, std::string{"x > y < z\r\n\t<a =\"\"\"/>"}}) {
        CAPTURE(xml);
        const auto doc = parse(text::source{"cib.xml", xml});
        CHECK(doc.text() == xml);
        std::uint32_t end = 0;
        for (const auto& token : doc.tokens()) {
            CHECK(token.begin == end);
            end += token.length;
        }
        CHECK(end == xml.size());
    }
    const auto doc = parse(text::source{"cib.xml", "<cib><node id='1' uname='a'/></cib>"});
    const auto node = doc.first_child(doc.first_child(doc.root()));
    CHECK(doc.words(node) == std::vector<std::string_view>{"node", "1", "a"});
}

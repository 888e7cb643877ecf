#include <hakit/cib/read.hpp>
#include <hakit/cib/version.hpp>
#include <hakit/cib/write.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::cib;

namespace {

config read_text(std::string_view xml) {
    text::diagnostic_list found;
    auto made = read(xml, {}, found);
    REQUIRE(made.complete);
    return std::move(made.values);
}

}  // namespace

TEST_CASE("XML is written an element a line, and reads back equal") {
    const config c = read_text(
        "<!--a--><cib validate-with='pacemaker-3.9'><configuration><x:y other='1'>text <b/> more</x:y><!-- c -->"
        "<nodes><node id='1' uname='&quot;&lt;&#10;&#9;&#13;&gt;'/></nodes></configuration></cib><!--z-->");
    const auto xml = write(c);
    REQUIRE(xml.has_value());
    CHECK(*xml ==
          "<!--a-->\n<cib validate-with=\"pacemaker-3.9\">\n  <configuration>\n    <x:y other=\"1\">text <b/> "
          "more</x:y>\n"
          "    <!-- c -->\n    <nodes>\n      <node id=\"1\" uname=\"&quot;&lt;&#10;&#9;&#13;&gt;\"/>\n    </nodes>\n"
          "  </configuration>\n</cib>\n<!--z-->\n");
    CHECK(read_text(*xml) == c);
}

TEST_CASE("what XML cannot hold is refused with the element's name") {
    config c = empty_config();
    element& p = section(c, tag::resources).add(tag::primitive).set(key::id, "p");
    SUBCASE("a control character") { p.set(key::description, std::string{"a\x01"}); }
    SUBCASE("no UTF-8") { p.set(key::description, "\xff"); }
    SUBCASE("a name") { p.set(key_name{std::string{"a b"}}, "1"); }
    const auto refused = write(c);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code() == errc::invalid_argument);
    CHECK(refused.error().message().starts_with("<primitive> p "));
}

TEST_CASE("a comment with two hyphens is refused") {
    config c = empty_config();
    c.before.emplace_back(tag::comment, "a -- b");
    CHECK_FALSE(write(c).has_value());
}

TEST_CASE("secrets are hidden when asked for") {
    config c = empty_config();
    element& set = section(c, tag::resources).add(tag::primitive).set(key::id, "p").add(tag::instance_attributes);
    set.add(tag::nvpair).set(key::name, "passwd").set(key::value, "hunter2");
    set.add(tag::nvpair).set(key::name, "passwd_script").set(key::value, "/bin/pw");
    const auto hidden = write(c, {.redact = true});
    REQUIRE(hidden.has_value());
    CHECK(hidden->find("hunter2") == std::string::npos);
    CHECK(hidden->find("/bin/pw") != std::string::npos);
    CHECK(write(c)->find("hunter2") != std::string::npos);
}

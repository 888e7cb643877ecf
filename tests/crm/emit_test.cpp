#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;

namespace {

cib::config bound(const std::string& words) {
    text::diagnostic_list found;
    auto made = crm::bind(crm::parse({"x", words}), {}, found);
    CHECK(found.count(text::severity::error) == 0);
    return made;
}

cib::config read(const std::string& xml) {
    text::diagnostic_list none;
    auto made = cib::read("<configuration>" + xml + "</configuration>", {}, none);
    REQUIRE(none.empty());
    return std::move(made.values);
}

/// As many statements as several pieces of the text hold.
std::string many_statements() {
    std::string words = "node n1\nnode n2\n";
    for (int i = 0; i < 700; ++i) {
        const auto n = std::to_string(i);
        words += "primitive p" + n + " Dummy params state=\"/run/p " + n + "\" op monitor interval=10s\n";
        if (i % 2 == 1) words += "group g" + n + " p" + std::to_string(i - 1) + " p" + n + " meta is-managed=true\n";
        words += "location l" + n + " p" + n + " inf: n1\n";
    }
    return words + "property stonith-enabled=false\nrsc_defaults resource-stickiness=1\n";
}

}  // namespace

TEST_CASE("a text of many pieces is the same configuration") {
    const auto c = bound(many_statements());
    const auto written = crm::emit(c);
    CHECK(written.text.size() > 65536);
    CHECK(written.objects == 2 + 700 + 350 + 700 + 2);
    CHECK(written.xml_objects == 0);
    CHECK(written.left_out.empty());
    CHECK(crm::equivalent(bound(written.text).root, c.root));
}

TEST_CASE("in a text of many pieces only what has no words is XML") {
    auto c = bound(many_statements());
    // An attribute that the language has no word for.
    auto& resources = cib::section(c, cib::tag::resources);
    for (const std::size_t at : {std::size_t{0}, std::size_t{170}, std::size_t{349}}) {
        auto& group = resources.children[at];
        REQUIRE(group.is(cib::tag::group));
        group.child(cib::tag::primitive)->set(cib::key_name{std::string{"newer"}}, "yes");
    }
    const auto written = crm::emit(c);
    CHECK(written.objects == 2 + 700 + 350 + 700 + 2);
    CHECK(written.xml_objects == 3);
    CHECK(crm::equivalent(bound(written.text).root, c.root));
}

TEST_CASE("a group's sets get their ids behind those of its members, wherever they stand") {
    const std::string member = R"(<primitive id="p" class="ocf" provider="heartbeat" type="Dummy">
        <meta_attributes id="g-meta_attributes"><nvpair id="a" name="is-managed" value="true"/></meta_attributes></primitive>)";
    const std::string own = R"(<meta_attributes id="g-meta_attributes-0">
        <nvpair id="g-meta_attributes-0-ordered" name="ordered" value="true"/></meta_attributes>)";
    const auto before = read(R"(<resources><group id="g">)" + own + member + "</group></resources>");
    const auto behind = read(R"(<resources><group id="g">)" + member + own + "</group></resources>");
    CHECK(crm::emit(before).text == crm::emit(behind).text);
    for (const auto* c : {&before, &behind}) {
        const auto written = crm::emit(*c);
        CHECK(written.xml_objects == 0);
        CHECK(written.text.find("g-meta_attributes-0") == std::string::npos);
        const auto again = bound(written.text);
        CHECK(crm::equivalent(*cib::find_section(again, cib::tag::resources),
                              *cib::find_section(*c, cib::tag::resources)));
    }
}

TEST_CASE("a configuration is equivalent to itself with its members elsewhere, and to no other one") {
    const auto a = read(R"(<resources><group id="g"><primitive id="p"/><meta_attributes id="m"/></group></resources>)");
    const auto b = read(R"(<resources><group id="g"><meta_attributes id="m"/><primitive id="p"/></group></resources>)");
    const auto other = read(R"(<resources><group id="g"><meta_attributes/><primitive id="p"/></group></resources>)");
    CHECK(crm::equivalent(a.root, b.root));
    CHECK_FALSE(crm::equivalent(a.root, other.root));
    CHECK_FALSE(crm::equivalent(other.root, a.root));
}

TEST_CASE("what follows a rule is not taken for a part of its last expression") {
    const std::string after = R"(<nvpair id="s-timeout" name="timeout" value="60s"/></meta_attributes></op_defaults>)";
    const std::string name = R"(<nvpair id="s-name" name="name" value="x"/></meta_attributes></op_defaults>)";
    const std::string hours =
        R"(<nvpair id="s-hours" name="hours" value="5"/><nvpair id="s-name" name="name" value="x"/>
        </meta_attributes></op_defaults>)";
    const std::string set = R"(<op_defaults><meta_attributes id="s"><rule id="s-rule" score="INFINITY">)";
    const std::string operation = R"(<op_expression id="s-rule-expression" name="monitor"/></rule>)";
    const std::string resource = R"(<rsc_expression id="s-rule-expression" class="ocf" type="Dummy"/></rule>)";
    const std::string date = R"(<date_expression id="s-rule-expression" operation="date_spec">
        <date_spec id="s-rule-expression-date_spec" hours="1-2"/></date_expression></rule>)";
    for (const auto& xml : {set + operation + after, set + resource + after, set + operation + name,
                            set + resource + name, set + date + hours, set + date + after}) {
        INFO(xml);
        const auto c = read(xml);
        const auto written = crm::emit(c);
        INFO(written.text);
        CHECK(written.xml_objects == 0);
        const auto again = bound(written.text);
        CHECK(crm::equivalent(*cib::find_section(again, cib::tag::op_defaults),
                              *cib::find_section(c, cib::tag::op_defaults)));
    }
}

TEST_CASE("a bundle for crmsh starts with what runs it") {
    const auto c = read(R"(<resources><bundle id="b"><meta_attributes id="b-meta_attributes">
        <nvpair id="b-meta_attributes-is-managed" name="is-managed" value="true"/></meta_attributes>
        <docker image="web"/></bundle></resources>)");
    const auto ours = crm::emit(c);
    CHECK(ours.text == "bundle b \\\n\tmeta is-managed=true \\\n\tdocker image=web\n");
    CHECK(ours.extended == 1);
    const auto theirs = crm::emit(c, {.extensions = false});
    CHECK(theirs.text == "bundle b \\\n\tdocker image=web \\\n\tmeta is-managed=true\n");
    CHECK(theirs.xml_objects == 0);
    text::diagnostic_list found;
    (void)crm::bind(crm::parse({"x", ours.text}), {}, found);
    CHECK(found.count(text::severity::hint) == 1);
}

TEST_CASE("no comment is lost on the way through the CIB, wherever it stands") {
    const std::string words =
        "# --------\n# of a -- b -\nprimitive a ocf:heartbeat:Dummy\n"
        "# levels\nfencing_topology \\\n\tn: a\n"
        "# the end\n#--\n";
    const auto c = bound(words);
    const auto xml = cib::write(c);
    REQUIRE(xml.has_value());
    CHECK(xml->find("<!--# -&#45;&#45;&#45;&#45;&#45;&#45;&#45;-->") != xml->npos);
    text::diagnostic_list none;
    CHECK(crm::emit(cib::read(*xml, {}, none).values).text == words);
}

TEST_CASE("the comment of a statement that makes no element stands in the next one") {
    const auto c =
        bound("primitive a ocf:heartbeat:Dummy\n# every ten seconds\nmonitor a 10s\nprimitive b ocf:heartbeat:Dummy\n");
    const auto& b = cib::find_section(c, cib::tag::resources)->children[1];
    REQUIRE(b.id() == "b");
    REQUIRE(b.children.size() == 1);
    CHECK(b.children.front().text == "# every ten seconds");
    CHECK(bound("# alone\n").after.front().text == "# alone");
}

TEST_CASE("a comment that somebody else wrote with a reference stays as it is") {
    const auto text =
        crm::emit(read("<resources><!-- 1 &#45; 2 --><primitive id='a' class='lsb' type='x'/></resources>")).text;
    CHECK(text == "# 1 &#45; 2\nprimitive a lsb:x\n");
}

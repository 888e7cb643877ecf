#include <hakit/cib/check.hpp>
#include <hakit/cib/codes.hpp>
#include <hakit/text/mend.hpp>

#include "cib/check_rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace hakit;
using namespace hakit::cib;

namespace {

struct outcome {
    checked found;
    std::string xml;

    [[nodiscard]] std::string codes() const {
        std::string list;
        for (const auto& d : found.diagnostics.items()) list += std::string{d.code->id} + " ";
        return list;
    }
    [[nodiscard]] const text::diagnostic* find(std::string_view id) const {
        for (const auto& d : found.diagnostics.items())
            if (d.code->id == id) return &d;
        return nullptr;
    }
};

outcome check_xml(std::string xml, const check_options& options = {}) {
    text::workspace files;
    outcome made;
    made.xml = std::move(xml);
    made.found = check(files, files.add(text::source{"cib.xml", made.xml}), options);
    return made;
}

constexpr std::string_view address_agent =
    R"(<resource-agent name="IPaddr2"><parameters><parameter name="ip" required="1" unique="1"><content type="string"/></parameter>
<parameter name="nic"><content type="string"/></parameter><parameter name="arp" ><content type="boolean"/></parameter>
<parameter name="old" deprecated="1"><deprecated><replaced-with name="nic"/></deprecated><content type="string"/></parameter></parameters>
<actions><action name="monitor" timeout="20s" interval="10s"/></actions></resource-agent>)";

}  // namespace

TEST_CASE("each mistake is found, at its place, and nothing else is") {
    const auto rows = test::rows();
    CHECK(rows.size() > 70);
    for (const test::row& r : rows) {
        CAPTURE(r.title);
        const auto o = check_xml(r.xml);
        CAPTURE(o.codes());
        if (r.code.empty()) {
            CHECK(std::all_of(o.found.diagnostics.items().begin(), o.found.diagnostics.items().end(),
                              [](const auto& d) { return d.level == text::severity::hint; }));
            continue;
        }
        const auto* d = o.find(r.code);
        REQUIRE(d != nullptr);
        if (!r.at.empty()) CHECK(d->where.where.of(o.xml) == r.at);
    }
}

TEST_CASE("every code has a text that brings it up") {
    std::set<std::string> seen{// Of the XML itself: read_test.cpp. Of agents: below.
                               "CB0001", "CB0002", "CB0003", "CB0004", "CB0005", "CB0006", "CB0007", "CB0008", "CB0009",
                               "CB0010", "CB0701", "CB0702", "CB0703", "CB0704", "CB0705", "CB0706", "CB0707"};
    for (const test::row& r : test::rows()) seen.insert(r.code);
    CHECK(check_xml("<nothing/>").codes() == "CB0011 ");
    seen.insert("CB0011");
    std::string_view last;
    for (const auto& row : codes()) {
        CAPTURE(row.id);
        CHECK(seen.contains(std::string{row.id}));
        CHECK(last < row.id);
        last = row.id;
    }
}

TEST_CASE("damaged XML brings up the damage alone") {
    const auto o = check_xml("<cib><configuration><resources><group id='g'></configuration></cib>");
    CHECK(o.found.diagnostics.size() == 1);
    CHECK_FALSE(o.found.complete);
}

TEST_CASE("a meta attribute that was cut off gets its whole name") {
    for (const test::row& r : test::rows()) {
        if (r.title != "a meta attribute that was cut off") continue;
        const auto o = check_xml(r.xml);
        const auto* d = o.find("CB0304");
        REQUIRE(d != nullptr);
        CHECK(d->message.find("did you mean 'target-role'?") != std::string::npos);
        REQUIRE(d->remedy.has_value());
        CHECK(text::apply_edits(o.xml, d->remedy->edits)->find("name=\"target-role\"") != std::string::npos);
    }
}

TEST_CASE("a word in the wrong letter case has a certain fix") {
    const auto o = check_xml(
        "<cib validate-with='pacemaker-3.9' epoch='0' admin_epoch='0' num_updates='0'><configuration><crm_config/>"
        "<nodes/><resources/><constraints><rsc_order id='o' first='a' then='b' kind='mandatory'/></constraints>"
        "</configuration></cib>");
    const auto* d = o.find("CB0106");
    REQUIRE(d != nullptr);
    REQUIRE(d->remedy.has_value());
    CHECK(d->remedy->confidence == text::applicability::certain);
    CHECK(text::apply_edits(o.xml, d->remedy->edits)->find("kind='Mandatory'") != std::string::npos);
}

TEST_CASE("resources without an id are not taken for each other, nor for what is referred to by no name") {
    const auto o = check_xml(
        "<configuration><crm_config/><nodes/><resources><primitive class='ocf' provider='p' type='t'/>"
        "<primitive class='ocf' provider='p' type='t'/></resources><constraints><rsc_location id='l' node='n' "
        "score='1'/></constraints></configuration>");
    CHECK(o.codes() == "CB0601 CB0105 CB0105 CB0105 ");  // no fencing, two resources and a location
}

TEST_CASE("a part of a CIB is not blamed for what stands in the other parts") {
    CHECK(check_xml("<resources><primitive id='a' class='ocf' provider='p' type='t'/></resources>").codes() == "");
    CHECK(check_xml("<constraints><rsc_location id='l' rsc='a' node='n' score='1'/></constraints>").codes() == "");
}

TEST_CASE("agents are judged by their metadata, when there is some") {
    host_facts facts;
    facts.agents.emplace("ocf:heartbeat:IPaddr2", *read_metadata(address_agent));
    facts.complete = true;
    const std::string xml = test::cib_with(
        R"(<primitive id="a" class="ocf" provider="heartbeat" type="IPAddr2"/>
<primitive id="b" class="ocf" provider="heartbeat" type="IPaddr2"/>
<primitive id="c" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="ci"><nvpair id="ci1" name="ip" value="192.0.2.1"/><nvpair id="ci2" name="nik" value="eth0"/></instance_attributes></primitive>
<primitive id="d" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="di"><nvpair id="di1" name="ip" value="192.0.2.1"/><nvpair id="di2" name="arp" value="sure"/><nvpair id="di3" name="old" value="1"/></instance_attributes><operations><op id="do" name="monitor" interval="5" timeout="5s"/></operations></primitive>)");
    const auto without = check_xml(xml);
    CHECK(without.codes().find("CB07") == std::string::npos);
    const auto o = check_xml(xml, {.facts = &facts, .schema = {}});
    CAPTURE(o.codes());
    for (const char* id : {"CB0701", "CB0702", "CB0703", "CB0704", "CB0705", "CB0706", "CB0707"}) CHECK(o.find(id));
    CHECK(o.find("CB0701")->message.find("fence_xvm") != std::string::npos);
    facts.complete = false;
    CHECK_FALSE(check_xml(xml, {.facts = &facts, .schema = {}}).find("CB0701"));
}

TEST_CASE("facts are read from JSON") {
    const auto facts = facts_from_json(R"({"agents": {"ocf:heartbeat:x": "<resource-agent/>"}, "complete": true})");
    REQUIRE(facts.has_value());
    CHECK(facts->complete);
    CHECK(facts->agents.contains("ocf:heartbeat:x"));
    CHECK_FALSE(facts_from_json("{").has_value());
    CHECK_FALSE(facts_from_json(R"({"agents": {"a": "<nope/>"}})").has_value());
    CHECK_FALSE(facts_from_json(R"({"agent": {}})").has_value());
}

TEST_CASE("another schema can be asked for") {
    const std::string xml = test::cib_with(R"(<master id="m">{a}</master>)");
    const auto o = check_xml(xml, {.facts = nullptr, .schema = schema_version{4, 0}});
    CHECK(o.find("CB0110"));
}

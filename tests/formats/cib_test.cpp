#include <hakit/cib/model.hpp>
#include <hakit/formats/cib.hpp>
#include <hakit/formats/convert.hpp>
#include <hakit/formats/registry.hpp>
#include <hakit/formats/typed.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hakit;

namespace {

constexpr std::string_view xml =
    "<cib validate-with=\"pacemaker-3.9\" admin_epoch=\"0\" epoch=\"1\" num_updates=\"0\">\n  <configuration>\n"
    "    <crm_config/>\n    <nodes/>\n    <resources>\n      <primitive id=\"p\" class=\"lsb\" type=\"x\">\n"
    "        <instance_attributes id=\"i\">\n          <nvpair id=\"n\" name=\"passwd\" value=\"geheim\"/>\n"
    "        </instance_attributes>\n      </primitive>\n    </resources>\n    <constraints/>\n  </configuration>\n"
    "</cib>\n";

const formats::format& cibs() { return *formats::find("cib"); }

}  // namespace

TEST_CASE("CIBs are known by their content, and by what their files are called") {
    CHECK((*formats::guess("x", xml))->name() == "cib");
    CHECK((*formats::guess("/var/lib/pacemaker/cib/cib.xml", ""))->name() == "cib");
    CHECK((*formats::guess("resources.xml", "<?xml version='1.0'?>\n<resources/>"))->name() == "cib");
}

TEST_CASE("a CIB goes through all functions of a format") {
    text::workspace files;
    const auto id = files.add({"cib.xml", std::string{xml}});
    const auto found = cibs().check(files, id, {});
    REQUIRE(found.has_value());
    CHECK((*found)->diagnostics().count(text::severity::error) == 1);  // no fencing device
    REQUIRE((*found)->secrets().size() == 1);
    CHECK((*found)->secrets()[0].where.of(xml) == "geheim");
    CHECK((*found)->expanded().text() == xml);
    const auto values = (*found)->values();
    CHECK(values->summary() == "0 nodes, 1 resource, 0 constraints");
    CHECK(formats::get_if<cib::config>(*values)->root.is(cib::tag::cib));
    CHECK(*values->emit({.secrets = true}) == xml);
    CHECK(values->emit({})->find("geheim") == std::string::npos);
    CHECK(values->to_json({}).dump().find("geheim") == std::string::npos);
    CHECK((*cibs().from_json(values->to_json({.secrets = true})))->equals(*values));
    CHECK(cibs().layout(cibs().parse({"cib.xml", std::string{xml}}, {})) == xml);

    const formats::change change{formats::change::action::set, *text::path::parse("primitive[p].meta.target-role"),
                                 "Stopped"};
    const auto changed = cibs().edit(files, id, change, {}, false);
    REQUIRE(changed.has_value());
    text::workspace other;
    other.add({"cib.xml", *changed});
    const auto after = (*cibs().check(other, 0, {}))->values();
    CHECK(*values->diff_text(*after, {}) == "+ primitive[p].meta\n");
    CHECK(values->diff_json(*after, {})->size() == 1);
    CHECK(*cibs().get({"cib.xml", *changed}, *text::path::parse("primitive[p].meta.target-role"), false) == "Stopped");
}

TEST_CASE("another schema may judge, and facts about agents may join in") {
    text::workspace files;
    const auto id = files.add({"cib.xml", std::string{xml}});
    formats::read_options options;
    options.target = "2.5";
    CHECK(cibs().check(files, id, options).has_value());
    options.target = "nine";
    CHECK_FALSE(cibs().check(files, id, options).has_value());
    options.target = "";
    options.facts = R"({"agents": {}, "complete": true})";
    CHECK((*cibs().check(files, id, options))->diagnostics().count(text::severity::error) == 2);
    options.facts = "[]";
    CHECK_FALSE(cibs().check(files, id, options).has_value());
    CHECK(cibs().keywords().size() > 400);
    CHECK(cibs().targets().front() == "validate-with");
    CHECK(cibs().targets()[1] == "pacemaker-4.0");
}

TEST_CASE("a patch may be made of a CIB and its edited text") {
    text::workspace files;
    const auto whole = (*cibs().check(files, files.add({"cib.xml", std::string{xml}}), {}))->values();
    auto edited = *(*formats::convert(whole, *formats::find("crm")))->emit({.secrets = true});
    edited += "primitive q ocf:heartbeat:Dummy\n";
    formats::read_options how;
    how.target = "pacemaker-3.9";
    const auto text = (*formats::find("crm")->check(files, files.add({"cluster.crm", edited}), how))->values();
    const auto patch = formats::make_patch(*whole, *text);
    REQUIRE(patch.has_value());
    CHECK(patch->find("<change operation=\"create\" path=\"/cib/configuration/resources\"") != patch->npos);
    CHECK(patch->find("operation=\"delete\"") == patch->npos);
    CHECK(formats::make_patch(*text, *whole)->find("primitive[@id='q']") != patch->npos);
    CHECK(formats::make_patch(*text, *text).has_value());
    const auto other = (*formats::find("sysctl")->check(files, files.add({"sysctl.conf", "a = 1\n"}), {}))->values();
    CHECK(formats::make_patch(*whole, *other).error().code() == errc::unsupported);
    CHECK(formats::make_patch(*other, *whole).error().message() == "a sysctl configuration holds no CIB");
}

TEST_CASE("crm text may become a CIB in the order of crmsh") {
    const auto first_of = [](std::string_view target) {
        text::workspace files;
        formats::read_options how;
        how.target = target;
        const auto id = files.add({"cluster.crm", "group g b\nprimitive a ocf:heartbeat:Dummy\nprimitive b lsb:x\n"});
        const auto read = formats::find("crm")->check(files, id, how);
        REQUIRE(read.has_value());
        const auto made = formats::convert((*read)->values(), *formats::find("cib"));
        return std::string{cib::find_section(*formats::cib_of(**made), cib::tag::resources)->children.front().id()};
    };
    CHECK(first_of("pacemaker-3.9") == "g");
    CHECK(first_of("4.4,crmsh-order,pacemaker-3.9") == "a");
}

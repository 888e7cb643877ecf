#include <hakit/cib/migrate.hpp>
#include <hakit/cib/write.hpp>

#include "cib/samples.hpp"

#include <string>

using namespace hakit;
using namespace hakit::cib;

namespace {

config with(std::string_view schema, std::string_view inside) {
    return test::read_xml("<cib validate-with=\"" + std::string{schema} +
                          "\" admin_epoch=\"0\" epoch=\"0\" num_updates=\"0\"><configuration>" + std::string{inside} +
                          "</configuration></cib>");
}

struct outcome {
    std::string xml;
    std::string steps;
    [[nodiscard]] bool has(std::string_view part) const { return xml.find(part) != std::string::npos; }
    [[nodiscard]] bool says(std::string_view part) const { return steps.find(part) != std::string::npos; }
};

outcome moved(std::string_view from, std::string_view inside, schema_version to) {
    const auto made = migrate(with(from, inside), to);
    return {*write(made.configuration), to_text(made.steps)};
}

constexpr std::string_view empty = "<crm_config/><nodes/><resources/><constraints/>";

}  // namespace

TEST_CASE("between neighbours nothing but the name of the schema changes") {
    const auto o = moved("pacemaker-3.5", empty, {3, 9});
    CHECK(o.has("validate-with=\"pacemaker-3.9\""));
    CHECK(o.steps == "");
}

TEST_CASE("old option names find their new place at 3.0") {
    const auto o =
        moved("pacemaker-1.2",
              R"(<crm_config><cluster_property_set id="p"><nvpair id="p1" name="expected-quorum-votes" value="2"/>
<nvpair id="p2" name="cluster-infrastructure" value="openais"/><nvpair id="p3" name="default-resource-stickiness" value="100"/>
<nvpair id="p4" name="stonith_enabled" value="false"/><nvpair id="p5" name="default-action-timeout" value="30s"/></cluster_property_set></crm_config>
<nodes><node id="a" uname="a" type="normal"/></nodes><resources/><constraints/>)",
              {3, 9});
    CAPTURE(o.xml);
    CHECK_FALSE(o.has("expected-quorum-votes"));
    CHECK_FALSE(o.has("openais"));
    CHECK(o.has(R"(<nvpair id="p4" name="stonith-enabled" value="false"/>)"));
    CHECK(o.has(R"(<nvpair id="p3" name="resource-stickiness" value="100"/>)"));
    CHECK(o.has("<rsc_defaults>"));
    CHECK(o.has("<op_defaults>"));
    CHECK(o.has(R"(type="member")"));
    CHECK(o.says("dropped property.expected-quorum-votes"));
    CHECK(o.says("converted property.default-resource-stickiness: becomes resource-stickiness in rsc_defaults"));
    CHECK_FALSE(o.says("manual"));
}

TEST_CASE("masters become promotable clones and back, and roles follow") {
    constexpr std::string_view inside =
        R"(<crm_config/><nodes/><resources><master id="m"><meta_attributes id="mm"><nvpair id="m1" name="master-max" value="1"/></meta_attributes>
<primitive id="p" class="ocf" provider="x" type="y"><operations><op id="o" name="monitor" interval="5s" role="Master"/></operations></primitive></master></resources>
<constraints><rsc_location id="l" rsc="m" role="Slave" node="a" score="1"/></constraints>)";
    const auto up = moved("pacemaker-2.10", inside, {3, 9});
    CAPTURE(up.xml);
    CHECK(up.has("<clone id=\"m\">"));
    CHECK(up.has("name=\"promotable\" value=\"true\" id=\"mm-promotable\""));
    CHECK(up.has("name=\"promoted-max\""));
    CHECK(up.has("role=\"Promoted\""));
    CHECK(up.has("role=\"Unpromoted\""));
    const auto again = migrate(migrate(with("pacemaker-2.10", inside), {3, 9}).configuration, {2, 10});
    CHECK(again.configuration == with("pacemaker-2.10", inside));
}

TEST_CASE("access control is said anew at 2.0, and in the old way below it") {
    const auto up = moved(
        "pacemaker-1.2",
        R"(<crm_config/><nodes/><resources/><constraints/><acls><acl_role id="r"><read id="r1" xpath="/cib" attribute="x"/></acl_role>
<acl_user id="u"><role_ref id="r"/></acl_user><acl_user id="v"><write id="v1" tag="primitive"/></acl_user></acls>)",
        {2, 0});
    CAPTURE(up.xml);
    CHECK(up.has(R"(<acl_permission id="r1" kind="read" xpath="/cib[@x]"/>)"));
    CHECK(up.has("<acl_target id=\"u\">"));
    CHECK(up.has("<role id=\"auto-v\"/>"));
    CHECK(up.has(R"(<acl_permission id="v1" kind="write" object-type="primitive"/>)"));
    CHECK_FALSE(up.says("manual"));
    const auto down =
        moved("pacemaker-2.0",
              R"(<crm_config/><nodes/><resources/><constraints/><acls><acl_target id="u"><role id="r"/></acl_target>
<acl_role id="r"><acl_permission id="r1" kind="deny" reference="x"/></acl_role></acls>)",
              {1, 2});
    CHECK(down.has("<role_ref id=\"r\"/>"));
    CHECK(down.has("<deny id=\"r1\" ref=\"x\"/>"));
}

TEST_CASE("4.0 drops what it does not support, with what refers to it") {
    const auto o = moved(
        "pacemaker-3.9",
        R"(<crm_config><cluster_property_set id="s"><nvpair id="s1" name="crmd-transition-delay" value="1s"/><nvpair id="s2" name="stonith-action" value="poweroff"/></cluster_property_set></crm_config>
<nodes><node id="1" uname="n" type="ping"/></nodes><resources><primitive id="u" class="upstart" type="x"/><primitive id="p" class="lsb" type="x"><meta_attributes id="pm"><nvpair id="p1" name="a" value="1"/><nvpair id="p2" name="a" value="2"/></meta_attributes></primitive>
<bundle id="b"><docker image="i" masters="1"/></bundle></resources>
<constraints><rsc_order id="o" first="u" then="p"/><rsc_location id="l" rsc="p"><rule id="r1" score="1"><expression id="e1" attribute="x" operation="defined"/></rule><rule id="r2" score="2"><expression id="e2" attribute="y" operation="defined"/></rule></rsc_location></constraints>)",
        {4, 0});
    CAPTURE(o.xml);
    CAPTURE(o.steps);
    CHECK(o.has("name=\"transition-delay\""));
    CHECK(o.has("value=\"off\""));
    CHECK(o.has("rsc_location id=\"ping-node-ban-n\""));
    CHECK_FALSE(o.has("upstart"));
    CHECK_FALSE(o.has("rsc_order"));
    CHECK_FALSE(o.has("id=\"p2\""));
    CHECK(o.has("promoted-max=\"1\""));
    CHECK(o.has("<rsc_location id=\"l-1\""));
    CHECK(o.has("<rsc_location id=\"l-2\""));
    CHECK(o.says("lost primitive u"));
    CHECK_FALSE(o.says("manual"));
}

TEST_CASE("downwards, what the target does not know is taken out and told") {
    const auto o = moved(
        "pacemaker-3.9",
        R"(<crm_config/><nodes/><resources><bundle id="b"><podman image="i"/></bundle><primitive id="p" class="lsb" type="x"/><primitive id="q" class="lsb" type="x"/></resources><constraints><rsc_colocation id="c" rsc="p" with-rsc="q" score="1" influence="false"/><rsc_order id="o" first="b" then="p"/></constraints><alerts><alert id="a" path="/x"/></alerts>)",
        {2, 4});
    CHECK_FALSE(o.has("podman"));
    CHECK_FALSE(o.has("alert"));
    CHECK_FALSE(o.has("influence"));
    CHECK(o.says("lost bundle b: "));
    CHECK(o.says("lost rsc_order o: "));
    CHECK(o.says("lost rsc_colocation[c].influence"));
}

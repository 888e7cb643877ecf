#include <hakit/cib/diff.hpp>
#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/merge.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace hakit;

namespace {

/// What a running cluster has: counters, a status, empty sections, ids that nobody wrote, members before attributes.
constexpr std::string_view cluster_xml =
    R"(<cib crm_feature_set="3.16.2" validate-with="pacemaker-3.5" epoch="7" num_updates="4" admin_epoch="1" dc-uuid="1">
  <configuration>
    <crm_config>
      <cluster_property_set id="cib-bootstrap-options">
        <nvpair id="a1" name="stonith-enabled" value="false"/>
      </cluster_property_set>
    </crm_config>
    <nodes>
      <node id="1" uname="ha1"/>
    </nodes>
    <resources>
      <clone id="c">
        <primitive id="p" class="ocf" provider="heartbeat" type="Dummy">
          <operations>
            <op id="x9" name="monitor" interval="10s"/>
          </operations>
        </primitive>
        <meta_attributes id="c-meta_attributes">
          <nvpair id="c-meta_attributes-notify" name="notify" value="true"/>
        </meta_attributes>
      </clone>
      <primitive id="q" class="ocf" provider="heartbeat" type="Dummy"/>
    </resources>
    <!-- nothing here yet -->
    <constraints/>
    <acls/>
  </configuration>
  <status>
    <node_state id="1" uname="ha1" crmd="online"/>
  </status>
</cib>
)";

cib::config cluster() {
    text::diagnostic_list found;
    return cib::read(cluster_xml, {}, found).values;
}

cib::config bound(const std::string& text, cib::schema_version schema = {3, 5}) {
    text::diagnostic_list found;
    auto made = crm::bind(crm::parse({"cluster.crm", text}), {.schema = schema}, found);
    CHECK(found.empty());
    return made;
}

/// The text of the cluster with one word replaced.
std::string edited(std::string_view from, std::string_view to) {
    auto text = crm::emit(cluster()).text;
    const auto at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

std::string merged(const std::string& text) { return *cib::write(*crm::merge(cluster(), bound(text))); }

std::string replaced(std::string_view from, std::string_view to) {
    std::string xml{cluster_xml};
    const auto at = xml.find(from);
    REQUIRE(at != xml.npos);
    return xml.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("text that nobody changed leaves the CIB as it is, to the byte") {
    CHECK(merged(crm::emit(cluster()).text) == cluster_xml);
}

TEST_CASE("a changed value changes that value, and no id and no order") {
    CHECK(merged(edited("interval=10s", "interval=20s")) == replaced("interval=\"10s\"", "interval=\"20s\""));
    CHECK(merged(edited("notify=true", "notify=false")) ==
          replaced("name=\"notify\" value=\"true\"", "name=\"notify\" value=\"false\""));
}

TEST_CASE("new objects come in at their place, and what text has no words for stays") {
    const auto xml = merged(crm::emit(cluster()).text + "primitive r ocf:heartbeat:Dummy\nlocation l r 10: ha1\n");
    CHECK(xml.find("      <primitive id=\"q\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>\n"
                   "      <primitive id=\"r\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>\n") != xml.npos);
    CHECK(xml.find("<rsc_location id=\"l\"") != xml.npos);
    for (const std::string_view kept :
         {"dc-uuid=\"1\"", "<node_state", "<acls/>", "<!-- nothing here yet -->", "\"x9\""})
        CHECK(xml.find(kept) != xml.npos);
}

TEST_CASE("what the text does not say any more is gone") {
    const auto xml = merged(edited("primitive q ocf:heartbeat:Dummy\n", ""));
    CHECK(xml == replaced("      <primitive id=\"q\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>\n", ""));
}

TEST_CASE("the patch of an edited text changes what was edited, and the epoch") {
    const auto text = bound(edited("interval=10s", "interval=20s"));
    const auto patch = cib::make_patch(cluster(), *crm::merge(cluster(), text));
    REQUIRE(patch.has_value());
    std::size_t changes = 0;
    for (auto at = patch->find("<change "); at != patch->npos; at = patch->find("<change ", at + 1)) ++changes;
    CHECK(changes == 2);
    CHECK(patch->find("op[@id='x9']") != patch->npos);
    CHECK(patch->find("<target admin_epoch=\"1\" epoch=\"8\"") != patch->npos);
}

TEST_CASE("text of another schema is refused") {
    const auto made = crm::merge(cluster(), bound(crm::emit(cluster()).text, {3, 9}));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code() == errc::invalid_argument);
    CHECK(made.error().message() == "the text is read as one for pacemaker-3.9, but the CIB is of pacemaker-3.5");
    CHECK_FALSE(crm::merge(cib::config{cib::element{cib::tag::resources}, {}, {}}, cluster()).has_value());
}

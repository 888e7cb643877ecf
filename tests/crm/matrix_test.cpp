// One text for each mistake that crm_verify, crmsh or the schema find, or none of them: what hakit says to it.
#include <hakit/cib/host_facts.hpp>
#include <hakit/crm/check.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

using namespace hakit;

namespace {

struct row {
    std::string_view mistake;
    std::string_view code;
    std::string_view text;
    std::string_view at = {};  ///< the words it is found at; empty: not looked at
};

constexpr std::string_view base =
    "node n1\nnode n2\nprimitive fence stonith:fence_xvm\nprimitive x ocf:heartbeat:Dummy\nprimitive y "
    "ocf:heartbeat:Dummy\n";

constexpr row rows[] = {
    {"no fencing device", "CB0601", "property a: stonith-enabled=true\ndelete fence\n"},
    {"colocation with what is not there", "CB0202", "colocation c inf: x nope\n", "nope"},
    {"order with what is not there", "CB0202", "order o Mandatory: x nope\n", "nope"},
    {"location of what is not there", "CB0202", "location l nope 1: n1\n", "nope"},
    {"location on a node that is not there", "CB0206", "location l x 1: nope\n", "nope"},
    {"an id twice", "CR0107", "primitive x Dummy\n", "x"},
    {"an id of a set twice", "CB0201", "primitive z Dummy params $id=x a=1\n", "x"},
    {"a reference to no set", "CB0203", "primitive z Dummy params $id-ref=nope\n", "nope"},
    {"a template that is not there", "CB0204", "primitive z @nope\n", "@nope"},
    {"a clone in a group", "CR0203", "clone k x\ngroup g k y\n", "k"},
    {"an empty group", "CB0107", "group g\n"},
    {"a clone of a clone", "CR0203", "clone k x\nclone l k\n", "k"},
    {"more promoted than there are", "CB0405", "clone k x meta promotable=true promoted-max=3 clone-max=2\n"},
    {"two of an anonymous clone on a node", "CB0403", "clone k x meta clone-node-max=2\n"},
    {"a promotable clone of lsb", "CB0404", "primitive z lsb:web\nclone k z meta promotable=true\n"},
    {"an operation twice", "CB0401", "primitive z Dummy op monitor interval=10s op monitor interval=10s timeout=3\n"},
    {"an interval twice", "CB0401", "primitive z Dummy op monitor interval=10s op monitor interval=10000ms\n"},
    {"colocations in a circle", "CB0501", "colocation c inf: x y\ncolocation d inf: y x\n"},
    {"orders in a circle", "CB0502", "order o Mandatory: x y\norder p Mandatory: y x\n"},
    {"together and apart", "CB0504", "colocation c inf: x y\ncolocation d -inf: x y\n"},
    {"promote of what is never promoted", "CB0409", "order o Mandatory: x:promote y:start\n"},
    {"a promoted role of what is never promoted", "CB0409", "colocation c inf: x y:Master\n"},
    {"a role that there is not", "CB0305", "primitive z Dummy meta target-role=Startd\n", "Startd"},
    {"a meta attribute that there is not", "CB0304", "primitive z Dummy meta target-r\n", "target-r"},
    {"a property that there is not", "CB0302", "property stonith-enabeld=true\n", "stonith-enabeld"},
    {"a property that there is not, in another set", "CB0302", "property mine: stonith-enabeld=true\n",
     "stonith-enabeld"},
    {"a value that a property has not", "CB0303", "property stonith-enabled=maybe\n", "maybe"},
    {"a property that the schema dropped", "CB0115", "property expected-quorum-votes=2\n", "expected-quorum-votes"},
    {"a stack that the schema dropped", "CB0115", "property cluster-infrastructure=openais\n", "openais"},
    {"an agent that is not there", "CB0701", "primitive z ocf:heartbeat:IPAddr2\n"},
    {"a parameter that is missing", "CB0702", "primitive z ocf:heartbeat:IPaddr2\n"},
    {"a level with no device", "CB0602", "fencing_topology n1: nope\n"},
    {"a level with what is no device", "CB0603", "fencing_topology n1: x\n"},
    {"a level beyond nine", "CB0604", "fencing_topology n1: $index=99 fence\n"},
    {"a timeout that is none", "CB0306", "primitive z Dummy op monitor interval=9s timeout=1o\n", "1o"},
    {"a comparison in capitals", "CR0109", "location l x rule #uname EQ n1\n"},
    {"a score that is none", "CB0106", "xml <rsc_location id=\"l\" rsc=\"x\" node=\"n1\" score=\"1x\"/>\n"},
    {"a tag of what is not there", "CB0207", "tag t nope\n", "nope"},
    {"an access role that is not there", "CB0205", "acl_target joe nope\n", "nope"},
    {"a bundle that cannot be reached", "CB0406", "primitive z Dummy\nbundle b docker image=i primitive z\n"},
    {"a constraint on a member", "CB0506", "group g x y\ncolocation c inf: y fence\n"},
    {"on-fail=fence without fencing", "CB0408",
     "primitive z Dummy op monitor interval=9s on-fail=fence\nproperty stonith-enabled=false\n"},
    {"neither quorum nor fencing", "CB0307", "property no-quorum-policy=ignore stonith-enabled=false\n"},
    {"two nodes of one name", "CR0107", "node 7: n1\n", "n1"},
    {"a start that recurs", "CB0402", "primitive z Dummy op start interval=10s\n", "10s"},
    {"the old form of a promotable clone", "CB0111", "ms m x\n"},
    {"a name twice", "CB0301", "primitive z Dummy params a=1 a=2\n", "a"},
    {"loss-policy=fence without fencing", "CB0508",
     "rsc_ticket t T: x loss-policy=fence\nproperty stonith-enabled=false\n"},
    {"a pattern that is none", "CB0507", "location l /(/ 1: n1\n"},
    {"a constraint with oneself", "CB0503", "colocation c inf: x x\n"},
    {"a remote node in a group", "CB0407", "primitive r ocf:pacemaker:remote\ngroup g x r\n"},
    {"a unique value twice", "CB0704",
     "primitive i ocf:heartbeat:IPaddr2 params ip=1.2.3.4\n"
     "primitive j ocf:heartbeat:IPaddr2 params ip=1.2.3.4\n"},
};

cib::host_facts facts() {
    const auto made = cib::facts_from_json(R"json({"complete": true, "agents": {
        "stonith:fence_xvm": "<resource-agent name='fence_xvm'><parameters/></resource-agent>",
        "ocf:heartbeat:Dummy": "<resource-agent name='Dummy'><parameters/></resource-agent>",
        "ocf:heartbeat:IPaddr2": "<resource-agent name='IPaddr2'><parameters><parameter name='ip' required='1' unique='1'><content type='string'/></parameter></parameters></resource-agent>"}})json");
    REQUIRE(made.has_value());
    return *made;
}

}  // namespace

TEST_CASE("each mistake that a tool finds, or none does, is found at its place") {
    const auto host = facts();
    for (const auto& r : rows) {
        INFO(r.mistake);
        std::string text{base};
        // The one text without a fencing device.
        if (const auto at = r.text.find("delete fence\n"); at != r.text.npos) {
            text.erase(text.find("primitive fence"), std::string_view{"primitive fence stonith:fence_xvm\n"}.size());
            text += r.text.substr(0, at);
        } else {
            text += r.text;
        }
        text::workspace files;
        const auto found = crm::check(files, files.add({"x", text}), {.facts = &host}).diagnostics;
        const auto d = std::ranges::find(found.items(), r.code, [](const auto& one) { return one.code->id; });
        std::string all;
        for (const auto& one : found.items()) all += std::string{one.code->id} + ' ' + one.message + '\n';
        INFO(all);
        CHECK(d != found.items().end());
        if (d == found.items().end()) continue;
        CHECK(d->where.where.end <= text.size());
        CHECK(d->where.where.begin < d->where.where.end);
        if (!r.at.empty()) CHECK(d->where.where.of(text) == r.at);
    }
}

TEST_CASE("nothing is found in a text without a mistake") {
    const auto host = facts();
    text::workspace files;
    const auto id = files.add({"x", std::string{base}});
    const auto found = crm::check(files, id);
    for (const auto& d : found.diagnostics.items()) {
        INFO(d.message);
        CHECK(d.level == text::severity::hint);
    }
}

TEST_CASE("a name that is misspelt can be replaced where it stands") {
    for (const std::string text : {"property stonith-enabeld=true\n", "property $mine:stonith-enabeld=true\n",
                                   "primitive z ocf:heartbeat:Dummy meta taget-role=Stopped\n"}) {
        INFO(text);
        text::workspace files;
        const auto found = crm::check(files, files.add({"x", text})).diagnostics;
        const auto d = std::ranges::find_if(found.items(), [](const auto& one) { return one.remedy.has_value(); });
        REQUIRE(d != found.items().end());
        const auto mended = text::apply_edits(text, d->remedy->edits);
        REQUIRE(mended.has_value());
        CHECK((mended->find("stonith-enabled=true") != text.npos || mended->find("target-role=Stopped") != text.npos));
    }
}

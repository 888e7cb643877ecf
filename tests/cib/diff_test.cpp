#include <hakit/cib/diff.hpp>
#include <hakit/cib/diff_json.hpp>

#include "cib/samples.hpp"

#include <algorithm>
#include <string>

using namespace hakit;
using namespace hakit::cib;

namespace {

config small() { return test::read_xml(test::small); }

element& find(element& e, std::string_view id) {
    if (e.id() == id) return e;
    for (element& child : e.children)
        if (element& found = find(child, id); found.id() == id) return found;
    return e;
}

std::string differences(const config& a, const config& b) { return to_text(diff(a, b)); }

}  // namespace

TEST_CASE("equal CIBs, and CIBs that differ in nothing that counts, have no differences") {
    config b = small();
    CHECK(differences(small(), b) == "");
    b.root.set(key::epoch, "99");
    find(b.root, "ip-instance_attributes").set(key::id, "other");
    find(b.root, "ip-monitor-10s").set(key::id, "another");
    auto& constraints = find_section(b, tag::constraints)->children;
    std::reverse(constraints.begin(), constraints.end());
    b.root.add(element{tag::comment, "x"});
    CHECK(differences(small(), b) == "");
}

TEST_CASE("differences are named by path") {
    config b = small();
    find(b.root, "ip-instance_attributes-ip").set(key::value, "192.0.2.2");
    find(b.root, "ip-instance_attributes").add(tag::nvpair).set(key::name, "nic").set(key::value, "eth0");
    find(b.root, "l").set(key::score, "200");
    std::erase_if(find_section(b, tag::constraints)->children, [](const element& e) { return e.id() == "o"; });
    find_section(b, tag::nodes)->add(tag::node).set(key::uname, "ha3");
    CHECK(differences(small(), b) ==
          "+ node[ha3]\n~ primitive[ip].params.ip: 192.0.2.1 -> 192.0.2.2\n+ primitive[ip].params.nic: eth0\n"
          "~ rsc_location[l].score: 100 -> 200\n- rsc_order[o]\n");
    const auto json = to_json(diff(small(), b));
    CHECK(json[1]["kind"] == "changed");
    CHECK(json[1]["before"] == "192.0.2.1");
    CHECK_FALSE(json[0].contains("after"));
}

TEST_CASE("options of the cluster and of all resources have the paths that edits take") {
    config a = small();
    element& defaults = section(a, tag::rsc_defaults).add(tag::meta_attributes).set(key::id, "rsc-options");
    defaults.add(tag::nvpair).set(key::name, "priority").set(key::value, "1");
    config b = a;
    find_section(b, tag::rsc_defaults)->children[0].children[0].set(key::value, "2");
    find(b.root, "cib-bootstrap-options-stonith-enabled").set(key::value, "true");
    CHECK(differences(a, b) ==
          "~ property[cib-bootstrap-options].stonith-enabled: false -> true\n~ rsc_defaults[rsc-options].priority: 1 "
          "-> 2\n");
}

TEST_CASE("the order counts in groups and sets alone") {
    config b = small();
    auto& members = find(b.root, "g").children;
    std::reverse(members.begin(), members.end());
    CHECK(differences(small(), b) == "~ group[g]: ip web -> web ip\n");
}

TEST_CASE("a resource that leaves its group is the same resource") {
    config b = small();
    element& group = find(b.root, "g");
    element web = group.children.back();
    group.children.pop_back();
    web.set(key::type, "apache2");
    find_section(b, tag::resources)->add(std::move(web));
    CHECK(differences(small(), b) ==
          "~ primitive[web]: in group[g] -> in resources\n~ primitive[web].type: nginx -> apache2\n");
    CHECK(differences(b, small()) ==
          "~ primitive[web]: in resources -> in group[g]\n~ primitive[web].type: apache2 -> nginx\n");
}

TEST_CASE("secrets stay hidden in differences") {
    config b = small();
    find(b.root, "db-instance_attributes-passwd").set(key::value, "other");
    CHECK(differences(small(), b) == "~ primitive[db].params.passwd: ******** -> ********\n");
    CHECK(to_text(diff(small(), b, {.secrets = true})) == "~ primitive[db].params.passwd: hunter2 -> other\n");
}

TEST_CASE("a patch tells creations, deletions, moves and changes apart") {
    config b = small();
    find(b.root, "ip-instance_attributes-ip").set(key::value, "192.0.2.2");
    find(b.root, "ip-monitor-10s").erase(key::timeout);
    auto& constraints = find_section(b, tag::constraints)->children;
    std::erase_if(constraints, [](const element& e) { return e.id() == "o"; });
    std::swap(constraints[0], constraints[1]);
    find_section(b, tag::resources)->add(tag::primitive).set(key::id, "new").set(key::class_, "lsb");
    const auto patch = make_patch(small(), b);
    REQUIRE(patch.has_value());
    const auto holds = [&](std::string_view part) { return patch->find(part) != std::string::npos; };
    CHECK(holds("<source admin_epoch=\"0\" epoch=\"7\" num_updates=\"3\"/>"));
    CHECK(holds("<target admin_epoch=\"0\" epoch=\"8\" num_updates=\"0\"/>"));
    CHECK(holds("<change operation=\"delete\" path=\"/cib/configuration/constraints/rsc_order[@id='o']\"/>"));
    CHECK(holds("<change-attr name=\"timeout\" operation=\"unset\"/>"));
    CHECK(holds("<change-attr name=\"value\" operation=\"set\" value=\"192.0.2.2\"/>"));
    CHECK(holds("operation=\"move\" path=\"/cib/configuration/constraints/rsc_"));
    CHECK(holds("<change operation=\"create\" path=\"/cib/configuration/resources\" position=\"2\">"));
    CHECK_FALSE(holds("the web"));
    CHECK_FALSE(make_patch(test::read_xml("<resources/>"), b).has_value());
}

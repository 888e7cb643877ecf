#include <hakit/cib/ids.hpp>
#include <hakit/cib/version.hpp>

#include <doctest/doctest.h>

using namespace hakit::cib;

namespace {

element& primitive(config& c, std::string id) {
    return section(c, tag::resources).add(tag::primitive).set(key::id, std::move(id)).set(key::type, "Dummy");
}

element& pair(element& set, std::string name) {
    return set.add(tag::nvpair).set(key::name, std::move(name)).set(key::value, "1");
}

}  // namespace

TEST_CASE("ids of the parts of a resource are made as crmsh makes them") {
    config c = empty_config();
    element& p = primitive(c, "p");
    pair(p.add(tag::instance_attributes), "ip");
    pair(p.add(tag::meta_attributes), "a");
    pair(p.add(tag::meta_attributes), "b");
    element& ops = p.add(tag::operations);
    ops.add(tag::op).set(key::name, "monitor").set(key::interval, "10s");
    ops.add(tag::op).set(key::name, "monitor").set(key::interval, "10s");
    element& bare = ops.add(tag::op).set(key::name, "start");
    pair(bare.add(tag::instance_attributes), "depth");
    assign_ids(c);
    const element& r = section(c, tag::resources).children[0];
    CHECK(r.children[0].id() == "p-instance_attributes");
    CHECK(r.children[0].children[0].id() == "p-instance_attributes-ip");
    CHECK(r.children[1].id() == "p-meta_attributes");
    CHECK(r.children[2].id() == "p-meta_attributes-0");
    CHECK(r.children[2].children[0].id() == "p-meta_attributes-0-b");
    CHECK_FALSE(r.children[3].has(key::id));
    CHECK(r.children[3].children[0].id() == "p-monitor-10s");
    CHECK(r.children[3].children[1].id() == "p-monitor-10s-0");
    CHECK(r.children[3].children[2].id() == "p-start");
    CHECK(r.children[3].children[2].children[0].children[0].id() == "p-start-instance_attributes-depth");
}

TEST_CASE("rules, expressions and dates continue the id of what they stand in") {
    config c = empty_config();
    element& l = section(c, tag::constraints).add(tag::rsc_location).set(key::id, "l");
    element& rule = l.add(tag::rule);
    rule.add(tag::expression);
    element& date = rule.add(tag::date_expression);
    date.add(tag::date_spec);
    date.add(tag::duration);
    assign_ids(c);
    const element& r = section(c, tag::constraints).children[0].children[0];
    CHECK(r.id() == "l-rule");
    CHECK(r.children[0].id() == "l-rule-expression");
    CHECK(r.children[1].id() == "l-rule-expression-0");
    CHECK(r.children[1].children[0].id() == "l-rule-expression-0-date_spec");
    CHECK(r.children[1].children[1].id() == "l-rule-expression-0-duration");
}

TEST_CASE("sets of resources, levels, mappings and alerts get numbers") {
    config c = empty_config();
    element& o = section(c, tag::constraints).add(tag::rsc_order).set(key::id, "o");
    o.add(tag::resource_set).add(tag::resource_ref).set(key::id, "a");
    o.add(tag::resource_set);
    element& levels = section(c, tag::fencing_topology);
    levels.add(tag::fencing_level);
    levels.add(tag::fencing_level);
    element& a = section(c, tag::alerts).add(tag::alert).set(key::id, "a4");
    a.add(tag::select).add(tag::select_attributes).add(tag::attribute).set(key::name, "x");
    a.add(tag::recipient);
    pair(a.add(tag::recipient).add(tag::meta_attributes), "timeout");
    assign_ids(c);
    CHECK(section(c, tag::constraints).children[0].children[0].id() == "o-0");
    CHECK(section(c, tag::constraints).children[0].children[1].id() == "o-1");
    CHECK(section(c, tag::fencing_topology).children[0].id() == "fencing");
    CHECK(section(c, tag::fencing_topology).children[1].id() == "fencing-0");
    const element& alert = section(c, tag::alerts).children[0];
    CHECK(alert.children[0].children[0].children[0].id() == "a4-0");
    CHECK(alert.children[1].id() == "a4-recipient-1");
    CHECK(alert.children[2].children[0].children[0].id() == "a4-recipient-2-meta_attributes-timeout");
}

TEST_CASE("nodes are prefixes by name, digits get num-, names lose what ids cannot hold") {
    config c = empty_config();
    element& n = section(c, tag::nodes).add(tag::node).set(key::id, "1").set(key::uname, "ha1");
    pair(n.add(tag::instance_attributes), "#health-disk");
    element& digits = section(c, tag::nodes).add(tag::node).set(key::uname, "2");
    digits.add(tag::utilization);
    assign_ids(c);
    const element& nodes = section(c, tag::nodes);
    CHECK(nodes.children[0].children[0].children[0].id() == "ha1-instance_attributes-.health-disk");
    CHECK(nodes.children[1].id() == "2");
    CHECK(nodes.children[1].children[0].id() == "num-2-utilization");
}

TEST_CASE("the sets of options have usual ids") {
    config c = empty_config();
    pair(section(c, tag::crm_config).add(tag::cluster_property_set), "stonith-enabled");
    pair(section(c, tag::rsc_defaults).add(tag::meta_attributes), "x");
    pair(section(c, tag::op_defaults).add(tag::meta_attributes), "timeout");
    assign_ids(c);
    CHECK(section(c, tag::crm_config).children[0].children[0].id() == "cib-bootstrap-options-stonith-enabled");
    CHECK(section(c, tag::rsc_defaults).children[0].id() == "rsc-options");
    CHECK(section(c, tag::op_defaults).children[0].children[0].id() == "op-options-timeout");
}

TEST_CASE("implied ids are the ones that assign_ids makes again, and no others") {
    config c = empty_config();
    element& p = primitive(c, "p");
    pair(p.add(tag::instance_attributes), "ip");
    pair(p.children[0], "nic").set(key::id, "mine");
    pair(p.children[0], "ip");
    primitive(c, "q");
    assign_ids(c);
    const auto implied = implied_ids(c);
    const element& r = section(c, tag::resources).children[0];
    CHECK_FALSE(implied.contains(&r));
    CHECK(implied.contains(&r.children[0]));
    CHECK(implied.contains(&r.children[0].children[0]));
    CHECK_FALSE(implied.contains(&r.children[0].children[1]));
    CHECK(implied.contains(&r.children[0].children[2]));
    CHECK(r.children[0].children[2].id() == "p-instance_attributes-ip-0");

    SUBCASE("an object that has the id of a part keeps it") {
        config d = c;
        primitive(d, "p-instance_attributes");
        const auto again = implied_ids(d);
        CHECK_FALSE(again.contains(&section(d, tag::resources).children[0].children[0]));
    }
}

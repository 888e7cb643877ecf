#include <hakit/cib/model.hpp>
#include <hakit/cib/version.hpp>

#include <doctest/doctest.h>

using namespace hakit::cib;

TEST_CASE("attributes are set in place, found by known and by plain name, and erased") {
    element e{tag::primitive};
    e.set(key::id, "p").set(key::type, "Dummy").set(key_name{std::string{"future"}}, "1");
    e.set(key::id, "q", {3, 4});
    CHECK(e.attributes.size() == 3);
    CHECK(e.id() == "q");
    CHECK(e.attributes.front().name == key::id);
    CHECK(e.place(key::id).begin == 3);
    CHECK(e.place(key::type) == e.where);
    CHECK(e.find("future")->value == "1");
    CHECK(e.find("type")->value == "Dummy");
    CHECK_FALSE(e.find(key::provider));
    CHECK(e.get(key::provider, "heartbeat") == "heartbeat");
    CHECK(e.erase(key::type));
    CHECK_FALSE(e.erase(key::type));
}

TEST_CASE("two unknown names are different names") {
    const key_name a{std::string{"a"}};
    const key_name b{std::string{"b"}};
    CHECK_FALSE(a == b);
    key_name copy = a;
    CHECK(copy == a);
    CHECK(copy.text() == "a");
    copy = b;
    CHECK(copy == b);
    CHECK(a == key::other);
}

TEST_CASE("elements are equal whatever the order of attributes and the places") {
    element a{tag::nvpair};
    a.set(key::name, "x", {1, 2}).set(key::value, "1");
    element b{tag::nvpair};
    b.set(key::value, "1").set(key::name, "x");
    CHECK(a == b);
    b.set(key::value, "2");
    CHECK_FALSE(a == b);
    element parent{tag::meta_attributes};
    parent.add(a);
    element other = parent;
    other.add(element{tag::comment, "why"});
    CHECK_FALSE(parent == other);
}

TEST_CASE("sections are made at the place that the schema wants") {
    config c = empty_config();
    section(c, tag::alerts);
    section(c, tag::rsc_defaults);
    section(c, tag::fencing_topology);
    std::string order;
    for (const element& s : configuration(c)->children) order += std::string{s.type.text()} + " ";
    CHECK(order == "crm_config nodes resources constraints fencing-topology rsc_defaults alerts ");
    CHECK(&section(c, tag::alerts) == find_section(c, tag::alerts));
}

TEST_CASE("a section may be the root") {
    config c;
    c.root = element{tag::resources};
    CHECK(find_section(c, tag::resources) == &c.root);
    CHECK_FALSE(find_section(c, tag::constraints));
    CHECK_FALSE(configuration(c));
}

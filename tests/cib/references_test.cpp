#include <hakit/cib/references.hpp>
#include <hakit/cib/write.hpp>

#include "cib/samples.hpp"

#include <string>

using namespace hakit;
using namespace hakit::cib;

namespace {

config small() { return test::read_xml(test::small); }

}  // namespace

TEST_CASE("references are found wherever ids stand") {
    const config c = small();
    CHECK(references_to(c, "g").size() == 3);
    CHECK(references_to(c, "db").size() == 3);
    CHECK(references_to(c, "ip").size() == 1);
    CHECK(references_to(c, "nope").empty());
}

TEST_CASE("renaming follows all references, and the ids that are made of the name") {
    config c = small();
    const auto count = rename(c, "db", "postgres");
    REQUIRE(count.has_value());
    CHECK(*count == 6);
    const auto xml = write(c);
    CHECK(xml->find("\"db\"") == std::string::npos);
    CHECK(xml->find("db-instance") == std::string::npos);
    CHECK(xml->find("<nvpair id=\"postgres-instance_attributes-passwd\"") == std::string::npos);  // ids come last
    CHECK(xml->find("id=\"postgres-instance_attributes-passwd\"") != std::string::npos);
    CHECK(xml->find("first=\"postgres\"") != std::string::npos);
    CHECK(rename(c, "nope", "x").error().code() == errc::not_found);
    CHECK(rename(c, "g", "ip").error().code() == errc::already_exists);
    CHECK(rename(c, "g", "1 x").error().code() == errc::invalid_argument);
}

TEST_CASE("removing a resource takes its constraints and its places in sets and tags") {
    config c = small();
    const auto removed = remove(c, "db");
    REQUIRE(removed.has_value());
    CHECK(*removed == std::vector<std::string>{"primitive db", "rsc_order o"});
    CHECK(references_to(c, "db").empty());
    CHECK(find_section(c, tag::constraints)->children.size() == 2);
    CHECK(find_section(c, tag::tags)->children.front().children.size() == 1);
}

TEST_CASE("the last member takes its group along, and with it what refers to the group") {
    config c = small();
    REQUIRE(remove(c, "ip").has_value());
    CHECK(find_section(c, tag::resources)->child(tag::group));
    const auto removed = remove(c, "web");
    REQUIRE(removed.has_value());
    CHECK(removed->front() == "primitive web");
    CHECK_FALSE(find_section(c, tag::resources)->child(tag::group));
    CHECK(references_to(c, "g").empty());
}

TEST_CASE("what others need stays") {
    config c = small();
    element& resources = *find_section(c, tag::resources);
    resources.add(tag::template_).set(key::id, "base").set(key::class_, "lsb").set(key::type, "x");
    resources.add(tag::primitive).set(key::id, "p").set(key::template_, "base");
    CHECK(remove(c, "base").error().code() == errc::refused);
    CHECK(remove(c, "nope").error().code() == errc::not_found);
    resources.children.back().add(tag::instance_attributes).set(key::id_ref, "db-instance_attributes");
    CHECK(remove(c, "db").error().code() == errc::refused);
}

#include <hakit/cib/version.hpp>

#include <doctest/doctest.h>

using namespace hakit::cib;

TEST_CASE("schema versions are read with and without the prefix") {
    CHECK(schema_version::parse("pacemaker-3.9") == schema_version{3, 9});
    CHECK(schema_version::parse("Pacemaker-2.10") == schema_version{2, 10});
    CHECK(schema_version::parse("4.0") == schema_version{4, 0});
    for (const char* none : {"", "none", "pacemaker-next", "pacemaker-0.6", "3", "3.", ".9", "3.9.1", "3.11",
                             "pacemaker-", "3.-9", "300.1"}) {
        CAPTURE(none);
        CHECK_FALSE(schema_version::parse(none));
    }
}

TEST_CASE("every version reads back what it prints, in rising order") {
    schema_version last{0, 0};
    for (schema_version v : schema_versions()) {
        CHECK(schema_version::parse(v.to_string()) == v);
        CHECK(last < v);
        last = v;
    }
    CHECK(last == newest_schema);
}

TEST_CASE("an empty CIB names its schema and has the sections that the schema wants") {
    const config c = empty_config({2, 5});
    CHECK(version_of(c) == schema_version{2, 5});
    for (tag t : {tag::crm_config, tag::nodes, tag::resources, tag::constraints}) CHECK(find_section(c, t));
    CHECK(c.root.child(tag::status));
}

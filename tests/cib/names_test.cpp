#include <hakit/cib/names.hpp>

#include <doctest/doctest.h>

using namespace hakit::cib;

TEST_CASE("names of elements and attributes are found again") {
    for (int i = 0; i <= static_cast<int>(tag::attribute); ++i) {
        const auto t = static_cast<tag>(i);
        if (t == tag::comment || t == tag::text) continue;
        CHECK(find_tag(to_string(t)) == t);
    }
    for (int i = 0; i <= static_cast<int>(key::path); ++i) {
        const auto k = static_cast<key>(i);
        CHECK(find_key(to_string(k)) == k);
    }
}

TEST_CASE("names are spelt as XML spells them") {
    CHECK(to_string(tag::fencing_topology) == "fencing-topology");
    CHECK(to_string(tag::rsc_location) == "rsc_location");
    CHECK(to_string(tag::template_) == "template");
    CHECK(to_string(key::crm_feature_set) == "crm_feature_set");
    CHECK(to_string(key::validate_with) == "validate-with");
    CHECK(to_string(key::class_) == "class");
    CHECK(find_tag("fencing_topology") == tag::other);
    CHECK(find_tag("#comment") == tag::other);
    CHECK(find_tag("Primitive") == tag::other);
    CHECK(find_key("") == key::other);
}

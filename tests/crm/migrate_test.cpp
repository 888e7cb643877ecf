#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/migrate.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;

namespace {

/// The text in the words of another schema.
std::string migrated(const std::string& words, cib::schema_version from, cib::schema_version to) {
    text::diagnostic_list found;
    const auto made = crm::migrate(crm::bind(crm::parse({"x", words}), {.schema = from}, found), to);
    CHECK(found.count(text::severity::error) == 0);
    return crm::emit(made.configuration).text;
}

}  // namespace

TEST_CASE("what is renamed in a text needs no id in the new one") {
    const std::string words =
        "primitive d ocf:linbit:drbd\nms m d \\\n\tmeta master-max=1 master-node-max=1\nproperty "
        "cib-bootstrap-options: \\\n"
        "\tcluster_recheck_interval=5min\n";
    CHECK(migrated(words, {2, 10}, {3, 9}) ==
          "primitive d ocf:linbit:drbd\nclone m d \\\n\tmeta promoted-max=1 promoted-node-max=1 promotable=true\n"
          "property cib-bootstrap-options: \\\n\tcluster-recheck-interval=5min\n");
}

TEST_CASE("what is called by an id keeps it") {
    const std::string words =
        "primitive d Dummy\nms m d \\\n\tmeta $id=mine master-max=1\nclone n e \\\n\tmeta $id-ref=mine\nprimitive e "
        "Dummy\n"
        "role r write ref:mine-master-max deny xpath:\"//nvpair[@id='mine-master-max']\"\n";
    const auto text = migrated(words, {2, 10}, {3, 9});
    CHECK(text.find("$mine-master-max:promoted-max=1") != text.npos);
    CHECK(text.find("ref:mine-master-max") != text.npos);
}

TEST_CASE("properties that no schema since 3.0 takes go from a text that names no schema") {
    CHECK(migrated("property expected-quorum-votes=2 default-resource-stickiness=5\n", {3, 9}, {3, 9}) ==
          "property cib-bootstrap-options:\nrsc_defaults rsc-options: \\\n\tresource-stickiness=5\n");
}

#include <hakit/cib/schema.hpp>

#include "cib/schema/tables.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace hakit::cib;

TEST_CASE("keywords are listed once, parents first, with values and versions") {
    std::set<std::string> seen;
    std::string resource_class;
    schema_version alerts;
    for_each_keyword([&](const keyword& k) {
        CAPTURE(k.path);
        const auto slash = k.path.rfind('/');
        if (slash != std::string::npos && k.element) CHECK(seen.contains(k.path.substr(0, slash)));
        seen.insert(k.path);
        CHECK(k.help.ends_with('.'));
        if (k.path == "cib/configuration/resources/primitive/class") resource_class = k.values;
        if (k.path == "cib/configuration/alerts") alerts = k.since;
    });
    CHECK(seen.size() > 400);
    CHECK(resource_class.find("ocf|lsb") == 0);
    CHECK(alerts == schema_version{2, 5});
}

TEST_CASE("each row of the tables is found by its owner") {
    for (const auto& row : attribute_rows()) CHECK(find_row(row.owner, row.name) == &row);
    for (const auto& row : child_rows()) CHECK(find_row(row.parent, row.child) == &row);
    std::string_view choices = "a|b@3.7|c@1.2<3.0";
    CHECK(next_choice(choices).word == "a");
    CHECK(next_choice(choices).since == schema_version{3, 7});
    CHECK(next_choice(choices).until == schema_version{3, 0});
    CHECK(choices.empty());
}

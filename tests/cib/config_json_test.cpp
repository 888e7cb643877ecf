#include <hakit/cib/config_json.hpp>

#include "cib/samples.hpp"

using namespace hakit;
using namespace hakit::cib;

TEST_CASE("JSON and back gives the same configuration") {
    config c = test::read_xml(test::small);
    c.before.emplace_back(tag::comment, "top");
    c.root.add(element{tag_name{std::string{"future"}}})
        .set(key_name{std::string{"odd"}}, "1")
        .add(element{tag::text, "x"});
    const auto json = to_json(c, {.secrets = true});
    CHECK(json["schema"] == config_json_schema);
    CHECK(json["root"]["children"][0]["element"] == "configuration");
    const auto again = from_json(json);
    REQUIRE(again.has_value());
    CHECK(*again == c);
}

TEST_CASE("hidden secrets are null, and cannot be read back") {
    const auto json = to_json(test::read_xml(test::small));
    CHECK(json.dump().find("hunter2") == std::string::npos);
    const auto refused = from_json(json);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message().find("hidden") != std::string::npos);
}

TEST_CASE("bytes that are not UTF-8 survive") {
    config c;
    c.root.set(key::description, "\xff\x61");
    const auto json = to_json(c);
    CHECK(json["root"]["attributes"]["description"]["bytes"] == "ff61");
    CHECK(*from_json(json) == c);
}

TEST_CASE("what is no such JSON is refused with its place") {
    using json = nlohmann::ordered_json;
    const auto why = [](const char* text) { return from_json(json::parse(text)).error().message(); };
    CHECK(why("[]") == "$: an object is wanted");
    CHECK(why("{}") == "$: there is no root");
    CHECK(why(R"({"root": {"element": "cib", "x": 1}})") == "$.root.x: unknown member");
    CHECK(why(R"({"root": {"element": "cib", "children": [{"element": 1}]}})") ==
          "$.root.children[0]: there is no element");
    CHECK(why(R"({"root": {"element": "cib", "attributes": {"a": 1}}})") == "$.root.attributes.a: a string is wanted");
    CHECK(why(R"({"schema": "other", "root": {"element": "cib"}})") == "$.schema: this is not hakit-cib-1");
    std::string deep = R"({"element": "a"})";
    for (int i = 0; i < 300; ++i) deep = R"({"element": "a", "children": [)" + deep + "]}";
    CHECK(from_json(json::parse(R"({"root": )" + deep + "}")).error().code() == errc::limit_exceeded);
}

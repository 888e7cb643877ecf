#include <hakit/keepalived/facts_json.hpp>

#include <doctest/doctest.h>

using namespace hakit;
namespace ka = hakit::keepalived;

TEST_CASE("facts about a host are read, and what is left out stays unknown") {
    const auto facts = ka::facts_from_json(R"({"schema": "hakit-facts-1",
        "interfaces": {"eth0": {"mtu": 9000, "multicast": false, "ethernet": false}, "eth1": {}},
        "users": ["root"], "files": {"/bin/true": true, "/etc/motd": false}})");
    REQUIRE(facts.has_value());
    REQUIRE(facts->interfaces);
    CHECK(facts->interfaces->at("eth0").mtu == 9000);
    CHECK_FALSE(facts->interfaces->at("eth0").multicast);
    CHECK_FALSE(facts->interfaces->at("eth0").ethernet);
    CHECK(facts->interfaces->at("eth1").mtu == 1500);
    CHECK(facts->interfaces->at("eth1").multicast);
    CHECK(facts->users->contains("root"));
    CHECK_FALSE(facts->groups);
    CHECK(facts->files->at("/bin/true"));
    CHECK_FALSE(facts->files->at("/etc/motd"));
}

TEST_CASE("facts that only other formats read are ignored") {
    const auto facts =
        ka::facts_from_json(R"({"schema": "hakit-facts-1", "hostname": "n1", "sysctls": [], "agents": {}})");
    REQUIRE(facts.has_value());
    CHECK_FALSE(facts->interfaces);
}

TEST_CASE("an empty object of interfaces says that there are none") {
    const auto facts = ka::facts_from_json(R"({"schema": "hakit-facts-1", "interfaces": {}})");
    REQUIRE(facts.has_value());
    REQUIRE(facts->interfaces);
    CHECK(facts->interfaces->empty());
}

TEST_CASE("wrong facts are refused with the path to the mistake") {
    const auto message = [](std::string_view text) {
        const auto facts = ka::facts_from_json(text);
        REQUIRE_FALSE(facts.has_value());
        CHECK(facts.error().code() == errc::syntax);
        return facts.error().message();
    };
    CHECK(message("{") == "the facts are no JSON");
    CHECK(message("[]") == "schema: \"hakit-facts-1\" is needed");
    CHECK(message(R"({"schema": "hakit-facts-2"})") == "schema: \"hakit-facts-1\" is needed");
    CHECK(message(R"({"schema": "hakit-facts-1", "interface": {}})") == "interface: unknown key");
    CHECK(message(R"({"schema": "hakit-facts-1", "interfaces": []})") == "interfaces: an object is needed");
    CHECK(message(R"({"schema": "hakit-facts-1", "interfaces": {"eth0": {"mtu": 5}}})") ==
          "interfaces.eth0.mtu: a number of 68..65536 is needed");
    CHECK(message(R"({"schema": "hakit-facts-1", "interfaces": {"eth0": {"up": true}}})") ==
          "interfaces.eth0.up: unknown key");
    CHECK(message(R"({"schema": "hakit-facts-1", "users": ["root", 3]})") == "users: an array of names is needed");
    CHECK(message(R"({"schema": "hakit-facts-1", "files": {"/bin/true": 1}})") ==
          "files./bin/true: true or false is needed");
}

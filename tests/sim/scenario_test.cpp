// Scenarios: real keepalived.conf files under a script, and what is reported of them.
#include <hakit/keepalived/check.hpp>
#include <hakit/sim/scenario_json.hpp>
#include <hakit/text/workspace.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::sim;
using namespace std::chrono_literals;

namespace {

std::string conf_of(int priority, const std::string& more = {}) {
    return "vrrp_script chk {\n script /bin/check\n weight -100\n}\nvrrp_instance V {\n interface eth0\n"
           " virtual_router_id 51\n version 3\n priority " +
           std::to_string(priority) + "\n " + more + "\n virtual_ipaddress {\n 10.0.0.100/24\n }\n}\n";
}

result<director::vrrp_plan> load(const std::string& file, std::vector<std::string>&) {
    text::workspace files;
    const auto conf = file == "a.conf"   ? conf_of(150, "track_script {\n chk\n }")
                      : file == "b.conf" ? conf_of(100)
                                         : std::string{};
    if (conf.empty()) return error{errc::not_found, file};
    const auto top = files.add(text::source{file, conf});
    return director::translate_routers(keepalived::check(files, top).configuration).desired;
}

std::string scenario_with(const std::string& events) {
    return R"({"schema": "hakit-scenario-1", "duration": 30, "segments": {"lan": {"delay": 0.001}}, "hosts": {
        "a": {"config": "a.conf", "interfaces": {"eth0": {"segment": "lan", "ipv4": "10.0.0.1"}}},
        "b": {"config": "b.conf", "interfaces": {"eth0": {"segment": "lan", "ipv4": "10.0.0.2"}}}},
        "events": [)" +
           events + "]}";
}

scenario_report report_of(const std::string& events) {
    const auto s = parse_scenario(scenario_with(events));
    REQUIRE_MESSAGE(s.has_value(), (s ? "" : s.error().message()));
    auto r = simulate(*s, load);
    REQUIRE(r.has_value());
    return std::move(*r);
}

std::string why_not(const std::string& text) {
    const auto s = parse_scenario(text);
    if (!s) return s.error().message();
    const auto r = simulate(*s, load);
    return r ? "" : r.error().message();
}

}  // namespace

TEST_CASE("a crash is taken over in three intervals and the skew, and the return is without a gap") {
    const auto r =
        report_of(R"({"at": 10.5, "event": "crash", "host": "a"}, {"at": 20, "event": "start", "host": "a"})");
    REQUIRE(r.takeovers.size() == 1);
    const auto& t = r.takeovers[0];
    CHECK(t.from == "a");
    CHECK(t.to == "b");
    CHECK(t.took > 2600ms);
    CHECK(t.took <= 3609'375us + 1ms);
    REQUIRE(r.addresses.size() == 1);
    REQUIRE(r.addresses[0].nobody.size() == 1);
    CHECK(r.addresses[0].nobody[0].length() == t.took);
    CHECK(r.addresses[0].several.size() == 1);  // for the delay of one advert
    CHECK(r.addresses[0].several[0].length() == 1ms);
    CHECK(r.addresses[0].owners.back().second == std::vector<std::string>{"a"});
    const auto text = to_text(r);
    CHECK(text.find("* crash of a") != std::string::npos);
    CHECK(text.find("b V: backup -> master (master_silent, priority 100)") != std::string::npos);
    CHECK(text.find("10.0.0.100: after crash of a taken over by b in ") != std::string::npos);
}

TEST_CASE("a process that dies leaves its address behind: two have it") {
    const auto r = report_of(R"({"at": 10, "event": "crash", "host": "a", "of": "process"})");
    REQUIRE(r.addresses[0].several.size() == 1);
    CHECK(r.addresses[0].several[0].length() > 16s);
    CHECK(r.addresses[0].nobody.empty());
}

TEST_CASE("stop, scripts, links and paths") {
    auto r = report_of(R"({"at": 10, "event": "stop", "host": "a"})");
    REQUIRE(r.takeovers.size() == 1);
    CHECK(r.takeovers[0].took < 700ms);
    r = report_of(R"({"at": 10, "event": "tracker", "host": "a", "tracker": "chk", "value": 0},
                     {"at": 20, "event": "tracker", "host": "a", "tracker": "chk", "value": 1})");
    CHECK(r.addresses[0].owners.size() > 3);
    CHECK(r.addresses[0].owners.back().second == std::vector<std::string>{"a"});
    r = report_of(R"({"at": 10, "event": "link", "host": "a", "interface": "eth0", "up": false})");
    REQUIRE(r.takeovers.size() == 1);
    CHECK(r.takeovers[0].to == "b");
    r = report_of(R"({"at": 10, "event": "path", "host": "a", "to": "b", "segment": "lan", "open": false},
                     {"at": 20, "event": "path", "host": "a", "to": "b", "segment": "lan", "open": true})");
    REQUIRE(r.addresses[0].several.size() == 1);
    CHECK(r.addresses[0].several[0].length() > 5s);
    CHECK(r.addresses[0].owners.back().second == std::vector<std::string>{"a"});
}

TEST_CASE("the same seed gives the same report, and JSON tells it") {
    const auto text = R"({"at": 5, "event": "segment", "segment": "lan", "loss": 0.5, "jitter": 0.01})";
    const auto first = to_json(report_of(text));
    CHECK(first == to_json(report_of(text)));
    CHECK(first["schema"] == "hakit-simulation-1");
    CHECK(first["changes"][0]["host"] == "a");
    auto other = *parse_scenario(scenario_with(text));
    other.seed = 99;
    CHECK(to_json(*simulate(other, load))["packets_received"] != first["packets_received"]);
}

TEST_CASE("what is wrong with a scenario is said with its place") {
    CHECK(why_not("{") == "the scenario is not JSON");
    CHECK(why_not("[]") == "the scenario: is not an object");
    CHECK(why_not(R"({"schema": "x"})") == "the scenario: its schema is not hakit-scenario-1");
    CHECK(why_not(scenario_with(R"({"at": -1, "event": "stop", "host": "a"})")) == "events[0].at: is out of range");
    CHECK(why_not(scenario_with(R"({"at": 1, "event": "explode", "host": "a"})")) ==
          "events[0]: there is no event 'explode'");
    CHECK(why_not(scenario_with(R"({"at": 1, "event": "stop", "host": "a", "x": 1})")) ==
          "events[0]: has an unknown member 'x'");
    CHECK(why_not(scenario_with(R"({"at": 1, "event": "stop", "host": "z"})")) ==
          "event stop of z: there is no host 'z'");
    CHECK(why_not(scenario_with(R"({"at": 1, "event": "tracker", "host": "b", "tracker": "chk", "value": 0})")) ==
          "event tracker chk of b: 0: there is no tracker 'chk' that a router of this host tracks");
    auto other = scenario_with("");
    other.replace(other.find("eth0"), 4, "eth1");
    CHECK(why_not(other) == "a: a.conf: V uses the interface eth0, which the scenario does not give it");
    CHECK(scenario_schema()["properties"]["hosts"]["type"] == "object");
}

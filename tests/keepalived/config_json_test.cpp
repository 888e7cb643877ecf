#include <hakit/keepalived/config_json.hpp>

#include "config_samples.hpp"

#include <doctest/doctest.h>

using namespace config_samples;
using json = nlohmann::ordered_json;

namespace {

void check_round_trip(const ka::config& config) {
    const auto out = ka::to_json(config, {.secrets = true});
    const auto back = ka::from_json(json::parse(out.dump()));
    REQUIRE_MESSAGE(back.has_value(), back.error().message());
    CHECK(*back == config);
    CHECK(ka::to_json(*back, {.secrets = true}) == out);
}

std::string failure(const char* members) {
    const auto c = ka::from_json(json::parse(R"({"schema": "hakit-keepalived-1", )" + std::string{members} + '}'));
    REQUIRE(c.has_error());
    CHECK(c.error().code() == hakit::errc::invalid_argument);
    return c.error().message();
}

}  // namespace

TEST_CASE("a configuration as JSON") {
    const auto c = read(
        "SSL { password secret\n}\nvirtual_server_group g {\n192.0.2.1-3 80\nfwmark 3 inet6\n}\n"
        "virtual_server 192.0.2.1 80 {\nlb_kind TUN type gue port 6080\nlvs_sched rr\nalpha\ndelay_loop 1.5\n"
        "real_server 198.51.100.1 80 {\nnotify_up \"/bin/up a\" nobody\nHTTP_GET {\nurl { path /\n"
        "status_code 200 301-303\n}\n}\n}\n}\nvirtual_server group g {\n}\n");
    const auto expected = json::parse(R"({
        "schema": "hakit-keepalived-1",
        "SSL": {"password": null},
        "virtual_server_group": [{"name": "g", "entries": [
            {"first": "192.0.2.1", "last": "192.0.2.3", "port": 80}, {"fwmark": 3, "family": "inet6"}]}],
        "virtual_server": [
            {"address": "192.0.2.1", "port": 80, "delay_loop": 1.5, "lb_algo": "rr",
             "lb_kind": {"kind": "TUN", "type": "gue", "port": 6080}, "alpha": true,
             "real_server": [{"address": "198.51.100.1", "port": 80,
                              "notify_up": {"argv": ["/bin/up", "a"], "user": "nobody"},
                              "HTTP_GET": [{"url": [{"path": "/", "status_code": ["200", "301-303"]}]}]}]},
            {"group": "g"}]})");
    CHECK(ka::to_json(c.config) == expected);
    CHECK(ka::to_json(c.config, {.secrets = true})["SSL"]["password"] == "secret");
}

TEST_CASE("defaults are a member of each block, for reading only") {
    const auto c = read("bfd_instance b {\nneighbor_ip 192.0.2.1\nmin_tx 20\n}\n");
    const auto out = ka::to_json(c.config, {.defaults = ka::v2_2_7});
    const auto& bfd = out["bfd_instance"][0];
    CHECK(bfd["min_tx"] == 0.02);
    CHECK(bfd["defaults"]["idle_tx"] == "1000");
    CHECK_FALSE(bfd["defaults"].contains("min_tx"));
    CHECK(ka::from_json(out).has_error());
}

TEST_CASE("random configurations come back out of JSON as they were") {
    for (unsigned seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        check_round_trip(read(random_conf{seed}.make()).config);
    }
}

TEST_CASE("the recorded cases come back out of JSON as they were") {
    for (const auto& one : recorded()) {
        CAPTURE(one.first);
        check_round_trip(read(one.second).config);
    }
}

TEST_CASE("what does not fit is named by its path") {
    CHECK(failure(R"("virtual_server": {})") == "$.virtual_server: an array is needed");
    CHECK(failure(R"("virtual_server": [3])") == "$.virtual_server[0]: an object is needed");
    CHECK(failure(R"("virtual_servers": [])") == "$.virtual_servers: unknown; did you mean 'virtual_server'?");
    CHECK(failure(R"("virtual_server": [{"fwmark": 1, "weight": "x"}])") ==
          "$.virtual_server[0].weight: an integer is needed");
    CHECK(failure(R"("virtual_server": [{"fwmark": 1, "lb_algo": "fastest"}])")
              .starts_with("$.virtual_server[0].lb_algo: one of rr|"));
    CHECK(failure(R"("virtual_server": [{"fwmark": 1, "lvs_sched": "rr"}])") ==
          "$.virtual_server[0].lvs_sched: another name of 'lb_algo', which is to be used");
    CHECK(failure(R"("virtual_server": [{"lb_algo": "rr"}])").starts_with("$.virtual_server[0]: "));
    CHECK(failure(R"("virtual_server": [{"fwmark": 1, "sheduler": "rr"}])") ==
          "$.virtual_server[0]: virtual_server: 'sheduler' is unknown");
    CHECK(failure(R"("virtual_server_group": [{"entries": []}])") == "$.virtual_server_group[0]: 'name' is missing");
    CHECK(failure(R"("virtual_server_group": [{"name": "g", "lines": []}])") ==
          "$.virtual_server_group[0].lines: unknown");
    CHECK(failure(R"("SSL": {"password": null})") == "$.SSL.password: the secret was redacted");
    CHECK(failure(R"("SSL": {"cert": "a"})").starts_with("$.SSL.cert: unknown"));
    CHECK(ka::from_json(json::array()).has_error());
    CHECK(ka::from_json(json::object()).has_error());
    CHECK(ka::from_json(json::parse(R"({"schema": "other"})")).has_error());
}

TEST_CASE("a switch that is false is absent when there is no word for it") {
    const auto c = ka::from_json(json::parse(
        R"({"schema": "hakit-keepalived-1", "virtual_server": [{"fwmark": 1, "alpha": false, "smtp_alert": false}]})"));
    REQUIRE(c.has_value());
    CHECK_FALSE(c->virtual_server[0].alpha);
    REQUIRE(c->virtual_server[0].smtp_alert);
    CHECK_FALSE(*c->virtual_server[0].smtp_alert);
}

TEST_CASE("the schema knows the keywords and their types") {
    const auto schema = ka::json_schema();
    const auto& vs = schema["properties"]["virtual_server"]["items"]["properties"];
    CHECK(vs["alpha"]["type"] == "boolean");
    CHECK(vs["quorum"]["type"] == "integer");
    CHECK(vs["quorum"]["minimum"] == 1);
    CHECK(vs["delay_loop"]["type"] == "number");
    CHECK(vs["lb_algo"]["enum"][0] == "rr");
    CHECK_FALSE(vs.contains("lvs_sched"));
    CHECK(schema["properties"]["virtual_server_group"]["items"]["required"] == json::array({"name"}));
    CHECK(schema["properties"]["SSL"]["properties"]["password"]["writeOnly"] == true);
    CHECK(schema["properties"]["SSL"]["additionalProperties"] == false);
    CHECK(schema["properties"]["vrrp_instance"]["items"]["properties"]["priority"]["maximum"] == 255);
}

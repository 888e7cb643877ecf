#include <hakit/keepalived/diff.hpp>
#include <hakit/keepalived/diff_json.hpp>

#include "config_samples.hpp"

#include <doctest/doctest.h>

using namespace config_samples;

namespace {

std::string text_of(const std::string& before, const std::string& after, const ka::diff_options& options = {}) {
    std::string out;
    for (const auto& c : ka::diff(read(before).config, read(after).config, options)) {
        out += c.what == ka::change::kind::added ? '+' : c.what == ka::change::kind::removed ? '-' : '~';
        out += c.path;
        if (!c.before.empty()) out += ' ' + c.before + " -> " + c.after;
        out += " | " + std::string{ka::to_string(c.effect)} + '\n';
        CHECK_FALSE(c.reason.empty());
    }
    return out;
}

std::string service(const std::string& lines) { return "virtual_server 192.0.2.1 80 {\n" + lines + "\n}\n"; }
std::string server(const std::string& lines, const std::string& address = "198.51.100.1 80") {
    return "real_server " + address + " {\n" + lines + "\n}\n";
}
std::string instance(const std::string& lines) { return "vrrp_instance VI_1 {\n" + lines + "\n}\n"; }

}  // namespace

TEST_CASE("values that change, come and go") {
    CHECK(text_of(instance("priority 100"), instance("priority 150")) ==
          "~vrrp_instance[VI_1].priority 100 -> 150 | in place\n");
    CHECK(text_of(instance(""), instance("nopreempt")) == "+vrrp_instance[VI_1].nopreempt unset -> on | in place\n");
    CHECK(text_of(instance("nopreempt"), instance("")) == "-vrrp_instance[VI_1].nopreempt on -> unset | in place\n");
    CHECK(text_of(instance("interface eth0"), instance("interface eth1")) ==
          "~vrrp_instance[VI_1].interface eth0 -> eth1 | instance restarted\n");
    CHECK(text_of(instance("state BACKUP"), instance("state MASTER")) ==
          "~vrrp_instance[VI_1].state BACKUP -> MASTER | deferred\n");
}

TEST_CASE("the way a value is written does not count") {
    CHECK(text_of(service("lvs_sched rr\nlvs_method DR\ndelay_loop 1.50"),
                  service("lb_kind DR\nlb_algo rr\ndelay_loop 1.5")) == "");
}

TEST_CASE("lists are sets") {
    const auto list = [](const std::string& lines) { return instance("virtual_ipaddress {\n" + lines + "\n}"); };
    CHECK(text_of(list("10.0.0.1/24\n10.0.0.2/24"), list("10.0.0.2/24\n10.0.0.1/24")) == "");
    CHECK(text_of(list("10.0.0.1/24\n10.0.0.2/24"), list("10.0.0.3/24\n10.0.0.2/24")) ==
          "-vrrp_instance[VI_1].virtual_ipaddress 10.0.0.1/24 -> unset | addresses changed\n"
          "+vrrp_instance[VI_1].virtual_ipaddress unset -> 10.0.0.3/24 | addresses changed\n");
}

TEST_CASE("unicast peers only tell instances apart by being there") {
    const auto peers = [](const std::string& lines) { return instance("unicast_peer {\n" + lines + "\n}"); };
    CHECK(text_of(peers("10.0.0.1"), peers("10.0.0.1\n10.0.0.2")) ==
          "+vrrp_instance[VI_1].unicast_peer unset -> 10.0.0.2 | in place\n");
    CHECK(text_of(instance(""), peers("10.0.0.1")) ==
          "+vrrp_instance[VI_1].unicast_peer unset -> 10.0.0.1 | instance restarted\n");
}

TEST_CASE("services, destinations and checkers") {
    const auto a = service(server("weight 1\nTCP_CHECK {\nconnect_port 80\n}"));
    CHECK(text_of(a, a) == "");
    CHECK(text_of(a, "") == "-virtual_server[192.0.2.1 80] | service removed\n");
    CHECK(text_of("", a) == "+virtual_server[192.0.2.1 80] | service added\n");
    CHECK(text_of(a, service(server("weight 2\nTCP_CHECK {\nconnect_port 80\n}"))) ==
          "~virtual_server[192.0.2.1 80].real_server[198.51.100.1 80].weight 1 -> 2 | destination edited\n");
    CHECK(text_of(a, service(server("weight 1\nTCP_CHECK {\nconnect_port 81\n}"))) ==
          "~virtual_server[192.0.2.1 80].real_server[198.51.100.1 80].TCP_CHECK.connect_port 80 -> 81 | "
          "check restarted\n");
    CHECK(text_of(a, service(server("weight 1\nTCP_CHECK {\nconnect_port 80\ndelay_loop 2\n}"))) ==
          "+virtual_server[192.0.2.1 80].real_server[198.51.100.1 80].TCP_CHECK.delay_loop unset -> 2 | in place\n");
    CHECK(text_of(a, service(server("weight 1") + server("", "198.51.100.2 80"))) ==
          "-virtual_server[192.0.2.1 80].real_server[198.51.100.1 80].TCP_CHECK | check restarted\n"
          "+virtual_server[192.0.2.1 80].real_server[198.51.100.2 80] | destination added\n");
    CHECK(text_of(service("lb_algo rr\nprotocol TCP"), service("lb_algo wrr\nprotocol UDP")) ==
          "~virtual_server[192.0.2.1 80].lb_algo rr -> wrr | service edited\n"
          "~virtual_server[192.0.2.1 80].protocol TCP -> UDP | service replaced\n");
}

TEST_CASE("services of one address are told apart by protocol") {
    const auto a = service("protocol TCP") + service("protocol UDP\nquorum 2");
    const auto b = service("protocol UDP\nquorum 3") + service("protocol TCP");
    CHECK(text_of(a, b) == "~virtual_server[192.0.2.1 80] UDP.quorum 2 -> 3 | in place\n");
}

TEST_CASE("repeated checkers are matched by equality, then by order") {
    const auto check = [](const std::string& port) { return "TCP_CHECK {\nconnect_port " + port + "\n}\n"; };
    CHECK(text_of(service(server(check("1") + check("2"))), service(server(check("2") + check("1")))) == "");
    CHECK(text_of(service(server(check("1") + check("2"))), service(server(check("2") + check("3")))) ==
          "~virtual_server[192.0.2.1 80].real_server[198.51.100.1 80].TCP_CHECK[0].connect_port 1 -> 3 | "
          "check restarted\n");
}

TEST_CASE("entries of a group are services") {
    CHECK(text_of("virtual_server_group g {\n192.0.2.1 80\n}\n", "virtual_server_group g {\n192.0.2.2 80\n}\n") ==
          "-virtual_server_group[g].entries 192.0.2.1 80 -> unset | service removed\n"
          "+virtual_server_group[g].entries unset -> 192.0.2.2 80 | service added\n");
}

TEST_CASE("secrets are redacted") {
    CHECK(text_of("SSL { password a\n}\n", "SSL { password b\n}\n") ==
          "~SSL.password REDACTED -> REDACTED | in place\n");
    CHECK(text_of("SSL { password a\n}\n", "SSL { password b\n}\n", {.secrets = true}) ==
          "~SSL.password a -> b | in place\n");
}

TEST_CASE("what keepalived cannot take over") {
    CHECK(text_of("net_namespace a\n", "net_namespace b\n") == "~net_namespace a -> b | reload refused\n");
}

TEST_CASE("text and JSON") {
    const auto changes = ka::diff(read(instance("priority 100")).config, read(instance("priority 150")).config);
    CHECK(ka::to_text(changes) ==
          "~ vrrp_instance[VI_1].priority: 100 -> 150 (in place: the state of the instance is carried over)\n");
    const auto out = ka::to_json(changes);
    REQUIRE(out.size() == 1);
    CHECK(out[0]["kind"] == "changed");
    CHECK(out[0]["before"] == "100");
    CHECK(out[0]["effect"] == "in place");
    CHECK(ka::to_text(ka::diff({}, {})).empty());
}

TEST_CASE("nothing differs from itself") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const auto a = read(random_conf{seed}.make()).config;
        const auto b = read(random_conf{seed + 1000}.make()).config;
        CHECK(ka::diff(a, a).empty());
        CHECK_FALSE(ka::diff(a, b).empty());
    }
}

#include <hakit/director/real_servers.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/realserver/plan.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::director;

namespace {

real_server_needs needs(const std::string& text, const std::optional<ip_address>& server = {}) {
    text::workspace files;
    const auto top = files.add(text::source{"test.conf", text});
    return needs_of_real_servers(translate(keepalived::check(files, top).configuration).desired, server);
}

constexpr auto farm = R"(
virtual_server 192.0.2.1 80 {
    lb_kind DR
    protocol TCP
    sorry_server 198.51.100.9 80
    real_server 198.51.100.2 80 {
    }
    real_server 198.51.100.3 80 {
        lvs_method TUN type gue port 6080 csum
    }
    real_server 198.51.100.4 80 {
        lvs_method NAT
    }
    real_server 192.0.2.1 80 {
    }
}
virtual_server fwmark 7 {
    lb_kind DR
    real_server 198.51.100.2 {
    }
}
virtual_server group more {
    lb_kind TUN
    protocol UDP
    real_server 198.51.100.2 53 {
    }
}
virtual_server_group more {
    192.0.2.8-9 53
}
)";

}  // namespace

TEST_CASE("what arrives unchanged has to be served, by all servers or by one") {
    const auto all = needs(farm);
    std::string shown;
    for (const auto& s : all.services)
        shown += s.server->to_string() + " " + s.to_string() + " " + std::string{to_string(s.method)} + "\n";
    CHECK(shown ==
          "198.51.100.2 tcp 192.0.2.1:80 direct routing\n"
          "198.51.100.3 tcp 192.0.2.1:80 tunnel\n"
          "198.51.100.9 tcp 192.0.2.1:80 direct routing\n"
          "198.51.100.2 udp 192.0.2.8:53 tunnel\n"
          "198.51.100.2 udp 192.0.2.9:53 tunnel\n");
    CHECK(all.services[1].tunnel == realserver::encapsulation::gue);
    CHECK(all.services[1].tunnel_port == 6080);
    CHECK(all.services[1].checksum);
    REQUIRE(all.notes.size() == 3);
    CHECK(all.notes[0].find("masquerading") != std::string::npos);
    CHECK(all.notes[1].find("is the virtual address itself") != std::string::npos);
    CHECK(all.notes[2].find("firewall mark") != std::string::npos);
    CHECK(needs(farm, ip_address::parse("198.51.100.3")).services.size() == 1);
    CHECK(needs(farm, ip_address::parse("198.51.100.200")).services.empty());
}

TEST_CASE("direct routing asks the server on the port of the service, as keepalived does") {
    const auto all =
        needs("virtual_server 192.0.2.1 80 {\n lb_kind DR\n protocol TCP\n real_server 198.51.100.2 8080 {\n }\n}\n");
    REQUIRE(all.services.size() == 1);
    CHECK(all.services[0].server_port == 80);
    const auto p = realserver::make_plan(all.services, {});
    REQUIRE(p.has_value());
    CHECK(p->ok());
}

#include <hakit/realserver/plan.hpp>
#include <hakit/realserver/plan_json.hpp>
#include <hakit/realserver/registry.hpp>
#include <hakit/realserver/render.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace hakit;
using namespace hakit::realserver;

namespace {

ip_address ip(const char* text) { return *ip_address::parse(text); }

service direct(const char* vip, std::uint16_t port = 80) {
    service s;
    s.vip = ip(vip);
    s.port = port;
    return s;
}

service tunnelled(const char* vip, encapsulation how = encapsulation::ipip, std::uint16_t port = 0) {
    auto s = direct(vip);
    s.method = forwarding::tunnel;
    s.tunnel = how;
    s.tunnel_port = port;
    return s;
}

plan planned(std::vector<service> services, const host& on) {
    auto p = make_plan(services, on);
    REQUIRE(p.has_value());
    return *p;
}

std::string lines(const plan& p) {
    std::string all;
    for (const auto& s : p.steps) all += s.to_string() + "\n";
    return all;
}

host linux_host() {
    host h;
    h.interfaces = {"eth0"};
    return h;
}

host windows_host(windows_release r) {
    host h;
    h.os = platform::windows;
    h.release = r;
    h.interfaces = {"net"};
    return h;
}

}  // namespace

TEST_CASE("direct routing on Linux: the settings come before the addresses") {
    CHECK(lines(planned({direct("192.0.2.1"), direct("192.0.2.1", 443), direct("2001:db8::1")}, linux_host())) ==
          "net.ipv4.conf.all.arp_ignore = 1\n"
          "net.ipv4.conf.all.arp_announce = 2\n"
          "192.0.2.1/32 on lo\n"
          "2001:db8::1/128 on lo\n");
    auto h = linux_host();
    h.device = "vip0";
    h.only_interfaces = true;
    h.interfaces = {"eth0", "eth0.100"};
    CHECK(lines(planned({direct("192.0.2.1")}, h)) ==
          "device vip0 (dummy)\n"
          "net.ipv4.conf.eth0.arp_ignore = 1\n"
          "net.ipv4.conf.eth0.arp_announce = 2\n"
          "net.ipv4.conf.eth0/100.arp_ignore = 1\n"
          "net.ipv4.conf.eth0/100.arp_announce = 2\n"
          "vip0 up\n"
          "192.0.2.1/32 on vip0\n");
    CHECK(lines(planned({direct("2001:db8::1")}, linux_host())) == "2001:db8::1/128 on lo\n");
}

TEST_CASE("tunnels on Linux: device, loose check, segments that fit") {
    CHECK(lines(planned({tunnelled("192.0.2.1")}, linux_host())) ==
          "device tunl0 (ipip)\n"
          "net.ipv4.conf.all.arp_ignore = 1\n"
          "net.ipv4.conf.all.arp_announce = 2\n"
          "net.ipv4.conf.tunl0.rp_filter = 2\n"
          "tunl0 up\n"
          "192.0.2.1/32 on tunl0\n"
          "segments of 1440 bytes in the IPv4 routes of eth0\n");
    auto over_v6 = tunnelled("2001:db8::1", encapsulation::gue, 6080);
    CHECK(lines(planned({over_v6}, host{})) ==
          "device ip6tnl0 (ip6tnl-any)\n"
          "gue on UDP port 6080 (IPv6)\n"
          "ip6tnl0 up\n"
          "2001:db8::1/128 on ip6tnl0\n"
          "segments of 1388 bytes in the IPv6 routes by default\n");
    over_v6.server = ip("198.51.100.2");
    CHECK(lines(planned({over_v6}, host{})).find("device sit0 (sit)\ngue on UDP port 6080 (IPv4)\n") == 0);
    auto gre = tunnelled("192.0.2.1", encapsulation::gre);
    gre.checksum = true;
    CHECK(lines(planned({gre}, linux_host())).find("segments of 1432 bytes") != std::string::npos);
    gre.transport = transport::udp;
    CHECK(lines(planned({gre}, linux_host())).find("segments") == std::string::npos);
    auto h = linux_host();
    h.limit_mss = false;
    CHECK(lines(planned({tunnelled("192.0.2.1")}, h)).find("segments") == std::string::npos);
    gre.server = ip("2001:db8::2");
    CHECK(lines(planned({gre}, h)).starts_with("device ip6gre0 (ip6gre)\n"));
}

TEST_CASE("what cannot work is refused with the reason") {
    const auto refused = [](service s, const host& h) {
        const auto p = planned({std::move(s)}, h);
        CHECK(p.steps.empty());
        REQUIRE(p.refusals.size() == 1);
        CHECK_FALSE(p.ok());
        return p.refusals[0].reason;
    };
    CHECK(refused(tunnelled("192.0.2.1"), windows_host(windows_release::server_2022)).find("Windows cannot") == 0);
    CHECK(refused(direct("2001:db8::1"), windows_host(windows_release::server_2003)).find("IPv6") != std::string::npos);
    CHECK(refused(direct("224.0.0.1"), host{}).find("no address of a host") != std::string::npos);
    CHECK(refused(direct("0.0.0.0"), host{}).find("no address of a host") != std::string::npos);
    CHECK(refused(direct("127.0.0.1"), host{}).find("no other host") != std::string::npos);
    CHECK(refused(direct("fe80::1"), host{}).find("one link") != std::string::npos);
    CHECK(refused(tunnelled("192.0.2.1", encapsulation::gue), host{}).find("UDP port") != std::string::npos);
    auto s = direct("192.0.2.1");
    s.server = ip("2001:db8::2");
    CHECK(refused(s, host{}).find("only a tunnel") != std::string::npos);
    s.server = s.vip;
    CHECK(refused(s, host{}).find("own") != std::string::npos);
    s.server = ip("198.51.100.2");
    s.server_port = 8080;
    CHECK(refused(s, host{}).find("only masquerading changes ports") != std::string::npos);
    s.server_port = 80;
    CHECK(planned({s}, host{}).ok());
    const auto some = planned({direct("192.0.2.1"), direct("127.0.0.1")}, host{});
    CHECK(some.refusals.size() == 1);
    CHECK(some.steps.size() == 3);
}

TEST_CASE("a host that cannot be is refused as a whole") {
    const std::vector<service> one{direct("192.0.2.1")};
    const auto bad = [&](const host& h) {
        const auto p = make_plan(one, h);
        REQUIRE_FALSE(p.has_value());
        CHECK(p.error().code() == errc::invalid_argument);
    };
    for (const auto* name : {"", "a/b", "sixteen_letters_", "a b", "all", "eth*", "$x", "lo"}) {
        CAPTURE(name);
        host h;
        h.interfaces = {name};
        bad(h);
    }
    host h = linux_host();
    h.device = "eth0";
    bad(h);
    h = host{};
    h.only_interfaces = true;
    bad(h);
    h = host{};
    h.mtu = 500;
    bad(h);
    h = windows_host(windows_release::server_2019);
    h.interfaces = {};
    bad(h);
    h.interfaces = {"a\"b"};
    bad(h);
    h = windows_host(windows_release::server_2003);
    h.adapter_guid = "{1}";
    bad(h);
}

TEST_CASE("the way back goes the other way round") {
    auto h = linux_host();
    h.device = "vip0";
    CHECK(lines(undo_of(planned({direct("192.0.2.1")}, h))) ==
          "no 192.0.2.1/32 on vip0\nvip0 down\nnet.ipv4.conf.all.arp_announce = 0\nnet.ipv4.conf.all.arp_ignore = 0\n"
          "no device vip0\n");
}

TEST_CASE("a shell script holds each step with its reason") {
    auto h = linux_host();
    h.keep = persistence::sysctl;
    const auto script = to_shell(planned({direct("192.0.2.1"), direct("2001:db8::1")}, h));
    REQUIRE(script.has_value());
    for (const auto* part : {"#!/bin/sh\n", "set -eu\n", "sysctl -w 'net/ipv4/conf/all/arp_ignore=1'\n",
                             "ip -4 address replace 192.0.2.1/32 dev lo\n",
                             "ip -6 address replace 2001:db8::1/128 dev lo preferred_lft 0 nodad\n",
                             "cat >'/etc/sysctl.d/90-hakit-realserver.conf' <<'END'\n",
                             "net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\nEND\n"}) {
        CAPTURE(part);
        CHECK(script->find(part) != std::string::npos);
    }
    CHECK(to_shell(planned({direct("192.0.2.1")}, windows_host(windows_release::server_2022))).error().code() ==
          errc::unsupported);
}

TEST_CASE("what makes a host come up prepared") {
    const auto files = [](persistence keep, std::vector<service> services, const char* device = "lo") {
        auto h = linux_host();
        h.keep = keep;
        h.device = device;
        std::string all;
        for (const auto& s : planned(std::move(services), h).steps)
            if (s.kind == step_kind::write_file) all += "== " + s.target + "\n" + s.value;
        return all;
    };
    const auto networkd = files(persistence::networkd, {direct("192.0.2.1"), direct("2001:db8::1")}, "vip0");
    CHECK(networkd.find("== /etc/systemd/network/90-hakit-vip0.netdev\n") != std::string::npos);
    CHECK(networkd.find("[NetDev]\nName=vip0\nKind=dummy\n") != std::string::npos);
    CHECK(networkd.find("[Address]\nAddress=2001:db8::1/128\nPreferredLifetime=0\n") != std::string::npos);
    const auto tunnel = files(persistence::ifupdown, {tunnelled("192.0.2.1", encapsulation::gue, 6080)});
    CHECK(tunnel.find("== /etc/modules-load.d/hakit-realserver.conf\n") == 0);
    CHECK(tunnel.find("\nipip\nfou\n") != std::string::npos);
    CHECK(tunnel.find("net.ipv4.conf.tunl0.rp_filter = 2\n") != std::string::npos);
    CHECK(tunnel.find("auto tunl0\niface tunl0 inet manual\n    up ip link set tunl0 up\n") != std::string::npos);
    CHECK(tunnel.find("up ip fou add port 6080 gue") != std::string::npos);
    CHECK(files(persistence::none, {direct("192.0.2.1")}).empty());
}

TEST_CASE("Windows 2008 and later: weak host model, address, metric") {
    const auto p = planned({direct("192.0.2.1")}, windows_host(windows_release::server_2008_r2));
    const auto netsh = to_netsh(p);
    REQUIRE(netsh.has_value());
    for (const auto* part :
         {"netsh interface ipv4 set interface \"net\" weakhostreceive=enabled\r\n",
          "netsh interface ipv4 set interface \"loopback\" weakhostreceive=enabled weakhostsend=enabled\r\n",
          "netsh interface ipv4 set interface \"loopback\" metric=254 dadtransmits=0\r\n",
          "netsh interface ipv4 add address \"loopback\" 192.0.2.1 255.255.255.255 skipassource=true\r\n",
          "Microsoft Loopback Adapter", "KB975808",
          "netsh advfirewall firewall add rule name=\"LVS tcp 192.0.2.1:80\" dir=in action=allow protocol=TCP "
          "localip=192.0.2.1 localport=80\r\n"}) {
        CAPTURE(part);
        CHECK(netsh->find(part) != std::string::npos);
    }
    CHECK(to_powershell(p).error().code() == errc::unsupported);
    CHECK(to_registry_file(p).error().code() == errc::unsupported);
    const auto v6 = to_netsh(planned({direct("2001:db8::1")}, windows_host(windows_release::server_2016)));
    CHECK(v6->find("netsh interface ipv6 add address \"loopback\" 2001:db8::1/128 skipassource=true\r\n") !=
          std::string::npos);
    CHECK(v6->find("KM-TEST") != std::string::npos);
}

TEST_CASE("Windows 2012 and later: PowerShell") {
    const auto script = to_powershell(planned({direct("192.0.2.1")}, windows_host(windows_release::server_2022)));
    REQUIRE(script.has_value());
    for (const auto* part :
         {"Set-NetIPInterface -InterfaceAlias 'net' -AddressFamily IPv4 -WeakHostReceive Enabled\r\n",
          "Set-NetIPInterface -InterfaceAlias 'loopback' -AddressFamily IPv4 -WeakHostReceive Enabled -WeakHostSend "
          "Enabled\r\n",
          "-InterfaceMetric 254 -DadTransmits 0\r\n",
          "New-NetIPAddress -InterfaceAlias 'loopback' -IPAddress 192.0.2.1 -PrefixLength 32 -SkipAsSource $true",
          "Set-DnsClient -InterfaceAlias 'loopback' -RegisterThisConnectionsAddress $false\r\n",
          "Disable-NetAdapterBinding -Name 'loopback' -ComponentID ms_msclient,ms_server\r\n",
          "Microsoft KM-TEST Loopback Adapter"}) {
        CAPTURE(part);
        CHECK(script->find(part) != std::string::npos);
    }
    const auto undo =
        to_powershell(undo_of(planned({direct("192.0.2.1")}, windows_host(windows_release::server_2022))));
    CHECK(undo->find("Remove-NetIPAddress -InterfaceAlias 'loopback' -IPAddress 192.0.2.1") != std::string::npos);
    CHECK(undo->find("-WeakHostReceive Disabled") != std::string::npos);
}

TEST_CASE("the registry's lists of strings, byte for byte") {
    const std::vector<std::string> mask{"255.255.255.255"};
    CHECK(
        hex7(multi_sz(mask)) ==
        "hex(7):32,00,35,00,35,00,2e,00,32,00,35,00,35,00,2e,00,32,00,35,00,35,00,2e,00,32,00,35,00,35,00,00,00,00,00");
    CHECK(multi_sz(mask).size() == 34);
    const std::vector<std::string> one{"10.10.0.100"};
    CHECK(hex7(multi_sz(one)) ==
          "hex(7):31,00,30,00,2e,00,31,00,30,00,2e,00,30,00,2e,00,31,00,30,00,30,00,00,00,00,00");
    CHECK(multi_sz(one).size() == 26);
    const std::vector<std::string> two{"10.10.0.100", "10.10.0.101"};
    CHECK(
        hex7(multi_sz(two)) ==
        "hex(7):31,00,30,00,2e,00,31,00,30,00,2e,00,30,00,2e,00,31,00,30,00,30,00,00,00,31,00,30,00,2e,00,31,00,30,00,"
        "2e,00,30,00,2e,00,31,00,30,00,31,00,00,00,00,00");
    CHECK(multi_sz(two).size() == 50);
    CHECK(multi_sz(std::vector<std::string>{"255.255.255.255", "255.255.255.255"}).size() == 66);
    CHECK(hex7(multi_sz({})) == "hex(7):00,00");
}

TEST_CASE("Windows 2003: a file for regedit") {
    auto h = windows_host(windows_release::server_2003);
    CHECK(to_registry_file(planned({direct("10.10.0.100")}, h)).error().code() == errc::invalid_argument);
    h.adapter_guid = "{01234567-89AB-cdef-0123-456789abcdef}";
    const auto p = planned({direct("10.10.0.100"), direct("10.10.0.100", 443), direct("10.10.0.101")}, h);
    const auto file = to_registry_file(p);
    REQUIRE(file.has_value());
    REQUIRE(file->size() % 2 == 0);
    CHECK(file->substr(0, 2) == "\xff\xfe");
    std::string text;
    for (std::size_t i = 2; i < file->size(); i += 2) {
        CHECK((*file)[i + 1] == '\0');
        text += (*file)[i];
    }
    CHECK(
        text.starts_with("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"
                         "Services\\Tcpip\\Parameters\\Interfaces\\{01234567-89AB-cdef-0123-456789abcdef}]\r\n"
                         "\"EnableDHCP\"=dword:00000000\r\n"));
    // As regedit reads it: continued lines joined.
    std::string joined;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 5, "\\\r\n  ") == 0)
            i += 4;
        else
            joined += text[i];
    }
    const std::vector<std::string> two{"10.10.0.100", "10.10.0.101"};
    CHECK(joined.find("\"IPAddress\"=" + hex7(multi_sz(two)) + "\r\n") != std::string::npos);
    CHECK(joined.find("\"DefaultGateway\"=hex(7):00,00\r\n") != std::string::npos);
    CHECK(joined.find("\"InterfaceMetric\"=dword:000000fe\r\n") != std::string::npos);
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        if (text[at] == '"' || text[at] == ' ') CHECK(end - at <= 80);
        at = end + 2;
    }
    CHECK(to_netsh(p).error().code() == errc::unsupported);
}

TEST_CASE("a plan as text and as JSON") {
    auto services = std::vector<service>{direct("192.0.2.1"), tunnelled("192.0.2.2", encapsulation::gue)};
    const auto p = planned(services, linux_host());
    const auto text = to_text(p);
    CHECK(text.starts_with("refused: tcp 192.0.2.2:80: gue needs"));
    CHECK(text.find("1. net.ipv4.conf.all.arp_ignore = 1\n   ") != std::string::npos);
    const auto json = to_json(p);
    CHECK(json["schema"] == "hakit-realserver-plan-1");
    CHECK(json["ok"] == false);
    CHECK(json["steps"][2]["address"] == "192.0.2.1/32");
    CHECK(json["steps"][0]["text"] == "net.ipv4.conf.all.arp_ignore = 1");
}

TEST_CASE("a service is read from a word") {
    for (const auto* text :
         {"192.0.2.1", "192.0.2.1:80", "tcp:192.0.2.1:80", "udp:[2001:db8::1]:53", "sctp:2001:db8::1"}) {
        CAPTURE(text);
        CHECK(parse_service(text).has_value());
    }
    CHECK(parse_service("udp:[2001:db8::1]:53")->to_string() == "udp [2001:db8::1]:53");
    for (const auto* text : {"", "x", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:8x", "[192.0.2.1]:80",
                             "icmp:192.0.2.1", "2001:db8::1:80:"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_service(text).has_value());
    }
}

TEST_CASE("a request is read from JSON") {
    const auto r = request_from_json(
        R"({"host": {"os": "windows", "release": "2008 R2", "interfaces": ["net"]},
            "services": [{"vip": "192.0.2.1", "port": 80, "method": "tunnel", "tunnel": "gue", "tunnel_port": 6080,
                          "server": "198.51.100.2", "transport": "udp"}]})");
    REQUIRE(r.has_value());
    CHECK(r->host.release == windows_release::server_2008_r2);
    CHECK(r->services[0].tunnel == encapsulation::gue);
    CHECK(r->services[0].server == ip("198.51.100.2"));
    const auto fails = [](const char* text, const char* place) {
        CAPTURE(text);
        const auto bad = request_from_json(text);
        REQUIRE_FALSE(bad.has_value());
        CHECK(bad.error().message().starts_with(place));
    };
    fails("", "the request");
    fails("[]", "an object");
    fails(R"({"more": 1})", "more");
    fails(R"({"host": {"os": "bsd"}})", "host.os");
    fails(R"({"host": {"release": "2000"}})", "host.release");
    fails(R"({"host": {"mtu": 70000}})", "host.mtu");
    fails(R"({"host": {"keep": "always"}})", "host.keep");
    fails(R"({"services": [{}]})", "services[0].vip");
    fails(R"({"services": [{"vip": "x"}]})", "services[0].vip");
    fails(R"({"services": [{"vip": "192.0.2.1", "port": -1}]})", "services[0].port");
    fails(R"({"services": 1})", "services");
    for (const auto* name : {"2003", "2003r2", "2008-R2", "2012 R2", "2022"})
        CHECK(parse_windows_release(name).has_value());
}

#include <hakit/ipvs/memory_table.hpp>
#include <hakit/ipvsadm/format.hpp>
#include <hakit/ipvsadm/run.hpp>

#include <doctest/doctest.h>

#include <cerrno>

namespace {

using namespace hakit;
using namespace hakit::ipvsadm;

/// As ipvsadm 1.31 wrote it for a table of a 6.1 kernel.
constexpr std::string_view saved =
    "-A -t 192.168.0.1:80 -s wlc\n"  // the order is ipvsadm's
    "-A -t 0.0.0.0:0 -s wlc -p 5\n"
    "-A -t 10.0.0.1:80 -s sh -p 60 -M 255.255.0.0 --pe sip -b sh-port\n"
    "-A -u 10.0.0.1:53 -s mh -p 60 -o -b mh-fallback\n"
    "-A -u 10.0.0.2:53 -s rr -b flag-1,flag-2,flag-3\n"
    "-A --sctp-service [fe80::1]:80 -s wrr\n"
    "-A -f 5 -s wrr\n"
    "-a -f 5 -r 10.1.1.1:0 -i -w 3 --tun-type gue --tun-port 6080 --tun-csum\n"
    "-a -f 5 -r 10.1.1.2:0 -i -w 1 --tun-type gre --tun-nocsum\n"
    "-a -f 5 -r 10.1.1.3:0 -i -w 1 --tun-type ipip\n"
    "-a -f 5 -r 10.1.1.4:0 -m -w 1\n"
    "-a -f 5 -r [2001:db8::5]:80 -i -w 1 --tun-type ipip\n"
    "-a -f 5 -r 127.0.0.1:0 -g -w 1\n"
    "-A -f 6 -6 -s wrr -p 60 -M 64\n";

script rules(std::string_view text) { return bind(parse(text::source{"rules", std::string{text}}, dialect::rules)); }

}  // namespace

TEST_CASE("saved rules give the table that gives the rules") {
    const auto table = to_state(rules(saved));
    REQUIRE(table.has_value());
    CHECK(table->services.size() == 8);
    CHECK(format_rules(*table) == saved);
    CHECK_FALSE(table->timeouts.has_value());
}

TEST_CASE("full rules keep thresholds, timeouts and sync daemons") {
    constexpr std::string_view text =
        "--set 900 120 300\n"
        "-A -t 10.0.0.1:80 -s wrr\n"
        "-a -t 10.0.0.1:80 -r 10.0.1.1:80 -m -w 3 -x 100 -y 50\n"
        "--start-daemon master --mcast-interface lo --syncid 5 --sync-maxlen 1472 --mcast-group 224.0.0.81 "
        "--mcast-port 8848 --mcast-ttl 1\n";
    const auto table = to_state(rules(text));
    REQUIRE(table.has_value());
    CHECK(format_full_rules(*table) == text);
}

TEST_CASE("a command that fails tells why in ipvsadm's words") {
    CHECK(to_state(rules("-C\n-D -t 10.0.0.1:80\n")).error().message() == "No such service");
    CHECK(to_state(rules("-A -t 10.0.0.1\n")).error().message() == "Zero port specified for non-persistent service");
    CHECK(message_of(verb::add_server, error{errc::not_found, "x", ESRCH}) == "Service not defined");
    CHECK(message_of(verb::start_daemon, error{errc::not_found, "x", ENODEV}) == "No such device");
}

TEST_CASE("big numbers are shortened as ipvsadm does it") {
    ipvs::service_status s;
    s.service.key = ipvs::fwmark_key{0xffffffff, ip_family::v6};
    s.counters = {99'999'999, 100'000'000, 1'000'000'000, 100'000'000'000, 100'000'000'000'000};
    listing_options options;
    options.stats = true;
    CHECK(format_listing({s}, std::nullopt, options) ==
          "Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes\n"
          "  -> RemoteAddress:Port\n"
          "FWM  -1 IPv6                      99999999  100000K    1000M     100G     100T\n");
    options.exact = true;
    CHECK(format_listing({s}, std::nullopt, options).find(" 99999999 100000000 1000000000 100000000000 ") !=
          std::string::npos);
}

TEST_CASE("a listing has ipvsadm's columns") {
    ipvs::memory_options as_kernel;
    as_kernel.validate = false;
    ipvs::memory_table table{as_kernel};
    for (const auto& c : rules(saved).commands) REQUIRE(execute(c, table).has_value());
    const auto text = format_listing(*table.list(), ipvs::table_info{1, 2, 1, 4096});
    CHECK(
        text.starts_with("IP Virtual Server version 1.2.1 (size=4096)\n"
                         "Prot LocalAddress:Port Scheduler Flags\n"
                         "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n"
                         "TCP  192.168.0.1:80 wlc\n"));
    CHECK(text.find("\nTCP  10.0.0.1:80 sh (sh-port) persistent 60 mask 255.255.0.0 pe sip\n") != text.npos);
    CHECK(text.find("\nUDP  10.0.0.1:53 mh (mh-fallback) persistent 60 ops\n") != text.npos);
    CHECK(text.find("\n  -> 10.1.1.1:0                   Tunnel  3      0          0         \n") != text.npos);
    listing_options tunnels;
    tunnels.tunnels = true;
    CHECK(format_listing(*table.list(), std::nullopt, tunnels).find("Tunnel  gue:6080:+c   3      0 ") != text.npos);
}

TEST_CASE("commands carried out together do what each does alone") {
    const text::source source{"rules",
                              "-A -t 10.0.0.1:80\n-L\n-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 10.0.1.1\n"
                              "-a -t 10.0.0.9:80 -r 10.0.1.1\n-C\n-A -f 1\n-Q\n-d -f 1 -r 10.0.1.1\n"};
    const auto commands = bind(parse(source, dialect::rules));
    ipvs::memory_table together;
    const auto results = execute(commands.commands, together);
    ipvs::memory_table alone;
    REQUIRE(results.size() == commands.commands.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        const auto& c = commands.commands[i];
        const auto one = changes_table(c.what) || c.refused ? execute(c, alone) : result<void>{};
        CHECK(results[i].has_value() == one.has_value());
        if (one.has_error()) CHECK(results[i].error().message() == one.error().message());
    }
    CHECK(*together.read() == *alone.read());
    CHECK(together.list()->size() == 1);
}

TEST_CASE("connections") {
    ipvs::connection c{ipvs::protocol::tcp,
                       *ip_address::parse("10.0.0.9"),
                       4000,
                       *ip_address::parse("10.0.0.1"),
                       80,
                       *ip_address::parse("10.0.1.1"),
                       8080,
                       "ESTABLISHED",
                       899};
    CHECK(format_connections({c}) ==
          "IPVS connection entries\n"
          "pro expire state       source             virtual            destination\n"
          "TCP 14:59  ESTABLISHED 10.0.0.9:4000      10.0.0.1:80        10.0.1.1:8080\n");
}

TEST_CASE("the persistence of a firewall mark is listed as IP") {
    const auto mark = ipvs::parse_connections(
        "IP  0A010003 0000 00000007 0000 0A02000C 0000 ASSURED         599                      \n");
    REQUIRE(mark.has_value());
    CHECK(format_connections(*mark) ==
          "IPVS connection entries\n"
          "pro expire state       source             virtual            destination\n"
          "IP  09:59  ASSURED     10.1.0.3:0         0.0.0.7:0          10.2.0.12:0\n");
}

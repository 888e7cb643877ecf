#include <hakit/ipvs/connection.hpp>

#include "ipvs/objects.hpp"

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::ipvs;
using namespace ipvs_test;

namespace {

constexpr auto head = "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n";

}  // namespace

TEST_CASE("connections as Linux 6.1 lists them") {
    // Taken from /proc/net/ip_vs_conn; the line with an engine has the form of ip_vs_conn_seq_show().
    const auto all = parse_connections(
        std::string{head} +
        "UDP 2001:0db8:0000:0000:0000:0000:0000:0001 CC24 2001:0db8:0000:0000:0000:0000:0000:0001 0036 C0000209 0036 "
        "UDP             299\n"
        "TCP C0000201 E552 C0000201 0050 7F000001 1F90 CLOSE             9\n"
        "TCP C0000201 0000 C0000201 0050 7F000001 1F90 NONE             59\n"
        "UDP 2001:0db8:0000:0000:0000:0000:0000:0001 8D87 2001:0db8:0000:0000:0000:0000:0000:0001 0035 "
        "2001:0db8:0000:0000:0000:0000:0000:0002 14E9 UDP             299\n"
        "IP  C0000201 0000 00000007 0000 7F000001 1F90 NONE             59\n"
        "UDP C0000201 0000 C0000201 13C4 7F000001 13C4 NONE             59 sip abc@def x\n");
    REQUIRE_MESSAGE(all.has_value(), all.error().message());
    REQUIRE(all->size() == 6);
    CHECK(all->at(0) ==
          connection{protocol::udp, ip("2001:db8::1"), 0xcc24, ip("2001:db8::1"), 54, ip("192.0.2.9"), 54, "UDP", 299});
    CHECK(all->at(1) ==
          connection{protocol::tcp, ip("192.0.2.1"), 58706, ip("192.0.2.1"), 80, ip("127.0.0.1"), 8080, "CLOSE", 9});
    CHECK(all->at(2).client_port == 0);
    CHECK(all->at(3).destination == ip("2001:db8::2"));
    CHECK(static_cast<int>(all->at(4).protocol) == 0);
    CHECK(all->at(4).virtual_address == ip("0.0.0.7"));
    CHECK(all->at(5).persistence_engine == "sip");
    CHECK(all->at(5).engine_data == "abc@def x");
    CHECK(parse_connections(head)->empty());
    CHECK(parse_connections("")->empty());
}

TEST_CASE("a line that is none is refused with its text") {
    for (const std::string line : {"TCP", "XYZ C0000201 E552 C0000201 0050 7F000001 1F90 CLOSE 9",
                                   "TCP C000020 E552 C0000201 0050 7F000001 1F90 CLOSE 9",
                                   "TCP C0000201 1E552 C0000201 0050 7F000001 1F90 CLOSE 9",
                                   "TCP C0000201 E552 C0000201 0050 2001:db8:::1 1F90 CLOSE 9",
                                   "TCP C0000201 E552 C0000201 0050 7F000001 1F90 CLOSE x"}) {
        const auto refused = parse_connections(line + "\n");
        CHECK(refused.error().code() == errc::syntax);
        CHECK(refused.error().message().find(line) != std::string::npos);
    }
}

#include <hakit/vrrp/hex_dump.hpp>

#include "frames.hpp"

#include <doctest/doctest.h>

using hakit::vrrp::read_hex_dump;
using vrrp_test::to_hex;

namespace {

std::string read(std::string_view text) {
    const auto all = read_hex_dump(text);
    if (!all) return all.error().message();
    std::string s;
    for (const auto& p : *all) s += (s.empty() ? "" : " ") + to_hex(p);
    return s;
}

}  // namespace

TEST_CASE("a line is a packet, however its bytes are set apart") {
    CHECK(read("0102ff\n") == "0102ff");
    CHECK(read("01 02 FF\r\n\n# next\n0x0a0b") == "0102ff 0a0b");
    CHECK(read("01:02:ff\n01-02") == "0102ff 0102");
    CHECK(read("4500 002c") == "4500002c");
}

TEST_CASE("dumps of tcpdump and text2pcap") {
    CHECK(read("10:00:00.1 IP 10.0.0.1 > 224.0.0.18: vrrp\n"
               "\t0x0000:  4500 002c 0001 0000 ff70 d040 0a4d 0001  E..,.....p.@.M..\n"
               "\t0x0010:  e000 0012                                ....\n"
               "10:00:01.1 IP 10.0.0.1 > 224.0.0.18: vrrp\n"
               "\t0x0000:  4500\n") == "4500002c00010000ff70d0400a4d0001e0000012 4500");
    CHECK(read("000000 01 02\n000002 03\n\n000000 04") == "010203 04");
}

TEST_CASE("what is no packet is refused with its line") {
    CHECK(read("0102\nhello\n") == "line 2: this is neither hexadecimal nor a dump of packets");
    CHECK(read("010") == "line 1: this is neither hexadecimal nor a dump of packets");
    CHECK(read("0x0010: 01") == "line 1: this is neither hexadecimal nor a dump of packets");
    CHECK(read("0x0000: 01\n0x0010: 02") == "line 2: this is neither hexadecimal nor a dump of packets");
    CHECK(read("# nothing\n") == "there is no packet in it");
}

// Capture files: both byte orders and resolutions of pcap, the blocks of pcapng, and files that are damaged.
#include <hakit/vrrp/capture.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit::vrrp;

namespace {

class file_writer {
public:
    explicit file_writer(bool big_endian) : big_{big_endian} {}
    file_writer& u16(std::uint32_t v) { return number(v, 2); }
    file_writer& u32(std::uint32_t v) { return number(v, 4); }
    file_writer& text(std::string_view s) {
        bytes.insert(bytes.end(), s.begin(), s.end());
        return *this;
    }
    std::vector<std::uint8_t> bytes;

private:
    file_writer& number(std::uint32_t v, int size) {
        for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(v >> 8 * (big_ ? size - 1 - i : i)));
        return *this;
    }
    bool big_;
};

std::vector<std::uint8_t> classic(bool big_endian, std::uint32_t magic, std::uint32_t link) {
    file_writer w{big_endian};
    w.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(link);
    w.u32(7).u32(5).u32(4).u32(60).text("abcd");
    w.u32(8).u32(6).u32(2).u32(2).text("xy");
    return w.bytes;
}

std::vector<std::uint8_t> blocks(bool big_endian) {
    file_writer w{big_endian};
    w.u32(0x0a0d0d0a).u32(28).u32(0x1a2b3c4d).u16(1).u16(0).u32(0xffffffff).u32(0xffffffff).u32(28);
    w.u32(1).u32(20).u16(1).u16(0).u32(3).u32(20);  // Ethernet, microseconds
    w.u32(1).u32(32).u16(101).u16(0).u32(0).u16(9).u16(1).text(std::string("\x09\0\0\0", 4)).u32(0).u32(32);  // ns
    w.u32(5).u32(12).u32(12);  // statistics
    w.u32(6).u32(36).u32(0).u32(0).u32(3'000'001).u32(2).u32(2).text(std::string("ab\0\0", 4)).u32(36);
    w.u32(6).u32(36).u32(1).u32(1).u32(0).u32(4).u32(4).text("cdef").u32(36);
    w.u32(3).u32(20).u32(60).text(std::string("xyz\0", 4)).u32(20);
    w.u32(2).u32(36).u16(0).u16(9).u32(0).u32(5).u32(1).u32(1).text(std::string("q\0\0\0", 4)).u32(36);
    return w.bytes;
}

std::string text_of(const captured_packet& p) { return {p.bytes.begin(), p.bytes.end()}; }

}  // namespace

TEST_CASE("classic capture files") {
    for (const bool big : {false, true}) {
        for (const bool nano : {false, true}) {
            const auto file = classic(big, nano ? 0xa1b23c4d : 0xa1b2c3d4, 1);
            REQUIRE(capture_reader::recognizes(file));
            auto r = capture_reader::open(file);
            REQUIRE(r.has_value());
            auto p = r->next();
            REQUIRE((p.has_value() && p->has_value()));
            CHECK(text_of(**p) == "abcd");
            CHECK((*p)->link == link_kind::ethernet);
            CHECK((*p)->time_ns == 7'000'000'000 + (nano ? 5u : 5000u));
            p = r->next();
            REQUIRE((p.has_value() && p->has_value()));
            CHECK(text_of(**p) == "xy");
            p = r->next();
            REQUIRE(p.has_value());
            CHECK_FALSE(p->has_value());
        }
    }
}

TEST_CASE("pcapng with two interfaces and every kind of packet block") {
    for (const bool big : {false, true}) {
        const auto file = blocks(big);
        auto r = capture_reader::open(file);
        REQUIRE(r.has_value());
        auto p = r->next().value();
        REQUIRE(p.has_value());
        CHECK(text_of(*p) == "ab");
        CHECK(p->time_ns == 3'000'001'000);
        p = r->next().value();
        REQUIRE(p.has_value());
        CHECK(text_of(*p) == "cdef");
        CHECK(p->link == link_kind::ip);
        CHECK(p->time_ns == std::uint64_t{1} << 32);
        p = r->next().value();
        REQUIRE(p.has_value());
        CHECK(text_of(*p) == "xyz");  // as much as the snap length
        CHECK_FALSE(p->time_ns.has_value());
        p = r->next().value();
        REQUIRE(p.has_value());
        CHECK(text_of(*p) == "q");
        CHECK_FALSE(r->next().value().has_value());
    }
}

TEST_CASE("a capture file that is cut off anywhere ends with an error or early, never beyond its bytes") {
    for (const auto& whole : {classic(false, 0xa1b2c3d4, 1), blocks(false), blocks(true)}) {
        for (std::size_t size = 4; size < whole.size(); ++size) {
            const std::vector<std::uint8_t> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            auto r = capture_reader::open(part);
            if (!r) continue;
            int packets = 0;
            for (;;) {
                const auto p = r->next();
                if (!p) {
                    CHECK(p.error().code() == hakit::errc::syntax);
                    CHECK_FALSE(r->next().value().has_value());
                    break;
                }
                if (!p->has_value()) break;
                ++packets;
            }
            CHECK(packets < 4);
        }
    }
    CHECK_FALSE(capture_reader::open({}).has_value());
}

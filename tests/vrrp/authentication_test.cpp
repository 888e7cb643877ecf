#include <hakit/vrrp/authentication_header.hpp>
#include <hakit/vrrp/hmac_trailer.hpp>
#include <hakit/vrrp/packet.hpp>

#include "frames.hpp"
#include "vrrp/keyed_digest.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace hakit::vrrp;
using hakit::ip_address;
using vrrp_test::bytes;
using vrrp_test::to_hex;

namespace {

digest_piece text(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

constexpr std::string_view question = "what do ya want for nothing?";
constexpr ah_key capture_key{'g', 'a', 'n', 'z', 'S', 'i', 'c', 'h'};

}  // namespace

TEST_CASE("HMAC-MD5 and HMAC-SHA256 give the digests of RFC 2202 and RFC 4231" * doctest::skip(!digest_supported())) {
    CHECK(to_hex(*hmac_md5(text("Jefe"), {text(question)})) == "750c783e6ab0b503eaa86e310a5db738");
    CHECK(to_hex(*hmac_sha256(text("Jefe"), {text(question.substr(0, 9)), {}, text(question.substr(9))})) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(equal_secret(text("abc"), text("abc")));
    CHECK_FALSE(equal_secret(text("abc"), text("abd")));
    CHECK_FALSE(equal_secret(text("abc"), text("ab")));
}

TEST_CASE("the TTL counts in the AH digest of multicast and not in that of unicast" *
          doctest::skip(!digest_supported())) {
    auto packet = vrrp_test::hex(
        "45c0004400010000ff33d0650a4d0001e0000012700400000a4d000100000001a0a33f90e2b5b1d0aaa51a962133960202013166"
        "0a4d00640a4d00650000000000000000");
    CHECK(to_hex(*ah_digest(packet, capture_key)) == "a0a33f90e2b5b1d0aaa51a96");
    const auto mutate = [&](std::size_t at) {
        auto other = packet;
        other[at] ^= 0x40;
        return to_hex(*ah_digest(other, capture_key));
    };
    for (const std::size_t mutable_field : {1, 6, 10, 11, 32, 43})
        CHECK(mutate(mutable_field) == "a0a33f90e2b5b1d0aaa51a96");
    for (const std::size_t kept : {2, 4, 8, 12, 19, 20, 31, 44, 67}) CHECK(mutate(kept) != "a0a33f90e2b5b1d0aaa51a96");
    packet[16] = 10;  // to one peer
    const auto unicast = to_hex(*ah_digest(packet, capture_key));
    packet[8] = 1;
    CHECK(to_hex(*ah_digest(packet, capture_key)) == unicast);
}

TEST_CASE("an HMAC trailer is written, read and checked; the checksum does not count" *
          doctest::skip(!digest_supported())) {
    const auto source = *ip_address::parse("10.0.0.1");
    const bytes key(32, 0x42);
    advert a;
    a.addresses = {*ip_address::parse("10.0.0.100")};
    bytes message;
    write_advert(message, a, checksum_form::pseudo, source, multicast_group(a.family));
    const auto size = message.size();
    const auto stamp = hmac_stamp::at(1'700'000'000, 12345);
    REQUIRE(write_hmac_trailer(message, size, source, 3, stamp, key).has_value());
    CHECK(message.size() == size + hmac_trailer_size);

    const auto view = advert_view::parse(message, a.family);
    REQUIRE(view.has_value());
    const auto trailer = parse_hmac_trailer(view->trailer());
    REQUIRE(trailer.has_value());
    CHECK(trailer->key_id == 3);
    CHECK(trailer->stamp == stamp);
    CHECK(trailer->stamp.seconds() == 1'700'000'000);
    CHECK(to_hex(view->trailer().first(12)) ==
          "010300006553f100"
          "30390000");

    // RFC 2104 by hand: what the specification of the trailer says is hashed.
    bytes hashed = vrrp_test::hex("04 03 01 00 0a000001 000000000000000000000000");
    auto zeroed = message;
    zeroed[6] = zeroed[7] = 0;
    hashed.insert(hashed.end(), zeroed.begin(), zeroed.begin() + static_cast<std::ptrdiff_t>(size + 12));
    hashed.resize(hashed.size() + 16);
    CHECK(to_hex(trailer->digest) == to_hex(*hmac_sha256(key, {hashed})).substr(0, 32));

    const auto digest = [&](const bytes& m) {
        return to_hex(*hmac_digest(std::span{m}.first(size), source, 3, stamp, key));
    };
    CHECK(digest(message) == to_hex(trailer->digest));
    auto summed = message;
    summed[6] ^= 1;
    CHECK(digest(summed) == digest(message));
    auto raised = message;
    raised[2] = 255;
    CHECK(digest(raised) != digest(message));
}

TEST_CASE("trailers of other kinds are malformed") {
    bytes trailer(28);
    trailer[0] = trailer[1] = 1;
    CHECK(parse_hmac_trailer(trailer).has_value());
    CHECK(parse_hmac_trailer(bytes(27)).error() == reject::hmac_malformed);
    for (const std::size_t at : {0, 1, 2, 3}) {
        auto other = trailer;
        other[at] ^= 1;
        CHECK(parse_hmac_trailer(other).error() == reject::hmac_malformed);
    }
}

TEST_CASE("stamps are ordered across the overflow of their seconds") {
    const auto early = hmac_stamp::at(0xffffffff, 0xffff);
    const auto late = hmac_stamp::at(0, 0);
    CHECK(late.after(early));
    CHECK_FALSE(early.after(late));
    CHECK_FALSE(early.after(early));
}

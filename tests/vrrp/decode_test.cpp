// Explained packets: every captured frame, and one packet for each reason of rejection.
#include <hakit/vrrp/decode.hpp>
#include <hakit/vrrp/decode_json.hpp>

#include "frames.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace hakit::vrrp;
using hakit::ip_address;
using hakit::ip_family;

namespace {

constexpr ah_key capture_key{'g', 'a', 'n', 'z', 'S', 'i', 'c', 'h'};

decoded read(const std::vector<std::uint8_t>& bytes, decode_options options = {}) {
    return decoder{std::move(options)}.decode({bytes, guess_link(bytes), {}});
}

std::vector<std::uint8_t> frame_of(std::string_view capture, std::string_view kind = "") {
    for (const auto& f : vrrp_test::captured_frames())
        if (f.capture == capture && (kind.empty() || f.kind == kind)) return f.data;
    FAIL("no such frame");
    return {};
}

/// A frame of v2pass that `change` has damaged, with its IP checksum mended.
template <class Change>
std::vector<std::uint8_t> changed(Change change, std::string_view capture = "v2pass") {
    auto f = frame_of(capture);
    change(f);
    if (f.size() >= 34 && f[12] == 8) {
        f[24] = f[25] = 0;
        internet_checksum sum;
        sum.add(std::span{f}.subspan(14, 20));
        f[24] = static_cast<std::uint8_t>(sum.value() >> 8);
        f[25] = static_cast<std::uint8_t>(sum.value() & 0xff);
    }
    return f;
}

bool has(const decoded& d, reject why) {
    return std::find(d.problems.begin(), d.problems.end(), why) != d.problems.end();
}

channel_options receiver() {
    channel_options o;
    o.version = 2;
    o.vrid = 51;
    o.source = *ip_address::parse("10.77.0.9");
    o.addresses = {*ip_address::parse("10.77.0.100"), *ip_address::parse("10.77.0.101")};
    o.auth = auth_type::password;
    o.secret = capture_key;
    return o;
}

}  // namespace

TEST_CASE("captured frames have no problems and say what they are") {
    std::size_t adverts = 0;
    for (const auto& f : vrrp_test::captured_frames()) {
        CAPTURE(f.capture);
        const auto d = read(f.data, digest_supported() ? decode_options{capture_key, {}, {}} : decode_options{});
        CHECK(d.problems.empty());
        CHECK_FALSE(d.is_foreign());
        CHECK(d.from_mac->to_string() == f.fields.at("smac"));
        if (const auto* a = std::get_if<decoded_advert>(&d.what)) {
            ++adverts;
            CHECK(std::to_string(a->fields.priority) == f.fields.at("priority"));
            CHECK(to_string(a->forms.at(0)) == f.fields.at("form"));
        } else if (f.kind == "GARP") {
            CHECK(std::get<arp_message>(d.what).sender.to_string() == f.fields.at("spa"));
        } else {
            CHECK(f.kind == "NA");
            CHECK(std::holds_alternative<neighbour_advertisement>(d.what));
        }
    }
    CHECK(adverts == 38);
}

TEST_CASE("a line for a person hides the password") {
    const auto d = read(frame_of("v2pass"));
    CHECK(
        to_text(d).starts_with("1 10.77.0.2 > 224.0.0.18 VRRPv2 router 51 priority 100 interval 1 s addresses "
                               "10.77.0.100 10.77.0.101 password ******** checksum "));
    CHECK(to_text(d, true).find("password ganzSich") != std::string::npos);
    CHECK(to_json(d)["advert"]["password_hex"].is_null());
    CHECK(to_json(d, true)["advert"]["password_hex"] == "67616e7a53696368");
    CHECK(to_text(read(frame_of("v3ip4"))).find("interval 1.00 s") != std::string::npos);
    CHECK(to_text(read(frame_of("v2none", "GARP"))) ==
          "1 ARP 10.77.0.100 is at 02:00:00:00:00:01 from 02:00:00:00:00:01");
}

TEST_CASE("every packet that is wrong has its reason") {
    std::set<reject> seen;
    const auto expect = [&](const decoded& d, reject why) {
        CAPTURE(to_text(d));
        CHECK(has(d, why));
        CHECK(to_text(d).find(std::string{to_string(why)} + ": " + std::string{describe(why)}) != std::string::npos);
        seen.insert(why);
    };
    expect(read({1, 2, 3}), reject::frame_too_short);
    expect(read(changed([](auto& f) { f[12] = 0x88, f[13] = 0xcc; })), reject::not_ip);
    expect(read(changed([](auto& f) { f[23] = 17; })), reject::not_vrrp);
    expect(read(changed([](auto& f) { f[16] = 0x40; })), reject::ip_total_length);
    auto sum = frame_of("v2none");
    sum[25] ^= 1;
    expect(read(sum), reject::ip_checksum);
    expect(read(changed([](auto& f) { f[20] = 0x20; })), reject::ip_fragment);
    expect(read(changed([](auto& f) { f[14] = 0x4f, f[17] = 0x2c; })), reject::ip_header_length);
    expect(read(changed([](auto& f) { f[37] = 9; })), reject::truncated);
    expect(read(changed([](auto& f) { f[37] = 1; })), reject::excess_bytes);
    expect(read(changed([](auto& f) { f[34] = 0x51; })), reject::unknown_version);
    expect(read(changed([](auto& f) { f[34] = 0x22; })), reject::unknown_type);
    expect(read(changed([](auto& f) { f[35] = 0; })), reject::vrid_zero);
    expect(read(changed([](auto& f) { f[39] = 0; })), reject::interval_zero);
    expect(read(changed([](auto& f) { f[37] = 0, f.resize(42), f[17] = 28; }, "v3ip4")), reject::no_addresses);
    expect(read(changed([](auto& f) { f[22] = 254; })), reject::ttl_not_255);
    expect(read(changed([](auto& f) { f[41] ^= 1; })), reject::checksum);
    auto six = frame_of("v3ip6");
    six[62] = 0x20;  // the first address
    expect(read(six), reject::first_not_link_local);
    expect(read(frame_of("v2pass"), {ah_key{'x'}, {}, {}}), reject::auth_password);
    if (digest_supported()) {
        expect(read(frame_of("v2ah"), {ah_key{'x'}, {}, {}}), reject::ah_digest);
        expect(read(changed([](auto& f) { f[38] ^= 1; }, "v2ah")), reject::ah_spi);
    }
    CHECK(seen.size() >= 18);
}

TEST_CASE("a packet can be judged as a certain router would") {
    const auto as = [&](const channel_options& o, std::string_view capture) {
        return read(frame_of(capture), {{}, {}, {o}});
    };
    CHECK(as(receiver(), "v2pass").problems.empty());
    CHECK(has(as(receiver(), "v2none"), reject::auth_type_mismatch));
    CHECK(has(as(receiver(), "v3ip4"), reject::version_mismatch));
    CHECK(has(as(receiver(), "v2ah"), reject::ah_unexpected));
    CHECK(has(as(receiver(), "v3ip6"), reject::other_family));
    auto other = receiver();
    other.auth = auth_type::none;
    CHECK(has(as(other, "v2uni"), reject::not_multicast));
    other.vrid = 52;
    CHECK(has(as(other, "v2pass"), reject::other_vrid));
    other = receiver();
    other.advert_interval = std::chrono::seconds{2};
    CHECK(has(as(other, "v2pass"), reject::interval_mismatch));
    other = receiver();
    other.check_addresses = true;
    other.addresses.pop_back();
    CHECK(has(as(other, "v2pass"), reject::addresses_differ));
    if (!digest_supported()) return;
    other = receiver();
    other.auth = auth_type::ah;
    decoder twice{{{}, {}, {other}}};
    const auto frame = frame_of("v2ah");
    CHECK(twice.decode({frame, link_kind::ethernet, {}}).problems.empty());
    CHECK(has(twice.decode({frame, link_kind::ethernet, {}}), reject::ah_replayed));
}

TEST_CASE("text in hexadecimal and files are told apart, and damage ends the reading") {
    std::vector<std::string> lines;
    const auto all = [&](std::string_view input) {
        lines.clear();
        return decode_all({reinterpret_cast<const std::uint8_t*>(input.data()), input.size()}, {},
                          [&](const decoded& d) { lines.push_back(to_text(d)); });
    };
    const auto text = vrrp_test::to_hex(frame_of("v3ip4"));
    CHECK(all(text + "\n" + text.substr(28)).has_value());
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].starts_with("2 10.77.0.1 > 224.0.0.18 VRRPv3 router 51"));
    CHECK(all("no packet").error().code() == hakit::errc::syntax);
    CHECK(all("\xd4\xc3\xb2\xa1").error().code() == hakit::errc::syntax);
}

// Every captured frame decodes to its fields and is written again byte for byte.
#include <hakit/vrrp/neighbour.hpp>
#include <hakit/vrrp/packet.hpp>

#include "frames.hpp"

#include <doctest/doctest.h>

using namespace hakit::vrrp;
using hakit::ip_address;
using hakit::ip_family;
using vrrp_test::bytes;
using vrrp_test::to_hex;

namespace {

constexpr ah_key capture_key{'g', 'a', 'n', 'z', 'S', 'i', 'c', 'h'};

std::string hex_number(unsigned value, int digits) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%0*x", digits, value);
    return text;
}

std::map<std::string, std::string> ethernet_fields(const ethernet_view& e) {
    return {{"dmac", e.destination.to_string()}, {"smac", e.source.to_string()}};
}

std::map<std::string, std::string> vrrp_fields(const ethernet_view& e, const packet_view& p) {
    auto f = ethernet_fields(e);
    f["src"] = p.ip.source.to_string();
    f["dst"] = p.ip.destination.to_string();
    f["tos"] = hex_number(p.ip.tos, 2);
    f["ttl"] = std::to_string(p.ip.ttl);
    const auto& a = p.advert;
    f["version"] = std::to_string(a.version());
    f["vrid"] = std::to_string(a.vrid());
    f["priority"] = std::to_string(a.priority());
    f["interval"] = std::to_string(a.raw_interval());
    f["checksum"] = hex_number(a.checksum(), 4);
    for (std::size_t i = 0; i < a.address_count(); ++i)
        f["addresses"] += (i == 0 ? "" : ",") + a.address(i).to_string();
    for (const auto form : {checksum_form::plain, checksum_form::pseudo, checksum_form::pseudo_group}) {
        if (f.contains("form") || !a.checksum_is(form, p.ip.source, p.ip.destination)) continue;
        f["form"] = to_string(form);
    }
    if (a.version() == 2) {
        f["auth"] = std::to_string(a.auth());
        f["auth_data"] = to_hex(a.auth_data());
    }
    if (p.ah) {
        f["spi"] = hex_number(p.ah->spi, 8).substr(2);
        f["sequence"] = std::to_string(p.ah->sequence);
        f["digest"] = to_hex(p.ah->digest);
    }
    return f;
}

bytes write_vrrp(const ethernet_view& e, const packet_view& p, checksum_form form) {
    bytes message;
    write_advert(message, p.advert.fields(), form, p.ip.source, p.ip.destination);
    bytes out;
    write_ethernet_header(out, e.destination, e.source, e.type);
    if (p.ah) {
        if (!digest_supported()) return {};
        REQUIRE(write_ah_packet(out, p.ip, p.ah->sequence, message, capture_key).has_value());
    } else {
        write_ip_header(out, p.ip, message.size());
        out.insert(out.end(), message.begin(), message.end());
    }
    return out;
}

void check_vrrp(const vrrp_test::captured_frame& frame, const ethernet_view& e) {
    const auto p = parse_frame(frame.data);
    REQUIRE(p.has_value());
    const auto fields = vrrp_fields(e, *p);
    CHECK(fields == frame.fields);
    auto form = checksum_form::plain;
    if (fields.at("form") == "pseudo") form = checksum_form::pseudo;
    if (fields.at("form") == "pseudo_group") form = checksum_form::pseudo_group;
    const auto again_written = write_vrrp(e, *p, form);
    if (!again_written.empty() || digest_supported()) CHECK(to_hex(again_written) == to_hex(frame.data));

    // A short frame arrives with padding, which changes nothing.
    auto padded = frame.data;
    padded.resize(std::max<std::size_t>(60, padded.size() + 4));
    const auto again = parse_frame(padded);
    REQUIRE(again.has_value());
    CHECK(vrrp_fields(e, *again) == frame.fields);

    // No part of it is a whole packet.
    for (std::size_t n = 0; n < frame.data.size(); ++n)
        CHECK_FALSE(parse_frame(std::span{frame.data}.first(n)).has_value());
}

void check_arp(const vrrp_test::captured_frame& frame, const ethernet_view& e) {
    const auto m = parse_arp(e.payload);
    REQUIRE(m.has_value());
    auto f = ethernet_fields(e);
    f["op"] = std::to_string(m->operation);
    f["sha"] = m->sender_mac.to_string();
    f["spa"] = m->sender.to_string();
    f["tha"] = m->target_mac.to_string();
    f["tpa"] = m->target.to_string();
    CHECK(f == frame.fields);
    bytes out;
    write_announcement_frame(out, e.source, m->sender, false);
    CHECK(to_hex(out) == to_hex(frame.data));
}

void check_advertisement(const vrrp_test::captured_frame& frame, const ethernet_view& e) {
    const auto m = parse_neighbour_advertisement(e.payload);
    REQUIRE(m.has_value());
    auto f = ethernet_fields(e);
    f["src"] = m->source.to_string();
    f["dst"] = m->destination.to_string();
    f["tos"] = hex_number(m->tos, 2);
    f["ttl"] = "255";
    f["flags"] =
        hex_number((m->router ? 0x80u : 0u) | (m->solicited ? 0x40u : 0u) | (m->override_cache ? 0x20u : 0u), 2);
    f["target"] = m->target.to_string();
    f["opts"] = "0201" + to_hex(m->target_mac.bytes);
    CHECK(f == frame.fields);
    bytes out;
    write_ethernet_header(out, e.destination, e.source, e.type);
    write_neighbour_advertisement(out, *m);
    CHECK(to_hex(out) == to_hex(frame.data));
    if (!m->destination.is_multicast()) return;
    CHECK(*m == unsolicited_advertisement(e.source, m->target, false));
    bytes announced;
    write_announcement_frame(announced, e.source, m->target, false);
    CHECK(announced == out);
}

}  // namespace

TEST_CASE("the frames that keepalived sends decode to their fields and are written as the same bytes") {
    const auto frames = vrrp_test::captured_frames();
    CHECK(frames.size() == 82);
    for (const auto& frame : frames) {
        CAPTURE(frame.capture);
        CAPTURE(to_hex(frame.data));
        const auto e = parse_ethernet(frame.data);
        REQUIRE(e.has_value());
        if (frame.kind == "GARP") {
            check_arp(frame, *e);
        } else if (frame.kind == "NA") {
            check_advertisement(frame, *e);
        } else {
            check_vrrp(frame, *e);
        }
    }
}

TEST_CASE("each way in which a packet is not one has its reason") {
    const auto frames = vrrp_test::captured_frames();
    const auto find = [&](std::string_view capture, std::string_view kind) {
        for (const auto& f : frames)
            if (f.capture == capture && f.kind == kind) return f.data;
        FAIL("no such capture");
        return bytes{};
    };
    const auto v2 = find("v2none", "VRRP");
    const auto v6 = find("v3ip6", "VRRP");
    const auto ah = find("v2ah", "AH");
    const auto with = [](bytes data, std::size_t at, std::uint8_t value) {
        data[at] = value;
        return data;
    };
    // Of an IPv4 packet, with the header's checksum made right again.
    const auto mended = [&](std::size_t at, std::uint8_t value) {
        auto data = with(v2, at, value);
        data[24] = data[25] = 0;
        internet_checksum sum;
        sum.add(std::span{data}.subspan(14, 20));
        data[24] = static_cast<std::uint8_t>(sum.value() >> 8);
        data[25] = static_cast<std::uint8_t>(sum.value() & 0xff);
        return data;
    };
    const auto why = [](const bytes& data) {
        const auto p = parse_frame(data);
        return p ? std::string{"accepted"} : std::string{to_string(p.error())};
    };
    CHECK(why({}) == "frame_too_short");
    CHECK(why(find("v2none", "GARP")) == "not_ip");
    CHECK(why(bytes{v2.begin(), v2.begin() + 30}) == "ip_too_short");
    CHECK(why(with(v2, 14, 0x55)) == "ip_version");
    CHECK(why(with(with(v6, 12, 0x08), 13, 0x00)) == "ip_version");
    CHECK(why(with(v2, 14, 0x44)) == "ip_header_length");
    CHECK(why(with(v2, 17, 0xff)) == "ip_total_length");
    CHECK(why(with(v6, 18, 0xff)) == "ip_total_length");
    CHECK(why(with(v2, 26, 0x0b)) == "ip_checksum");
    CHECK(why(mended(20, 0x20)) == "ip_fragment");
    CHECK(why(mended(20, 0x40)) == "accepted");  // don't fragment
    CHECK(why(mended(23, 17)) == "not_vrrp");
    CHECK(why(with(v6, 20, 58)) == "not_vrrp");
    CHECK(why(with(ah, 34, 17)) == "not_vrrp");
    CHECK(why(mended(23, 51)) == "not_vrrp");  // where the next header would be
    CHECK(why(with(ah, 35, 5)) == "ah_malformed");
    CHECK(why(with(ah, 36, 1)) == "ah_malformed");
    CHECK(why(mended(17, 40)) == "truncated");
    CHECK(why(mended(17, 24)) == "truncated");
    CHECK(why(with(v2, 37, 1)) == "excess_bytes");
    CHECK(why(with(v2, 34, 0x41)) == "unknown_version");
    CHECK(why(with(v2, 34, 0x22)) == "unknown_type");
    CHECK(why(with(v2, 35, 0)) == "vrid_zero");
    CHECK(why(with(v2, 39, 0)) == "interval_zero");
    CHECK(why(with(v6, 14 + 40 + 5, 0)) == "interval_zero");
    auto none = bytes{v6.begin(), v6.begin() + 14 + 40 + 8};
    none[19] = 8;
    none[14 + 40 + 3] = 0;
    CHECK(why(none) == "no_addresses");
}

TEST_CASE("an authentication header that is cut off is told from one that is wrong") {
    ip_header header;
    header.source = *ip_address::parse("10.0.0.1");
    header.destination = multicast_group(ip_family::v4);
    header.protocol = ah_protocol;
    const bytes nothing(20);
    CHECK(parse_payload(header, nothing).error() == reject::ah_truncated);
    CHECK(ah_digest(nothing, capture_key).error() == reject::ah_truncated);
}

TEST_CASE("a VLAN tag does not hide an advertisement") {
    auto frame = vrrp_test::captured_frames().front().data;
    const auto tag = vrrp_test::hex("8100 0005");
    frame.insert(frame.begin() + 12, tag.begin(), tag.end());
    const auto p = parse_frame(frame);
    REQUIRE(p.has_value());
    CHECK(p->advert.vrid() == 51);
}

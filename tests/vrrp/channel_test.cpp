#include <hakit/vrrp/channel.hpp>

#include "frames.hpp"

#include <doctest/doctest.h>

using namespace hakit::vrrp;
using namespace std::chrono_literals;
using hakit::ip_address;
using hakit::ip_family;
using vrrp_test::bytes;

namespace {

channel_options of(std::string_view source, std::uint8_t version = 3) {
    channel_options o;
    o.version = version;
    o.vrid = 51;
    o.source = *ip_address::parse(source);
    o.family = o.source.family();
    const bool v4 = o.source.is_v4();
    o.addresses = {*ip_address::parse(v4 ? "10.77.0.100" : "fe80::51"),
                   *ip_address::parse(v4 ? "10.77.0.101" : "fd77::100")};
    return o;
}

hmac_stamp at(std::uint32_t seconds) { return hmac_stamp::at(seconds, 0); }

bytes packet_of(channel& from, std::uint8_t priority = 100, hmac_stamp wall = {}) {
    bytes out;
    REQUIRE(from.write(out, 0, priority, wall).has_value());
    return out;
}

std::string verdict(channel& to, const bytes& packet, hmac_stamp wall = {}) {
    const auto p = parse_packet(packet);
    if (!p) return "unreadable: " + std::string{to_string(p.error())};
    const auto h = to.judge(*p, wall);
    return std::string{h ? "ok" : to_string(h.error())};
}

std::string verdict(const channel_options& from, const channel_options& to) {
    channel sender{from};
    channel receiver{to};
    return verdict(receiver, packet_of(sender));
}

channel_options unicast(std::string_view source, std::string_view peer) {
    auto o = of(source);
    o.peers = {{*ip_address::parse(peer)}};
    return o;
}

}  // namespace

TEST_CASE("a channel heeds what keepalived sends, in each of its ways") {
    for (const auto& frame : vrrp_test::captured_frames()) {
        if (frame.kind == "GARP" || frame.kind == "NA" || (frame.kind == "AH" && !digest_supported())) continue;
        CAPTURE(frame.capture);
        const auto p = parse_frame(frame.data);
        REQUIRE(p.has_value());
        auto o = of(p->ip.destination.is_v4() ? "10.77.0.9" : "fe80::9", p->advert.version());
        if (!p->ip.destination.is_multicast()) o.peers = {{p->ip.source}};
        if (frame.capture == "v2pass") o.auth = auth_type::password;
        if (frame.capture == "v2ah") o.auth = auth_type::ah;
        o.secret = {'g', 'a', 'n', 'z', 'S', 'i', 'c', 'h'};
        channel c{o};
        const auto h = c.judge(*p);
        if (!h) FAIL(to_string(h.error()));
        CHECK(h->priority == p->advert.priority());
        CHECK(h->interval == 1s);
        CHECK(h->source == p->ip.source);
        CHECK(h->other_addresses == (frame.capture == "v3vmac6"));
    }
}

TEST_CASE("what a channel writes, another reads") {
    for (const auto* source : {"10.77.0.1", "fe80::1"}) {
        for (const std::uint8_t version : {std::uint8_t{2}, std::uint8_t{3}})
            CHECK(verdict(of(source, version), of(source, version)) == "ok");
    }
    CHECK(verdict(unicast("10.0.0.1", "10.0.0.2"), unicast("10.0.0.2", "10.0.0.1")) == "ok");
    auto fast = of("10.77.0.1");
    fast.advert_interval = 10ms;
    channel sender{fast};
    channel receiver{of("10.77.0.2")};
    const auto packet = packet_of(sender);
    CHECK(receiver.judge(*parse_packet(packet))->interval == 10ms);
}

TEST_CASE("each expectation that an advert fails has its reason") {
    const auto v3 = of("10.77.0.1");
    const auto v2 = of("10.77.0.1", 2);
    auto o = v3;
    o.vrid = 52;
    CHECK(verdict(o, v3) == "other_vrid");
    CHECK(verdict(of("fe80::1"), v3) == "other_family");
    CHECK(verdict(v2, v3) == "version_mismatch");
    o = v2;
    o.advert_interval = 2s;
    CHECK(verdict(o, v2) == "interval_mismatch");
    CHECK(verdict(unicast("10.0.0.1", "10.0.0.2"), v3) == "not_multicast");
    CHECK(verdict(v3, unicast("10.0.0.2", "10.77.0.1")) == "not_unicast");

    o = v3;
    o.addresses.pop_back();
    CHECK(verdict(o, v3) == "ok");
    auto strict = v3;
    strict.check_addresses = true;
    CHECK(verdict(o, strict) == "addresses_differ");
    o = v3;
    std::swap(o.addresses[0], o.addresses[1]);
    CHECK(verdict(o, strict) == "ok");
    o.addresses[0] = o.addresses[1];
    CHECK(verdict(o, strict) == "addresses_differ");

    o = of("fe80::1");
    std::swap(o.addresses[0], o.addresses[1]);
    CHECK(verdict(o, o) == "ok");
    auto picky = o;
    picky.link_local_first = true;
    CHECK(verdict(o, picky) == "first_not_link_local");

    auto password = v2;
    password.auth = auth_type::password;
    password.secret = {'a'};
    CHECK(verdict(password, password) == "ok");
    CHECK(verdict(v2, password) == "auth_type_mismatch");
    o = password;
    o.secret = {'b'};
    CHECK(verdict(password, o) == "auth_password");
}

TEST_CASE("the TTL is 255 in a group, and within the limits of a peer") {
    const auto with_ttl = [](const channel_options& from, std::uint8_t ttl) {
        channel sender{from};
        auto packet = packet_of(sender);
        auto view = *parse_packet(packet);
        view.ip.ttl = ttl;
        return std::pair{std::move(packet), view};  // the view stays good: the bytes do not move
    };
    channel group{of("10.77.0.2")};
    const auto [packet, view] = with_ttl(of("10.77.0.1"), 254);
    CHECK(group.judge(view).error() == reject::ttl_not_255);

    auto o = unicast("10.0.0.2", "10.0.0.1");
    const auto [uni, far] = with_ttl(unicast("10.0.0.1", "10.0.0.2"), 60);
    CHECK(channel{o}.judge(far).has_value());
    o.peers[0].min_ttl = 61;
    CHECK(channel{o}.judge(far).error() == reject::peer_ttl_low);
    o.peers[0] = {*ip_address::parse("10.0.0.1"), std::nullopt, std::uint8_t{59}};
    CHECK(channel{o}.judge(far).error() == reject::peer_ttl_high);
    o.peers[0].address = *ip_address::parse("10.0.0.9");
    CHECK(channel{o}.judge(far).has_value());
    o.check_source = true;
    CHECK(channel{o}.judge(far).error() == reject::unknown_peer);
}

TEST_CASE("checksum policies: what is sent, what is accepted, what is learned") {
    const auto sender = [](checksum_policy policy) {
        auto o = of("10.77.0.1");
        o.checksum = policy;
        return o;
    };
    using enum checksum_policy;
    for (const auto from : {strict, plain, pseudo, automatic}) {
        for (const auto to : {strict, plain, pseudo, automatic}) {
            const bool sends_plain = from == strict || from == plain;
            CHECK(verdict(sender(from), sender(to)) == (to == strict && !sends_plain ? "checksum" : "ok"));
        }
    }
    channel learns{sender(automatic)};
    CHECK(learns.sends() == checksum_form::pseudo);
    channel juniper{sender(plain)};
    auto damaged = packet_of(juniper);
    damaged.back() ^= 1;
    CHECK(verdict(learns, damaged) == "checksum");
    CHECK(learns.sends() == checksum_form::pseudo);
    CHECK(verdict(learns, packet_of(juniper)) == "ok");
    CHECK(learns.sends() == checksum_form::plain);
    channel frr{sender(pseudo)};
    CHECK(verdict(frr, packet_of(juniper)) == "ok");
    CHECK(frr.sends() == checksum_form::pseudo);

    // keepalived before 1.3.6.
    for (const auto& frame : vrrp_test::captured_frames()) {
        if (frame.capture != "v3unioldsum" || frame.kind != "VRRP") continue;
        const auto p = parse_frame(frame.data);
        auto o = of("10.77.0.9");
        o.peers = {{p->ip.source}};
        channel c{o};
        CHECK(c.judge(*p).has_value());
        CHECK(c.sends() == checksum_form::pseudo_group);
        o.old_unicast_checksum = false;
        CHECK(channel{o}.judge(*p).error() == reject::checksum);
    }
}

TEST_CASE("AH: replays, other keys and packets without it are rejected; a new master counts on" *
          doctest::skip(!digest_supported())) {
    auto o = of("10.77.0.1", 2);
    o.auth = auth_type::ah;
    o.secret = {'k'};
    channel a{o};
    o.source = *ip_address::parse("10.77.0.2");
    channel b{o};
    const auto first = packet_of(a);
    const auto second = packet_of(a);
    CHECK(verdict(b, second) == "ok");
    CHECK(verdict(b, second) == "ah_replayed");
    CHECK(verdict(b, first) == "ah_replayed");
    const auto third = packet_of(b);
    CHECK(parse_packet(third)->ah->sequence == 3);
    CHECK(verdict(a, third) == "ok");

    o.secret = {'x'};
    channel stranger{o};
    for (int i = 0; i < 9; ++i) (void)packet_of(stranger);
    CHECK(verdict(a, packet_of(stranger)) == "ah_digest");
    channel none{of("10.77.0.3", 2)};
    CHECK(verdict(a, packet_of(none)) == "ah_missing");
    CHECK(verdict(none, third) == "ah_unexpected");
    const auto genuine = packet_of(a);
    auto forged = *parse_packet(genuine);
    forged.ah->spi ^= 1;
    CHECK(b.judge(forged).error() == reject::ah_spi);
}

TEST_CASE("auth_hmac: modes, keys, the window and replays" * doctest::skip(!digest_supported())) {
    auto o = of("10.77.0.1");
    o.hmac = hmac_options{{{1, bytes(32, 'a')}, {2, bytes(32, 'b')}}, 1};
    channel a{o};
    channel none{of("10.77.0.2")};
    const auto now = at(1'000'000);
    const auto packet = packet_of(a, 100, now);
    CHECK(verdict(none, packet) == "hmac_unexpected");
    CHECK(verdict(a, packet_of(none), now) == "hmac_missing");

    channel b{o};
    CHECK(verdict(b, packet, at(1'000'006)) == "hmac_stale");
    CHECK(verdict(b, packet, at(999'994)) == "hmac_stale");
    CHECK(verdict(b, packet, at(1'000'005)) == "ok");
    CHECK(verdict(b, packet, at(1'000'005)) == "hmac_replayed");
    CHECK(verdict(b, packet_of(a, 100, now), now) == "ok");    // the same second: the counter went on
    CHECK(verdict(b, packet_of(a, 100, at(5)), now) == "ok");  // the clock went back: still after the last one

    auto other = o;
    other.hmac->active_key = 2;
    channel second{other};
    CHECK(verdict(b, packet_of(second, 100, at(1'000'001)), now) == "ok");
    other.hmac->keys[1].material[0] = 'x';
    channel wrong{other};
    CHECK(verdict(b, packet_of(wrong, 100, at(1'000'002)), now) == "hmac_digest");
    other.hmac->keys[1].id = 3;
    other.hmac->active_key = 3;
    channel unknown{other};
    CHECK(verdict(b, packet_of(unknown, 100, at(1'000'003)), now) == "hmac_unknown_key");
    other.hmac->active_key = 9;
    bytes out;
    CHECK(channel{other}.write(out, 0, 100, now).error() == reject::hmac_unknown_key);
    CHECK(out.empty());

    auto mode = o;
    mode.hmac->mode = hmac_mode::permissive;
    channel permissive{mode};
    CHECK(verdict(permissive, packet_of(none), now) == "ok");
    CHECK(verdict(permissive, packet_of(wrong, 100, now), now) == "hmac_digest");
    mode.hmac->mode = hmac_mode::receive_only;
    channel quiet{mode};
    const auto untrailed = packet_of(quiet);
    CHECK(parse_packet(untrailed)->advert.trailer().empty());
    CHECK(verdict(quiet, packet_of(a, 100, now), now) == "ok");

    mode.hmac->replay = hmac_replay::monotonic;
    channel monotonic{mode};
    CHECK(verdict(monotonic, packet_of(a, 100, now), at(9)) == "ok");
    auto mangled = packet_of(a, 100, now);
    mangled[mangled.size() - 28] = 7;
    CHECK(verdict(monotonic, mangled) == "hmac_malformed");
}

TEST_CASE("the memory of senders has an end" * doctest::skip(!digest_supported())) {
    auto o = of("10.77.0.1");
    o.hmac = hmac_options{{{1, bytes(32, 'a')}}, 1};
    channel c{o};
    std::vector<bytes> packets;
    for (int i = 10; i < 15; ++i) {
        o.source = *ip_address::parse("10.77.0." + std::to_string(i));
        channel sender{o};
        packets.push_back(packet_of(sender, 100, at(100)));
        CHECK(verdict(c, packets.back(), at(100)) == "ok");
    }
    for (std::size_t i = 1; i < 5; ++i) CHECK(verdict(c, packets[i], at(100)) == "hmac_replayed");
    CHECK(verdict(c, packets[0], at(100)) == "ok");  // four are remembered, as in keepalived
}

TEST_CASE("rejections are counted, and news once per state") {
    channel c{of("10.77.0.1")};
    auto o = of("10.77.0.2");
    o.vrid = 52;
    channel other{o};
    for (int i = 0; i < 3; ++i) CHECK(verdict(c, packet_of(other)) == "other_vrid");
    CHECK(c.rejected(reject::other_vrid) == 3);
    CHECK(c.rejected(reject::checksum) == 0);
    CHECK(c.is_news(reject::other_vrid));
    CHECK_FALSE(c.is_news(reject::other_vrid));
    CHECK(c.is_news(reject::checksum));
    c.forget_news();
    CHECK(c.is_news(reject::other_vrid));
}

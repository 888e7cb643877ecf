// Forged, truncated and mutated packets leave a virtual router as it is.
#include <hakit/vrrp/channel.hpp>

#include "frames.hpp"
#include "support/random_text.hpp"
#include "virtual_router.hpp"

#include <doctest/doctest.h>

using namespace hakit::vrrp;
using namespace std::chrono_literals;
using hakit::instant;
using hakit::ip_address;
using vrrp_test::bytes;

namespace {

channel_options of(std::string_view source, bool authenticated) {
    channel_options o;
    o.vrid = 51;
    o.source = *ip_address::parse(source);
    o.addresses = {*ip_address::parse("10.77.0.100")};
    if (authenticated) o.hmac = hmac_options{{{1, bytes(32, 'k')}}, 1};
    return o;
}

/// A backup that hears packets, and counts those that its channel lets through.
struct listener {
    explicit listener(bool authenticated) : wire{of("10.77.0.2", authenticated)} { (void)router.start({}); }

    void hear(const bytes& packet) {
        const auto p = parse_packet(packet);
        if (!p) return;
        const auto h = wire.judge(*p, hmac_stamp::at(1000, 0));
        if (!h) return;
        ++accepted;
        (void)router.on_advert(*h, instant{1s});
    }

    channel wire;
    instance router{vrrp_test::router()};
    int accepted = 0;
};

bytes genuine(bool authenticated) {
    channel sender{of("10.77.0.1", authenticated)};
    bytes packet;
    REQUIRE(sender.write(packet, 0, 200, hmac_stamp::at(1000, 0)).has_value());
    return packet;
}

/// Makes the checksum of the message right again.
void mend(bytes& packet) {
    const auto message = std::span{packet}.subspan(20, 12);
    message[6] = message[7] = 0;
    const auto group = multicast_group(hakit::ip_family::v4);
    const auto sum = advert_checksum(message, checksum_form::pseudo, *ip_address::parse("10.77.0.1"), group);
    message[6] = static_cast<std::uint8_t>(sum >> 8);
    message[7] = static_cast<std::uint8_t>(sum & 0xff);
}

}  // namespace

TEST_CASE("a flood of adverts with interval 0 is discarded, though keepalived 2.2.7 flaps on it") {
    listener victim{false};
    const auto due = victim.router.wake_at();
    auto packet = genuine(false);
    packet[20 + 4] = packet[20 + 5] = 0;
    mend(packet);
    CHECK(parse_packet(packet).error() == reject::interval_zero);
    for (int i = 0; i < 20; ++i) victim.hear(packet);
    CHECK(victim.accepted == 0);
    CHECK(victim.router.state() == state::backup);
    CHECK(victim.router.wake_at() == due);
}

TEST_CASE("6,000 packets with a changed bit or a missing end are all rejected, and change nothing") {
    for (const bool authenticated : {false, true}) {
        if (authenticated && !digest_supported()) continue;
        const auto whole = genuine(authenticated);
        listener victim{authenticated};
        const auto due = victim.router.wake_at();
        hakit::test::random_source random{7};
        for (int i = 0; i < 3000; ++i) {
            auto packet = whole;
            if (random.one_in(4)) {
                packet.resize(random.below(packet.size()));
            } else {
                // Beyond the IP header, which the kernel has checked.
                const auto at = 20 + random.below(packet.size() - 20);
                packet[at] = static_cast<std::uint8_t>(packet[at] ^ (1u << random.below(8)));
                // With authentication, a checksum that is right again does not help.
                if (authenticated && random.one_in(2)) mend(packet);
                if (packet == whole || (authenticated && (at == 26 || at == 27)))
                    continue;  // the sum is not authenticated
            }
            victim.hear(packet);
        }
        CHECK(victim.accepted == 0);
        CHECK(victim.router.wake_at() == due);
        victim.hear(whole);
        CHECK(victim.accepted == 1);
        CHECK(victim.router.wake_at() > due);
    }
}

#include <hakit/vrrp/segment_watch.hpp>

#include <hakit/vrrp/channel.hpp>
#include <hakit/vrrp/segment_watch_json.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::vrrp;
using namespace std::chrono_literals;

namespace {

instant at(duration d) { return instant{d}; }

/// A host that sends adverts of router 51.
struct host {
    channel_options how;

    explicit host(const char* source, duration interval = 1s, const char* address = "10.0.0.100") {
        how.source = *ip_address::parse(source);
        how.family = how.source.family();
        how.vrid = 51;
        how.advert_interval = interval;
        how.addresses = {*ip_address::parse(address)};
    }
    [[nodiscard]] decoded says(std::uint8_t priority) const {
        std::vector<std::uint8_t> bytes;
        channel out{how};
        REQUIRE(out.write(bytes, 0, priority).has_value());
        decoder reader;
        return reader.decode({bytes, link_kind::ip, {}});
    }
};

std::string kinds(const segment_watch::events& all) {
    std::string text;
    for (const auto& e : all) text += (text.empty() ? "" : " ") + std::string{to_string(e.kind)};
    return text;
}

struct fixture {
    segment_watch watch;
    host a{"10.0.0.1"};
    host b{"10.0.0.2"};
    segment_watch::events last;

    std::string hear(const host& h, std::uint8_t priority, duration when) {
        last = watch.on_packet("eth0", h.says(priority), false, at(when));
        return kinds(last);
    }
    std::string wait(duration when) {
        last = watch.on_time(at(when));
        return kinds(last);
    }
    watched_router only() const {
        REQUIRE(watch.routers().size() == 1);
        return watch.routers().front();
    }
};

}  // namespace

TEST_SUITE("vrrp::segment_watch") {
    TEST_CASE_FIXTURE(fixture, "a master appears, and stays without a word") {
        CHECK(watch.wake_at() == never);
        CHECK(hear(a, 150, 10s) == "appeared");
        CHECK(to_line(last[0]) == "eth0 v4 router 51: 10.0.0.1 is master");
        CHECK(hear(a, 150, 11s).empty());
        CHECK(hear(a, 150, 12s).empty());
        CHECK(only().state == watched_state::master);
        CHECK(only().master.adverts == 3);
        CHECK(only().since == at(10s));
        CHECK(watch.adverts() == 3);
        CHECK(watch.wake_at() == at(16s));
    }
    TEST_CASE_FIXTURE(fixture, "a silent master is lost when each backup must have taken over") {
        hear(a, 150, 0s);
        CHECK(wait(3999ms).empty());
        CHECK(wait(4s) == "lost");
        CHECK(to_line(last[0]) == "eth0 v4 router 51: no master; 10.0.0.1 was heard 4.000 s ago");
        CHECK(watch.wake_at() == never);
        CHECK(wait(100s).empty());
        CHECK(hear(a, 150, 101s) == "appeared");
        CHECK(only().masters == 1);
    }
    TEST_CASE_FIXTURE(fixture, "a lower priority takes over after silence") {
        hear(a, 150, 0s);
        CHECK(hear(b, 100, 3609ms) == "takeover");
        CHECK(last[0].text == "10.0.0.2 is master instead of 10.0.0.1, which was silent for 3.609 s");
        CHECK(last[0].from == *ip_address::parse("10.0.0.1"));
        CHECK(only().masters == 2);
    }
    TEST_CASE_FIXTURE(fixture, "a loss that nobody asked for in time is told before the packet") {
        hear(a, 150, 0s);
        CHECK(hear(b, 100, 9s) == "lost takeover");
    }
    TEST_CASE_FIXTURE(fixture, "a resignation, and who follows") {
        hear(a, 150, 0s);
        CHECK(hear(a, 0, 100ms) == "resigned");
        CHECK(only().master.priority == 150);
        CHECK(hear(a, 0, 110ms).empty());
        CHECK(hear(b, 100, 700ms) == "takeover");
        CHECK(last[0].text == "10.0.0.2 is master instead of 10.0.0.1, which has resigned");
    }
    TEST_CASE_FIXTURE(fixture,
                      "a higher priority preempts; a packet of the old one that was on its way is no contest") {
        hear(b, 100, 0s);
        CHECK(hear(a, 150, 500ms) == "takeover");
        CHECK(hear(b, 100, 501ms).empty());
        CHECK(only().state == watched_state::master);
        CHECK(hear(a, 150, 1500ms).empty());
        CHECK(hear(a, 150, 3500ms).empty());
        CHECK(wait(4501ms).empty());  // the one packet is forgotten without a word
        CHECK(!only().rival);
    }
    TEST_CASE_FIXTURE(fixture, "two masters are a contest, which the silence of one ends") {
        hear(a, 150, 0s);
        CHECK(hear(b, 100, 100ms).empty());
        CHECK(hear(a, 150, 1s).empty());
        CHECK(hear(b, 100, 1100ms) == "contested");
        CHECK(only().state == watched_state::contested);
        CHECK(only().rival->source == *ip_address::parse("10.0.0.2"));
        CHECK(to_table(watch, at(1100ms)).find("contested by 10.0.0.2") != std::string::npos);
        hear(a, 150, 2s);
        hear(a, 150, 3s);
        hear(a, 150, 4s);
        CHECK(hear(a, 150, 5100ms) == "settled");
        CHECK(only().state == watched_state::master);
    }
    TEST_CASE_FIXTURE(fixture, "the one that stays after a contest is master") {
        hear(a, 150, 0s);
        hear(b, 100, 100ms);
        hear(b, 100, 1100ms);
        CHECK(hear(b, 100, 2400ms).empty());  // a was heard 2.4 s ago
        CHECK(hear(b, 100, 3400ms) == "takeover");
        CHECK(only().master.source == *ip_address::parse("10.0.0.2"));
        CHECK(!only().rival);
    }
    TEST_CASE_FIXTURE(fixture, "equal priorities: the higher address is master") {
        hear(a, 100, 0s);
        CHECK(hear(b, 100, 100ms) == "takeover");
        CHECK(hear(a, 100, 200ms).empty());
        CHECK(only().master.source == *ip_address::parse("10.0.0.2"));
    }
    TEST_CASE_FIXTURE(fixture, "what the master changes is told") {
        hear(a, 150, 0s);
        a.how.advert_interval = 500ms;
        a.how.addresses.push_back(*ip_address::parse("10.0.0.101"));
        CHECK(hear(a, 160, 1s) == "changed");
        CHECK(last[0].text == "10.0.0.1: priority 150 becomes 160, interval 1.000 s becomes 0.500 s, other addresses");
        CHECK(watch.wake_at() == at(3s));
    }
    TEST_CASE_FIXTURE(fixture, "version 2 has a skew of one second whatever its interval") {
        a.how.version = 2;
        a.how.advert_interval = 2s;
        hear(a, 100, 0s);
        CHECK(watch.wake_at() == at(7s));
    }
    TEST_CASE_FIXTURE(fixture, "families, numbers and interfaces are apart") {
        hear(a, 150, 0s);
        const host six{"fe80::1", 1s, "fe80::51"};
        hear(six, 100, 0s);
        watch.on_packet("eth1", a.says(150), true, at(0s));
        a.how.vrid = 7;
        hear(a, 150, 0s);
        REQUIRE(watch.routers().size() == 4);
        CHECK(watch.routers()[0].vrid == 7);
        CHECK(watch.routers()[2].family == ip_family::v6);
        CHECK(watch.routers()[3].master.local);
    }
    TEST_CASE_FIXTURE(fixture, "a packet that no router heeds changes nothing, and is told once") {
        hear(a, 150, 0s);
        auto forged = b.says(255);
        forged.problems.push_back(reject::ttl_not_255);
        last = watch.on_packet("eth0", forged, false, at(1s));
        CHECK(kinds(last) == "bad_packet");
        CHECK(to_line(last[0]) ==
              "eth0 v4: 10.0.0.2 sends what no router heeds: " + std::string{describe(reject::ttl_not_255)});
        CHECK(watch.on_packet("eth0", forged, false, at(1s)).empty());
        CHECK(watch.bad_packets().at(reject::ttl_not_255) == 2);
        CHECK(only().master.source == *ip_address::parse("10.0.0.1"));
        CHECK(watch.adverts() == 1);
    }
    TEST_CASE_FIXTURE(fixture, "as a table and as JSON") {
        hear(a, 150, 0s);
        CHECK(to_table(watch, at(400ms)) ==
              "INTERFACE  VRRP  ROUTER  MASTER    PRIORITY  INTERVAL  HEARD   SINCE   STATE   ADDRESSES\n"
              "eth0       v3/4  51      10.0.0.1  150       1.00 s    0.40 s  0.40 s  master  10.0.0.100\n");
        const auto j = to_json(watch, at(400ms));
        CHECK(j.at("schema") == "hakit-vrrp-watch-1");
        const auto& r = j.at("routers").at(0);
        CHECK(r.at("state") == "master");
        CHECK(r.at("master").at("heard_ns_ago") == 400'000'000);
        CHECK(r.at("master").at("checksum_forms") == nlohmann::ordered_json{"pseudo"});
        hear(b, 100, 3609ms);
        const auto e = to_json(last.at(0));
        CHECK(e.at("event") == "takeover");
        CHECK(e.at("from") == "10.0.0.1");
        CHECK(e.at("router").at("masters") == 2);
    }
}

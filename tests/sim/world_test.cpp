#include "cluster.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hakit::sim;
using namespace sim_test;
using lines = std::vector<std::string>;
namespace vrrp = hakit::vrrp;

namespace {

/// Two hosts, a with priority 150 and b with 100.
struct pair {
    explicit pair(duration advert_interval = 1s, std::uint64_t seed = 1) : w{seed} {
        lan = w.add_segment({.delay = 1ms});
        a = w.add_host("a");
        b = w.add_host("b");
        router_a = w.add_router(a, {member(lan, 0, 150, advert_interval)});
        router_b = w.add_router(b, {member(lan, 1, 100, advert_interval)});
        w.start(a);
        w.start(b);
    }
    world w;
    segment_id lan;
    host_id a, b;
    router_id router_a, router_b;
    ip_address vip = v4(0, 100);
};

}  // namespace

TEST_CASE("the higher priority is elected, and a crash of its host costs three intervals and the skew") {
    pair p;
    p.w.run_until(instant{10s});
    CHECK(story(p.w) == lines{"0 a starting -> backup (ready)", "0 b starting -> backup (ready)",
                              "3414 a backup -> master (master_silent)"});
    CHECK(p.w.owners().owners(p.vip) == std::vector<host_id>{p.a});
    // The last advert left at 9.414 s and took 1 ms.
    p.w.fail(p.a);
    p.w.run_until(instant{20s});
    const auto taken = p.w.owners().taken_after(p.vip, instant{10s});
    REQUIRE(taken.has_value());
    CHECK(*taken == instant{9s + 414062500ns + 1ms + 3609375us});
    CHECK(p.w.owners().without_owner(p.vip, instant{9s}, instant{20s}) ==
          std::vector<interval>{{instant{10s}, *taken}});

    // It comes back and preempts; both hold the address for as long as the advert travels.
    p.w.start(p.a);
    p.w.run_until(instant{30s});
    CHECK(story(p.w, instant{20s}) == lines{"20000 a starting -> backup (ready)",
                                            "23414 a backup -> master (master_silent)",
                                            "23415 b master -> backup (higher_priority)"});
    const auto twice = p.w.owners().with_several(p.vip, instant{}, instant{30s});
    REQUIRE(twice.size() == 1);
    CHECK(twice[0].length() == 1ms);
    CHECK(p.w.packets_sent() == 7 + 7 + 4 + 7);
    CHECK(p.w.packets_received() == 7 + 4 + 7);  // seven were sent while nobody was there
}

TEST_CASE("a master that is stopped is followed after the skew; a process that crashes leaves its address behind") {
    pair p{100ms};
    p.w.run_until(instant{1s});
    p.w.stop(p.a);
    p.w.run_until(instant{2s});
    CHECK(*p.w.owners().taken_after(p.vip, instant{1s}) == instant{1s + 1ms + 60937500ns});
    p.w.start(p.a);
    p.w.run_until(instant{3s});
    p.w.fail(p.a, crash::process);
    p.w.run_until(instant{4s});
    CHECK(p.w.owners().owners(p.vip) == std::vector<host_id>{p.a, p.b});
    p.w.start(p.a);  // cleans up
    CHECK(p.w.owners().owners(p.vip) == std::vector<host_id>{p.b});
}

TEST_CASE("a partition makes two masters until it heals") {
    pair p{100ms};
    p.w.run_until(instant{1s});
    p.w.set_path(p.a, p.b, p.lan, false);
    p.w.set_path(p.b, p.a, p.lan, false);
    p.w.run_until(instant{2s});
    CHECK(p.w.owners().owners(p.vip).size() == 2);
    p.w.set_path(p.a, p.b, p.lan, true);
    p.w.set_path(p.b, p.a, p.lan, true);
    p.w.run_until(instant{2s + 101ms});
    CHECK(p.w.owners().owners(p.vip) == std::vector<host_id>{p.a});
}

TEST_CASE("a link that goes down is a fault, and comes back as a backup") {
    pair p{100ms};
    p.w.run_until(instant{1s});
    p.w.set_link(p.a, p.lan, false);
    p.w.set_link(p.a, p.lan, false);
    p.w.run_until(instant{2s});
    CHECK(p.w.router(p.router_a).state() == vrrp::state::fault);
    CHECK(p.w.owners().owners(p.vip) == std::vector<host_id>{p.b});
    p.w.set_link(p.a, p.lan, true);
    p.w.run_until(instant{3s});
    CHECK(p.w.owners().owners(p.vip) == std::vector<host_id>{p.a});
    p.w.fail(p.a);
    p.w.set_link(p.a, p.lan, false);
    p.w.start(p.a);
    CHECK(p.w.router(p.router_a).state() == vrrp::state::fault);
}

TEST_CASE("a tracker moves the address") {
    world w;
    const auto lan = w.add_segment();
    std::vector<router_id> routers;
    for (std::size_t i = 0; i < 2; ++i) {
        const auto host = w.add_host(i == 0 ? "a" : "b");
        auto m = member(lan, i, i == 0 ? 110 : 100, 100ms);
        m.instance.trackers = {{"script", vrrp::tracker_kind::condition, -20, false, 1}};
        routers.push_back(w.add_router(host, {m}));
        w.start(host);
    }
    w.run_until(instant{1s});
    CHECK(w.owners().owners(v4(0, 100)) == std::vector<host_id>{0});
    w.at(instant{2s}, [&] { w.set_tracker(routers[0], 0, 0, 0); });
    w.run_until(instant{3s});
    CHECK(w.owners().owners(v4(0, 100)) == std::vector<host_id>{1});
    w.set_tracker(routers[0], 0, 0, 1);
    w.run_until(instant{4s});
    CHECK(w.owners().owners(v4(0, 100)) == std::vector<host_id>{0});
    // Nothing else happened, and no advert was rejected.
    CHECK(w.channel(routers[0], 0).rejected(vrrp::reject::checksum) == 0);
    CHECK(w.timeline().size() == 2 * 2 + 1 + 2 + 2);
}

TEST_CASE("unicast peers and authenticated adverts work as multicast does" * doctest::skip(!vrrp::digest_supported())) {
    world w;
    const auto lan = w.add_segment();
    for (std::size_t i = 0; i < 2; ++i) {
        const auto host = w.add_host(i == 0 ? "a" : "b");
        auto peers = member(lan, i, static_cast<std::uint8_t>(100 + i), 100ms);
        peers.channel.peers = {{v4(0, static_cast<unsigned>(2 - i))}};
        peers.channel.hmac = vrrp::hmac_options{{{1, std::vector<std::uint8_t>(32, 7)}}, 1};
        (void)w.add_router(host, {peers});
        auto ah = member(lan, i, static_cast<std::uint8_t>(100 + i), 1s, 2);
        ah.channel.vrid = 52;
        ah.channel.addresses = {v4(0, 101)};
        ah.channel.auth = vrrp::auth_type::ah;
        (void)w.add_router(host, {ah});
        w.start(host);
    }
    w.run_until(instant{30s});
    CHECK(w.owners().owners(v4(0, 100)) == std::vector<host_id>{1});
    CHECK(w.owners().owners(v4(0, 101)) == std::vector<host_id>{1});
    w.fail(1);
    w.run_until(instant{60s});
    CHECK(w.owners().owners(v4(0, 100)) == std::vector<host_id>{0});
    CHECK(w.owners().owners(v4(0, 101)) == std::vector<host_id>{0});
}

TEST_CASE("events run in order, those of the past at once, and ids that do not exist do nothing") {
    world w;
    std::string seen;
    w.at(instant{2s}, [&] { seen += "c"; });
    w.at(instant{1s}, [&] {
        seen += "a";
        w.at(instant{0s}, [&] { seen += "b"; });
    });
    w.at(instant{2s}, [&] { seen += "d"; });
    w.at(instant{5s}, [&] { seen += "x"; });
    w.run_until(instant{3s});
    CHECK(seen == "abcd");
    CHECK(w.now() == instant{3s});
    w.start(9);
    w.stop(9);
    w.fail(9);
    w.set_link(9, 9, false);
    w.set_path(9, 9, 9, false);
    w.set_segment(9, {});
    w.set_tracker(9, 0, 0, 0);
    CHECK(w.timeline().empty());
}

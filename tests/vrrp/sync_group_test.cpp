#include "virtual_router.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace hakit::vrrp;
using namespace vrrp_test;
using hakit::never;

namespace {

constexpr auto due = 3609375us;

sync_group two(instance_options o = router()) {
    sync_group g{"VG", {o, o}};
    (void)g.start({});
    return g;
}

sync_group two_masters() {
    auto g = two();
    (void)g.on_time(instant{due});
    return g;
}

}  // namespace

TEST_CASE("members become master together, not one by one") {
    auto g = two();
    CHECK(g.state() == state::backup);
    (void)g.on_advert(1, advert(150), instant{1s});
    CHECK(g.on_time(instant{due}).empty());
    CHECK(g[0].state() == state::backup);
    CHECK(g.wake_at() == instant{1s + due});
    CHECK(lines(g.on_time(instant{1s + due})) ==
          "0: send advert 100; 0: acquire addresses; 0: announce x5; 0: notify backup -> master 100 (master_silent); "
          "1: send advert 100; 1: acquire addresses; 1: announce x5; 1: notify backup -> master 100 (master_silent)");
    CHECK(g.state() == state::master);
}

TEST_CASE("a member that hears its master again does not want to be master any more") {
    auto g = two();
    (void)g.on_advert(1, advert(150), instant{1s});
    (void)g.on_time(instant{due});
    (void)g.on_advert(0, advert(150), instant{4s});
    CHECK(g.on_time(instant{1s + due}).empty());
    CHECK(g.state() == state::backup);
}

TEST_CASE("one that loses pulls all with it") {
    auto g = two_masters();
    CHECK(lines(g.on_advert(1, advert(200), instant{4s})) ==
          "1: release addresses; 1: notify master -> backup 100 (higher_priority); "
          "0: release addresses; 0: notify master -> backup 100 (group)");
}

TEST_CASE("a fault of one is a fault of all until it is over") {
    auto g = two_masters();
    CHECK(lines(g.on_interface(0, false, instant{4s})) ==
          "0: send advert 0; 0: release addresses; 0: notify master -> fault 100 (interface_down); "
          "1: send advert 0; 1: release addresses; 1: notify master -> fault 100 (group)");
    CHECK(g.wake_at() == never);
    CHECK(g.on_interface(1, false, instant{5s}).empty());
    CHECK(g.on_interface(0, true, instant{6s}).empty());
    CHECK(lines(g.on_interface(1, true, instant{7s})) ==
          "0: notify fault -> backup 100 (recovered); 1: notify fault -> backup 100 (recovered)");
}

TEST_CASE("a lesser master on one segment is answered on all") {
    auto g = two_masters();
    CHECK(lines(g.on_advert(0, advert(50), instant{4s})) ==
          "0: remark lower_priority_master; 0: send advert 100; 1: send advert 100");
}

TEST_CASE("owners become master together too") {
    auto o = router(255);
    sync_group g{"VG", {o, o}};
    (void)g.start({});
    CHECK(g.wake_at() == instant{});
    (void)g.on_time({});
    CHECK(g.state() == state::master);
}

TEST_CASE("weights count only when the group says so, or has one member") {
    auto o = router();
    o.trackers = {{"w", tracker_kind::condition, 20, false, 1}};
    CHECK(sync_group{"VG", {o, o}}[0].priority() == 100);
    CHECK(sync_group{"VG", {o, o}, true}[0].priority() == 120);
    sync_group alone{"VG", {o}};
    CHECK(alone[0].priority() == 120);
    (void)alone.start({});
    CHECK(lines(alone.on_tracker(0, 0, 0, {})) == "0: notify priority 100");
    CHECK(alone.wake_at() == instant{due});
    CHECK(lines(alone.on_time(instant{due})).ends_with("(master_silent)"));
}

TEST_CASE("members that do not exist are ignored") {
    auto g = two();
    CHECK(g.on_advert(2, advert(200), {}).empty());
    CHECK(g.on_interface(2, false, {}).empty());
    CHECK(g.on_source(2, std::nullopt, {}).empty());
    CHECK(g.on_priority(2, 1, {}).empty());
    CHECK(g.on_tracker(0, 0, 0, {}).empty());
    CHECK(sync_group{"none", std::vector<instance_options>{}}.state() == state::stopped);
    CHECK(sync_group{"none", std::vector<instance_options>{}}.wake_at() == never);
}

TEST_CASE("a group that is stopped resigns everywhere") {
    auto g = two_masters();
    CHECK(lines(g.stop(instant{4s})) ==
          "0: send advert 0; 0: release addresses; 0: notify master -> stopped 100 (stopped); "
          "1: send advert 0; 1: release addresses; 1: notify master -> stopped 100 (stopped)");
}

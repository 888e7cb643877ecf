#include "virtual_router.hpp"

#include <doctest/doctest.h>

using namespace hakit::vrrp;
using namespace vrrp_test;
using hakit::duration;
using hakit::never;

namespace {

instance backup(instance_options o) {
    instance i{std::move(o)};
    (void)i.start({});
    return i;
}

bool has(const std::vector<action>& actions, remark_kind what) {
    for (const auto& a : actions)
        if (const auto* r = std::get_if<remark>(&a); r != nullptr && r->what == what) return true;
    return false;
}

}  // namespace

TEST_CASE("a backup takes over after three intervals and the skew, in the order that spares the old master") {
    for (const std::uint8_t version : {std::uint8_t{2}, std::uint8_t{3}}) {
        auto o = router(100, version);
        o.advert_interval = version == 2 ? duration{1s} : duration{100ms};
        o.has_routes = o.has_rules = true;
        o.accept = false;
        auto i = backup(o);
        // The figures of keepalived: 3.609375 s, 360.9375 ms.
        const auto due = instant{version == 2 ? duration{3609375us} : duration{360937500ns}};
        CHECK(i.wake_at() == due);
        CHECK(lines(i.on_time(due - 1ns)).empty());
        CHECK(lines(i.on_time(due)) ==
              "send advert 100; acquire filter; acquire addresses; acquire routes; acquire rules; announce x5; "
              "notify backup -> master 100 (master_silent)");
        CHECK(i.wake_at() == due + o.advert_interval);
        CHECK(lines(i.stop(due + 1ms)) ==
              "send advert 0; release rules; release routes; release addresses; release filter; "
              "notify master -> stopped 100 (stopped)");
        CHECK(i.wake_at() == never);
    }
}

TEST_CASE("down_timer_adverts counts the adverts that may be missing") {
    auto o = router();
    o.down_timer_adverts = 5;
    CHECK(backup(o).wake_at() == instant{5609375us});
}

TEST_CASE("adverts keep their rhythm although the timer is late") {
    instance i{router()};
    const auto t = until_master(i);
    CHECK(lines(i.on_time(t + 1300ms)) == "send advert 100");
    CHECK(i.wake_at() == t + 2s);
    CHECK(lines(i.on_time(t + 9500ms)) == "send advert 100; announce x5");
    CHECK(i.wake_at() == t + 10500ms);
}

TEST_CASE("an owner starts as master, or waits as keepalived does") {
    auto o = router(255);
    instance i{o};
    CHECK(lines(i.start({})) ==
          "notify stopped -> starting 255 (started); notify starting -> backup 255 (ready); send advert 255; "
          "acquire addresses; announce x5; notify backup -> master 255 (owner)");
    o.owner_starts_as_master = false;
    instance waits{o};
    (void)waits.start({});
    CHECK(waits.state() == state::backup);
    CHECK(waits.wake_at() == instant{3s + 1s / 256 + 3906250ns});
}

TEST_CASE("a version 3 backup learns the master's interval, and its skew follows") {
    auto i = backup(router());
    const auto actions = i.on_advert(advert(150, higher_address, 200ms), instant{1s});
    CHECK(has(actions, remark_kind::interval_learned));
    CHECK(i.active_interval() == 200ms);
    CHECK(i.wake_at() == instant{1s + 600ms + duration{200ms} * 156 / 256});
    CHECK_FALSE(has(i.on_advert(advert(150, higher_address, 200ms), instant{2s}), remark_kind::interval_learned));
    // As master it keeps to its own.
    const auto t = until_master(i, instant{2s});
    CHECK(i.wake_at() == t + 1s);
    auto v2 = backup(router(100, 2));
    CHECK(v2.on_advert(advert(150, higher_address, 200ms), instant{1s}).empty());
    CHECK(v2.active_interval() == 1s);
}

TEST_CASE("a change of priority shifts the down timer instead of starting it anew") {
    auto o = router(100, 2);
    o.trackers = {{"w", tracker_kind::condition, 50, false, 0}};
    auto i = backup(o);
    CHECK(i.wake_at() == instant{3609375us});
    CHECK(lines(i.on_tracker(0, 1, instant{3s})) == "notify priority 150");
    CHECK(i.wake_at() == instant{3s + 106s / 256 + 414062500ns});
    CHECK(lines(i.on_tracker(0, 0, instant{3500ms})) == "notify priority 100");
    CHECK(i.wake_at() == instant{3609375us});
    // Never into the past.
    (void)i.on_tracker(0, 1, instant{3600ms});
    CHECK(i.wake_at() == instant{3600ms});
}

TEST_CASE("a resignation is followed within the skew, and a flood of them does not put it off") {
    auto i = backup(router());
    (void)i.on_advert(advert(150), instant{0s});
    instant first;
    for (int n = 0; n < 100; ++n) {
        (void)i.on_advert(advert(0), instant{n * 5ms});
        if (n == 0) first = i.wake_at();
    }
    CHECK(first == instant{609375us});
    CHECK(i.wake_at() == first);
    CHECK(deeds(i.on_time(first)).ends_with("(master_resigned)"));
}

TEST_CASE("preempt_delay runs from the first lesser advert and ends with one that is not") {
    auto o = router();
    o.preempt_delay = 5s;
    auto i = backup(o);
    CHECK(has(i.on_advert(advert(50), instant{1s}), remark_kind::preempt_delay_begun));
    CHECK(i.wake_at() == instant{1s + 3609375us});
    for (int t = 2; t < 6; ++t) CHECK(i.on_advert(advert(50), instant{t * 1s}).empty());
    CHECK(has(i.on_advert(advert(50), instant{6s}), remark_kind::lower_priority_ignored));
    CHECK(i.wake_at() == instant{5s + 3609375us});
    CHECK(has(i.on_advert(advert(200), instant{7s}), remark_kind::preempt_delay_ended));
    CHECK(has(i.on_advert(advert(50), instant{8s}), remark_kind::preempt_delay_begun));
}

TEST_CASE("nopreempt leaves a lesser master alone; an owner preempts all the same") {
    auto o = router();
    o.preempt = false;
    auto i = backup(o);
    (void)i.on_advert(advert(1), instant{1s});
    CHECK(i.wake_at() == instant{1s + 3609375us});
    o.priority = 255;
    o.owner_starts_as_master = false;
    auto owner = backup(o);
    const auto due = owner.wake_at();
    (void)owner.on_advert(advert(254), instant{1s});
    CHECK(owner.wake_at() == due);
}

TEST_CASE(
    "of two owners the one with the lower address steps down; if it does not, the other yields until it has gone") {
    auto o = router(255);
    instance low{o};
    (void)low.start({});
    CHECK(deeds(low.on_advert(advert(255, higher_address), instant{1s})) ==
          "release addresses; notify master -> backup 255 (higher_address)");

    instance high{o};
    (void)high.start({});
    // Two adverts and 1.2 intervals: 3.2 s from the first.
    for (int t = 0; t < 32; ++t) (void)high.on_advert(advert(255, lower_address), instant{1s + t * 100ms});
    CHECK(high.state() == state::master);
    CHECK(deeds(high.on_advert(advert(255, lower_address), instant{4200ms})) ==
          "release addresses; notify master -> backup 254 (higher_priority)");
    CHECK(high.priority() == 254);
    CHECK(high.skew_time() == 1s / 256 + 3906250ns);
    const auto due = high.wake_at();
    CHECK(lines(high.on_time(due)).starts_with("send advert 255; "));
    CHECK(high.priority() == 255);
}

TEST_CASE("owner_ignores_adverts is deaf") {
    auto o = router(255);
    o.owner_ignores_adverts = true;
    instance i{o};
    (void)i.start({});
    CHECK(i.on_advert(advert(255, higher_address), instant{1s}).empty());
}

TEST_CASE("a lesser master is answered at once, and its neighbours are told who is right, once a round") {
    instance i{router()};
    const auto t = until_master(i);
    (void)i.on_time(t + 5s);  // the second round is over
    CHECK(deeds(i.on_advert(advert(50), t + 6s)) == "send advert 100; announce x5");
    CHECK(deeds(i.on_advert(advert(50), t + 6100ms)) == "send advert 100");
    CHECK(i.timer() == t + 7100ms);
    (void)i.on_time(t + 7100ms);
    CHECK(lines(i.on_time(t + 11s)) == "send advert 100; announce x5");
}

TEST_CASE("a timer that is later than the backup waits makes the master step down, if asked to") {
    auto o = router();
    instance resumes{o};
    auto t = until_master(resumes);
    CHECK(deeds(resumes.on_time(t + 20s)) == "send advert 100; announce x5");
    o.step_down_when_late = 50;
    instance steps{o};
    t = until_master(steps);
    CHECK(deeds(steps.on_time(t + 3804ms)).starts_with("send advert 100"));  // the backup waits 3.8047 s
    instance late{o};
    t = until_master(late);
    CHECK(deeds(late.on_time(t + 3805ms)) == "release addresses; notify master -> backup 100 (late_timer)");
}

TEST_CASE("faults resign, release and wait; recovery begins with a whole down interval") {
    auto o = router();
    o.unicast = true;
    o.track_source = true;
    o.trackers = {{"script", tracker_kind::condition, 0, false, 1}};
    instance i{o};
    const auto t = until_master(i);
    CHECK(lines(i.on_interface(false, t + 1ms)) ==
          "send advert 0; release addresses; notify master -> fault 100 (interface_down)");
    CHECK(i.wake_at() == never);
    CHECK(i.on_tracker(0, 0, t + 2ms).empty());
    CHECK(i.on_interface(true, t + 3ms).empty());
    CHECK(lines(i.on_tracker(0, 1, t + 4ms)) == "announce source; notify fault -> backup 100 (recovered)");
    CHECK(i.wake_at() == t + 4ms + 3609375us);
    CHECK(deeds(i.on_source(std::nullopt, t + 5ms)) == "notify backup -> fault 100 (source_missing)");
    CHECK(i.on_advert(advert(50), t + 6ms).empty());
    CHECK(deeds(i.on_source(higher_address, t + 7ms)).ends_with("(recovered)"));
    CHECK(i.source() == higher_address);
}

TEST_CASE("a router waits for its start-up delay and for what it tracks") {
    auto o = router();
    o.startup_delay = 2s;
    o.trackers = {{"script", tracker_kind::condition, 0, false, std::nullopt}};
    instance i{o};
    (void)i.start({});
    CHECK(i.state() == state::starting);
    CHECK(i.wake_at() == instant{2s});
    CHECK(i.on_advert(advert(200), instant{1s}).empty());
    CHECK(i.on_time(instant{2s}).empty());
    CHECK(i.wake_at() == never);
    CHECK(lines(i.on_tracker(0, 1, instant{3s})) == "notify starting -> backup 100 (ready)");
    instance bad{o};
    (void)bad.start({});
    (void)bad.on_time(instant{2s});
    CHECK(lines(bad.on_tracker(0, 0, instant{3s})) == "notify starting -> fault 100 (tracker_down)");
}

TEST_CASE("weights add up and stay within 1 and 254; an owner has none") {
    struct row {
        tracker_options tracker;
        int value;
        int priority;  // 0: a fault
    };
    const auto condition = tracker_kind::condition;
    const auto number = tracker_kind::number;
    const row rows[] = {
        {{"", condition, 20}, 1, 120},
        {{"", condition, 20}, 0, 100},
        {{"", condition, -20}, 1, 100},
        {{"", condition, -20}, 0, 80},
        {{"", condition, 20, true}, 1, 80},
        {{"", condition, -20, true}, 0, 120},
        {{"", condition, 253}, 1, 254},
        {{"", condition, -253}, 0, 1},
        {{"", condition, 0}, 0, 0},
        {{"", condition, 0}, 1, 100},
        {{"", condition, 0, true}, 1, 0},
        {{"", condition, 0, true}, 0, 100},
        {{"", number, 2}, 10, 120},
        {{"", number, 2}, -10, 80},
        {{"", number, 2, true}, 10, 80},
        {{"", number, 0}, 0, 100},
        {{"", number, 0}, 5, 0},
        {{"", number, 0, true}, 0, 0},
        {{"", number, 1}, -253, 1},
        {{"", number, 1}, -254, 0},
        {{"", number, 1}, 2147483647, 254},
        {{"", number, -254}, 2147483647, 0},
    };
    for (const auto& r : rows) {
        CAPTURE(r.tracker.weight);
        CAPTURE(r.value);
        auto o = router();
        o.trackers = {r.tracker};
        instance i{o};
        (void)i.start({});
        (void)i.on_tracker(0, r.value, {});
        CHECK(i.state() == (r.priority == 0 ? state::fault : state::backup));
        if (r.priority != 0) CHECK(i.priority() == r.priority);
        o.priority = 255;
        instance owner{o};
        (void)owner.start({});
        (void)owner.on_tracker(0, r.value, {});
        CHECK(owner.priority() == 255);
    }
    auto o = router();
    o.trackers = {{"", condition, 20}, {"", condition, -30}};
    instance i{o};
    (void)i.start({});
    (void)i.on_tracker(0, 1, {});
    (void)i.on_tracker(1, 0, {});
    CHECK(i.priority() == 90);
    CHECK(i.on_tracker(2, 0, {}).empty());
    CHECK(lines(i.on_priority(200, {})) == "notify priority 190");
}

TEST_CASE("announcements are made at once, after the delay, and as often as the refresh says") {
    auto o = router();
    o.advert_interval = 60min;
    o.announce = {3, 2s, 10s, 2};
    instance i{o};
    const auto t = until_master(i);
    std::string seen;
    for (auto now = i.wake_at(); now < t + 35s; now = i.wake_at()) {
        seen += std::to_string((now - t) / 1s) + " s: " + lines(i.on_time(now)) + "\n";
    }
    CHECK(seen == "2 s: announce x3\n10 s: announce x2\n20 s: announce x2\n30 s: announce x2\n");
    (void)i.on_advert(advert(200), t + 36s);
    CHECK(i.wake_at() == i.timer());
    o.announce = {0, 2s, 0s, 1};
    instance quiet{o};
    const auto q = until_master(quiet);
    CHECK(quiet.wake_at() == q + 60min);
}

TEST_CASE("what is absurd in the options is brought into range") {
    auto o = router(0);
    o.advert_interval = 0s;
    o.down_timer_adverts = 0;
    o.preempt_delay = -1s;
    o.startup_delay = hakit::duration::max();
    instance i{o};
    CHECK(i.priority() == 1);
    CHECK(i.down_interval() > duration{0});
    (void)i.start({});
    CHECK(i.state() == state::starting);
}

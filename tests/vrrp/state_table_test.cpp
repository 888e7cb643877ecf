// Runs every event in every state; docs/vrrp.md shows the outcome.
#include "virtual_router.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

using namespace hakit::vrrp;
using namespace vrrp_test;
using hakit::never;

namespace {

struct scene {
    std::string title;
    std::function<instance(instant& now)> make;
};

struct event {
    std::string title;
    std::function<std::vector<action>(instance&, instant now)> happen;
};

instance_options options() {
    auto o = router();
    o.has_routes = o.has_rules = true;
    o.track_source = true;
    o.trackers = {{"fatal", tracker_kind::condition, 0, false, 1},
                  {"weight 20", tracker_kind::condition, 20, false, 0}};
    return o;
}

instance backup(instance_options o, instant& now) {
    instance i{std::move(o)};
    (void)i.start(now);
    now += 400ms;
    return i;
}

instance master(instance_options o, instant& now) {
    instance i{std::move(o)};
    now = until_master(i) + 400ms;
    return i;
}

std::vector<scene> scenes() {
    return {
        {"stopped", [](instant&) { return instance{options()}; }},
        {"starting, startup_delay 10 s",
         [](instant& now) {
             auto o = options();
             o.startup_delay = 10s;
             return backup(o, now);
         }},
        {"fault, the interface is down",
         [](instant& now) {
             auto i = backup(options(), now);
             (void)i.on_interface(false, now);
             return i;
         }},
        {"backup", [](instant& now) { return backup(options(), now); }},
        {"backup, nopreempt",
         [](instant& now) {
             auto o = options();
             o.preempt = false;
             return backup(o, now);
         }},
        {"backup, preempt_delay 10 s",
         [](instant& now) {
             auto o = options();
             o.preempt_delay = 10s;
             return backup(o, now);
         }},
        {"master", [](instant& now) { return master(options(), now); }},
        {"master, lower_prio_no_advert, higher_prio_send_advert",
         [](instant& now) {
             auto o = options();
             o.answer_lower = false;
             o.answer_higher = true;
             return master(o, now);
         }},
        {"master, priority 255",
         [](instant& now) {
             auto o = options();
             o.priority = 255;
             return master(o, now);
         }},
    };
}

event hears(std::string title, std::uint8_t priority, ip_address from, hakit::duration interval = 1s) {
    return {std::move(title),
            [=](instance& i, instant now) { return i.on_advert(advert(priority, from, interval), now); }};
}

std::vector<event> events() {
    return {
        {"start", [](instance& i, instant now) { return i.start(now); }},
        {"stop", [](instance& i, instant now) { return i.stop(now); }},
        {"its timer",
         [](instance& i, instant now) { return i.on_time(std::max(now, i.wake_at() == never ? now : i.wake_at())); }},
        hears("advert 0", 0, higher_address),
        hears("advert 90", 90, higher_address),
        hears("advert 100 from a lower address", 100, lower_address),
        hears("advert 100 from its own address", 100, own_address),
        hears("advert 100 from a higher address", 100, higher_address),
        hears("advert 110", 110, lower_address),
        hears("advert 110, interval 2 s", 110, lower_address, 2s),
        hears("advert 255 from a lower address", 255, lower_address),
        hears("advert 255 from a higher address", 255, higher_address),
        {"a weight of 20 counts", [](instance& i, instant now) { return i.on_tracker(1, 1, now); }},
        {"a tracker is down", [](instance& i, instant now) { return i.on_tracker(0, 0, now); }},
        {"the interface goes down", [](instance& i, instant now) { return i.on_interface(false, now); }},
        {"the interface goes up", [](instance& i, instant now) { return i.on_interface(true, now); }},
        {"the source address is gone", [](instance& i, instant now) { return i.on_source(std::nullopt, now); }},
    };
}

std::string seconds(hakit::duration d) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f s", std::chrono::duration<double>(d).count());
    return text;
}

std::string table() {
    std::string out = "| state | event | next | timer | actions |\n|---|---|---|---|---|\n";
    for (const auto& s : scenes()) {
        std::string nothing;
        for (const auto& e : events()) {
            instant now{};
            auto i = s.make(now);
            const auto before = i.timer();
            const auto due = e.title == "its timer" && i.wake_at() != never ? i.wake_at() : now;
            const auto state = i.state();
            const auto actions = e.happen(i, now);
            if (actions.empty() && i.state() == state && i.timer() == before) {
                nothing += (nothing.empty() ? "" : ", ") + e.title;
                continue;
            }
            const auto timer = i.timer() == never ? "none" : i.timer() == before ? "runs on" : seconds(i.timer() - due);
            const auto next = i.state() == state ? std::string{} : std::string{to_string(i.state())};
            out += "| " + s.title + " | " + e.title + " | " + next + " | " + timer + " | " + lines(actions) + " |\n";
        }
        out += "| " + s.title + " | *nothing happens:* " + nothing + " | | | |\n";
    }
    return out;
}

}  // namespace

TEST_CASE("the state table of docs/vrrp.md is what happens") {
    const auto path = std::filesystem::path{HAKIT_TEST_DATA}.parent_path().parent_path() / "docs" / "vrrp.md";
    const auto read = [&] {
        std::ifstream in{path, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    const std::string first = "<!-- the state table: begin -->\n";
    const std::string last = "<!-- the state table: end -->\n";
    auto page = read();
    const auto begin = page.find(first) + first.size();
    const auto end = page.find(last);
    REQUIRE(end != page.npos);
    REQUIRE(begin <= end);
    const auto made = table();
    if (std::getenv("HAKIT_UPDATE_DOCS") != nullptr) {
        page.replace(begin, end - begin, made);
        std::ofstream{path, std::ios::binary} << page;
    } else {
        CHECK(page.substr(begin, end - begin) == made);
    }
}

#include "director/slot_timers.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace hakit;
using hakit::director::slot_timers;

TEST_CASE("slots agree with a sorted map through a long random walk") {
    constexpr std::uint32_t count = 150;
    std::mt19937 random{1};
    slot_timers timers;
    timers.reset(count);
    std::map<std::uint32_t, instant> model;
    for (int i = 0; i < 20'000; ++i) {
        const auto slot = static_cast<std::uint32_t>(random() % count);
        if (random() % 3 == 0) {
            timers.set(slot, never);
            model.erase(slot);
        } else {
            // Few instants, so that many are equal.
            const auto at = instant{duration{random() % 300}};
            timers.set(slot, at);
            model[slot] = at;
        }
        std::pair<instant, std::uint32_t> first{never, 0};
        for (const auto& [s, t] : model) first = std::min(first, {t, s});
        REQUIRE(timers.next() == first.first);
        if (!model.empty()) REQUIRE(timers.front() == first.second);
    }
    timers.reset(3);
    CHECK(timers.next() == never);
}

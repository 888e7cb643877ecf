#include "director/timer_queue.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace hakit;
using hakit::director::timer_queue;

TEST_CASE("the queue agrees with a sorted map through a long random walk") {
    std::mt19937 random{1};
    timer_queue queue;
    std::map<std::uint64_t, instant> model;
    for (int i = 0; i < 20'000; ++i) {
        const auto name = random() % 200;
        const auto at = instant{duration{random() % 1000}};
        switch (random() % 4) {
            case 0:
                queue.remove(name);
                model.erase(name);
                break;
            case 1:
                queue.set(name, never);
                model.erase(name);
                break;
            default: queue.set(name, at); model[name] = at;
        }
        REQUIRE(queue.size() == model.size());
        std::pair<instant, std::uint64_t> first{never, 0};
        for (const auto& [n, t] : model) first = std::min(first, {t, n});
        REQUIRE(queue.next() == first.first);
        if (!model.empty()) REQUIRE(queue.front() == first.second);
    }
}

#define DOCTEST_CONFIG_IMPLEMENT
#include <hakit/io/kernel_system.hpp>

#include <doctest/doctest.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

using namespace hakit;

namespace {

ip_prefix numbered(int network, int number) {
    const auto text = "10." + std::to_string(network) + "." + std::to_string(number / 256) + "." +
                      std::to_string(number % 256) + "/32";
    return *ip_prefix::parse(text);
}

std::unique_ptr<io::kernel_system> open() {
    auto s = io::kernel_system::open();
    REQUIRE(s.has_value());
    return std::move(*s);
}

}  // namespace

TEST_CASE("addresses that go do not hide those that stay") {
    constexpr int going = 600;
    constexpr int staying = 300;
    constexpr auto pause = std::chrono::milliseconds{1};
    const auto reader = open();
    const auto changer = open();
    REQUIRE(changer->set_link_up("lo", true).has_value());
    for (int i = 0; i < staying; ++i) REQUIRE(changer->add_address("lo", numbered(2, i)).has_value());
    std::vector<std::ptrdiff_t> counts;
    for (int round = 0; round < 10; ++round) {
        // The kernel lists them in this order, some hundreds at a time, and goes on at a place, not behind an address.
        for (int i = 0; i < staying; ++i) REQUIRE(changer->remove_address("lo", numbered(2, i)).has_value());
        for (int i = 0; i < going; ++i) REQUIRE(changer->add_address("lo", numbered(1, i)).has_value());
        for (int i = 0; i < staying; ++i) REQUIRE(changer->add_address("lo", numbered(2, i)).has_value());
        std::atomic<bool> ended = false;
        std::thread removes{[&] {
            for (int i = 0; i < 60; ++i) {
                (void)changer->remove_address("lo", numbered(1, i));
                std::this_thread::sleep_for(pause);
            }
            ended = true;
        }};
        while (!ended) {
            const auto all = reader->addresses();
            if (!all) continue;  // they changed all the time
            counts.push_back(
                std::ranges::count_if(*all, [](const auto& a) { return a.prefix.to_string().starts_with("10.2."); }));
        }
        removes.join();
    }
    CHECK(!counts.empty());
    CHECK(std::ranges::count(counts, staying) == std::ssize(counts));
}

int main(int argc, char** argv) {
    if (::unshare(CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
        std::puts("SKIPPED: no network namespaces here");
        return 77;
    }
    return doctest::Context{argc, argv}.run();
}

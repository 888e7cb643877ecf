#include <hakit/io/threads.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace hakit::io;

TEST_CASE("each job is done once, by whatever number of threads, round after round") {
    for (const unsigned count : {1u, 2u, 16u}) {
        const auto work = threads(count);
        for (const std::size_t jobs : {0u, 1u, 2u, 7u, 100u}) {
            std::vector<std::atomic<int>> done(jobs);
            work(jobs, [&](std::size_t i) { ++done[i]; });
            for (const auto& d : done) CHECK(d == 1);
        }
    }
}

TEST_CASE("one thread is the caller's") {
    std::vector<std::thread::id> by(3);
    threads(1)(3, [&](std::size_t i) { by[i] = std::this_thread::get_id(); });
    CHECK(by == std::vector(3, std::this_thread::get_id()));
}

TEST_CASE("as many jobs run at the same time as there are threads") {
    std::latch all{3};
    threads(3)(3, [&](std::size_t) { all.arrive_and_wait(); });
    CHECK(all.try_wait());
}

TEST_CASE("all jobs end before the first exception is thrown on") {
    std::atomic<int> ended = 0;
    std::string said;
    const auto work = threads(2);
    try {
        work(4, [&](std::size_t i) {
            ++ended;
            if (i == 1 || i == 3) throw std::runtime_error{std::to_string(i)};
        });
    } catch (const std::runtime_error& e) {
        said = e.what();
    }
    CHECK(said == "1");
    CHECK(ended == 4);
    work(4, [&](std::size_t) { ++ended; });
    CHECK(ended == 8);
}

TEST_CASE("work inside of a job is done by its thread") {
    const auto work = threads(3);
    std::atomic<int> done = 0;
    work(3, [&](std::size_t) { work(5, [&](std::size_t) { ++done; }); });
    CHECK(done == 15);
}

TEST_CASE("calls out of several threads all get their work done") {
    const auto work = threads(3);
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> callers;
        for (int i = 0; i < 4; ++i)
            callers.emplace_back([&] {
                for (int n = 0; n < 50; ++n) work(7, [&](std::size_t) { ++done; });
            });
    }
    CHECK(done == 4 * 50 * 7);
}

TEST_CASE("threads warm up until they are wanted") {
    std::atomic<int> warm = 0;
    {
        const auto work = threads(3, [&](const std::atomic<bool>& wanted) {
            wanted.wait(false);
            ++warm;
        });
        CHECK(warm == 0);
        std::latch all{3};
        work(3, [&](std::size_t) { all.arrive_and_wait(); });
        CHECK(warm == 2);
    }
    {
        const auto never_used = threads(3, [&](const std::atomic<bool>& wanted) {
            while (!wanted) std::this_thread::yield();
            ++warm;
        });
    }
    CHECK(warm == 4);
}

TEST_CASE("a text gets the threads that are asked for, or what the machine has") {
    CHECK(threads(1).jobs == 1);
    CHECK(threads(40).jobs == 40);
    CHECK(threads().jobs >= 1);
    CHECK(threads().jobs <= usable_processors());
    CHECK(threads().jobs <= 8);
}

// The simulator's speed: a pair of virtual routers on one segment. Argument: the advert intervals that pass, in each of
// which a real packet is made, carried, read and judged.
#include <hakit/sim/world.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace {

using namespace hakit;
using namespace std::chrono_literals;

sim::member_options member(sim::segment_id lan, std::uint8_t host, std::uint8_t priority) {
    sim::member_options m;
    m.segment = lan;
    m.instance.name = "V";
    m.instance.version = m.channel.version = 3;
    m.instance.priority = priority;
    m.instance.source = m.channel.source = ip_address{std::array<std::uint8_t, 4>{10, 0, 0, host}};
    m.channel.addresses = {ip_address{std::array<std::uint8_t, 4>{10, 0, 0, 100}}};
    return m;
}

void pair(benchmark::State& state) {
    for (auto _ : state) {
        sim::world w{1};
        const auto lan = w.add_segment({.delay = 1ms});
        std::uint8_t host = 0;
        for (const auto priority : std::array<std::uint8_t, 2>{150, 100}) {
            const auto id = w.add_host(std::string(1, static_cast<char>('a' + host)));
            (void)w.add_router(id, {member(lan, ++host, priority)});
            w.start(id);
        }
        w.run_until(instant{state.range(0) * duration{1s}});
        // Both start and wait; the first becomes master, and has been it ever since.
        if (w.timeline().size() != 5 || w.packets_received() + 5 < static_cast<std::uint64_t>(state.range(0)))
            state.SkipWithError("that is not what a pair does");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(pair)->Arg(10)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

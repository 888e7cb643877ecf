// What hakit itself does to a table, without a kernel: plans and netlink messages. Argument: the number of services,
// with four destinations each.
#include "ipvs/netlink/message.hpp"
#include "ipvs/netlink/replies.hpp"
#include "ipvs/netlink/requests.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/diff.hpp>
#include <hakit/ipvs/memory_table.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace hakit;

constexpr int servers = 4;

ip_address address(int net, std::int64_t n) {
    return *ip_address::parse("10." + std::to_string(net) + "." + std::to_string(n / 250 % 256) + "." +
                              std::to_string(n % 250 + 1));
}

ipvs::state table_of(std::int64_t services, std::int32_t weight = 1) {
    ipvs::state all;
    for (std::int64_t n = 0; n < services; ++n) {
        ipvs::service_state s;
        s.service.key = ipvs::service_key{ipvs::protocol::tcp, address(1, n), 80};
        s.service.scheduler = "wrr";
        for (int i = 0; i < servers; ++i) {
            ipvs::destination d;
            d.key = {address(2 + i, n), 80};
            d.weight = weight;
            s.destinations.push_back(d);
        }
        all.services.push_back(std::move(s));
    }
    return all;
}

/// Rules a second: services and destinations.
void count_rules(benchmark::State& state) {
    state.SetItemsProcessed(state.range(0) * (1 + servers) * state.iterations());
}

void diff_unchanged(benchmark::State& state) {
    const auto actual = table_of(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(ipvs::diff(actual, actual));
    count_rules(state);
}

void diff_one_weight(benchmark::State& state) {
    const auto actual = table_of(state.range(0));
    auto desired = actual;
    desired.services.back().destinations.back().weight = 9;
    for (auto _ : state) benchmark::DoNotOptimize(ipvs::diff(actual, desired));
    count_rules(state);
}

void diff_all_weights(benchmark::State& state) {
    const auto actual = table_of(state.range(0));
    const auto desired = table_of(state.range(0), 2);
    for (auto _ : state) benchmark::DoNotOptimize(ipvs::diff(actual, desired));
    count_rules(state);
}

void diff_from_empty(benchmark::State& state) {
    const auto desired = table_of(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(ipvs::diff({}, desired));
    count_rules(state);
}

void apply_to_memory(benchmark::State& state) {
    const auto p = ipvs::diff({}, table_of(state.range(0)));
    for (auto _ : state) {
        ipvs::memory_table t;
        benchmark::DoNotOptimize(ipvs::apply(t, p));
    }
    count_rules(state);
}

void encode_requests(benchmark::State& state) {
    const auto table = table_of(state.range(0));
    ipvs::netlink::message_writer w;
    for (auto _ : state) {
        w.clear();
        for (const auto& s : table.services) {
            ipvs::netlink::new_service(w, s.service);
            for (const auto& d : s.destinations) ipvs::netlink::new_dest(w, s.service.key, d);
        }
        benchmark::DoNotOptimize(w.data().data());
    }
    count_rules(state);
}

/// The attributes of a request are those of the answer, which has counters besides.
void decode_destinations(benchmark::State& state) {
    const auto table = table_of(state.range(0));
    ipvs::netlink::message_writer w;
    for (const auto& s : table.services)
        for (const auto& d : s.destinations) ipvs::netlink::new_dest(w, s.service.key, d);
    for (auto _ : state) {
        ipvs::netlink::bytes rest = w.data();
        while (const auto m = ipvs::netlink::next_message(rest)) {
            const auto d = ipvs::netlink::read_destination(m->attributes(), ip_family::v4);
            if (d.has_error()) return state.SkipWithError(d.error().message().c_str());
            benchmark::DoNotOptimize(d);
        }
    }
    state.SetItemsProcessed(state.range(0) * servers * state.iterations());
}

BENCHMARK(diff_unchanged)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(diff_one_weight)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(diff_all_weights)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(diff_from_empty)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(apply_to_memory)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(encode_requests)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(decode_destinations)->Arg(10)->Arg(10'000)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();

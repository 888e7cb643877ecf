// How fast each layer reads corosync.conf. Argument: the number of nodes.
#include "corosync/generated.hpp"

#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/check.hpp>
#include <hakit/corosync/emit.hpp>
#include <hakit/corosync/parse.hpp>

#include <benchmark/benchmark.h>

#include <map>

namespace {

using namespace hakit;

const std::string& text_of(const benchmark::State& state) {
    static std::map<std::int64_t, std::string> texts;
    auto& text = texts[state.range(0)];
    if (text.empty()) text = bench::generated_corosync_conf(static_cast<std::size_t>(state.range(0)));
    return text;
}

template <class Work>
void measure(benchmark::State& state, Work work) {
    const auto& text = text_of(state);
    for (auto _ : state) work(text);
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
    state.SetComplexityN(state.range(0));
}

void parse(benchmark::State& state) {
    const text::source source{"corosync.conf", text_of(state)};
    measure(state, [&](const std::string&) { benchmark::DoNotOptimize(corosync::parse(source)); });
}

void parse_and_bind(benchmark::State& state) {
    const text::source source{"corosync.conf", text_of(state)};
    measure(state, [&](const std::string&) {
        text::diagnostic_list found;
        benchmark::DoNotOptimize(corosync::bind(corosync::parse(source), {}, found));
    });
}

void parse_bind_and_check(benchmark::State& state) {
    measure(state, [](const std::string& text) {
        text::workspace files;
        const auto id = files.add({"corosync.conf", text});
        benchmark::DoNotOptimize(corosync::check(files, id));
    });
}

/// A file whose last '}' is missing: the search for the best repair goes over all of it.
void mend(benchmark::State& state) {
    const auto& whole = text_of(state);
    const text::source source{"corosync.conf", whole.substr(0, whole.size() - 2)};
    measure(state, [&](const std::string&) { benchmark::DoNotOptimize(corosync::parse(source)); });
}

void emit(benchmark::State& state) {
    text::diagnostic_list found;
    const auto config = corosync::bind(corosync::parse({"corosync.conf", text_of(state)}), {}, found);
    measure(state, [&](const std::string&) { benchmark::DoNotOptimize(corosync::emit(config)); });
}

#define SIZES Arg(10)->Arg(300)->Arg(2'000)->Arg(20'000)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN)
BENCHMARK(parse)->SIZES;
BENCHMARK(parse_and_bind)->SIZES;
BENCHMARK(parse_bind_and_check)->SIZES;
BENCHMARK(mend)->SIZES;
BENCHMARK(emit)->SIZES;

}  // namespace

BENCHMARK_MAIN();

// How fast each layer reads keepalived.conf, with the time to count its lines beside it: nothing that looks at every
// byte can be faster. Argument: the number of virtual servers.
#include "keepalived/generated.hpp"

#include <hakit/io/threads.hpp>
#include <hakit/keepalived/bind.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/keepalived/emit.hpp>
#include <hakit/keepalived/expand.hpp>
#include <hakit/keepalived/parse.hpp>

#include <benchmark/benchmark.h>

#include <cstring>
#include <map>
#include <string>

namespace {

using namespace hakit;

const std::string& text_of(const benchmark::State& state) {
    static std::map<std::int64_t, std::string> texts;
    auto& text = texts[state.range(0)];
    if (text.empty()) text = bench::generated_keepalived_conf(static_cast<std::size_t>(state.range(0)));
    return text;
}

/// Limits that let 100,000 virtual servers in, 113 MB.
text::limits bounds() {
    text::limits wide;
    wide.file_bytes = (256u << 20) - 1;
    return wide;
}

text::workspace workspace_of(const std::string& text) {
    text::workspace files{nullptr, bounds()};
    (void)files.add({"keepalived.conf", text});
    return files;
}

keepalived::config bound(text::workspace& files) {
    text::diagnostic_list found;
    return keepalived::bind(keepalived::expand(files, 0), {}, found);
}

/// Runs `work` on the text, and says bytes a second and how the time grows.
template <class Work>
void measure(benchmark::State& state, Work work) {
    const auto& text = text_of(state);
    for (auto _ : state) work(text);
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
    state.SetComplexityN(state.range(0));
}

void count_lines(benchmark::State& state) {
    measure(state, [](const std::string& text) {
        std::size_t lines = 0;
        const char* at = text.data();
        const char* const end = at + text.size();
        while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
            ++lines;
            ++at;
        }
        benchmark::DoNotOptimize(lines);
    });
}

void parse(benchmark::State& state) {
    const text::source source{"keepalived.conf", text_of(state)};
    measure(state, [&](const std::string&) { benchmark::DoNotOptimize(keepalived::parse(source, bounds())); });
}

void parse_and_bind(benchmark::State& state) {
    measure(state, [](const std::string& text) {
        auto files = workspace_of(text);
        benchmark::DoNotOptimize(bound(files));
    });
}

void parse_bind_and_check(benchmark::State& state) {
    measure(state, [](const std::string& text) {
        auto files = workspace_of(text);
        benchmark::DoNotOptimize(keepalived::check(files, 0));
    });
}

/// By all processors.
void check_by_threads(benchmark::State& state) {
    keepalived::check_options options;
    options.work = io::threads();
    measure(state, [&](const std::string& text) {
        auto files = workspace_of(text);
        benchmark::DoNotOptimize(keepalived::check(files, 0, options));
    });
}

void emit(benchmark::State& state) {
    auto files = workspace_of(text_of(state));
    const auto config = bound(files);
    measure(state, [&](const std::string&) { benchmark::DoNotOptimize(keepalived::emit(config)); });
}

#define SIZES Arg(10)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN)
BENCHMARK(count_lines)->SIZES;
BENCHMARK(parse)->SIZES;
BENCHMARK(parse_and_bind)->SIZES;
BENCHMARK(parse_bind_and_check)->SIZES;
BENCHMARK(check_by_threads)->SIZES->UseRealTime();
BENCHMARK(emit)->SIZES;

}  // namespace

BENCHMARK_MAIN();

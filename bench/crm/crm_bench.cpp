// How fast crm shell text becomes a CIB and a CIB text again, beside what libxml2 needs to parse and dump the XML of
// that CIB. Argument: the number of primitives.
#include "crm/generated.hpp"

#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/parse.hpp>

#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <map>
#include <string>

namespace {

using namespace hakit;

struct inputs {
    std::string text;
    cib::config configuration;
    std::string xml;
};

cib::config bound(const std::string& text) {
    text::diagnostic_list found;
    return crm::bind(crm::parse({"cluster.crm", text}), {}, found);
}

const inputs& inputs_of(const benchmark::State& state) {
    static std::map<std::int64_t, inputs> all;
    auto& one = all[state.range(0)];
    if (one.text.empty()) {
        one.text = bench::generated_crm(static_cast<std::size_t>(state.range(0)));
        one.configuration = bound(one.text);
        one.xml = cib::write(one.configuration).value();
    }
    return one;
}

template <class Work>
void measure(benchmark::State& state, Work work) {
    const auto& in = inputs_of(state);
    for (auto _ : state) work(in);
    state.counters["text"] = static_cast<double>(in.text.size());
    state.counters["xml"] = static_cast<double>(in.xml.size());
    state.SetComplexityN(state.range(0));
}

void libxml2_parse_and_dump(benchmark::State& state) {
    measure(state, [](const inputs& in) {
        auto* doc =
            xmlReadMemory(in.xml.data(), static_cast<int>(in.xml.size()), "cib.xml", nullptr, XML_PARSE_NOBLANKS);
        xmlChar* bytes = nullptr;
        int size = 0;
        xmlDocDumpFormatMemory(doc, &bytes, &size, 1);
        benchmark::DoNotOptimize(bytes);
        xmlFree(bytes);
        xmlFreeDoc(doc);
    });
}

void parse(benchmark::State& state) {
    measure(state, [](const inputs& in) { benchmark::DoNotOptimize(crm::parse({"cluster.crm", in.text})); });
}

void text_to_cib(benchmark::State& state) {
    measure(state, [](const inputs& in) { benchmark::DoNotOptimize(bound(in.text)); });
}

void text_to_xml(benchmark::State& state) {
    measure(state, [](const inputs& in) { benchmark::DoNotOptimize(cib::write(bound(in.text))); });
}

void cib_to_text(benchmark::State& state) {
    measure(state, [](const inputs& in) { benchmark::DoNotOptimize(crm::emit(in.configuration)); });
}

void text_to_cib_to_text(benchmark::State& state) {
    measure(state, [](const inputs& in) { benchmark::DoNotOptimize(crm::emit(bound(in.text))); });
}

void sizes(benchmark::internal::Benchmark* b) {
    b->Arg(10)->Arg(1000)->Arg(5000)->Arg(50000)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oAuto);
}

BENCHMARK(libxml2_parse_and_dump)->Apply(sizes);
BENCHMARK(parse)->Apply(sizes);
BENCHMARK(text_to_cib)->Apply(sizes);
BENCHMARK(text_to_xml)->Apply(sizes);
BENCHMARK(cib_to_text)->Apply(sizes);
BENCHMARK(text_to_cib_to_text)->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();

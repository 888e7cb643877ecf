// `hakit simulate`: what virtual routers would do, on a network in memory.
#include "input.hpp"
#include "vrrp.hpp"

#include <hakit/io/load_plan.hpp>
#include <hakit/sim/scenario_json.hpp>

#include <cstdio>

namespace hakit::cli {
namespace {

/// Next to the scenario, unless it says where.
std::string beside(const std::string& scenario, const std::string& file) {
    const auto slash = scenario.rfind('/');
    if (file.starts_with('/') || slash == scenario.npos) return file;
    return scenario.substr(0, slash + 1) + file;
}

}  // namespace

int simulate(const simulate_options& options) {
    if (options.schema) return print(sim::scenario_schema().dump(2) + '\n');
    if (options.scenario.empty()) {
        std::fputs("hakit: which scenario? See hakit simulate --help\n", stderr);
        return usage;
    }
    const auto text =
        options.scenario == "-" ? io::read_descriptor(0, "standard input") : io::read_file(options.scenario);
    if (!text) return fail(text.error());
    auto scenario = sim::parse_scenario(*text);
    if (!scenario) {
        fail({scenario.error().code(), options.scenario + ": " + scenario.error().message()});
        return input_errors;
    }
    if (options.seed) scenario->seed = *options.seed;
    io::load_options how;
    how.with_services = false;
    how.with_routers = true;
    how.routers.ignore_unsupported = true;  // what is left out is a finding
    const auto done = sim::simulate(
        *scenario, [&](const std::string& file, std::vector<std::string>& findings) -> result<director::vrrp_plan> {
            auto loaded = io::load_plan(beside(options.scenario, file), how);
            findings.insert(findings.end(), loaded.problems.begin(), loaded.problems.end());
            if (loaded.refused) return *loaded.refused;
            return std::move(loaded.routers);
        });
    if (!done) {
        fail(done.error());
        return done.error().code() == errc::system ? system_failure : input_errors;
    }
    if (options.output == "json") return print(sim::to_json(*done).dump(2) + '\n');
    for (const auto& f : done->findings) std::fprintf(stderr, "%s\n", f.c_str());
    return print(sim::to_text(*done));
}

}  // namespace hakit::cli

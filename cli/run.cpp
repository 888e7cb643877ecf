#include "input.hpp"

#include <hakit/formats/keepalived.hpp>
#include <hakit/io/director_runner.hpp>
#include <hakit/io/signals.hpp>
#include <hakit/ipvs/kernel_table.hpp>
#include <hakit/ipvs/memory_table.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdio>

namespace hakit::cli {
namespace {

/// Shows the diagnostics of a file that was read, without source lines, which may hold secrets. On standard error,
/// since standard output is for events.
void show_findings(const io::loaded_plan& plan) {
    text::render_options style;
    style.show_source = false;
    if (plan.files != nullptr) std::fputs(text::render_text(*plan.files, plan.diagnostics, style).c_str(), stderr);
    for (const auto& problem : plan.problems) std::fprintf(stderr, "%s\n", problem.c_str());
}

/// The table that was asked for, or the kernel's if it can be used. Tells which on standard error.
result<std::shared_ptr<ipvs::table>> open_table(const std::string& wanted) {
    std::string why;
    if (wanted != "memory") {
        auto kernel = ipvs::kernel_table::open();
        if (kernel.has_value()) {
            std::fputs("hakit: services go to the kernel's IPVS table\n", stderr);
            return std::shared_ptr<ipvs::table>{std::move(*kernel)};
        }
        if (wanted == "kernel") return kernel.error();
        why = ", since " + kernel.error().message();
    }
    std::fprintf(stderr, "hakit: services are kept in memory, no packet is forwarded%s\n", why.c_str());
    return std::shared_ptr<ipvs::table>{std::make_shared<ipvs::memory_table>()};
}

}  // namespace

int run(const run_options& options) {
    const auto given = read_options_of(options.input);
    if (!given) return fail(given.error());
    const auto context = formats::keepalived_options(*given);
    if (!context) return fail(context.error());

    io::runner_options how;
    how.load.check = context->check;
    how.load.translate.ignore_unsupported_checks = options.ignore_unsupported;
    const bool as_json = options.output == "json";
    io::runner_callbacks callbacks;
    callbacks.on_event = [as_json](const director::event& e) {
        const auto line = as_json ? to_json(e) : to_line(e);
        std::fprintf(stdout, "%s\n", line.c_str());
        std::fflush(stdout);
    };
    callbacks.on_loaded = [](const io::loaded_plan& plan) { show_findings(plan); };

    auto table = open_table(options.table);
    if (!table) return fail(table.error());
    boost::asio::io_context loop;
    io::director_runner runner{loop, std::move(*table), how, callbacks};
    std::unique_ptr<io::daemon_signals> signals;
    const auto end = [&] { runner.stop([&] { signals.reset(); }); };
    signals = std::make_unique<io::daemon_signals>(
        loop.get_executor(), io::signal_actions{
                                 .reload = [&] { (void)runner.reload(); },  // a refusal is an event
                                 .stop = end,
                                 .report = [&] { print(runner.state_json() + '\n'); },
                             });
    if (const auto started = runner.start(options.file); !started) {
        fail(started.error());
        return started.error().code() == errc::refused ? input_errors : system_failure;
    }
    loop.run();
    return clean;
}

}  // namespace hakit::cli

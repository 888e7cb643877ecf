#include "input.hpp"
#include "log_writer.hpp"

#include <hakit/formats/keepalived.hpp>
#include <hakit/io/director_runner.hpp>
#include <hakit/io/privileges.hpp>
#include <hakit/io/signals.hpp>
#include <hakit/io/vrrp_runner.hpp>

#include <boost/asio/io_context.hpp>

#include <malloc.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

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

/// The table that was asked for, or the kernel's if it can be used; nullopt is one in memory. Tells which on standard
/// error.
result<std::optional<io::kernel_table>> open_table(boost::asio::io_context& loop, const std::string& wanted) {
    std::string why;
    if (wanted != "memory") {
        auto kernel = io::kernel_table::open(loop.get_executor());
        if (kernel.has_value()) {
            std::fputs("hakit: services go to the kernel's IPVS table\n", stderr);
            return std::optional{std::move(*kernel)};
        }
        if (wanted == "kernel") return kernel.error();
        why = ", since " + kernel.error().message();
    }
    std::fprintf(stderr, "hakit: services are kept in memory, no packet is forwarded%s\n", why.c_str());
    return std::optional<io::kernel_table>{};
}

/// Reading a file takes a hundred times what is kept of it. glibc would keep the rest for later, unless it is told that
/// there is no hurry.
void keep_memory_small() {
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    ::mallopt(M_TRIM_THRESHOLD, 128 * 1024);
#endif
}
void give_memory_back() {
#ifdef __GLIBC__
    (void)::malloc_trim(0);
#endif
}

}  // namespace

int run(const run_options& options) {
    const auto given = read_options_of(options.input);
    if (!given) return fail(given.error());
    const auto context = formats::keepalived_options(*given);
    if (!context) return fail(context.error());

    keep_memory_small();
    const bool as_json = options.output == "json";
    log_writer log;
    const auto on_event = [&](const director::event& e) { log.write((as_json ? to_json(e) : to_line(e)) + '\n'); };

    io::runner_options how;
    how.load.check = context->check;
    how.load.translate.ignore_unsupported_checks = options.ignore_unsupported;
    io::runner_callbacks callbacks;
    callbacks.on_event = on_event;
    callbacks.on_loaded = [](const io::loaded_plan& plan) { show_findings(plan); };

    io::vrrp_runner_options routing;
    routing.load.check = context->check;
    routing.load.routers.ignore_unsupported = options.ignore_unsupported;
    io::vrrp_runner_callbacks router_callbacks;
    router_callbacks.on_event = on_event;
    if (!options.services) router_callbacks.on_loaded = callbacks.on_loaded;

    boost::asio::io_context loop;
    std::optional<io::director_runner> services;
    std::optional<io::vrrp_runner> routers;
    if (options.services) {
        auto table = open_table(loop, options.table);
        if (!table) return fail(table.error());
        if (*table) {
            services.emplace(std::move(**table), how, callbacks);
        } else {
            services.emplace(loop, nullptr, how, callbacks);
        }
    }
    if (options.routers) routers.emplace(loop, routing, router_callbacks);

    std::unique_ptr<io::daemon_signals> signals;
    std::size_t running = 0;
    const auto ended = [&] {
        if (--running == 0) signals.reset();
    };
    const auto stop = [&] {
        if (routers) routers->stop(ended);
        if (services) services->stop(ended);
    };
    signals = std::make_unique<io::daemon_signals>(loop.get_executor(),
                                                   io::signal_actions{
                                                       // A refusal is an event.
                                                       .reload =
                                                           [&] {
                                                               if (services) (void)services->reload();
                                                               if (routers) (void)routers->reload();
                                                               give_memory_back();
                                                           },
                                                       .stop =
                                                           [&, once = false]() mutable {
                                                               if (!std::exchange(once, true)) stop();
                                                           },
                                                       .report =
                                                           [&] {
                                                               if (services) log.write(services->state_json() + '\n');
                                                               if (routers) log.write(routers->state_json() + '\n');
                                                           },
                                                   });
    const auto refused = [&](const error& e) {
        fail(e);
        return e.code() == errc::refused ? input_errors : system_failure;
    };
    if (services) {
        if (const auto started = services->start(options.file); !started) return refused(started.error());
        ++running;
    }
    if (routers) {
        if (const auto started = routers->start(options.file); !started) return refused(started.error());
        ++running;
        // The table of services and its checks need more.
        if (!services)
            if (const auto kept = io::keep_network_capabilities(routers->has_scripts()); !kept)
                return fail(kept.error());
    }
    log.start();
    give_memory_back();
    loop.run();
    return clean;
}

}  // namespace hakit::cli

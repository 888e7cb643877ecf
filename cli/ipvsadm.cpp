// `hakit ipvsadm`: the command line, the output and the exit status of ipvsadm 1.31.
#include "ipvs.hpp"

#include <hakit/version.hpp>

#include <unistd.h>

#include <cstdio>

namespace hakit::cli {
namespace {

using ipvsadm::subject;
using ipvsadm::verb;

constexpr int kernel_refused = 255;
constexpr int wrong_usage = 2;

int complain(verb v, const error& e, int status) {
    std::fprintf(stderr, "%s\n", ipvsadm::message_of(v, e).c_str());
    return status;
}

int list(const ipvsadm::command& c, const ipvs::kernel_table& table) {
    auto options = ipvsadm::listing_of(c);
    if (!c.has(subject::numeric)) options.names = machine_display();
    if (c.has(subject::connection)) {
        const auto all = table.connections();
        if (!all) return complain(c.what, all.error(), 1);
        return print(ipvsadm::format_connections(*all, options.persistent_connections, options.names));
    }
    if (c.has(subject::service)) {
        const auto one = table.get(c.service.key);
        if (!one) return complain(c.what, one.error(), 1);
        return print(ipvsadm::format_listing({*one}, std::nullopt, options));
    }
    if (c.has(subject::timeout)) {
        const auto t = table.get_timeouts();
        return t ? print(ipvsadm::format_timeouts(*t)) : complain(c.what, t.error(), 1);
    }
    if (c.has(subject::daemon)) {
        const auto daemons = table.list_sync_daemons();
        return daemons ? print(ipvsadm::format_daemons(*daemons)) : complain(c.what, daemons.error(), 1);
    }
    const auto info = table.info();
    if (!info) return complain(c.what, info.error(), 1);
    const auto all = table.list();
    if (!all) return complain(c.what, all.error(), 1);
    return print_listing(*all, *info, options);
}

/// The whole file is read and checked before the first command.
int restore(ipvs::table& table, const ipvsadm::bind_options& options) {
    auto bytes = io::read_descriptor(STDIN_FILENO, "standard input");
    if (!bytes) return complain(verb::restore, bytes.error(), wrong_usage);
    const text::source text{"standard input", std::move(*bytes)};
    const auto checked = ipvsadm::check_rules(text, options);
    show(text, checked.diagnostics);
    if (!checked.can_run()) {
        std::fputs("hakit: nothing was changed\n", stderr);
        return wrong_usage;
    }
    return run_rules(text, options, table) == 0 ? 0 : kernel_refused;
}

}  // namespace

int ipvsadm(const std::vector<std::string>& arguments) {
    ipvsadm::bind_options options;
    options.names = machine_names();
    // Without arguments it lists; -n is not implied.
    const auto& words = arguments.empty() ? std::vector<std::string>{"-L"} : arguments;
    auto read = ipvsadm::bind_arguments(words, options);
    const auto what = read.commands.front().what;
    if (!read.commands.front().refused && what == verb::help)
        return print(
            "hakit ipvsadm takes the command line of ipvsadm 1.31, as ipvsadm(8) describes it.\n"
            "A file for -R is checked as a whole before anything is changed; `hakit ipvs --help` has clearer names.\n");
    if (!read.commands.front().refused && what == verb::version)
        return print("hakit " + std::string{version()} + " (as ipvsadm v1.31)\n");
    auto table = open_kernel({}, false, ipvs::consistency::service);
    // What is there makes the explanations better.
    ipvs::state present;
    if (table && (read.commands.front().refused || what == verb::edit_service || what == verb::edit_server)) {
        if (auto now = (*table)->read()) {
            present = std::move(*now);
            options.table = &present;
            read = ipvsadm::bind_arguments(words, options);
        }
    }
    const auto& c = read.commands.front();
    if (c.refused) std::fprintf(stderr, "%s\n", c.refused->text.c_str());
    if (c.refused) {
        show(ipvsadm::source_of(words), read.diagnostics, "IA04");
        return c.refused->status;
    }
    if (!table) {
        std::fprintf(stderr, "Can't initialize ipvs: %s\n", table.error().message().c_str());
        return wrong_usage;
    }
    if (c.what == verb::list) return list(c, **table);
    if (c.what == verb::restore) return restore(**table, options);
    if (c.what == verb::save) {
        const auto all = (*table)->list();
        if (!all) return complain(c.what, all.error(), 1);
        // Not settings_of(): the order counts.
        ipvs::state now;
        for (const auto& status : *all) {
            auto& s = now.services.emplace_back(ipvs::service_state{status.service, {}});
            for (const auto& d : status.destinations) s.destinations.push_back(d.destination);
        }
        return print(ipvsadm::format_rules(now, c.has(subject::numeric) ? ipvsadm::name_display{} : machine_display()));
    }
    const auto done = ipvsadm::execute(c, **table);
    const int status = done ? 0 : complain(c.what, done.error(), kernel_refused);
    show(ipvsadm::source_of(words), read.diagnostics, "IA04");
    return status;
}

}  // namespace hakit::cli

// The start of the command: which subcommand is meant. Their command lines are in the files named *_options.cpp.
#include "commands.hpp"
#include "generate.hpp"
#include "input.hpp"
#include "ipvs.hpp"

#include <hakit/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>

namespace {

using namespace hakit::cli;

struct subcommand {
    std::string_view name;
    void (*add)(CLI::App& app, outcome& end);
};

/// In the order of --help.
constexpr std::array subcommands{
    subcommand{"check", add_check},   subcommand{"fix", add_fix},           subcommand{"fmt", add_format},
    subcommand{"show", add_show},     subcommand{"get", add_get},           subcommand{"set", add_set},
    subcommand{"insert", add_insert}, subcommand{"remove", add_remove},     subcommand{"comment-out", add_comment_out},
    subcommand{"diff", add_diff},     subcommand{"convert", add_convert},   subcommand{"run", add_run},
    subcommand{"cib", add_cib},       subcommand{"ipvs", add_ipvs},         subcommand{"ipvsadm", add_ipvsadm},
    subcommand{"vrrp", add_vrrp},     subcommand{"simulate", add_simulate}, subcommand{"realserver", add_realserver},
    subcommand{"sysctl", add_sysctl}, subcommand{"migrate", add_migrate},   subcommand{"node", add_node},
    subcommand{"link", add_link},     subcommand{"authkey", add_authkey},   subcommand{"keywords", add_keywords},
};

/// All of them, or the one that is named: the others would cost more than half of what starting takes.
void add_subcommands(CLI::App& app, outcome& end, std::string_view named) {
    const auto* one =
        std::find_if(subcommands.begin(), subcommands.end(), [&](const auto& s) { return s.name == named; });
    if (one != subcommands.end()) return one->add(app, end);
    for (const auto& s : subcommands) s.add(app, end);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::string_view first = argc >= 2 ? argv[1] : "";
    const std::string_view second = argc >= 3 ? argv[2] : "";
    // Its options are not ours, so nobody else reads them.
    if (first == "ipvsadm" && !(argc == 3 && second == "--help")) return ipvsadm({argv + 2, argv + argc});
    auto command_line = std::make_unique<CLI::App>(
        "Understands, changes and runs the configuration of Linux load balancers and clusters.", "hakit");
    auto& app = *command_line;
    app.set_version_flag("--version", std::string{"hakit "} + std::string{hakit::version()});
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
        "Exit codes: 0 clean, 1 warnings with --strict, 2 errors in the input, 3 usage, 4 system error.\n"
        "'-' is standard input. See hakit COMMAND --help for examples.");
    outcome end;
    add_subcommands(app, end, first);

    // For the build: the manual page and the completion come from the tables above.
    if (argc == 3 && first == "--generate") return print(second == "man" ? manual_page(app) : bash_completion(app));

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        const int result = app.exit(e);
        return result == 0 ? clean : usage;
    }
    if (end.to_run == nullptr) return end.code;
    // That takes as long as the machine runs: without the tables above.
    command_line.reset();
    return run(*end.to_run);
}

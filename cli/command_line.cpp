#include "command_line.hpp"

#include "generate.hpp"
#include "input.hpp"

#include <hakit/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace hakit::cli {
namespace {

/// All of them, or the one that is named: the others would cost more than half of what starting takes.
void add_subcommands(std::span<const subcommand> all, CLI::App& app, outcome& end, std::string_view named) {
    const auto one = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.name == named; });
    if (one != all.end()) return one->add(app, end);
    for (const auto& s : all) s.add(app, end);
}

}  // namespace

int command_line(std::span<const subcommand> all, int argc, char** argv) {
    const std::string_view first = argc >= 2 ? argv[1] : "";
    auto tables = std::make_unique<CLI::App>(
        "Understands, changes and runs the configuration of Linux load balancers and clusters.", "hakit");
    auto& app = *tables;
    app.set_version_flag("--version", std::string{"hakit "} + std::string{hakit::version()});
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
        "Exit codes: 0 clean, 1 warnings with --strict, 2 errors in the input, 3 usage, 4 system error.\n"
        "'-' is standard input. See hakit COMMAND --help for examples.");
    outcome end;
    if (argc >= 3) end.verb = argv[2];
    add_subcommands(all, app, end, first);

    // For the build: the manual page and the completion come from the tables above.
    if (argc == 3 && first == "--generate")
        return print(std::string_view{argv[2]} == "man" ? manual_page(app) : bash_completion(app));

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        const int result = app.exit(e);
        return result == 0 ? clean : usage;
    }
    if (end.to_run == nullptr) return end.code;
    // That takes as long as the machine runs: without the tables above.
    tables.reset();
    return run(*end.to_run);
}

}  // namespace hakit::cli

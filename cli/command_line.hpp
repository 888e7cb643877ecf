/// What the programs of the command have in common: subcommands, the one that is called, and how it ends.
#pragma once

#include "commands.hpp"

#include <span>
#include <string_view>

namespace hakit::cli {

struct subcommand {
    std::string_view name;
    void (*add)(CLI::App& app, outcome& end);
};

/// Carries out what the arguments say; gives the exit code. `all` in the order of --help.
int command_line(std::span<const subcommand> all, int argc, char** argv);

}  // namespace hakit::cli

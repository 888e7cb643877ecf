// The program hakit-machinery: the subcommands that need the director, the virtual routers and OpenSSL. `hakit` becomes
// it for them.
#include "command_line.hpp"

#include <array>
#include <csignal>

namespace {

using namespace hakit::cli;

constexpr std::array subcommands{
    subcommand{"check", add_check},
    subcommand{"run", add_run},
    subcommand{"vrrp", add_vrrp},
    subcommand{"simulate", add_simulate},
    subcommand{"realserver", add_realserver},
};

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    return command_line(subcommands, argc, argv);
}

// The command `hakit`. Its command lines are in the files named *_options.cpp.
#include "command_line.hpp"
#include "hand_over.hpp"
#include "ipvs.hpp"

#include <array>
#include <csignal>

namespace {

using namespace hakit::cli;

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

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::string_view first = argc >= 2 ? argv[1] : "";
    const std::string_view second = argc >= 3 ? argv[2] : "";
    // Its options are not ours, so nobody else reads them.
    if (first == "ipvsadm" && !(argc == 3 && second == "--help")) return ipvsadm({argv + 2, argv + argc});
    remember_arguments(argv);
    return command_line(subcommands, argc, argv);
}

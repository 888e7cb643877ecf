// The command line of `hakit sysctl`.
#include "realserver.hpp"

#include "commands.hpp"
#include "common_options.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {

void add_sysctl(CLI::App& app, outcome& end) {
    static sysctl_options options;
    auto* group = app.add_subcommand("sysctl", "The settings that all files of a host amount to");
    group->require_subcommand(1);
    const auto add_files = [](CLI::App* command) {
        command->add_option("--by", options.by, "the program that reads the files")
            ->check(CLI::IsMember({"procps", "systemd"}))
            ->capture_default_str();
        command->add_option("--root", options.root, "in front of the folders: the root of an image");
        command
            ->add_option("--file", options.files,
                         "a file instead of the folders of the system; may be given several times, in order")
            ->allow_extra_args(false);
        command->add_option("--facts", options.facts, "JSON file with facts about the host: sysctls, interfaces");
        add_output(command, options.output, {"text", "json"});
    };
    auto* effective = group->add_subcommand("effective", "The value of each key, and the line that it comes from");
    effective->add_option("KEY", options.keys, "only these keys, with dots or slashes");
    add_files(effective);
    effective->footer(
        "Patterns count for the keys that are named here or in --facts.\nExamples:\n"
        "  hakit sysctl effective\n  hakit sysctl effective --root /srv/image net.ipv4.conf.eth0/100.rp_filter");
    effective->callback([&end] { end.code = sysctl_effective(options); });
    auto* check = group->add_subcommand("check", "Check the files together, as the program reads them");
    add_files(check);
    check->footer("Example:\n  hakit sysctl check --by procps --root /srv/image");
    check->callback([&end] { end.code = sysctl_check(options); });
}

}  // namespace hakit::cli

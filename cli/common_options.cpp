#include "common_options.hpp"

#include <hakit/formats/registry.hpp>

#include <CLI/CLI.hpp>

#include <utility>

namespace hakit::cli {

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const auto* one : hakit::formats::all()) names.emplace_back(one->name());
    return names;
}

void add_input(CLI::App* command, input_options& options) {
    command->add_option("--format", options.format, "of the file; by default what its name and content look like")
        ->check(CLI::IsMember(format_names()));
    command->add_option("--target", options.target,
                        "release of the program that shall read the file; by default that of Debian 12");
    command->add_option("--features", options.features,
                        "what the build of keepalived contains: 'VRRP,LVS', or '-BFD,+IPTABLES' to change what Debian "
                        "12 builds");
    command->add_option("--facts", options.facts, "JSON file with facts about the host: interfaces, users, files");
    command->add_option("--config-id", options.config_id, "the id of '@id' lines; by default this host's name");
    command->add_flag("--secrets", options.secrets, "show passwords and keys");
}

CLI::Option* add_output(CLI::App* command, std::string& output, std::vector<std::string> kinds) {
    return command->add_option("--output", output, "form of the output")
        ->check(CLI::IsMember(std::move(kinds)))
        ->capture_default_str();
}

}  // namespace hakit::cli

// The command lines of `hakit node`, `link` and `authkey`.
#include "cluster.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {
namespace {

CLI::App* add_change(CLI::App* group, const char* name, const char* what, cluster_options& options) {
    auto* command = group->add_subcommand(name, what);
    command->add_option("FILE", options.file, "corosync.conf")->required();
    command->add_option("--target", options.input.target, "release of corosync that reads the file; default 3.1.7");
    command->add_option("--facts", options.input.facts, "JSON file with facts about the host");
    command->add_flag("--keep-quorum", options.keep_quorum, "leave two_node and expected_votes as they are");
    command->add_flag("--keep-version", options.keep_version, "do not raise config_version");
    command->add_flag("--force", options.force, "change the file even when it gets worse");
    command->add_flag("--dry-run", options.dry_run, "print a unified diff and change nothing");
    return command;
}

}  // namespace

void add_node(CLI::App& app, outcome& end) {
    auto* group = app.add_subcommand("node", "Add, remove and number the nodes of a corosync.conf");
    group->require_subcommand(1);
    static cluster_options adding;
    auto* add = add_change(group, "add", "Add a node at the end of the nodelist", adding);
    add->add_option("--name", adding.name, "as `uname -n` says on it");
    add->add_option("--address", adding.addresses, "its address on link 0, 1, ... in this order; or LINK=ADDRESS")
        ->required();
    add->add_option("--id", adding.id, "by default the smallest that is free");
    add->add_option("--votes", adding.votes, "by default 1");
    add->footer(
        "Examples:\n  hakit node add corosync.conf --name n3 --address 10.0.0.3\n"
        "  hakit node add --dry-run corosync.conf --name n3 --address 10.0.0.3 --address 10.1.0.3");
    add->callback([&] { end.code = node_add(adding); });

    static cluster_options removing;
    auto* remove = add_change(group, "remove", "Remove a node", removing);
    remove->add_option("NODE", removing.node, "its name, id or an address")->required();
    remove->footer("Example:\n  hakit node remove --dry-run corosync.conf n3");
    remove->callback([&] { end.code = node_remove(removing); });

    static cluster_options renumbering;
    auto* renumber = add_change(group, "renumber", "Give a node another id", renumbering);
    renumber->add_option("NODE", renumbering.node, "its name, id or an address")->required();
    renumber->add_option("ID", renumbering.id, "the new id")->required();
    renumber->footer("Example:\n  hakit node renumber corosync.conf n3 7");
    renumber->callback([&] { end.code = node_renumber(renumbering); });
}

void add_link(CLI::App& app, outcome& end) {
    auto* group = app.add_subcommand("link", "Add, remove and number the links of a corosync.conf");
    group->require_subcommand(1);
    static cluster_options adding;
    auto* add = add_change(group, "add", "Give every node an address on a further link", adding);
    add->add_option("ADDRESSES", adding.addresses, "NODE=ADDRESS for each node")->required();
    add->add_option("--link", adding.link, "its number; by default the smallest that is free");
    add->footer("Example:\n  hakit link add corosync.conf n1=10.1.0.1 n2=10.1.0.2");
    add->callback([&] { end.code = link_add(adding); });

    static cluster_options removing;
    auto* remove = add_change(group, "remove", "Remove a link from all nodes", removing);
    remove->add_option("LINK", removing.link, "its number")->required();
    remove->footer("Example:\n  hakit link remove --dry-run corosync.conf 1");
    remove->callback([&] { end.code = link_remove(removing); });

    static cluster_options renumbering;
    auto* renumber = add_change(group, "renumber", "Give a link another number", renumbering);
    renumber->add_option("LINK", renumbering.link, "its number")->required();
    renumber->add_option("NUMBER", renumbering.to_link, "the new one")->required();
    renumber->footer("Example:\n  hakit link renumber corosync.conf 1 2");
    renumber->callback([&] { end.code = link_renumber(renumbering); });
}

void add_authkey(CLI::App& app, outcome& end) {
    static authkey_options keying;
    auto* authkey_command = app.add_subcommand("authkey", "Make the key that the nodes of a corosync cluster share");
    authkey_command->add_option("PATH", keying.path, "the file, such as /etc/corosync/authkey; '-' is standard output")
        ->required();
    authkey_command->add_option("--size", keying.size, "bytes, 128..4096")->capture_default_str();
    authkey_command->add_flag("--force", keying.force, "replace a file that is there");
    authkey_command->footer("The file gets mode 0400. Example:\n  hakit authkey /etc/corosync/authkey");
    authkey_command->callback([&] { end.code = authkey(keying); });
}

}  // namespace hakit::cli

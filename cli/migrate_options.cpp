// The command line of `hakit migrate`.
#include "migrate.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {

void add_migrate(CLI::App& app, outcome& end) {
    static migrate_options options;
    auto* command = app.add_subcommand("migrate", "Say a cluster's configuration in the words of another release");
    command->add_option("FILE", options.file, "corosync.conf, crm shell text or CIB; '-' is standard input")
        ->required();
    command->add_option("--format", options.input.format, "corosync, crm or cib; otherwise by name and content")
        ->check(CLI::IsMember({"corosync", "crm", "cib"}));
    command->add_option("--to", options.to,
                        "corosync: the release that shall read it, 3, 3.1.7 or head; crm and cib: the schema, "
                        "pacemaker-1.0 to pacemaker-4.0. By default 3.1.7, and pacemaker-4.0");
    command->add_option("--target", options.input.target,
                        "crm: the release of crmsh and the schema that the text was written for, such as "
                        "4.4,pacemaker-2.10");
    command->add_option("--output", options.output, "crm and cib: form of the steps, on standard error")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command->add_option("--node-name", options.node_names,
                        "corosync: names of the nodes, in the order of their addresses");
    command->add_option(
        "--node", options.nodes,
        "corosync: NAME=ADDRESS[,ADDRESS...] of each node, where the file does not name them (multicast)");
    command->add_flag("--no-encryption", options.no_encryption, "corosync: stay without where it was so");
    command->add_flag("--in-place", options.in_place, "write the file; by default the text goes to standard output");
    command->footer(
        "What was done and what a person has to decide goes to standard error. Of crm shell text and CIBs each step is "
        "told;\n"
        "the exit code is 2 when something is left that the schema refuses. Mend a damaged file with `hakit fix` "
        "first.\n"
        "Examples:\n  hakit migrate --to 3 --node-name n1 --node-name n2 corosync.conf > new.conf\n"
        "  hakit migrate --node n1=10.0.0.1,10.1.0.1 --node n2=10.0.0.2,10.1.0.2 multicast.conf\n"
        "  hakit migrate --to pacemaker-3.9 cluster.crm > new.crm\n"
        "  hakit migrate --to pacemaker-2.10 --output json cib.xml > old.xml");
    command->callback([&] { end.code = migrate(options); });
}

}  // namespace hakit::cli

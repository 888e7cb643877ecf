// The verbs of `hakit ipvs` and their options.
#include "ipvs.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {
namespace {

using action = int (*)(const ipvs_options&);

CLI::App* add_verb(CLI::App* ipvs, const std::string& name, const std::string& what, ipvs_options& options, int& code,
                   action run) {
    auto* command = ipvs->add_subcommand(name, what);
    command->add_option("--netns", options.netns, "network namespace: a name of ip-netns(8) or a path");
    command->callback([&options, &code, run] { code = run(options); });
    return command;
}

void add_json(CLI::App* command, ipvs_options& options) { command->add_flag("--json", options.json, "as JSON"); }

/// An option that goes on as ipvsadm's.
void pass(CLI::App* command, ipvs_options& options, const std::string& name, const std::string& theirs,
          const std::string& what) {
    command->add_option_function<std::string>(
        name,
        [&options, theirs](const std::string& value) {
            options.settings.push_back({theirs, value});
        },
        what);
}

void pass_flag(CLI::App* command, ipvs_options& options, const std::string& name, const std::string& theirs,
               const std::string& what) {
    command->add_flag_callback(
        name,
        [&options, theirs] {
            options.settings.push_back({theirs, {}});
        },
        what);
}

CLI::App* add_change(CLI::App* ipvs, const std::string& name, const std::string& what, ipvs_options& options, int& code,
                     const std::string& letter) {
    auto* command = ipvs->add_subcommand(name, what);
    command->add_option("--netns", options.netns, "network namespace: a name of ip-netns(8) or a path");
    command->callback([&options, &code, letter] { code = ipvs_change(letter, options); });
    return command;
}

CLI::Option* add_service(CLI::App* command, ipvs_options& options) {
    return command->add_option("SERVICE", options.service,
                               "tcp:ADDRESS:PORT, udp:..., sctp:..., fwmark:NUMBER or fwmark6:NUMBER");
}

void add_service_settings(CLI::App* command, ipvs_options& options) {
    add_service(command, options)->required();
    pass(command, options, "--scheduler", "-s", "rr, wrr, lc, wlc, sh, mh ...");
    pass(command, options, "--scheduler-flags", "-b", "such as sh-port,sh-fallback; or off");
    pass(command, options, "--persistence", "-p", "seconds that a client stays with its server; or off");
    pass(command, options, "--client-mask", "-M",
         "which clients stay together: a dotted mask, for IPv6 a prefix length");
    pass(command, options, "--persistence-engine", "--pe", "sip; or off");
    pass_flag(command, options, "--one-packet", "-o", "schedule every datagram anew");
    command->add_flag_callback(
        "--no-one-packet",
        [&options] {
            options.settings.push_back({"-o", "off"});
        },
        "schedule datagrams as connections");
}

void add_server_settings(CLI::App* command, ipvs_options& options) {
    add_service(command, options)->required();
    command->add_option("SERVER", options.server, "ADDRESS or ADDRESS:PORT")->required();
    pass_flag(command, options, "--nat", "-m", "forward by address translation");
    pass_flag(command, options, "--direct", "-g", "forward by direct routing");
    pass_flag(command, options, "--tunnel", "-i", "forward by a tunnel");
    pass(command, options, "--tunnel-type", "--tun-type", "ipip, gue or gre");
    pass(command, options, "--tunnel-port", "--tun-port", "UDP port of gue");
    pass_flag(command, options, "--tunnel-checksum", "--tun-csum", "of gue and gre");
    pass_flag(command, options, "--no-tunnel-checksum", "--tun-nocsum", "of gue and gre");
    pass_flag(command, options, "--tunnel-remote-checksum", "--tun-remcsum", "of gue");
    pass(command, options, "--weight", "-w", "0 takes no new connections");
    pass(command, options, "--upper-threshold", "-x", "connections above which no new one comes");
    pass(command, options, "--lower-threshold", "-y", "connections below which they come again");
}

void add_tables(CLI::App* ipvs, ipvs_options& options, int& code) {
    auto* list = add_verb(ipvs, "list", "Show services and servers", options, code, ipvs_list);
    add_json(list, options);
    list->add_flag("--stats", options.stats, "connections, packets and bytes");
    list->add_flag("--rate", options.rate, "the same each second");
    list->add_flag("--thresholds", options.thresholds, "the thresholds of connections");
    list->add_flag("--tunnels", options.tunnels, "the kind of tunnel");
    list->add_flag("--exact", options.exact, "no K, M, G for big numbers");
    list->add_flag("--names", options.names, "names instead of numbers");
    list->add_flag("--snapshot", options.snapshot, "all of one moment: read until two successive readings agree");
    add_json(add_verb(ipvs, "save", "Write the whole table as rules or JSON, thresholds, timeouts and daemons too",
                      options, code, ipvs_save),
             options);
    const auto with_file = [&](const std::string& name, const std::string& what, action run, const std::string& file) {
        auto* command = add_verb(ipvs, name, what, options, code, run);
        command->add_option("FILE", options.file, file)->required();
        return command;
    };
    add_json(
        with_file("check", "Say what ipvsadm would refuse or silently change", ipvs_check, "rules or a shell script"),
        options);
    for (auto* command : {with_file("plan", "Show what apply would do", ipvs_plan, "rules of ipvsadm, or JSON of save"),
                          with_file("apply", "Make the table what the file says, and touch nothing else", ipvs_apply,
                                    "rules of ipvsadm, or JSON of save")}) {
        add_json(command, options);
        command->add_flag("--only-listed", options.only_listed, "leave services alone that the file does not list");
        auto* drain = command->add_flag("--drain", options.drain,
                                        "let servers that go end their connections: weight 0 first, removed later");
        if (command->get_name() == "plan") continue;
        command->add_flag("--stop", options.stop, "stop at the first failure");
        command->add_option("--wait", options.wait, "with --drain, wait up to so many SECONDS until all is done")
            ->needs(drain);
    }
    with_file("restore", "Carry out the commands of a file, after all were checked", ipvs_restore, "rules of ipvsadm");
    auto* connections = add_verb(ipvs, "connections", "List the connections", options, code, ipvs_connections);
    add_json(connections, options);
    connections->add_flag("--names", options.names, "names instead of numbers");
    auto* timeouts = add_verb(ipvs, "timeouts", "Show or set the timeouts", options, code, ipvs_timeouts);
    add_json(timeouts, options);
    timeouts->add_option("SECONDS", options.seconds, "of TCP, of TCP after a FIN, of UDP; 0 keeps one")->expected(3);
}

void add_daemons(CLI::App* ipvs, ipvs_options& options, int& code) {
    add_json(add_verb(ipvs, "daemons", "List the sync daemons", options, code, ipvs_daemons), options);
    auto* start = add_change(ipvs, "start-daemon", "Start a sync daemon", options, code, "--start-daemon");
    start->add_option("ROLE", options.role, "master or backup")->required();
    pass(start, options, "--interface", "--mcast-interface", "network interface");
    pass(start, options, "--sync-id", "--syncid", "0 to 255");
    pass(start, options, "--max-length", "--sync-maxlen", "bytes of a message");
    pass(start, options, "--group", "--mcast-group", "multicast address");
    pass(start, options, "--port", "--mcast-port", "UDP port");
    pass(start, options, "--ttl", "--mcast-ttl", "time to live");
    auto* stop = add_change(ipvs, "stop-daemon", "Stop a sync daemon", options, code, "--stop-daemon");
    stop->add_option("ROLE", options.role, "master or backup")->required();
}

}  // namespace

void add_ipvs(CLI::App& app, outcome& end) {
    int& code = end.code;
    static ipvs_options options;
    auto* ipvs = app.add_subcommand("ipvs", "Show and change the kernel's virtual services");
    ipvs->require_subcommand(1);
    add_tables(ipvs, options, code);
    add_service_settings(add_change(ipvs, "add-service", "Add a virtual service", options, code, "-A"), options);
    add_service_settings(
        add_change(ipvs, "edit-service", "Change a virtual service; what is not named stays", options, code, "-E"),
        options);
    add_service(add_change(ipvs, "delete-service", "Delete a virtual service with its servers", options, code, "-D"),
                options)
        ->required();
    add_server_settings(add_change(ipvs, "add-server", "Add a real server", options, code, "-a"), options);
    add_server_settings(
        add_change(ipvs, "edit-server", "Change a real server; what is not named stays", options, code, "-e"), options);
    auto* remove = add_change(ipvs, "delete-server", "Delete a real server", options, code, "-d");
    add_service(remove, options)->required();
    remove->add_option("SERVER", options.server, "ADDRESS or ADDRESS:PORT")->required();
    add_service(add_change(ipvs, "zero", "Set the counters of a service, or of all, to 0", options, code, "-Z"),
                options);
    add_change(ipvs, "flush", "Delete all services", options, code, "-C");
    add_daemons(ipvs, options, code);
    ipvs->footer(
        "Each verb has its own --help.\nExamples:\n  hakit ipvs list --stats\n"
        "  hakit ipvs save > table.rules\n  hakit ipvs plan table.rules && hakit ipvs apply table.rules\n"
        "  hakit ipvs add-server tcp:192.0.2.10:80 198.51.100.3:80 --nat --weight 5");
}

void add_ipvsadm(CLI::App& app, outcome&) {
    auto* theirs = app.add_subcommand("ipvsadm", "Take the command line of ipvsadm 1.31: hakit ipvsadm -A -t ...");
    theirs->prefix_command();
    theirs->footer("Output and exit status are ipvsadm's.\nExample:\n  hakit ipvsadm -L -n --stats");
}

}  // namespace hakit::cli

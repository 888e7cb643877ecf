// The verbs of `hakit ipvs` and their options.
#include "ipvs.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace hakit::cli {
namespace {

using action = int (*)(const ipvs_options&);

/// Where a verb is added, and what it fills.
struct place {
    CLI::App* ipvs;
    ipvs_options& options;
    int& code;
};

CLI::App* add_verb(const place& at, const std::string& name, const std::string& what, action run) {
    auto* command = at.ipvs->add_subcommand(name, what);
    command->add_option("--netns", at.options.netns, "network namespace: a name of ip-netns(8) or a path");
    command->callback([&options = at.options, &code = at.code, run] { code = run(options); });
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

CLI::App* add_change(const place& at, const std::string& name, const std::string& what, const std::string& letter) {
    auto* command = at.ipvs->add_subcommand(name, what);
    command->add_option("--netns", at.options.netns, "network namespace: a name of ip-netns(8) or a path");
    command->callback([&options = at.options, &code = at.code, letter] { code = ipvs_change(letter, options); });
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

CLI::App* add_file_verb(const place& at, const std::string& name, const std::string& what, action run,
                        const std::string& file) {
    auto* command = add_verb(at, name, what, run);
    command->add_option("FILE", at.options.file, file)->required();
    return command;
}

CLI::Option* add_plan_settings(CLI::App* command, ipvs_options& options) {
    add_json(command, options);
    command->add_flag("--only-listed", options.only_listed, "leave services alone that the file does not list");
    return command->add_flag("--drain", options.drain,
                             "let servers that go end their connections: weight 0 first, removed later");
}

void add_list(const place& at) {
    auto& options = at.options;
    auto* list = add_verb(at, "list", "Show services and servers", ipvs_list);
    add_json(list, options);
    list->add_flag("--stats", options.stats, "connections, packets and bytes");
    list->add_flag("--rate", options.rate, "the same each second");
    list->add_flag("--thresholds", options.thresholds, "the thresholds of connections");
    list->add_flag("--tunnels", options.tunnels, "the kind of tunnel");
    list->add_flag("--exact", options.exact, "no K, M, G for big numbers");
    list->add_flag("--names", options.names, "names instead of numbers");
    list->add_flag("--snapshot", options.snapshot, "all of one moment: read until two successive readings agree");
}

void add_save(const place& at) {
    add_json(
        add_verb(at, "save", "Write the whole table as rules or JSON, thresholds, timeouts and daemons too", ipvs_save),
        at.options);
}

void add_check_verb(const place& at) {
    add_json(add_file_verb(at, "check", "Say what ipvsadm would refuse or silently change", ipvs_check,
                           "rules or a shell script"),
             at.options);
}

void add_plan(const place& at) {
    add_plan_settings(
        add_file_verb(at, "plan", "Show what apply would do", ipvs_plan, "rules of ipvsadm, or JSON of save"),
        at.options);
}

void add_apply(const place& at) {
    auto* command = add_file_verb(at, "apply", "Make the table what the file says, and touch nothing else", ipvs_apply,
                                  "rules of ipvsadm, or JSON of save");
    auto* drain = add_plan_settings(command, at.options);
    command->add_flag("--stop", at.options.stop, "stop at the first failure");
    command->add_option("--wait", at.options.wait, "with --drain, wait up to so many SECONDS until all is done")
        ->needs(drain);
}

void add_restore(const place& at) {
    add_file_verb(at, "restore", "Carry out the commands of a file, after all were checked", ipvs_restore,
                  "rules of ipvsadm");
}

void add_connections(const place& at) {
    auto* connections = add_verb(at, "connections", "List the connections", ipvs_connections);
    add_json(connections, at.options);
    connections->add_flag("--names", at.options.names, "names instead of numbers");
}

void add_timeouts(const place& at) {
    auto* timeouts = add_verb(at, "timeouts", "Show or set the timeouts", ipvs_timeouts);
    add_json(timeouts, at.options);
    timeouts->add_option("SECONDS", at.options.seconds, "of TCP, of TCP after a FIN, of UDP; 0 keeps one")->expected(3);
}

void add_new_service(const place& at) {
    add_service_settings(add_change(at, "add-service", "Add a virtual service", "-A"), at.options);
}

void add_edit_service(const place& at) {
    add_service_settings(add_change(at, "edit-service", "Change a virtual service; what is not named stays", "-E"),
                         at.options);
}

void add_delete_service(const place& at) {
    add_service(add_change(at, "delete-service", "Delete a virtual service with its servers", "-D"), at.options)
        ->required();
}

void add_new_server(const place& at) {
    add_server_settings(add_change(at, "add-server", "Add a real server", "-a"), at.options);
}

void add_edit_server(const place& at) {
    add_server_settings(add_change(at, "edit-server", "Change a real server; what is not named stays", "-e"),
                        at.options);
}

void add_delete_server(const place& at) {
    auto* remove = add_change(at, "delete-server", "Delete a real server", "-d");
    add_service(remove, at.options)->required();
    remove->add_option("SERVER", at.options.server, "ADDRESS or ADDRESS:PORT")->required();
}

void add_zero(const place& at) {
    add_service(add_change(at, "zero", "Set the counters of a service, or of all, to 0", "-Z"), at.options);
}

void add_flush(const place& at) { add_change(at, "flush", "Delete all services", "-C"); }

void add_daemons(const place& at) {
    add_json(add_verb(at, "daemons", "List the sync daemons", ipvs_daemons), at.options);
}

void add_start_daemon(const place& at) {
    auto* start = add_change(at, "start-daemon", "Start a sync daemon", "--start-daemon");
    start->add_option("ROLE", at.options.role, "master or backup")->required();
    pass(start, at.options, "--interface", "--mcast-interface", "network interface");
    pass(start, at.options, "--sync-id", "--syncid", "0 to 255");
    pass(start, at.options, "--max-length", "--sync-maxlen", "bytes of a message");
    pass(start, at.options, "--group", "--mcast-group", "multicast address");
    pass(start, at.options, "--port", "--mcast-port", "UDP port");
    pass(start, at.options, "--ttl", "--mcast-ttl", "time to live");
}

void add_stop_daemon(const place& at) {
    auto* stop = add_change(at, "stop-daemon", "Stop a sync daemon", "--stop-daemon");
    stop->add_option("ROLE", at.options.role, "master or backup")->required();
}

struct verb {
    std::string_view name;
    void (*add)(const place& at);
};

/// In the order of --help.
constexpr std::array verbs{
    verb{"list", add_list},
    verb{"save", add_save},
    verb{"check", add_check_verb},
    verb{"plan", add_plan},
    verb{"apply", add_apply},
    verb{"restore", add_restore},
    verb{"connections", add_connections},
    verb{"timeouts", add_timeouts},
    verb{"add-service", add_new_service},
    verb{"edit-service", add_edit_service},
    verb{"delete-service", add_delete_service},
    verb{"add-server", add_new_server},
    verb{"edit-server", add_edit_server},
    verb{"delete-server", add_delete_server},
    verb{"zero", add_zero},
    verb{"flush", add_flush},
    verb{"daemons", add_daemons},
    verb{"start-daemon", add_start_daemon},
    verb{"stop-daemon", add_stop_daemon},
};

}  // namespace

void add_ipvs(CLI::App& app, outcome& end) {
    static ipvs_options options;
    auto* ipvs = app.add_subcommand("ipvs", "Show and change the kernel's virtual services");
    ipvs->require_subcommand(1);
    // All verbs, or the one that is named, as for the subcommands themselves.
    const auto named = std::find_if(verbs.begin(), verbs.end(), [&](const verb& v) { return v.name == end.verb; });
    for (const auto& v : verbs)
        if (named == verbs.end() || v.name == named->name) v.add({ipvs, options, end.code});
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

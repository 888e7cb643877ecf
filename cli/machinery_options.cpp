// The command lines of `hakit run`, `hakit vrrp` and `hakit simulate`, and of `hakit check`, which knows what they run.
#include "vrrp.hpp"

#include "commands.hpp"
#include "common_options.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {

void add_check(CLI::App& app, outcome& end) {
    static check_options checking;
    auto* check_command = app.add_subcommand(
        "check", "Report what the program that reads the file would refuse, change or silently misread");
    check_command->add_option("FILE", checking.files, "configuration files")->required();
    add_input(check_command, checking.input);
    add_output(check_command, checking.output, {"text", "json", "sarif"});
    check_command->add_flag("--strict", checking.strict, "warnings make the exit code 1");
    check_command->add_flag("--for-run", checking.for_run,
                            "also what `hakit run` would refuse or leave out; of keepalived.conf");
    check_command->add_option("--limit", checking.limit, "how many diagnostics to show of a file, the worst first")
        ->capture_default_str();
    check_command->add_option("--colour,--color", checking.colour, "when to colour")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    check_command->footer(
        "Examples:\n  hakit check /etc/keepalived/keepalived.conf\n"
        "  hakit check /etc/corosync/corosync.conf cluster.crm /etc/sysctl.d/*.conf\n"
        "  hakit check --target 2.4 --output sarif *.conf > hakit.sarif\n"
        "  hakit check --for-run /etc/keepalived/keepalived.conf\n"
        "  hakit check --features VRRP,LVS --facts host.json keepalived.conf");
    check_command->callback([&end] { end.code = check(checking); });
}

void add_run(CLI::App& app, outcome& end) {
    static run_options running;
    auto* run_command =
        app.add_subcommand("run", "Run the load balancer and the virtual routers that the file describes");
    run_command->add_option("FILE", running.file, "configuration file")->required();
    add_input(run_command, running.input);
    run_command
        ->add_option("--ipvs", running.table, "the table of services to keep; auto is the kernel's when it can be used")
        ->check(CLI::IsMember({"auto", "kernel", "memory"}))
        ->capture_default_str();
    add_output(run_command, running.output, {"text", "json"});
    run_command->add_flag("--ignore-unsupported-checks", running.ignore_unsupported,
                          "start although some checkers cannot be run; their servers count as up");
    run_command->add_flag_callback(
        "--without-vrrp", [] { running.routers = false; }, "leave the virtual routers to somebody else");
    run_command->footer(
        "SIGHUP reads the file again, SIGUSR1 prints the state, SIGTERM ends.\n"
        "Example:\n  hakit run --output json keepalived.conf");
    run_command->callback([&end] { end.to_run = &running; });
}

void add_vrrp(CLI::App& app, outcome& end) {
    auto* vrrp = app.add_subcommand("vrrp", "Explain, watch and run virtual routers");
    vrrp->require_subcommand(1);

    static vrrp_decode_options decoding;
    auto* decode = vrrp->add_subcommand("decode", "Explain captured VRRP packets, and say what is wrong with them");
    decode
        ->add_option("PACKETS", decoding.packets,
                     "pcap or pcapng files, dumps in hexadecimal, or the digits of one packet; '-' is standard input")
        ->required();
    decode->add_option("--output", decoding.output, "form of the output; json is one object a line")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    decode->add_option("--password", decoding.password, "the password, or the key of AH, to check packets with");
    decode->add_flag("--all", decoding.all, "also packets of other protocols");
    decode->add_flag("--secrets", decoding.secrets, "show passwords");
    decode->footer(
        "The exit code is 2 when a packet is one that routers reject.\n"
        "Examples:\n  tcpdump -i eth0 -w - -c 20 'proto 112 or arp' | hakit vrrp decode -\n"
        "  hakit vrrp decode --output json capture.pcapng\n"
        "  hakit vrrp decode 4500002000010000ff70d04c0a4d0001e00000123133640100641c1f0a4d0064");
    decode->callback([&] { end.code = vrrp_decode(decoding); });

    static vrrp_watch_options watching;
    auto* watch = vrrp->add_subcommand("watch", "Show who is master of which virtual router on a segment");
    watch->add_option("INTERFACE", watching.interfaces,
                      "where to listen; by default all that are up and can multicast");
    watch->add_option("--output", watching.output, "form of the output; json is one object a line")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    watch->add_option("--for", watching.seconds, "end after so many seconds")->check(CLI::Range(0.001, 1e9));
    watch->add_option("--count", watching.count, "end after so many adverts")->check(CLI::PositiveNumber);
    watch->footer(
        "Listens only, and needs CAP_NET_RAW. On a terminal the table is drawn over and over; else each change is a\n"
        "line, and the table follows at the end and on SIGUSR1.\n"
        "Examples:\n  hakit vrrp watch eth0\n"
        "  hakit vrrp watch --for 5 --output json eth0 | tail -n 1 | jq .routers");
    watch->callback([&] { end.code = vrrp_watch(watching); });

    static run_options running;
    running.services = false;
    auto* run_command = vrrp->add_subcommand("run", "Run the virtual routers of keepalived.conf");
    run_command->add_option("FILE", running.file, "configuration file")->required();
    run_command->add_option("--output", running.output, "form of the events")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    run_command->add_option("--target", running.input.target, "keepalived release that the file is written for")
        ->capture_default_str();
    run_command->add_option("--config-id", running.input.config_id,
                            "the id of '@id' lines; by default this host's name");
    run_command->add_flag("--ignore-unsupported", running.ignore_unsupported,
                          "start although the file asks for something that is not carried out");
    run_command->footer(
        "Needs CAP_NET_ADMIN and CAP_NET_RAW, and gives up all others unless scripts need some.\n"
        "SIGHUP reads the file again, SIGUSR1 prints the state, SIGTERM ends.\n"
        "Example:\n  hakit vrrp run --output json /etc/keepalived/keepalived.conf");
    run_command->callback([&] { end.to_run = &running; });
}

void add_simulate(CLI::App& app, outcome& end) {
    static simulate_options simulating;
    auto* simulation =
        app.add_subcommand("simulate", "Try what virtual routers do when hosts, links and scripts fail, in memory");
    simulation->add_option("SCENARIO", simulating.scenario, "JSON file with hosts, segments and events");
    simulation->add_option("--seed", simulating.seed, "instead of the scenario's: another luck of packets");
    simulation->add_option("--output", simulating.output, "form of the output")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    simulation->add_flag("--schema", simulating.schema, "print the JSON Schema of scenarios");
    simulation->footer("The same seed gives the same run.\nExample:\n  hakit simulate --output json failover.json");
    simulation->callback([&] { end.code = simulate(simulating); });
}

}  // namespace hakit::cli

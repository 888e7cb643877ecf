// The command lines of `hakit vrrp` and `hakit simulate`.
#include "vrrp.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {

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

// The command line of `hakit realserver`.
#include "realserver.hpp"

#include "commands.hpp"
#include "common_options.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {
namespace {

/// What every verb has: which services, and which host.
void add_request(CLI::App* command, realserver_options& o) {
    command->add_option("SERVICE", o.services, "virtual services: 192.0.2.1, 192.0.2.1:80, udp:[2001:db8::1]:53, ...");
    command->add_option("--config", o.config, "all services of a keepalived.conf with lb_kind DR or TUN");
    command->add_option("--config-id", o.config_id, "the id of its '@id' lines; by default this host's name");
    command->add_option("--server", o.server, "the real server's own address: with --config only what it serves");
    command->add_option("--tunnel", o.tunnel, "the services come in a tunnel: ipip, gre or gue:PORT");
    command
        ->add_option("--interface", o.interfaces,
                     "an interface to the director and the clients; may be given several times")
        ->allow_extra_args(false);
    command->add_option("--device", o.device,
                        "carries the virtual addresses: lo or the name of a dummy device; on Windows the name of the "
                        "loopback adapter");
    command->add_flag("--only-interfaces", o.only_interfaces,
                      "set the ARP settings of the named interfaces instead of all");
    command->add_option("--mtu", o.mtu, "of the path from the director, for tunnels")->capture_default_str();
    command->add_flag("--no-mss", o.no_mss, "let clients of tunnels send segments of any size");
    command->add_option("--keep", o.keep, "files that make a Linux host come up prepared")
        ->check(CLI::IsMember({"none", "sysctl", "networkd", "ifupdown"}))
        ->capture_default_str();
    command->add_flag("--undo", o.undo, "the way back");
}

void add_place(CLI::App* command, realserver_options& o) {
    command->add_option("--netns", o.netns, "network namespace: a name of ip-netns(8) or a path");
    command->add_option("--root", o.root, "in front of the paths of files: the root of an image");
}

}  // namespace

void add_realserver(CLI::App& app, outcome& end) {
    static realserver_options options;
    auto* group = app.add_subcommand("realserver", "Prepare the real servers of direct routing and tunnels");
    group->require_subcommand(1);

    auto* plan = group->add_subcommand("plan", "What to do on a real server, as text, script or registry file");
    add_request(plan, options);
    plan->add_option("--os", options.os, "linux, or windows-RELEASE: windows-2003, windows-2008r2, windows-2022 ...")
        ->capture_default_str();
    plan->add_option("--guid", options.guid, "Windows 2003: the GUID of the loopback adapter, with braces");
    add_output(plan, options.output, {"text", "json", "shell", "powershell", "netsh", "reg"});
    plan->footer(
        "The exit code is 2 when a service cannot work on such a host.\nExamples:\n"
        "  hakit realserver plan --interface eth0 192.0.2.10:80\n"
        "  hakit realserver plan --config keepalived.conf --server 198.51.100.3 --output shell | ssh rs3 sh\n"
        "  hakit realserver plan --os windows-2022 --interface Ethernet --output powershell 192.0.2.10:443\n"
        "  hakit realserver plan --tunnel gue:6080 --keep networkd 192.0.2.10:80");
    plan->callback([&end] { end.code = realserver_plan(options); });

    auto* verify = group->add_subcommand("verify", "Whether this host is prepared, and what would spoil it");
    add_request(verify, options);
    add_place(verify, options);
    verify->add_flag("--all", options.all, "also what is good");
    add_output(verify, options.output, {"text", "json"});
    verify->footer(
        "Changes nothing. The exit code is 2 when something is wrong.\n"
        "Example:\n  hakit realserver verify --interface eth0 192.0.2.10:80");
    verify->callback([&end] { end.code = realserver_verify(options); });

    auto* apply = group->add_subcommand("apply", "Prepare this host; when a step fails, nothing is left changed");
    add_request(apply, options);
    add_place(apply, options);
    add_output(apply, options.output, {"text", "json"});
    apply->footer(
        "Needs CAP_NET_ADMIN. May be run again: what is there already stays.\nExamples:\n"
        "  hakit realserver apply --interface eth0 192.0.2.10:80\n"
        "  hakit realserver apply --undo 192.0.2.10:80");
    apply->callback([&end] { end.code = realserver_apply(options); });
}

}  // namespace hakit::cli

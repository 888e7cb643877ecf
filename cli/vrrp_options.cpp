// The command line of `hakit vrrp`.
#include "vrrp.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {

void add_vrrp(CLI::App& app, int& code) {
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
    decode->callback([&] { code = vrrp_decode(decoding); });
}

}  // namespace hakit::cli

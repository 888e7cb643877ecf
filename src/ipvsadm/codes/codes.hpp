/// The codes themselves.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::ipvsadm {

inline constexpr struct all_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    // The text.
    info comment{"IA0001", error, "a comment in a rule file",
                 "ipvsadm -R knows no comments: it stops at the line, and nothing after it is carried out."};
    info quote{"IA0002", error, "a quote in a rule file", "ipvsadm -R takes quotes as a part of the word."};
    info file_too_large{"IA0003", error, "a file over the size limit", "Raise the limit in the options."};
    info unknown_value{"IA0004", hint, "a value that only the shell knows",
                       "Substitutions are followed only for variables that the script sets to plain text."};

    // Options.
    info no_command{"IA0101", error, "no command", "The first option must be a command such as -A, -a or -L."};
    info unknown_option{"IA0102", error, "an option that ipvsadm does not have",
                        "Long options cannot be shortened. In a rule file the line is skipped silently, and the exit "
                        "status does not tell."};
    info no_argument{"IA0103", error, "an option without its argument", "Add it."};
    info unwanted_argument{"IA0104", error, "an argument for an option that takes none", "Remove it."};
    info second_command{"IA0105", error, "a second command", "One command a line, and it comes first."};
    info repeated_option{"IA0106", error, "an option given twice", "Remove one of them."};
    info illegal_option{"IA0107", error, "an option that does not go with the command", "Remove it."};
    info missing_option{"IA0108", error, "an option that the command needs", "Add it."};
    info conflict{"IA0109", error, "options that exclude each other", "Choose one."};
    info unexpected_word{"IA0110", error, "a word that belongs to no option", "Remove it, or add its option."};
    info early_ipv6{"IA0111", error, "-6 before -f or without it",
                    "-6 makes a firewall mark one of IPv6, and stands behind it. Addresses need no -6."};
    info not_in_file{"IA0112", warning, "a command that does not belong in a rule file",
                     "Rule files hold what changes the table. -h, -v and -R end the reading."};

    // Values.
    info service_address{"IA0201", error, "a virtual service that cannot be read",
                         "ADDRESS:PORT with an IPv4 address, [ADDRESS]:PORT with an IPv6 address; a number or a name "
                         "of /etc/services for the port."};
    info server_address{"IA0202", error, "a real server that cannot be read",
                        "ADDRESS or ADDRESS:PORT with an IPv4 address, ADDRESS or [ADDRESS]:PORT with an IPv6 "
                        "address."};
    info firewall_mark{"IA0203", error, "a firewall mark that cannot be read",
                       "A decimal number from 1 to 4294967295."};
    info timeout{"IA0204", error, "a timeout that cannot be read", "Seconds, at most 2678400 (31 days)."};
    info netmask{"IA0205", error, "a mask that cannot be read",
                 "A dotted mask for IPv4, a prefix length from 1 to 128 for IPv6."};
    info weight{"IA0206", error, "a weight that cannot be read", "A decimal number from 0 to 2147483647."};
    info threshold{"IA0207", error, "a threshold that cannot be used",
                   "A decimal number from 0 to 2147483647; the lower one is not above the upper one."};
    info daemon_value{
        "IA0208", error, "a setting of a sync daemon that cannot be read",
        "master or backup; sync ids are 0 to 255, ports 1 to 65535, TTLs 1 to 255, lengths 1 to 65534, and "
        "the group is a multicast address."};
    info tunnel_value{"IA0209", error, "a tunnel option that cannot be used",
                      "Types are ipip, gue and gre; gue needs --tun-port; they need -i."};
    info scheduler_flag{"IA0210", error, "a scheduler flag that cannot be used",
                        "sh-fallback and sh-port for sh, mh-fallback and mh-port for mh, flag-1 to flag-3 for any."};
    info zero_port{"IA0211", error, "a service of all ports without persistence", "Name the port, or add -p."};
    info one_packet{"IA0212", error, "one-packet scheduling of something else than UDP", "-o goes with -u and -f."};
    info family{"IA0213", error, "a real server of the other address family", "Only a tunnel (-i) reaches it."};
    info unknown_scheduler{"IA0214", error, "a scheduler that no kernel has", "ipvsadm(8) lists them."};

    // What is taken silently.
    info bare_persistence{"IA0301", hint, "-p without a time", "It is 360 seconds; ipvsadm(8) says 300."};
    info service_reset{"IA0302", warning, "an edit that resets what it does not name",
                       "-E replaces all settings of the service. Repeat those that shall stay."};
    info server_reset{
        "IA0303", warning, "an edit that resets what it does not name",
        "-e replaces all settings of the real server: without -m or -i it becomes direct routing, without "
        "-w its weight is 1, without -x and -y its thresholds are 0. Repeat those that shall stay."};
    info port_replaced{"IA0304", warning, "a port that is not used",
                       "Direct routing and tunnels leave the packet as it is, so ipvsadm puts the service's port in "
                       "place of another one. Only -m can change the port."};
    info mask_unused{"IA0305", warning, "a setting of persistence without -p", "It has no effect."};
    info odd_mask{"IA0306", warning, "a mask that is no prefix", "IPv4 masks are dotted: 24 is read as 0.0.0.24."};
    info odd_address{"IA0307", warning, "an address that is read in another way than it looks",
                     "A leading zero makes a part octal, and missing parts are filled with zeros."};
    info odd_number{"IA0308", warning, "a number with something behind it", "What stands behind it is ignored."};
    info threshold_lost{"IA0309", hint, "thresholds are not saved",
                        "ipvsadm -S leaves -x and -y out, so a restored table has none. hakit keeps them."};
    info host_name{"IA0310", hint, "the name of a host", "It is looked up when the command runs, and must be IPv4."};
    info negative_mark{"IA0311", warning, "a mark that cannot be saved",
                       "ipvsadm -S writes marks above 2147483647 as negative numbers, which -R refuses."};
    info cannot_work{"IA0312", warning, "something that is accepted and cannot work", "The kernel checks little."};
    info order_matters{"IA0313", warning, "-r before the service",
                       "A real server without a port takes the one of the service only when that stands before it."};

    // The order of commands.
    info exists{"IA0401", error, "something that is there already",
                "The command fails. In a rule file ipvsadm tells neither the line nor, but for the last one, the "
                "failure by its exit status."};
    info missing{"IA0402", error, "something that is not there", "The command fails."};
    info undefined_service{"IA0403", hint, "a service that nothing here adds",
                           "It must be in the table before the commands run."};
} code;

}  // namespace hakit::ipvsadm

/// The codes themselves.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::sysctl {

inline constexpr struct all_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    // Lines.
    info byte_order_mark{"SY0001", error, "a byte order mark",
                         "It becomes a part of the first key, which is then not found. Save the file without it."};
    info file_too_large{"SY0002", error, "a file over the size limit", "Raise the limit in the options."};
    info control_character{"SY0003", error, "a control character in a line",
                           "The programs disagree about where the line ends. Remove it."};
    info no_assignment{"SY0004", error, "a line without '='",
                       "It is skipped; procps goes on with exit status 0. Write KEY = VALUE."};
    info no_key{"SY0005", error, "a line without a key", "Write KEY = VALUE."};
    info line_too_long{"SY0006", error, "a line over one megabyte",
                       "systemd-sysctl stops reading the file there; the kernel takes 4096 bytes at most."};

    // Keys.
    info mixed_separators{"SY0101", error, "dots and slashes that name no setting",
                          "The first separator decides: after a dot, a slash stands for a dot inside a name. Use one "
                          "kind."};
    info dotted_interface{"SY0102", error, "an interface name with a dot in a key with dots",
                          "Dots separate: eth0.100 becomes eth0/100. Write the name with a slash, or the whole key "
                          "with slashes."};
    info proc_prefix{"SY0103", error, "a key that starts with /proc/sys",
                     "Keys are paths below /proc/sys already. Remove the prefix."};
    info braces{"SY0104", error, "braces in a key", "Only `*`, `?` and `[...]` stand for other text."};
    info unknown_key{"SY0105", error, "a key that the kernel does not have",
                     "The line fails and the next one is read. Check the spelling."};
    info blank_after_dash{"SY0106", error, "a blank behind the '-' of a key",
                          "procps takes it as a part of the key, which is then not found; systemd does not."};
    info outside{"SY0107", error, "a key that leaves /proc/sys",
                 "systemd-sysctl refuses `..`; procps writes to whatever file that is."};
    info blank_in_key{"SY0108", error, "a blank inside a key", "No setting has one. Perhaps a '=' is missing."};
    info read_only{"SY0109", error, "a setting that can only be read", "Writing it fails. Remove the line."};
    info not_a_setting{"SY0110", error, "a folder of settings", "Name a setting in it, or all of them by `*`."};
    info end_separator{"SY0111", error, "a key that ends with a separator",
                       "procps looks for a folder, which is not there; systemd-sysctl takes no notice. Remove it."};
    info spare_separators{"SY0112", warning, "separators in front of a key, or repeated in it",
                          "To procps the key is another one then, so that patterns set it as well: the last line "
                          "counts. Remove them."};

    // Values.
    info quotes{"SY0201", error, "quotes around a value",
                "They are written to the kernel with the value, which refuses them for numbers. Remove them."};
    info inline_comment{"SY0202", warning, "a comment behind a value",
                        "There are no such comments: it is written to the kernel, which stops at the blank for a "
                        "number and keeps it in a text. Put it on a line of its own."};
    info not_a_number{"SY0203", error, "a value that is no number", "The kernel refuses it."};
    info out_of_range{"SY0204", error, "a number outside of the range", "The kernel refuses it."};
    info no_meaning{"SY0205", warning, "a number without a meaning",
                    "The kernel takes it; what it does then is not documented."};
    info no_value{"SY0206", error, "no value", "The kernel refuses an empty value for a number."};
    info continuation{"SY0207", error, "a line that ends with a backslash",
                      "Lines cannot be continued: the backslash is written to the kernel, and the next line stands "
                      "for itself."};
    info second_equals{"SY0208", error, "a value that starts with '='", "The first '=' ends the key. Remove one."};
    info wrong_count{"SY0209", error, "a wrong number of values", "The setting takes as many as its table row says."};
    info octal{"SY0210", warning, "a number with a leading zero", "The kernel reads it as octal. Remove the zero."};

    // What the settings amount to.
    info overridden{"SY0301", warning, "a value that a later line replaces", "Of equal keys the last one wins."};
    info repeated{"SY0302", hint, "a setting given twice", "Remove one of the lines."};
    info loopback_only{"SY0303", warning, "ARP settings for lo alone",
                       "The kernel looks at `all` and at the interface where the request arrives or leaves; lo is "
                       "neither. Set net.ipv4.conf.all or the interface to the network."};
    info no_effect{"SY0304", warning, "an interface's setting that `all` outweighs",
                   "The kernel combines conf.all and conf.INTERFACE. Change `all`, or remove the line."};
    info redundant{"SY0305", hint, "an interface's setting that `all` makes already",
                   "The kernel combines conf.all and conf.INTERFACE; the line changes nothing."};
    info needs_module{"SY0306", hint, "a setting that exists only with a module",
                      "Before the module is loaded the line fails. List the module in /etc/modules-load.d, which "
                      "is read first at boot, or apply the file again when it is loaded."};
    info below_default{"SY0307", hint, "a limit below the kernel's default",
                       "The line lowers what the kernel would allow without it. Old advice often does."};
    info absent{"SY0308", error, "a setting that this host does not have",
                "A module or an interface is missing, or the kernel is another one."};
    info matches_nothing{"SY0309", warning, "a pattern that matches nothing", "It does nothing, silently."};
    info beats_pattern{"SY0310", hint, "a pattern that does not reach every setting it matches",
                       "A key that is named in full keeps its own value, wherever that line stands."};
    info removes_setting{"SY0311", warning, "an exclusion of a setting that an earlier line makes",
                         "systemd-sysctl forgets the earlier line; procps carries it out."};
    info excludes_nothing{"SY0312", hint, "an exclusion without a pattern", "It only keeps patterns away from a key."};
    info half_of_pair{"SY0313", hint, "arp_ignore without arp_announce, or the reverse",
                      "A real server must neither answer ARP requests for the virtual address nor use it as a "
                      "source in its own."};
    info default_only{"SY0314", hint, "ARP settings for new interfaces alone",
                      "conf.default is copied to interfaces that are made later; those that exist keep theirs."};
    info same_switch{"SY0315", warning, "two names of one switch with different values",
                     "net.ipv4.ip_forward and net.ipv4.conf.all.forwarding are one; the later write counts."};
    info bad_arp_ignore{"SY0316", warning, "arp_ignore = 8",
                        "The host then answers no ARP request at all, also for its own address. 1 is what a real "
                        "server needs."};
} code;

}  // namespace hakit::sysctl

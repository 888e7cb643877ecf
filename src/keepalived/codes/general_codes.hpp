/// KA04xx: global settings, BFD, static addresses and groups, scripts, and the host.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::keepalived {

inline constexpr struct general_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    // BFD.
    info duplicate_bfd{"KA0401", error, "a bfd_instance whose name is taken", "keepalived skips the second."};
    info bfd_without_neighbor{"KA0402", error, "a bfd_instance without neighbor_ip", "keepalived drops it."};
    info bfd_same_neighbor{"KA0403", error, "two BFD sessions with one neighbour", "keepalived drops the second."};
    info bfd_family{"KA0404", error, "source and neighbour of different families", "keepalived drops the session."};
    info bfd_hops{"KA0405", warning, "max_hops over the TTL", "keepalived sets it to the TTL."};
    info bfd_slow{"KA0406", hint, "a BFD interval over ten seconds",
                  "BFD is there to notice failures within a second; keepalived logs it."};

    // Static addresses and groups.
    info duplicate_track_group{"KA0407", error, "a track_group whose name is taken", "keepalived skips the second."};
    info unknown_track_group{"KA0408", error, "a track_group that is not defined",
                             "Define it earlier in the file; keepalived ignores the option."};
    info track_group_member{"KA0409", hint, "a track_group with an instance that does not exist",
                            "keepalived leaves the name out when it runs."};
    info empty_group{"KA0410", warning, "a group without members", "It does nothing."};
    info garp_group_no_delay{"KA0411", error, "a garp_group without delay",
                             "keepalived removes it. Give garp_interval or gna_interval."};
    info garp_group_shared{"KA0412", error, "an interface with two garp_groups", "keepalived leaves it in the first."};
    info garp_group_no_interface{"KA0413", hint, "a garp_group without interfaces", "It does nothing."};
    info default_device{"KA0414", hint, "a static address without device",
                        "keepalived puts it on default_interface, or on eth0."};

    // Mail, pipes, scripts.
    info empty_mail_list{"KA0415", warning, "a notification_email without addresses", "Nobody gets mail."};
    info mail_incomplete{"KA0416", hint, "mail that cannot be sent",
                         "smtp_server and notification_email are needed for any mail."};
    info fifo_script_alone{"KA0417", hint, "a script of a pipe that is not there", "It never runs."};
    info shared_fifo{"KA0418", hint, "one pipe for two purposes", "Their messages mix."};
    info setting_alone{"KA0419", hint, "a setting of something that is not configured", "It has no effect."};
    info zero_raised{"KA0427", warning, "a 0 that becomes 1", "keepalived reports it; write 1."};
    info multicast_scope{"KA0428", warning, "an IPv6 multicast group that is not link-local",
                         "Adverts stay on their link: RFC 9568 section 5.1.2.2 has ff02::12."};
    info sync_daemon_instance{"KA0420", hint, "lvs_sync_daemon of an instance that does not exist",
                              "keepalived does not start the daemon."};
    info script_security{"KA0421", hint, "scripts without enable_script_security",
                         "keepalived runs them as keepalived_script or else as root, without looking who may change "
                         "them, and `keepalived -t` ends with 6. Set enable_script_security and script_user."};

    // The host, when facts about it are given.
    info interface_missing{"KA0422", error, "an interface that the host does not have",
                           "keepalived refuses to run, unless dynamic_interfaces is set."};
    info interface_kind{"KA0423", error, "an interface that cannot do what is asked for",
                        "Virtual MACs need Ethernet; adverts need multicast or unicast peers."};
    info user_missing{"KA0424", error, "a user or group that the host does not have",
                      "keepalived does not run the script."};
    info script_missing{"KA0425", error, "a script that the host does not have", "keepalived disables it."};
    info script_not_executable{"KA0426", error, "a script that cannot be executed", "keepalived disables it."};
} general_code;

}  // namespace hakit::keepalived

/// KA03xx: virtual servers, real servers and their checkers.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::keepalived {

inline constexpr struct lvs_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info no_real_server{"KA0301", error, "a virtual server without real servers",
                        "keepalived drops it. Add a real_server."};
    info no_scheduler{"KA0302", warning, "a virtual server without lb_algo", "keepalived reports it and takes wlc."};
    info no_forwarding{"KA0303", warning, "a virtual server without lb_kind", "keepalived reports it and takes NAT."};
    info no_protocol{"KA0304", warning, "a virtual server without protocol",
                     "keepalived reports it and takes UDP, which is seldom meant."};
    info protocol_ignored{"KA0305", warning, "a protocol for firewall marks",
                          "A mark has no protocol; keepalived ignores it."};
    info suspend_ignored{"KA0306", warning, "ha_suspend for a firewall mark",
                         "There is no address to watch; keepalived clears it."};
    info port_ignored{"KA0307", warning, "a port that is ignored",
                      "The service has no port of its own here, so the real server's is not used."};
    info port_reset{"KA0308", warning, "a real server's port that differs from the service's",
                    "Only NAT can change the port; keepalived overwrites it with the virtual server's."};
    info persistence_implied{
        "KA0309", warning, "a service without port and without persistence",
        "ip_vs takes port 0 for persistent services only; keepalived sets persistence_timeout 360."};
    info family_mismatch{"KA0310", error, "a server of the other address family",
                         "Only TUN can mix IPv4 and IPv6; keepalived skips the server."};
    info duplicate_real_server{"KA0311", error, "a real server that stands twice", "keepalived removes the second."};
    info duplicate_virtual_server{"KA0312", hint, "a virtual server that stands twice",
                                  "keepalived takes both without a word and they fight over one service of ip_vs."};
    info one_packet_ignored{"KA0313", warning, "one-packet scheduling of a connection protocol",
                            "ops is for UDP; keepalived clears it."};
    info scheduler_flag_ignored{"KA0314", warning, "a scheduler flag for another scheduler",
                                "sh-... flags stand behind 'lb_algo sh', mh-... flags behind 'lb_algo mh'."};
    info quorum_reduced{"KA0315", warning, "a quorum over the sum of the weights",
                        "It could never be reached; keepalived reduces it."};
    info hysteresis_reduced{"KA0316", warning, "a hysteresis that is not below the quorum",
                            "keepalived reduces it to quorum - 1."};
    info unknown_group{"KA0317", hint, "a virtual_server_group that does not exist",
                       "keepalived takes it without a word; the virtual server does nothing."};
    info empty_group{"KA0318", error, "a virtual_server_group without entries", "keepalived removes it."};
    info duplicate_group{"KA0319", warning, "a virtual_server_group that stands twice", "Names are unique."};
    info unused_group{"KA0320", hint, "a virtual_server_group that nobody uses",
                      "Remove it, or name it in a virtual_server."};
    info url_without_path{"KA0321", error, "a url without path",
                          "keepalived 2.2.7 crashes on it under -t, later releases drop it."};
    info check_without_url{"KA0322", error, "an HTTP_GET or SSL_GET without url",
                           "keepalived 2.2.7 crashes on it under -t, later releases drop it."};
    info check_incomplete{"KA0323", error, "a checker without what it needs", "keepalived drops it."};
    info tracker_unknown{"KA0324", error, "a checker of something that is not defined before it",
                         "Define it earlier in the file."};
    info link_local_without_interface{"KA0325", error, "a link-local address without bind_if",
                                      "keepalived drops the checker."};
    info duplicate_checker{"KA0326", hint, "two identical checkers", "The second finds out nothing more."};
    info reply_lengths{"KA0327", warning, "a UDP_CHECK that always fails",
                       "min_reply_length is over max_reply_length."};
    info bind_family{"KA0328", error, "a bind address of the other family", "keepalived drops it."};
    info sorry_inhibit_alone{"KA0329", warning, "sorry_server_inhibit before sorry_server",
                             "It must follow the sorry_server."};
    info thresholds{"KA0331", hint, "a lower threshold over the upper one", "ip_vs resets it."};
    info group_port{"KA0332", warning, "a real server port that differs from its group's",
                    "Only NAT can change the port."};
    info unchecked_server{"KA0334", hint, "a real server without checker", "It counts as up for ever."};
    info weight_zero{"KA0335", hint, "a virtual server of weight 0 only", "No real server takes a connection."};
    info family_conflict{"KA0336", error, "an ip_family that contradicts the address", "Remove ip_family."};
    info sorry_inhibit_differs{"KA0337", warning, "a sorry server that is a real server with another inhibit setting",
                               "Both are one entry of ip_vs; keepalived gives the sorry server the setting of the real "
                               "server. Use both inhibit_on_failure and sorry_server_inhibit, or none."};
    info dns_label{"KA0338", warning, "a name for DNS_CHECK that begins with a label of one byte",
                   "keepalived 2.2.7 says that it has an empty label and ignores it. Ask for another name."};
} lvs_code;

}  // namespace hakit::keepalived

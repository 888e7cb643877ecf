/// CS03xx: nodes and links.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::corosync {

inline constexpr struct node_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info no_nodelist{"CS0301", error, "no nodelist",
                     "corosync 3 looks for its own host in the nodelist and does not start without it."};
    info no_links{"CS0302", error, "a node without an address", "Give it a ring0_addr."};
    info no_node_id{"CS0304", error, "a node without an id", "knet needs one for each node, and so does IPv6."};
    info node_id_range{"CS0305", error, "a node id that knet cannot use", "knet takes 1..65535."};
    info duplicate_node_id{"CS0306", error, "two nodes with one id", "Give each node an id of its own."};
    info duplicate_address{"CS0307", warning, "two nodes with one address",
                           "corosync does not notice; the nodes cannot reach one another."};
    info no_name{"CS0308", error, "a node without a name", "With several links each node needs one."};
    info uneven_links{"CS0309", error, "nodes with different links",
                      "Each node has the same links, and each interface section belongs to one of them."};
    info mixed_family{"CS0310", error, "IPv4 and IPv6 on one link", "All addresses of a link are of one family."};
    info link_number{"CS0311", error, "a link number over 7", "Links are numbered 0..7."};
    info too_many_nodes{"CS0312", error, "more nodes than corosync has room for",
                        "corosync has room for 384 and does not look: it overwrites memory."};
    info too_many_links{"CS0313", error, "several links without knet", "udp and udpu have one link. Use knet."};
    info ttl{"CS0314", error, "a TTL without udp", "Only multicast has a TTL."};
    info link_priority{"CS0315", error, "a link priority without knet", "Only knet has priorities."};
    info no_multicast{"CS0316", error, "udp without a multicast address",
                      "Give mcastaddr, or cluster_name to derive it from."};
    info no_port{"CS0317", error, "port 0", "Ports are 1..65535."};
    info ringnumber{"CS0318", warning, "ringnumber in corosync 3",
                    "corosync 3 ignores it, and takes the section for link 0. Write linknumber."};
    info second_nodelist{"CS0319", warning, "a second nodelist",
                         "The counting of nodes starts again, so its nodes overwrite the first ones. Use one list."};
    info member{"CS0320", warning, "member sections", "Since 2.0 nodes are in the nodelist. hakit migrate moves them."};
    info bindnetaddr{"CS0321", hint, "bindnetaddr beside a nodelist", "The nodelist wins; remove it."};
    info not_this_host{"CS0322", error, "a nodelist without this host",
                       "corosync looks for the host's name, and for names of its addresses, in name and ring0_addr."};
    info unresolvable{"CS0323", error, "a name that cannot be resolved", "corosync does not start."};
    info duplicate_name{"CS0324", warning, "two nodes with one name", "Pacemaker and pcs tell nodes apart by name."};
    info duplicate_link{"CS0327", warning, "two interface sections for one link",
                        "They are one: of what both say the last one counts."};
    info multicast{"CS0328", error, "a multicast address that is none", "mcastaddr is 224.0.0.0/4 or ff00::/8."};
    info second_link_name{"CS0329", error, "an address that the ip_version excludes", "corosync cannot resolve it."};
} node_code;

}  // namespace hakit::corosync

/// CS06xx: what a person has to decide about a migration.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::corosync {

inline constexpr struct migration_codes {
    using info = text::code_info;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    info pairing{"CS0601", warning, "which addresses belong to one node",
                 "Rings list addresses without saying whose they are. They were paired in their order."};
    info names{"CS0602", warning, "names of the nodes", "A name is what `uname -n` says on the node."};
    info node_ids{"CS0603", warning, "ids of the nodes", "Each node had its own totem.nodeid in a file of its own."};
    info encryption{"CS0604", warning, "encryption", "Make one key and copy it to all nodes: hakit authkey."};
    info unknown_nodes{"CS0605", warning, "nodes that the file does not name",
                       "With multicast the file named no nodes; corosync 3 needs each of them."};
    info plugin{"CS0606", warning, "a plugin of corosync 1", "Pacemaker is a service of its own now."};
    info quorum{"CS0607", warning, "quorum", "corosync 1 left quorum to Pacemaker."};
    info timing{"CS0608", hint, "timers that change", "Defaults have changed."};
    info port{"CS0609", hint, "ports", "Firewalls must let them through."};
} migration_code;

}  // namespace hakit::corosync

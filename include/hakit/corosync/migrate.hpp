/// From corosync 1 and 2 to corosync 3.
#pragma once

#include <hakit/corosync/nodes.hpp>

#include <string>
#include <vector>

namespace hakit::corosync {

struct migrate_options {
    release to = v3_1_7;  ///< 3.0 or later
    /// Names of the nodes, in the order of their addresses in the file; those that are missing become node1, node2, ...
    std::vector<std::string> node_names = {};
    /// The nodes, where the file names none because it used multicast. Instead of what the file says when given.
    std::vector<new_node> nodes = {};
    bool encrypt = true;  ///< encrypt also where the old file did not; the key file has to be made
};

/// A file for corosync 3.
struct migration {
    std::string text;  ///< comments and what need not change are those of the old file
    /// What a person has to decide or know; places are those of the old file. Warnings must be looked at before the
    /// file is used.
    text::diagnostic_list decisions;
};

/// Rewrites a file of corosync 1.x or 2.x: rings and members become a nodelist with links, udp and udpu become knet,
/// secauth becomes crypto_cipher and crypto_hash, keys and sections without effect go (with the comment above them),
/// quorum moves to votequorum. A file that is for corosync 3 already comes back with what it lacks. refused for a file
/// whose lines or braces corosync 3 would refuse: mend it first; invalid_argument for a target before 3.0.
[[nodiscard]] result<migration> migrate(text::workspace& files, text::file_id id, const migrate_options& options = {});

}  // namespace hakit::corosync

/// Nodes and links of a cluster file as wholes: added, removed and numbered anew. For corosync 2 and 3, which have a
/// nodelist.
///
/// Like the edits by path (edit.hpp), each function gives the whole new text, changes only the bytes that must, raises
/// config_version, and is refused when the result has errors that the file has not. A node is named by its name, its id
/// or one of its addresses.
#pragma once

#include <hakit/corosync/edit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::corosync {

struct node_options {
    edit_options edit = {};
    /// Keep quorum in step with the nodes: two_node is set when there come to be two (without a device or
    /// auto_tie_breaker) and removed otherwise, expected_votes follow when they were the sum.
    bool adjust_quorum = true;
};

struct new_node {
    std::string name;                                         ///< empty: none; required with several links
    std::optional<std::uint32_t> nodeid = {};                 ///< by default the smallest that is free
    std::vector<std::pair<unsigned, std::string>> addresses;  ///< by link; one for each link of the cluster
    std::optional<std::uint32_t> votes = {};
};

/// A node from "NAME=ADDRESS,ADDRESS", its addresses on the links 0, 1, ...; without a '=' it has no name. What takes
/// the node checks it.
[[nodiscard]] new_node listed_node(std::string_view text);

/// Adds a node at the end of the nodelist, its keys in the order of the last node's. already_exists when name, id or an
/// address is taken; invalid_argument when the links are not those of the other nodes.
[[nodiscard]] result<std::string> add_node(text::workspace& files, text::file_id id, const new_node& node,
                                           const node_options& options = {});

/// Removes a node with the comment above it. not_found; refused for the last one.
[[nodiscard]] result<std::string> remove_node(text::workspace& files, text::file_id id, std::string_view node,
                                              const node_options& options = {});

/// Gives a node another id, also in quorum.auto_tie_breaker_node. already_exists when it is taken.
[[nodiscard]] result<std::string> renumber_node(text::workspace& files, text::file_id id, std::string_view node,
                                                std::uint32_t nodeid, const node_options& options = {});

/// Gives every node an address on a further link: pairs of node and address. The link is the smallest that is free
/// unless it is given. invalid_argument when a node has no address or two.
[[nodiscard]] result<std::string> add_link(text::workspace& files, text::file_id id,
                                           const std::vector<std::pair<std::string, std::string>>& addresses,
                                           std::optional<unsigned> link = {}, const node_options& options = {});

/// Removes a link from all nodes, and its interface sections. not_found; refused for the last one.
[[nodiscard]] result<std::string> remove_link(text::workspace& files, text::file_id id, unsigned link,
                                              const node_options& options = {});

/// Gives a link another number, in the nodes and in its interface sections. already_exists when that is in use.
[[nodiscard]] result<std::string> renumber_link(text::workspace& files, text::file_id id, unsigned from, unsigned to,
                                                const node_options& options = {});

}  // namespace hakit::corosync

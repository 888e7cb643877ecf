/// Changes of nodes and links as JSON, for languages without structs.
#pragma once

#include <hakit/corosync/nodes.hpp>

#include <nlohmann/json_fwd.hpp>

namespace hakit::corosync {

/// Makes one of these changes (nodes.hpp says what each does):
///
///     {"change": "add_node", "addresses": ["10.0.0.3"], "name": "n3", "nodeid": 3, "votes": 1}
///     {"change": "remove_node", "node": "n3"}
///     {"change": "renumber_node", "node": "n3", "nodeid": 7}
///     {"change": "add_link", "addresses": {"n1": "10.1.0.1", "n2": "10.1.0.2"}, "link": 1}
///     {"change": "remove_link", "link": 1}
///     {"change": "renumber_link", "link": 1, "to": 2}
///
/// The addresses of a new node are those of the links of the cluster in their order, or an object by link:
/// {"0": "10.0.0.3"}. name, nodeid and votes of a new node and the number of a new link may be left out.
/// invalid_argument for anything else, and the failures of nodes.hpp.
[[nodiscard]] result<std::string> change_cluster(text::workspace& files, text::file_id id,
                                                 const nlohmann::ordered_json& change,
                                                 const node_options& options = {});

}  // namespace hakit::corosync

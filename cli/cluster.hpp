/// `hakit node`, `hakit link` and `hakit authkey`: what their command lines say.
#pragma once

#include "options.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::cli {

/// A change of the nodes or links of a cluster file.
struct cluster_options {
    input_options input;
    std::string file;
    std::string node;                    ///< name, id or address
    std::string name;                    ///< of a new node
    std::vector<std::string> addresses;  ///< of a new node: [LINK=]ADDRESS; of a new link: NODE=ADDRESS
    std::optional<std::uint32_t> id;
    std::optional<std::uint32_t> votes;
    std::optional<unsigned> link;
    unsigned to_link = 0;
    bool keep_quorum = false;
    bool keep_version = false;
    bool force = false;
    bool dry_run = false;
};

struct authkey_options {
    std::string path;
    std::size_t size = 256;
    bool force = false;
};

int node_add(const cluster_options& options);
int node_remove(const cluster_options& options);
int node_renumber(const cluster_options& options);
int link_add(const cluster_options& options);
int link_remove(const cluster_options& options);
int link_renumber(const cluster_options& options);
int authkey(const authkey_options& options);

}  // namespace hakit::cli

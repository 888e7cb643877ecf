/// The text that the benchmarks of corosync.conf read.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <string>

namespace hakit::bench {

/// A cluster of `nodes` nodes with four keys each, which corosync itself takes up to 384; about 115 bytes a node.
[[nodiscard]] inline std::string generated_corosync_conf(std::size_t nodes, const char* transport = "knet") {
    std::string out = fmt::format(
        "totem {{\n    version: 2\n    cluster_name: bench\n    transport: {}\n}}\nnodelist {{\n", transport);
    for (std::size_t i = 1; i <= nodes; ++i)
        fmt::format_to(std::back_inserter(out),
                       "    node {{\n        ring0_addr: 10.{}.{}.{}\n        name: node{}\n        nodeid: {}\n"
                       "        quorum_votes: 1\n    }}\n",
                       i >> 16 & 255, i >> 8 & 255, i & 255, i, i);
    return out + "}\nquorum {\n    provider: corosync_votequorum\n}\nlogging {\n    to_syslog: yes\n}\n";
}

}  // namespace hakit::bench

/// tests/data/ipvs/probes.txt: requests as text, what a kernel answers, and their comparison with what is answered.
#pragma once

#include "ipvs/netlink/peer.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ipvs_test {

struct probe {
    int line = 0;
    std::string text;      ///< as written, for messages
    std::string expected;  ///< "OK" or the name of an errno
    int count = -1;        ///< messages of the answer; -1: not compared
    std::string reply;     ///< the first of them in words; "": not compared
    datagram request;
};

struct probe_group {
    std::string title;
    std::vector<probe> probes;
};

/// Throws std::runtime_error with the line that cannot be read.
[[nodiscard]] std::vector<probe_group> read_probes(const std::string& path, std::uint16_t family);

/// Sends one request and gives everything that was answered.
using exchange = std::function<std::vector<datagram>(const datagram&)>;

/// One line for each answer that is not as expected: "LINE: TEXT: expected ..., found ...".
[[nodiscard]] std::vector<std::string> run_probes(const probe_group& group, const exchange& ask);

}  // namespace ipvs_test

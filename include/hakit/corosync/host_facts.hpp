/// What is known about the host that a configuration is meant for.
#pragma once

#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hakit::corosync {

/// Facts about a host. What is absent is unknown and checked by nobody: hakit never looks at the machine it runs on.
struct host_facts {
    std::optional<std::string> hostname;               ///< as `uname -n` says it
    std::optional<std::vector<ip_address>> addresses;  ///< of its interfaces
    /// What names resolve to, from /etc/hosts or DNS; a name that is not there cannot be resolved.
    std::optional<std::map<std::string, std::vector<ip_address>, std::less<>>> hosts;
    std::optional<std::set<std::string, std::less<>>> users;
    std::optional<std::set<std::string, std::less<>>> groups;
    /// Sizes of files in bytes; a file that is not there is missing.
    std::optional<std::map<std::string, std::uint64_t, std::less<>>> file_sizes;
};

}  // namespace hakit::corosync

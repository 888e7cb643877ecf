/// What is known about the host that a configuration is meant for.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

namespace hakit::keepalived {

/// One network interface.
struct interface_facts {
    unsigned mtu = 1500;
    bool multicast = true;
    bool ethernet = true;
};

/// Facts about a host. What is absent is unknown and checked by nobody: hakit never looks at the machine it runs on.
struct host_facts {
    std::optional<std::map<std::string, interface_facts>> interfaces;  ///< by name
    std::optional<std::set<std::string>> users;
    std::optional<std::set<std::string>> groups;
    /// Paths that exist; true for those that can be executed.
    std::optional<std::map<std::string, bool>> files;
};

}  // namespace hakit::keepalived

/// What is known about the host that the settings are meant for.
#pragma once

#include <hakit/sysctl/key.hpp>

#include <optional>
#include <set>
#include <string>

namespace hakit::sysctl {

/// Facts about a host. What is absent is unknown and checked by nobody: hakit never looks at the machine it runs on.
struct host_facts {
    std::optional<std::set<key>> keys;                ///< every setting that it has
    std::optional<std::set<std::string>> interfaces;  ///< by name, without "all" and "default"
};

}  // namespace hakit::sysctl

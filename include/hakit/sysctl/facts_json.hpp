/// Facts about a host as JSON.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/sysctl/host_facts.hpp>

#include <string_view>

namespace hakit::sysctl {

/// Reads the members "sysctls" and "interfaces" of
///
///     {"schema": "hakit-facts-1", "sysctls": ["net.ipv4.ip_forward", "net/core/somaxconn"],
///      "interfaces": {"eth0": {}, "eth0.100": {}}}
///
/// A member that is left out is unknown and checked by nobody; others belong to other formats. syntax error when a
/// member is of another form, with the path to what is wrong.
[[nodiscard]] result<host_facts> facts_from_json(std::string_view text);

}  // namespace hakit::sysctl

/// Facts about a host as JSON.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/keepalived/host_facts.hpp>

#include <string_view>

namespace hakit::keepalived {

/// Reads
///
///     {"schema": "hakit-facts-1",
///      "interfaces": {"eth0": {"mtu": 1500, "multicast": true, "ethernet": true}, "eth1": {}},
///      "users": ["root", "keepalived_script"],
///      "groups": ["root"],
///      "files": {"/usr/local/bin/check.sh": true, "/etc/motd": false}}
///
/// A key that is left out is unknown and checked by nobody, those of other formats are ignored; `"interfaces": {}` says
/// that there are none. mtu is 68..65536, by default 1500; multicast and ethernet are true by default; the value of a
/// file says whether it can be executed. syntax error for anything else, with the path to what is wrong.
[[nodiscard]] result<host_facts> facts_from_json(std::string_view text);

}  // namespace hakit::keepalived

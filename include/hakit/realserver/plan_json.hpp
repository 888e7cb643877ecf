/// Plans and services as JSON.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/realserver/plan.hpp>

#include <nlohmann/json.hpp>

#include <string_view>

namespace hakit::realserver {

/// {"schema": "hakit-realserver-plan-1", "os": "linux", "ok": true,
///  "steps": [{"kind": "set_sysctl", "target": "net/ipv4/conf/all/arp_ignore", "value": "1", "text": ..., "reason":
///  ...}], "refusals": [{"service": "tcp 192.0.2.1:80", "reason": ...}], "notes": [...]}
///
/// Members of a step that its kind has no use for are left out.
[[nodiscard]] nlohmann::ordered_json to_json(const plan& p);

/// Reads
///
///     {"host": {"os": "linux", "interfaces": ["eth0"], "device": "lo", "only_interfaces": false, "mtu": 1500,
///               "limit_mss": true, "keep": "none"},
///      "services": [{"vip": "192.0.2.1", "port": 80, "transport": "tcp", "method": "tunnel", "tunnel": "gue",
///                    "tunnel_port": 6080, "checksum": false, "server": "198.51.100.2", "server_port": 80}]}
///
/// where everything but "vip" may be left out; for Windows "os": "windows", "release": "2019" and "adapter_guid".
/// "method" is "direct" or "tunnel". syntax for what is no JSON, invalid_argument, the message naming the place, for
/// anything else.
[[nodiscard]] result<request> request_from_json(std::string_view text);

}  // namespace hakit::realserver

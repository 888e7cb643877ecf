/// What the kernel's IPVS tells by files instead of netlink: connections, and the settings below net.ipv4.vs.
#pragma once

#include <hakit/ipvs/connection.hpp>
#include <hakit/ipvs/network_namespace.hpp>

#include <map>
#include <string>
#include <vector>

namespace hakit::ipvs {

[[nodiscard]] result<std::vector<connection>> read_connections(const network_namespace& where);
[[nodiscard]] result<std::map<std::string, std::string>> read_settings(const network_namespace& where);
result<void> write_setting(const network_namespace& where, const std::string& name, const std::string& value);

}  // namespace hakit::ipvs

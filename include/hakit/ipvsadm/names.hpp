/// Names of ports and hosts: facts of a machine, so they are given, never looked up here.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/ipvs/types.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::ipvsadm {

/// The number of a port that has the same name on every Debian: "http", "domain"; nullopt for others.
[[nodiscard]] std::optional<std::uint16_t> well_known_port(std::string_view name, ipvs::protocol p) noexcept;

/// How names become numbers. A function may be empty: then the name stays unknown, which is a diagnostic but no
/// refusal.
struct name_lookup {
    /// As getservbyname(3). Tried after well_known_port().
    std::function<std::optional<std::uint16_t>(std::string_view, ipvs::protocol)> port = {};
    /// An IPv4 address, as ipvsadm asks for.
    std::function<std::optional<ip_address>(std::string_view)> address = {};
};

/// How numbers become names, for listings without -n. An empty function, or an empty answer, leaves the number.
struct name_display {
    std::function<std::string(std::uint16_t, ipvs::protocol)> port = {};
    std::function<std::string(const ip_address&)> address = {};
};

}  // namespace hakit::ipvsadm

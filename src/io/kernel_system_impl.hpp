/// The parts of kernel_system. Internal.
#pragma once

#include <hakit/io/kernel_system.hpp>

#include "io/netlink_socket.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hakit::io {

/// The kernel's numbers of devices.
struct link_names {
    std::map<int, std::string> by_index;
    [[nodiscard]] std::optional<int> index_of(std::string_view name) const;
    /// Empty when there is none.
    [[nodiscard]] std::string name_of(int index) const;
};

struct kernel_system::impl {
    kernel_system_options options;
    netlink_socket route;                             ///< rtnetlink
    std::optional<netlink_socket> generic;            ///< for FOU, opened when it is needed
    std::uint16_t fou = 0;                            ///< the number of its family
    std::vector<std::vector<std::byte>> last_routes;  ///< the messages that routes() gave, by route_state::id

    explicit impl(kernel_system_options o, netlink_socket s) : options{std::move(o)}, route{std::move(s)} {}

    result<link_names> names();
    result<std::vector<realserver::address_state>> read_addresses();
    /// not_found when there is none.
    result<int> index_of(const std::string& name);
    /// Opens the generic socket and finds the family; with `load`, after its module if it has to be loaded.
    /// unsupported when the kernel has no FOU.
    result<void> find_fou(bool load);
};

/// Loads the module as the kernel would, by the program of /proc/sys/kernel/modprobe; whether it is there afterwards
/// shows by what it brings.
void load_module(const char* name);

/// An address of the kernel's family number, as the bytes of an attribute.
[[nodiscard]] std::optional<ip_address> address_of(unsigned char family, netlink_bytes bytes);
[[nodiscard]] inline netlink_bytes bytes_of(const ip_address& a) {
    return std::as_bytes(std::span{a.bytes()}).first(a.size());
}

}  // namespace hakit::io

/// The host that a plan is carried out on: io::kernel_system is a Linux kernel, tests bring their own.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/base/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::realserver {

/// A network device.
struct link_state {
    std::string name;
    /// "dummy", "ipip", "gre", "sit", "ip6gre", "ip6tnl"; "ip6tnl-any" is one that takes IPv4 as well as IPv6 out of
    /// IPv6, which the first one of a host does not do by itself. Empty for hardware and lo.
    std::string kind;
    bool up = false;
    std::uint32_t mtu = 0;
};

/// An address on a device.
struct address_state {
    std::string device;
    ip_prefix prefix;
    bool deprecated = false;  ///< not chosen as a source
    bool host_scope = false;

    friend bool operator==(const address_state&, const address_state&) = default;
};

/// A route of the main table that leads out of the host.
struct route_state {
    std::string device;
    ip_prefix destination;
    std::uint32_t advmss = 0;  ///< the segment size that is announced; 0: that of the device
    std::uint64_t id = 0;      ///< names the route to set_advmss(), until the next reading of routes()
};

/// A UDP port whose packets the kernel unwraps.
struct tunnel_port {
    ip_family family = ip_family::v4;
    std::uint16_t port = 0;
    bool gue = false;
};

/// Everything is of one network namespace, but for the files. Calls block; one thread at a time.
class system {
public:
    virtual ~system() = default;

    /// Whether the process may change anything: refused, naming the capability, when it may not. Nothing is changed.
    [[nodiscard]] virtual result<void> may_change() = 0;

    /// The value of a path below /proc/sys, without its line ending; not_found when there is none.
    [[nodiscard]] virtual result<std::string> read_sysctl(const std::string& path) = 0;
    virtual result<void> write_sysctl(const std::string& path, const std::string& value) = 0;

    [[nodiscard]] virtual result<std::vector<link_state>> links() = 0;
    /// A device that is there and can be made to be of that kind is changed. unsupported when the kernel has no such
    /// devices.
    virtual result<void> add_link(const std::string& name, const std::string& kind) = 0;
    virtual result<void> remove_link(const std::string& name) = 0;
    virtual result<void> set_link_up(const std::string& name, bool up) = 0;

    [[nodiscard]] virtual result<std::vector<address_state>> addresses() = 0;
    /// IPv6 addresses are added deprecated and without duplicate address detection.
    virtual result<void> add_address(const std::string& device, const ip_prefix& address) = 0;
    virtual result<void> remove_address(const std::string& device, const ip_prefix& address) = 0;

    [[nodiscard]] virtual result<std::vector<route_state>> routes() = 0;
    /// 0 takes the setting off.
    virtual result<void> set_advmss(const route_state& route, std::uint32_t mss) = 0;

    [[nodiscard]] virtual result<std::vector<tunnel_port>> tunnel_ports() = 0;
    virtual result<void> open_tunnel_port(const tunnel_port& port) = 0;
    virtual result<void> close_tunnel_port(const tunnel_port& port) = 0;

    /// nullopt when there is no such file.
    [[nodiscard]] virtual result<std::optional<std::string>> read_file(const std::string& path) = 0;
    virtual result<void> write_file(const std::string& path, const std::string& content) = 0;
    virtual result<void> remove_file(const std::string& path) = 0;
};

}  // namespace hakit::realserver

/// What the real server is like.
#pragma once

#include <hakit/base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::realserver {

enum class platform : std::uint8_t { linux_kernel, windows };

enum class windows_release : std::uint8_t {
    server_2003,
    server_2003_r2,
    server_2008,
    server_2008_r2,
    server_2012,
    server_2012_r2,
    server_2016,
    server_2019,
    server_2022,
};

/// "2003", "2003 R2", "2008" ...
[[nodiscard]] std::string_view to_string(windows_release r) noexcept;
/// Reads "2008", "2008r2", "2008 R2" ...; invalid_argument otherwise, the message lists them.
[[nodiscard]] result<windows_release> parse_windows_release(std::string_view text);

/// What makes a Linux host come up prepared.
enum class persistence : std::uint8_t {
    none,      ///< nothing: the settings last until it starts anew
    sysctl,    ///< the settings of the kernel alone, as a file of sysctl.d and one of modules-load.d
    networkd,  ///< with these, files of systemd-networkd
    ifupdown,  ///< with these, a file of /etc/network/interfaces.d
};

/// "none", "sysctl", "networkd", "ifupdown".
[[nodiscard]] std::string_view to_string(persistence p) noexcept;

struct host {
    platform os = platform::linux_kernel;
    windows_release release = windows_release::server_2022;  ///< of Windows
    /// The interfaces to the clients and the director: "eth0"; on Windows the connection's name. Windows needs one.
    std::vector<std::string> interfaces;
    /// Carries the virtual addresses of direct routing: "lo", or the name of a dummy device, which is made; empty:
    /// "lo". On Windows the name that the loopback adapter has or gets; empty: "loopback".
    std::string device;
    /// Windows 2003: the GUID of the loopback adapter, with braces, for the registry.
    std::string adapter_guid;
    /// Linux: set the ARP settings of `interfaces` alone instead of `all`.
    bool only_interfaces = false;
    /// Of the path from the director, 576 to 65535 bytes; what a tunnel takes off is computed from it.
    std::uint16_t mtu = 1500;
    /// Tunnels: make clients send segments that fit, so that none has to be cut or refused on the director.
    bool limit_mss = true;
    persistence keep = persistence::none;  ///< of Linux
};

}  // namespace hakit::realserver

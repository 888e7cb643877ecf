#include <hakit/realserver/plan.hpp>

#include "realserver/planner.hpp"

#include <optional>

namespace hakit::realserver {
namespace {

/// IFNAMSIZ less one, and what the kernel's dev_valid_name() refuses; `*?[` would be patterns in files.
bool is_device_name(std::string_view name) {
    return !name.empty() && name.size() <= 15 && name != "." && name != ".." && name != "all" && name != "default" &&
           std::ranges::all_of(name, [](char c) {
               return c > ' ' && c < 0x7f &&
                      std::string_view{"/:*?[]'\"\\$`;&|<>(){}#!"}.find(c) == std::string_view::npos;
           });
}

/// The name of a connection of Windows, which is put between quotes.
bool is_connection_name(std::string_view name) {
    return !name.empty() && name.size() <= 255 && std::ranges::none_of(name, [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == 0x7f || c == '"' || c == '\'' || c == '%' || c == '*' ||
               c == '?' || c == '`' || c == '$';
    });
}

bool is_guid(std::string_view text) {
    constexpr std::string_view shape = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (shape[i] == 'x' ? !hex : c != shape[i]) return false;
    }
    return true;
}

error wrong(std::string message) { return {errc::invalid_argument, std::move(message)}; }

result<void> check_host(const host& h) {
    const bool windows = h.os == platform::windows;
    for (const auto& name : h.interfaces) {
        if (windows ? !is_connection_name(name) : !is_device_name(name))
            return wrong("no name of an interface: '" + name + "'");
        if (name == h.device)
            return wrong("'" + name + "' leads to the network: a virtual address on it would be answered for");
        if (!windows && name == "lo") return wrong("lo does not lead to the network");
    }
    if (windows ? !is_connection_name(h.device) : !is_device_name(h.device))
        return wrong("no name of a device: '" + h.device + "'");
    if (windows && h.interfaces.empty()) return wrong("Windows needs the name of the connection to the network");
    if (!windows && h.only_interfaces && h.interfaces.empty())
        return wrong("no interface is named, and `all` is not to be used");
    if (!h.adapter_guid.empty() && !is_guid(h.adapter_guid)) return wrong("no GUID: '" + h.adapter_guid + "'");
    if (h.mtu < 576) return wrong("an MTU of " + std::to_string(h.mtu) + " is below 576");
    return {};
}

/// Why the service cannot work on this host.
std::optional<std::string> why_not(const service& s, const host& h) {
    const bool windows = h.os == platform::windows;
    const auto named = s.vip.to_string();
    if (s.vip.is_unspecified() || s.vip.is_multicast()) return named + " is no address of a host";
    if (s.vip.is_loopback()) return named + " is an address that no other host can reach";
    if (s.vip.is_v6() && s.vip.is_link_local()) return named + " belongs to one link and one interface";
    if (s.server && *s.server == s.vip) return "the virtual address is the server's own";
    const bool remapped = s.server_port != 0 && s.port != 0 && s.server_port != s.port;
    if (remapped)
        return std::string{to_string(s.method)} + " leaves the packet as it is, so the server is asked on port " +
               std::to_string(s.port) + ", not on " + std::to_string(s.server_port) +
               "; only masquerading changes ports";
    if (s.method == forwarding::direct_routing && s.server && s.server->family() != s.vip.family())
        return "direct routing cannot send packets of one family to an address of the other; only a tunnel does";
    if (windows && s.method == forwarding::tunnel)
        return "Windows cannot take packets out of a tunnel and deliver them to an address of its own; use direct "
               "routing within one network, masquerading, or a Linux host in between that takes them out";
    if (windows && s.vip.is_v6() && h.release <= windows_release::server_2003_r2)
        return "the IPv6 stack of Windows 2003 cannot be given a second address on a loopback adapter";
    if (s.method == forwarding::tunnel && s.tunnel == encapsulation::gue && s.tunnel_port == 0)
        return "gue needs the UDP port to which the director sends";
    return std::nullopt;
}

}  // namespace

result<plan> make_plan(std::span<const service> services, const host& on) {
    plan p;
    p.host = on;
    if (p.host.device.empty()) p.host.device = on.os == platform::windows ? "loopback" : "lo";
    if (const auto good = check_host(p.host); !good) return good.error();
    std::vector<service> possible;
    for (const auto& s : services) {
        if (auto reason = why_not(s, p.host))
            p.refusals.push_back({s.to_string(), std::move(*reason)});
        else
            possible.push_back(s);
    }
    if (possible.empty()) return p;
    if (p.host.os == platform::windows)
        plan_windows(p, possible);
    else
        plan_linux(p, possible);
    return p;
}

std::vector<std::string> devices_of(const plan& p) {
    std::vector<std::string> devices;
    for (const auto& s : p.steps) {
        const bool device =
            s.kind == step_kind::add_link || s.kind == step_kind::link_up || s.kind == step_kind::add_address;
        if (device && std::ranges::find(devices, s.target) == devices.end()) devices.push_back(s.target);
    }
    return devices;
}

}  // namespace hakit::realserver

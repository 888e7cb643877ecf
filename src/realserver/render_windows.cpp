#include <hakit/realserver/render.hpp>

namespace hakit::realserver {
namespace {

std::string_view ip(ip_family f) { return f == ip_family::v6 ? "ipv6" : "ipv4"; }
std::string_view family(ip_family f) { return f == ip_family::v6 ? "IPv6" : "IPv4"; }
std::string_view switched(std::uint32_t on, bool netsh) {
    if (netsh) return on != 0 ? "enabled" : "disabled";
    return on != 0 ? "Enabled" : "Disabled";
}

/// Upper case, as PowerShell and netsh show it.
std::string_view protocol(std::string_view name) { return name == "udp" ? "UDP" : "TCP"; }

constexpr std::string_view by_hand =
    "Control Panel > Add Hardware (hdwwiz.exe) > select manually > Network adapters > ";

std::string netsh_commands(const step& s) {
    const auto q = [](std::string_view text) { return "\"" + std::string{text} + "\""; };
    const auto interface = "netsh interface " + std::string{ip(s.family)} + " ";
    switch (s.kind) {
        case step_kind::add_adapter:
            return "rem By hand: " + std::string{by_hand} + s.value + ";\nrem then name its connection " + q(s.target) +
                   ". With devcon of the Windows Driver Kit:\nrem   devcon install %windir%\\inf\\netloop.inf "
                   "*MSLOOP\n";
        case step_kind::remove_adapter:
            return "rem By hand: remove the adapter " + q(s.target) + " in the Device Manager\n";
        case step_kind::weak_host: {
            std::string line = interface + "set interface " + q(s.target);
            if (s.receive) line += " weakhostreceive=" + std::string{switched(s.number, true)};
            if (s.send) line += " weakhostsend=" + std::string{switched(s.number, true)};
            return line + "\n";
        }
        case step_kind::set_metric:
            return interface + "set interface " + q(s.target) + " metric=" + std::to_string(s.number) +
                   " dadtransmits=0\n";
        case step_kind::add_address:
            if (s.family == ip_family::v6)
                return interface + "add address " + q(s.target) + " " + s.address.to_string() + " skipassource=true\n";
            return interface + "add address " + q(s.target) + " " + s.address.address.to_string() +
                   " 255.255.255.255 skipassource=true\n";
        case step_kind::remove_address:
            return "netsh interface " + std::string{ip(s.address.address.family())} + " delete address " + q(s.target) +
                   " " + s.address.address.to_string() + "\n";
        case step_kind::no_dns:
            return "netsh interface ipv4 set dnsservers " + q(s.target) + " source=static address=none register=none\n";
        case step_kind::unbind:
            return "rem By hand: in the properties of the connection " + q(s.target) +
                   " switch off Client for Microsoft Networks and File and Printer Sharing\n";
        case step_kind::open_firewall:
            return "netsh advfirewall firewall add rule name=" + q(s.target) +
                   " dir=in action=allow protocol=" + std::string{protocol(s.value)} +
                   " localip=" + s.address.address.to_string() +
                   (s.number != 0 ? " localport=" + std::to_string(s.number) : std::string{}) + "\n";
        case step_kind::close_firewall: return "netsh advfirewall firewall delete rule name=" + q(s.target) + "\n";
        default: return "rem " + s.to_string() + "\n";
    }
}

std::string powershell_commands(const step& s) {
    const auto q = [](std::string_view text) { return "'" + std::string{text} + "'"; };
    const auto of = " -InterfaceAlias " + q(s.target) + " -AddressFamily " + std::string{family(s.family)};
    switch (s.kind) {
        case step_kind::add_adapter:
            return "# By hand, since no cmdlet adds it: " + std::string{by_hand} + s.value +
                   "\n# or with devcon of the Windows Driver Kit: devcon install $env:windir\\inf\\netloop.inf "
                   "*MSLOOP\n"
                   "if (-not (Get-NetAdapter -Name " +
                   q(s.target) +
                   " -ErrorAction SilentlyContinue)) {\n"
                   "    $found = @(Get-NetAdapter | Where-Object InterfaceDescription -Like " +
                   q(s.value + "*") +
                   ")\n"
                   "    if ($found.Count -ne 1) { throw " +
                   q("there must be one " + s.value + " to rename") +
                   " }\n"
                   "    $found[0] | Rename-NetAdapter -NewName " +
                   q(s.target) + "\n}\n";
        case step_kind::remove_adapter:
            return "# By hand: remove the adapter " + q(s.target) + " in the Device Manager\n";
        case step_kind::weak_host: {
            std::string line = "Set-NetIPInterface" + of;
            if (s.receive) line += " -WeakHostReceive " + std::string{switched(s.number, false)};
            if (s.send) line += " -WeakHostSend " + std::string{switched(s.number, false)};
            return line + "\n";
        }
        case step_kind::set_metric:
            return "Set-NetIPInterface" + of + " -Dhcp Disabled -AutomaticMetric Disabled -InterfaceMetric " +
                   std::to_string(s.number) + " -DadTransmits 0\n";
        case step_kind::add_address:
            return "if (-not (Get-NetIPAddress -InterfaceAlias " + q(s.target) + " -IPAddress " +
                   s.address.address.to_string() +
                   " -ErrorAction SilentlyContinue)) {\n    New-NetIPAddress -InterfaceAlias " + q(s.target) +
                   " -IPAddress " + s.address.address.to_string() + " -PrefixLength " +
                   std::to_string(s.address.length) + " -SkipAsSource $true | Out-Null\n}\n";
        case step_kind::remove_address:
            return "Remove-NetIPAddress -InterfaceAlias " + q(s.target) + " -IPAddress " +
                   s.address.address.to_string() + " -Confirm:$false -ErrorAction SilentlyContinue\n";
        case step_kind::no_dns:
            return "Set-DnsClient -InterfaceAlias " + q(s.target) + " -RegisterThisConnectionsAddress $false\n";
        case step_kind::unbind:
            return "Disable-NetAdapterBinding -Name " + q(s.target) + " -ComponentID ms_msclient,ms_server\n";
        case step_kind::open_firewall:
            return "if (-not (Get-NetFirewallRule -DisplayName " + q(s.target) +
                   " -ErrorAction SilentlyContinue)) {\n    New-NetFirewallRule -DisplayName " + q(s.target) +
                   " -Direction Inbound -Action Allow -Protocol " + std::string{protocol(s.value)} + " -LocalAddress " +
                   s.address.address.to_string() +
                   (s.number != 0 ? " -LocalPort " + std::to_string(s.number) : std::string{}) + " | Out-Null\n}\n";
        case step_kind::close_firewall:
            return "Remove-NetFirewallRule -DisplayName " + q(s.target) + " -ErrorAction SilentlyContinue\n";
        default: return "# By hand: " + s.to_string() + "\n";
    }
}

std::string with_crlf(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '\n' ? std::string{"\r\n"} : std::string(1, c);
    return out;
}

template <class Commands>
std::string script(const plan& p, std::string out, const std::string& remark, Commands commands) {
    for (const auto& r : p.refusals) out += "\n" + remark + "Refused: " + r.service + ": " + r.reason + "\n";
    for (const auto& s : p.steps) {
        out += '\n';
        if (!s.reason.empty()) out += remark + s.reason + "\n";
        out += commands(s);
    }
    if (!p.notes.empty()) out += '\n';
    for (const auto& n : p.notes) out += remark + "Note: " + n + "\n";
    return with_crlf(out);
}

}  // namespace

result<std::string> to_netsh(const plan& p) {
    if (p.host.os != platform::windows) return error{errc::unsupported, "only Windows has netsh"};
    if (p.host.release <= windows_release::server_2003_r2)
        return error{errc::unsupported,
                     "netsh of Windows Server 2003 refuses a mask of 32 bits: write the registry instead"};
    return script(p, "@echo off\nrem Prepares this host as a real server of LVS; written by hakit.\n", "rem ",
                  netsh_commands);
}

result<std::string> to_powershell(const plan& p) {
    if (p.host.os != platform::windows) return error{errc::unsupported, "only Windows has these cmdlets"};
    if (p.host.release < windows_release::server_2012)
        return error{errc::unsupported,
                     "Windows Server before 2012 lacks the cmdlets: use netsh, or on 2003 the registry"};
    return script(p,
                  "# Prepares this host as a real server of LVS; written by hakit.\n"
                  "#Requires -RunAsAdministrator\n$ErrorActionPreference = 'Stop'\n",
                  "# ", powershell_commands);
}

}  // namespace hakit::realserver

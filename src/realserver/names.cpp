#include <hakit/realserver/host.hpp>
#include <hakit/realserver/service.hpp>
#include <hakit/realserver/step.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace hakit::realserver {
namespace {

constexpr std::array<std::string_view, 9> releases = {"2003",    "2003 R2", "2008", "2008 R2", "2012",
                                                      "2012 R2", "2016",    "2019", "2022"};

std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '-' && c != '_') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::string dotted(std::string path) {
    for (auto& c : path) c = c == '/' ? '.' : c == '.' ? '/' : c;
    return path;
}

std::string_view family_name(ip_family f) { return f == ip_family::v4 ? "IPv4" : "IPv6"; }

}  // namespace

std::string_view to_string(forwarding f) noexcept { return f == forwarding::tunnel ? "tunnel" : "direct routing"; }

std::string_view to_string(encapsulation e) noexcept {
    switch (e) {
        case encapsulation::ipip: return "ipip";
        case encapsulation::gre: return "gre";
        case encapsulation::gue: return "gue";
    }
    return "";
}

std::string_view to_string(transport t) noexcept {
    switch (t) {
        case transport::tcp: return "tcp";
        case transport::udp: return "udp";
        case transport::sctp: return "sctp";
    }
    return "";
}

std::string service::to_string() const {
    std::string out{realserver::to_string(transport)};
    out += vip.is_v6() ? " [" + vip.to_string() + "]" : " " + vip.to_string();
    if (port != 0) out += ":" + std::to_string(port);
    return out;
}

result<service> parse_service(std::string_view text) {
    const auto wrong = [&] {
        return error{errc::syntax, "'" + std::string{text} + "' is no ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT"};
    };
    service s;
    auto rest = text;
    for (const auto t : {transport::tcp, transport::udp, transport::sctp}) {
        const auto prefix = std::string{realserver::to_string(t)} + ":";
        if (!rest.starts_with(prefix)) continue;
        s.transport = t;
        rest.remove_prefix(prefix.size());
        break;
    }
    if (const auto alone = ip_address::parse(rest)) {
        s.vip = *alone;
        return s;
    }
    const auto colon = rest.rfind(':');
    if (colon == rest.npos) return wrong();
    auto address = rest.substr(0, colon);
    const bool brackets = address.starts_with('[') && address.ends_with(']');
    if (brackets) address = address.substr(1, address.size() - 2);
    const auto parsed = ip_address::parse(address);
    if (!parsed || parsed->is_v6() != brackets) return wrong();
    const auto port = rest.substr(colon + 1);
    const auto read = std::from_chars(port.data(), port.data() + port.size(), s.port);
    if (port.empty() || read.ec != std::errc{} || read.ptr != port.data() + port.size() || s.port == 0) return wrong();
    s.vip = *parsed;
    return s;
}

std::string_view to_string(windows_release r) noexcept { return releases[static_cast<std::size_t>(r)]; }

result<windows_release> parse_windows_release(std::string_view text) {
    for (std::size_t i = 0; i < releases.size(); ++i)
        if (plain(text) == plain(releases[i])) return static_cast<windows_release>(i);
    std::string message = "no release of Windows Server: '" + std::string{text} + "'; one of";
    for (const auto r : releases) message.append(r == releases.front() ? " " : ", ").append(r);
    return error{errc::invalid_argument, std::move(message)};
}

std::string_view to_string(persistence p) noexcept {
    switch (p) {
        case persistence::none: return "none";
        case persistence::sysctl: return "sysctl";
        case persistence::networkd: return "networkd";
        case persistence::ifupdown: return "ifupdown";
    }
    return "";
}

std::string_view to_string(step_kind kind) noexcept {
    switch (kind) {
        case step_kind::set_sysctl: return "set_sysctl";
        case step_kind::add_link: return "add_link";
        case step_kind::remove_link: return "remove_link";
        case step_kind::open_port: return "open_port";
        case step_kind::close_port: return "close_port";
        case step_kind::link_up: return "link_up";
        case step_kind::link_down: return "link_down";
        case step_kind::add_address: return "add_address";
        case step_kind::remove_address: return "remove_address";
        case step_kind::limit_mss: return "limit_mss";
        case step_kind::write_file: return "write_file";
        case step_kind::remove_file: return "remove_file";
        case step_kind::add_adapter: return "add_adapter";
        case step_kind::remove_adapter: return "remove_adapter";
        case step_kind::weak_host: return "weak_host";
        case step_kind::set_metric: return "set_metric";
        case step_kind::no_dns: return "no_dns";
        case step_kind::unbind: return "unbind";
        case step_kind::open_firewall: return "open_firewall";
        case step_kind::close_firewall: return "close_firewall";
        case step_kind::set_registry: return "set_registry";
        case step_kind::manual: return "manual";
    }
    return "";
}

std::string step::to_string() const {
    const auto port = [&] {
        return "UDP port " + std::to_string(number) + " (" + std::string{family_name(family)} + ")";
    };
    switch (kind) {
        case step_kind::set_sysctl: return dotted(target) + " = " + value;
        case step_kind::add_link: return "device " + target + " (" + value + ")";
        case step_kind::remove_link: return "no device " + target;
        case step_kind::open_port: return target + " on " + port();
        case step_kind::close_port: return "no " + target + " on " + port();
        case step_kind::link_up: return target + " up";
        case step_kind::link_down: return target + " down";
        case step_kind::add_address: return address.to_string() + " on " + target;
        case step_kind::remove_address: return "no " + address.to_string() + " on " + target;
        case step_kind::limit_mss:
            if (!value.empty())
                return "segments of " + (number == 0 ? std::string{"any size"} : std::to_string(number) + " bytes") +
                       " in the route to " + value + " of " + target;
            if (number == 0)
                return "segments of any size in the " + std::string{family_name(family)} + " routes of " + target;
            return "segments of " + std::to_string(number) + " bytes in the " + std::string{family_name(family)} +
                   " routes " + (target.empty() ? "by default" : "of " + target);
        case step_kind::write_file: return "file " + target;
        case step_kind::remove_file: return "no file " + target;
        case step_kind::add_adapter: return "adapter \"" + target + "\" (" + value + ")";
        case step_kind::remove_adapter: return "no adapter \"" + target + "\"";
        case step_kind::weak_host:
            return "weak host " +
                   std::string{receive && send ? "receive and send"
                               : receive       ? "receive"
                                               : "send"} +
                   (number != 0 ? " on \"" : " off on \"") + target + "\" (" + std::string{family_name(family)} + ")";
        case step_kind::set_metric:
            return "metric " + std::to_string(number) + " for \"" + target + "\" (" + std::string{family_name(family)} +
                   ")";
        case step_kind::no_dns: return "no DNS registration for \"" + target + "\"";
        case step_kind::unbind: return "no file sharing over \"" + target + "\"";
        case step_kind::open_firewall: return "firewall rule \"" + target + "\"";
        case step_kind::close_firewall: return "no firewall rule \"" + target + "\"";
        case step_kind::set_registry: return "registry of " + target + ": " + value;
        case step_kind::manual: return value;
    }
    return {};
}

}  // namespace hakit::realserver

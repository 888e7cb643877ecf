#include <hakit/realserver/render.hpp>

#include <string_view>

namespace hakit::realserver {
namespace {

/// A word of a POSIX shell.
std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return out + "'";
}

std::string ip(ip_family family) { return family == ip_family::v6 ? "ip -6" : "ip -4"; }

std::string_view module_of(std::string_view kind) {
    if (kind == "gre") return "ip_gre";
    if (kind == "ip6tnl-any") return "ip6_tunnel";
    if (kind == "ip6gre") return "ip6_gre";
    return kind;
}

/// Comments of several lines stay comments.
std::string comment(std::string_view text) {
    std::string out = "# ";
    for (const char c : text) out += c == '\n' ? std::string{"\n# "} : std::string(1, c);
    return out + "\n";
}

std::string limit_mss(const step& s) {
    const auto list = ip(s.family) + " route show table main" + (s.target.empty() ? " default" : " dev " + s.target);
    const auto device = s.target.empty() ? std::string{} : " dev " + s.target;
    // What `ip route show` prints about the state of a route, `ip route replace` does not take.
    const std::string clean = " | sed 's/ linkdown//; s/ dead//; s/ advmss [0-9]*//'";
    const auto metric = s.number == 0 ? std::string{} : " advmss " + std::to_string(s.number);
    return list + clean + " | while read -r route; do\n    # shellcheck disable=SC2086\n    " + ip(s.family) +
           " route replace $route" + device + metric + "\ndone\n";
}

std::string add_link(const step& s) {
    const auto name = s.target;
    if (s.value == "dummy")
        return "ip link show dev " + name + " >/dev/null 2>&1 || ip link add " + name + " type dummy\n";
    auto out = "modprobe " + std::string{module_of(s.value)} + "  # brings " + name + "\n";
    if (s.value == "ip6tnl-any") out += "ip -6 tunnel change " + name + " mode any\n";
    return out;
}

std::string write_file(const step& s) {
    std::string end = "END";
    while (s.value.find(end) != s.value.npos) end += "_";
    return "mkdir -p " + quoted(s.target.substr(0, s.target.rfind('/'))) + "\ncat >" + quoted(s.target) + " <<'" + end +
           "'\n" + s.value + (s.value.ends_with('\n') ? "" : "\n") + end + "\n";
}

std::string commands_of(const step& s) {
    const auto family = s.address.address.family();
    switch (s.kind) {
        // -w takes the key as a path, so that names with dots stay whole.
        case step_kind::set_sysctl: return "sysctl -w " + quoted(s.target + "=" + s.value) + "\n";
        case step_kind::add_link: return add_link(s);
        case step_kind::remove_link: return "ip link delete " + s.target + " || true\n";
        case step_kind::open_port:
            return "modprobe " + std::string{s.family == ip_family::v6 ? "fou6" : "fou"} + "\n" + ip(s.family) +
                   " fou show | grep -q '^port " + std::to_string(s.number) + " gue' || " + ip(s.family) +
                   " fou add port " + std::to_string(s.number) + " gue\n";
        case step_kind::close_port: return ip(s.family) + " fou del port " + std::to_string(s.number) + " || true\n";
        case step_kind::link_up: return "ip link set " + s.target + " up\n";
        case step_kind::link_down: return "ip link set " + s.target + " down || true\n";
        case step_kind::add_address:
            return ip(family) + " address replace " + s.address.to_string() + " dev " + s.target +
                   (family == ip_family::v6 ? " preferred_lft 0 nodad\n" : "\n");
        case step_kind::remove_address:
            return ip(family) + " address delete " + s.address.to_string() + " dev " + s.target + " || true\n";
        case step_kind::limit_mss: return limit_mss(s);
        case step_kind::write_file: return write_file(s);
        case step_kind::remove_file: return "rm -f " + quoted(s.target) + "\n";
        default: return comment(s.to_string());
    }
}

}  // namespace

result<std::string> to_shell(const plan& p) {
    if (p.host.os != platform::linux_kernel) return error{errc::unsupported, "Windows has no such shell"};
    std::string out = "#!/bin/sh\n# Prepares this host as a real server of LVS; written by hakit.\nset -eu\n";
    for (const auto& r : p.refusals) out += "\n" + comment("Refused: " + r.service + ": " + r.reason);
    for (const auto& s : p.steps) {
        out += '\n';
        if (!s.reason.empty()) out += comment(s.reason);
        out += commands_of(s);
    }
    if (!p.notes.empty()) out += '\n';
    for (const auto& n : p.notes) out += comment("Note: " + n);
    return out;
}

}  // namespace hakit::realserver

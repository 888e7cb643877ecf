// A Linux host. What the kernel does with ARP was measured: tests/interop/realserver has the matrix.
#include "realserver/planner.hpp"

namespace hakit::realserver {
namespace {

/// The device that takes packets of a service out of their tunnel, and what brings it.
struct tunnel_device {
    std::string name;
    std::string kind;
};

/// The devices that each namespace has once their module is loaded; they take packets of any sender.
tunnel_device device_for(const service& s) {
    const bool outer_v6 = outer_family(s) == ip_family::v6;
    if (s.tunnel == encapsulation::gre)
        return outer_v6 ? tunnel_device{"ip6gre0", "ip6gre"} : tunnel_device{"gre0", "gre"};
    if (outer_v6) return {"ip6tnl0", "ip6tnl-any"};
    return s.vip.is_v6() ? tunnel_device{"sit0", "sit"} : tunnel_device{"tunl0", "ipip"};
}

/// What encapsulation adds to each packet, in bytes.
unsigned overhead_of(const service& s) {
    unsigned bytes = outer_family(s) == ip_family::v6 ? 40 : 20;
    if (s.tunnel == encapsulation::gre) bytes += s.checksum ? 8 : 4;
    if (s.tunnel == encapsulation::gue) bytes += 8 + 4;
    return bytes;
}

class linux_planner : planner {
public:
    using planner::planner;

    void run() {
        add_devices();
        set_arp();
        set_filters();
        for (const auto& s : services()) {
            if (s.method == forwarding::tunnel) raise_tunnel(s);
        }
        for (const auto& s : services()) add_address(s);
        for (const auto& s : services()) {
            if (s.method == forwarding::tunnel) limit_segments(s);
        }
        add_notes();
    }

private:
    void set(const std::string& path, const std::string& value, std::string reason) {
        add({.kind = step_kind::set_sysctl, .target = path, .value = value}, std::move(reason));
    }

    /// Devices without an address receive nothing, so they may come before the settings, which name some of them.
    void add_devices() {
        const bool direct =
            std::ranges::any_of(services(), [](const service& s) { return s.method == forwarding::direct_routing; });
        if (direct && on().device != "lo")
            add({.kind = step_kind::add_link, .target = on().device, .value = "dummy"},
                "carries the virtual addresses apart from every other device");
        for (const auto& s : services()) {
            if (s.method != forwarding::tunnel) continue;
            const auto device = device_for(s);
            add({.kind = step_kind::add_link, .target = device.name, .value = device.kind},
                "takes the packets of the director out of their tunnel");
        }
    }

    void set_arp() {
        if (!any(ip_family::v4)) return;
        const auto both = [&](const std::string& name) {
            const auto folder = "net/ipv4/conf/" + name + "/";
            set(folder + "arp_ignore", "1",
                "ARP requests for the virtual address are left to the director: only addresses of the interface where "
                "the request arrives are answered");
            set(folder + "arp_announce", "2",
                "the host's own ARP requests never name the virtual address as their source, which would draw its "
                "traffic here");
        };
        if (on().only_interfaces) {
            for (const auto& name : on().interfaces) both(name);
        } else {
            both("all");
        }
    }

    void set_filters() {
        for (const auto& s : services()) {
            if (s.method != forwarding::tunnel || s.vip.is_v6()) continue;
            set("net/ipv4/conf/" + device_for(s).name + "/rp_filter", "2",
                "clients are reached by another interface than the tunnel's, which a strict check would take for a "
                "forgery; the greater of this and all.rp_filter counts, so 2 is enough whatever `all` is");
        }
    }

    void raise_tunnel(const service& s) {
        const auto device = device_for(s);
        if (s.tunnel == encapsulation::gue)
            add({.kind = step_kind::open_port, .target = "gue", .family = outer_family(s), .number = s.tunnel_port},
                "the kernel unwraps UDP packets to this port and hands their content to " + device.name);
        add({.kind = step_kind::link_up, .target = device.name}, "a device that is down receives nothing");
    }

    void add_address(const service& s) {
        const auto address = host_prefix(s.vip);
        if (s.method == forwarding::tunnel) {
            add({.kind = step_kind::add_address, .target = device_for(s).name, .address = address},
                s.vip.is_v4() ? "makes packets for the virtual address the host's own; the device needs an address for "
                                "rp_filter = 2 to look further"
                              : "makes packets for the virtual address the host's own; deprecated, so that it is not "
                                "chosen as a source");
            return;
        }
        if (on().device != "lo")
            add({.kind = step_kind::link_up, .target = on().device}, "its addresses count while it is up");
        add({.kind = step_kind::add_address, .target = on().device, .address = address},
            s.vip.is_v4()
                ? "makes packets for the virtual address the host's own; a shorter mask would make its whole network so"
                : "makes packets for the virtual address the host's own; neighbour solicitations arrive on other "
                  "interfaces and are not answered; deprecated, so that it is not chosen as a source");
    }

    void limit_segments(const service& s) {
        if (!on().limit_mss) return;
        if (s.transport != transport::tcp) return;
        const auto overhead = overhead_of(s);
        const unsigned headers = (s.vip.is_v6() ? 40 : 20) + 20;
        // The smallest counts for all services of one family.
        auto mss = on().mtu - overhead - headers;
        for (const auto& other : services()) {
            if (other.method == forwarding::tunnel && other.vip.family() == s.vip.family())
                mss = std::min(mss, on().mtu - overhead_of(other) - headers);
        }
        auto interfaces = on().interfaces;
        if (interfaces.empty()) interfaces.emplace_back();
        for (const auto& name : interfaces)
            add({.kind = step_kind::limit_mss, .target = name, .family = s.vip.family(), .number = mss},
                "the director adds up to " + std::to_string(on().mtu - mss - headers) +
                    " bytes to each packet of a client: clients are told to send segments that still fit into " +
                    std::to_string(on().mtu) + " bytes");
    }

    void add_notes() {
        if (any(ip_family::v4))
            note(
                "Neighbours that have learnt the virtual address from this host before keep it until their entry ages; "
                "clear it there once, or let the director announce itself.");
        const auto tunnel =
            std::ranges::any_of(services(), [](const service& s) { return s.method == forwarding::tunnel; });
        if (tunnel)
            note(
                "A packet filter must let the outer packets in: protocol 4 or 41 for ipip, 47 for gre, the UDP port "
                "for "
                "gue.");
        const bool v4_in_v6 =
            std::ranges::any_of(so_far().steps, [](const step& s) { return s.value == "ip6tnl-any"; });
        if (v4_in_v6 && any(ip_family::v4) && on().keep == persistence::networkd)
            note(
                "systemd-networkd cannot make ip6tnl0 take IPv4 out of IPv6: run `ip -6 tunnel change ip6tnl0 mode "
                "any` at boot.");
        note("The program must listen on the virtual address, or on all of them.");
    }
};

}  // namespace

void plan_linux(plan& out, const std::vector<service>& services) {
    linux_planner{out, services}.run();
    for (auto& file : persistent_files(out)) out.steps.push_back(std::move(file));
}

}  // namespace hakit::realserver

// sysctl.d(5), modules-load.d(5), systemd.network(5), systemd.netdev(5), interfaces(5).
#include "realserver/planner.hpp"

namespace hakit::realserver {
namespace {

constexpr std::string_view head = "# Written by hakit: this host is a real server of LVS.\n";

std::string dotted(std::string path) {
    for (auto& c : path) c = c == '/' ? '.' : c == '.' ? '/' : c;
    return path;
}

/// The module that brings a kind of device.
std::string_view module_of(std::string_view kind) {
    if (kind == "gre") return "ip_gre";
    if (kind == "ip6tnl-any") return "ip6_tunnel";
    if (kind == "ip6gre") return "ip6_gre";
    return kind;
}

class file_writer {
public:
    explicit file_writer(const plan& p) : plan_{p} {}

    std::vector<step> run() && {
        if (plan_.host.keep == persistence::none) return {};
        write_modules();
        write_sysctls();
        if (plan_.host.keep == persistence::networkd) write_networkd();
        if (plan_.host.keep == persistence::ifupdown) write_ifupdown();
        return std::move(files_);
    }

private:
    void file(std::string path, const std::string& body, std::string reason) {
        files_.push_back({.kind = step_kind::write_file,
                          .target = std::move(path),
                          .value = std::string{head} + body,
                          .reason = std::move(reason)});
    }

    template <class Visit>
    void each(step_kind kind, Visit visit) const {
        for (const auto& s : plan_.steps)
            if (s.kind == kind) visit(s);
    }

    void write_modules() {
        std::string body;
        each(step_kind::add_link, [&](const step& s) {
            if (s.value != "dummy") body.append(module_of(s.value)).append("\n");
        });
        bool gue = false;
        each(step_kind::open_port, [&](const step& s) {
            body += s.family == ip_family::v6 ? "fou6\n" : "fou\n";
            gue = true;
        });
        if (gue && plan_.host.keep == persistence::sysctl) body += "# The UDP port of gue is opened by `ip fou add`.\n";
        if (!body.empty())
            file("/etc/modules-load.d/hakit-realserver.conf", body,
                 "the tunnel's device, and so its settings, exist before sysctl.d is read");
    }

    void write_sysctls() {
        std::string body;
        each(step_kind::set_sysctl, [&](const step& s) { body += dotted(s.target) + " = " + s.value + "\n"; });
        if (!body.empty())
            file("/etc/sysctl.d/90-hakit-realserver.conf", body,
                 "the settings are made at boot, before the network is");
    }

    std::string address_lines(const std::string& device) const {
        std::string body;
        each(step_kind::add_address, [&](const step& s) {
            if (s.target != device) return;
            body += "\n[Address]\nAddress=" + s.address.to_string() + "\n";
            if (s.address.address.is_v6()) body += "PreferredLifetime=0\nDuplicateAddressDetection=none\n";
        });
        return body;
    }

    void write_networkd() {
        const std::string folder = "/etc/systemd/network/90-hakit-";
        each(step_kind::add_link, [&](const step& s) {
            if (s.value == "dummy")
                file(folder + s.target + ".netdev", "[NetDev]\nName=" + s.target + "\nKind=dummy\n",
                     "systemd-networkd makes the device at boot");
        });
        each(step_kind::open_port, [&](const step& s) {
            file(folder + "gue" + std::to_string(s.number) + ".netdev",
                 "[NetDev]\nName=hakit-gue" + std::to_string(s.number) + "\nKind=fou\n\n[FooOverUDP]\nEncapsulation=" +
                     "GenericUDPEncapsulation\nPort=" + std::to_string(s.number) + "\n",
                 "systemd-networkd opens the port at boot");
        });
        for (const auto& device : devices_of(plan_)) {
            auto body = "[Match]\nName=" + device + "\n";
            if (device != "lo") body += "\n[Network]\nLinkLocalAddressing=no\n";
            file(folder + device + ".network", body + address_lines(device),
                 "systemd-networkd gives the device its addresses at boot");
        }
    }

    void write_ifupdown() {
        std::string body;
        for (const auto& device : devices_of(plan_)) {
            if (device != "lo") body += "auto " + device + "\n";
            body += "iface " + device + " inet " + (device == "lo" ? "loopback" : "manual") + "\n";
            each(step_kind::add_link, [&](const step& s) {
                if (s.target == device && s.value == "dummy")
                    body += "    pre-up ip link add " + device + " type dummy || true\n";
                if (s.target == device && s.value == "ip6tnl-any")
                    body += "    pre-up ip -6 tunnel change " + device + " mode any\n";
            });
            if (device != "lo") body += "    up ip link set " + device + " up\n";
            each(step_kind::add_address, [&](const step& s) {
                if (s.target != device) return;
                const bool v6 = s.address.address.is_v6();
                body += "    up ip address replace " + s.address.to_string() + " dev " + device +
                        (v6 ? " preferred_lft 0 nodad\n" : "\n");
                body += "    down ip address del " + s.address.to_string() + " dev " + device + " || true\n";
            });
        }
        each(step_kind::open_port, [&](const step& s) {
            body += "    up ip" + std::string{s.family == ip_family::v6 ? " -6" : ""} + " fou add port " +
                    std::to_string(s.number) + " gue || true\n";
        });
        file("/etc/network/interfaces.d/hakit-realserver", body, "ifupdown gives the devices their addresses at boot");
    }

    const plan& plan_;
    std::vector<step> files_;
};

}  // namespace

std::vector<step> persistent_files(const plan& p) { return file_writer{p}.run(); }

}  // namespace hakit::realserver

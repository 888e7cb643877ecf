// Windows Server. Sources: Microsoft's documentation of netsh, Set-NetIPInterface and New-NetIPAddress, KB975808,
// Q225060.
#include "realserver/planner.hpp"

namespace hakit::realserver {
namespace {

class windows_planner : planner {
public:
    using planner::planner;

    void run() {
        const bool old = on().release <= windows_release::server_2003_r2;
        const auto& adapter = on().device;
        add({.kind = step_kind::add_adapter, .target = adapter, .value = std::string{adapter_name()}},
            "carries the virtual addresses; it has no link, so nobody asks it for them");
        if (old)
            prepare_2003();
        else
            prepare_2008();
        add({.kind = step_kind::manual,
             .value =
                 "Bind the program (in IIS: the site) to the virtual addresses as well as to the server's own, on the "
                 "port of the virtual service"},
            "the packets carry the virtual address and port");
    }

private:
    std::string_view adapter_name() const {
        return on().release >= windows_release::server_2012 ? "Microsoft KM-TEST Loopback Adapter"
                                                            : "Microsoft Loopback Adapter";
    }

    /// Weak host model, fixed. The dialogue refuses a mask of 32 bits; the registry takes it.
    void prepare_2003() {
        std::string addresses;
        for (const auto& s : services()) {
            const auto text = s.vip.to_string();
            if ((' ' + addresses + ' ').find(' ' + text + ' ') != std::string::npos) continue;
            addresses += (addresses.empty() ? "" : " ") + text;
        }
        add({.kind = step_kind::set_registry, .target = on().adapter_guid, .value = addresses},
            "a mask of 32 bits keeps the network of the virtual address reachable; the dialogue of Windows refuses it");
        add({.kind = step_kind::manual,
             .value = "Disable the adapter \"" + on().device + "\" and enable it again, or restart the server"},
            "addresses of the registry are read when the adapter starts");
        add({.kind = step_kind::unbind, .target = on().device},
            "file sharing would announce the virtual address under this server's name");
        add({.kind = step_kind::manual,
             .value = "Let the ports of the services through Windows Firewall on \"" + on().device +
                      "\", or switch it off there"},
            "a new connection is filtered by default");
        if (on().adapter_guid.empty())
            note(
                "The GUID of the adapter is not known. It is the name of the key below "
                "HKLM\\SYSTEM\\CurrentControlSet\\"
                "Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318} whose Connection\\Name is \"" +
                on().device + "\".");
        note("The registry lists replace what they held: other addresses of the adapter have to be listed too.");
    }

    void prepare_2008() {
        for (const auto family : {ip_family::v4, ip_family::v6}) {
            if (!any(family)) continue;
            for (const auto& name : on().interfaces)
                add({.kind = step_kind::weak_host, .target = name, .family = family, .number = 1, .receive = true},
                    "packets for the virtual address arrive here although it belongs to the loopback adapter");
            add({.kind = step_kind::weak_host,
                 .target = on().device,
                 .family = family,
                 .number = 1,
                 .receive = true,
                 .send = true},
                "answers have the virtual address as source and leave by the other connection");
            add({.kind = step_kind::set_metric, .target = on().device, .family = family, .number = 254},
                "no route is taken over the adapter, and no probes for duplicates are sent for the shared address");
            for (const auto& s : services()) {
                if (s.vip.family() != family) continue;
                add({.kind = step_kind::add_address,
                     .target = on().device,
                     .address = host_prefix(s.vip),
                     .family = family},
                    "makes packets for the virtual address the host's own; it is never chosen as a source");
            }
        }
        add({.kind = step_kind::no_dns, .target = on().device},
            "the name of the server would otherwise resolve to the virtual address");
        add({.kind = step_kind::unbind, .target = on().device},
            "file sharing would announce the virtual address under this server's name");
        for (const auto& s : services()) {
            const auto protocol = s.transport == transport::udp ? "udp" : "tcp";
            if (s.transport == transport::sctp) {
                note("Windows has no SCTP: " + s.to_string() + " needs a program that brings its own.");
                continue;
            }
            add({.kind = step_kind::open_firewall,
                 .target = "LVS " + s.to_string(),
                 .value = protocol,
                 .address = host_prefix(s.vip),
                 .number = s.port},
                "the adapter's network counts as public, where new connections are refused");
        }
        if (on().release <= windows_release::server_2008_r2)
            note(
                "skipassource needs the update KB975808 on Windows Server 2008; without it the virtual address may be "
                "chosen as a source.");
    }
};

}  // namespace

void plan_windows(plan& out, const std::vector<service>& services) { windows_planner{out, services}.run(); }

}  // namespace hakit::realserver

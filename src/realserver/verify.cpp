#include <hakit/realserver/verify.hpp>

#include "realserver/step_state.hpp"

#include <algorithm>
#include <set>

namespace hakit::realserver {
namespace {

class verifier {
public:
    verifier(const plan& p, system& on) : plan_{p}, on_{on} {}

    result<verification> run() {
        for (std::size_t i = 0; i < plan_.steps.size(); ++i)
            if (const auto looked = check_step(i); !looked) return looked.error();
        if (const auto looked = check_addresses(); !looked) return looked.error();
        if (const auto looked = check_interfaces(); !looked) return looked.error();
        return std::move(found_);
    }

private:
    void add(verdict what, std::string message, std::optional<std::size_t> step = {}) {
        found_.observations.push_back({what, step, std::move(message)});
    }

    result<void> check_step(std::size_t i) {
        const auto& s = plan_.steps[i];
        if (!is_linux_step(s.kind)) {
            add(verdict::by_hand, s.to_string(), i);
            return {};
        }
        const auto now = look(s, on_, plan_.host.interfaces);
        if (!now) return now.error();
        auto text = s.to_string();
        if (!now->found.empty()) text += ": " + now->found;
        add(now->made ? verdict::good : verdict::wrong, std::move(text), i);
        return {};
    }

    std::optional<long> number(const std::string& path) { return read_number(path, on_); }

    std::optional<std::size_t> step_for(step_kind kind, const ip_address& address) const {
        for (std::size_t i = 0; i < plan_.steps.size(); ++i)
            if (plan_.steps[i].kind == kind && plan_.steps[i].address.address == address) return i;
        return std::nullopt;
    }

    /// The virtual addresses where they must not be.
    result<void> check_addresses() {
        std::set<ip_address> vips;
        std::set<std::pair<std::string, ip_address>> wanted;
        for (const auto& s : plan_.steps) {
            if (s.kind != step_kind::add_address) continue;
            vips.insert(s.address.address);
            wanted.insert({s.target, s.address.address});
        }
        const auto addresses = on_.addresses();
        if (!addresses) return addresses.error();
        for (const auto& a : *addresses) {
            if (!vips.contains(a.prefix.address)) continue;
            const auto shown = a.prefix.to_string() + " is on " + a.device;
            if (!wanted.contains({a.device, a.prefix.address})) {
                const bool carrier = a.device != "lo" && !is_quiet(a.device);
                if (carrier)
                    add(verdict::suspect, shown + ", which answers for it on the network",
                        step_for(step_kind::add_address, a.prefix.address));
            } else if (a.prefix.length != a.prefix.address.bits()) {
                add(verdict::suspect, shown + ": the mask makes the whole network local",
                    step_for(step_kind::add_address, a.prefix.address));
            }
        }
        return {};
    }

    /// A device that leads to no network.
    bool is_quiet(const std::string& device) {
        const auto links = on_.links();
        if (!links) return false;
        const auto found = std::ranges::find(*links, device, &link_state::name);
        return found != links->end() &&
               (found->kind == "dummy" || found->kind == "ipip" || found->kind == "sit" || found->kind == "gre" ||
                found->kind.starts_with("ip6tnl") || found->kind == "ip6gre");
    }

    /// The interfaces to the network, named or all that there are.
    result<void> check_interfaces() {
        const auto links = on_.links();
        if (!links) return links.error();
        std::vector<std::string> names = plan_.host.interfaces;
        for (const auto& name : names)
            if (std::ranges::find(*links, name, &link_state::name) == links->end())
                add(verdict::suspect, "there is no interface " + name);
        if (names.empty())
            for (const auto& l : *links)
                if (l.name != "lo" && l.up && !is_quiet(l.name)) names.push_back(l.name);
        const bool v4 = std::ranges::any_of(
            plan_.steps, [](const step& s) { return s.kind == step_kind::add_address && s.address.address.is_v4(); });
        const bool v6 = std::ranges::any_of(
            plan_.steps, [](const step& s) { return s.kind == step_kind::add_address && s.address.address.is_v6(); });
        const auto all_ignore = number("net/ipv4/conf/all/arp_ignore").value_or(0);
        for (const auto& name : names) {
            const auto own = [&](const char* what) { return number("net/ipv4/conf/" + name + "/" + what).value_or(0); };
            if (v4) {
                const auto ignore = std::max(all_ignore, own("arp_ignore"));
                if (ignore == 8) add(verdict::suspect, name + " answers no ARP request at all: arp_ignore is 8");
                if (ignore >= 3 && ignore != 8)
                    add(verdict::suspect,
                        name + " answers for addresses of other devices: arp_ignore is " + std::to_string(ignore));
                if (own("proxy_arp") != 0 || number("net/ipv4/conf/all/proxy_arp").value_or(0) != 0)
                    add(verdict::suspect, name + " answers for other hosts: proxy_arp is on");
            }
            if (v6 && number("net/ipv6/conf/" + name + "/proxy_ndp").value_or(0) != 0)
                add(verdict::suspect, name + " may answer for the virtual address: proxy_ndp is on");
        }
        if (v6 && number("net/ipv6/conf/all/disable_ipv6").value_or(0) != 0)
            add(verdict::suspect, "IPv6 is switched off: net.ipv6.conf.all.disable_ipv6 is 1");
        return {};
    }

    const plan& plan_;
    system& on_;
    verification found_;
};

}  // namespace

std::string_view to_string(verdict v) noexcept {
    switch (v) {
        case verdict::good: return "good";
        case verdict::wrong: return "wrong";
        case verdict::suspect: return "suspect";
        case verdict::by_hand: return "by_hand";
    }
    return "";
}

bool verification::ok() const noexcept {
    return std::ranges::none_of(
        observations, [](const observation& o) { return o.what == verdict::wrong || o.what == verdict::suspect; });
}

std::string verification::to_string(bool all) const {
    std::string out;
    for (const auto& o : observations) {
        if (!all && o.what == verdict::good) continue;
        out.append(realserver::to_string(o.what)).append(": ").append(o.message);
        if (o.step && (o.what == verdict::wrong || o.what == verdict::suspect))
            out.append(" (step ").append(std::to_string(*o.step + 1)).append(")");
        out += '\n';
    }
    if (ok() && !all && out.empty()) out = "ok\n";
    return out;
}

result<verification> verify(const plan& p, system& on) {
    if (p.host.os != platform::linux_kernel)
        return error{errc::unsupported, "a plan for Windows cannot be verified from here"};
    return verifier{p, on}.run();
}

}  // namespace hakit::realserver

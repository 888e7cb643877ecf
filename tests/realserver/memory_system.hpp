/// A host in memory, for tests: settings, devices, addresses and routes as values, and failures on demand.
#pragma once

#include <hakit/realserver/system.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace hakit::realserver::test {

struct memory_system final : realserver::system {
    std::map<std::string, std::string> sysctls = {
        {"net/ipv4/conf/all/arp_ignore", "0"},  {"net/ipv4/conf/all/arp_announce", "0"},
        {"net/ipv4/conf/eth0/arp_ignore", "0"}, {"net/ipv4/conf/eth0/arp_announce", "0"},
        {"net/ipv4/conf/all/rp_filter", "1"},
    };
    std::vector<link_state> devices = {{"lo", "", true, 65536}, {"eth0", "", true, 1500}};
    std::vector<address_state> addrs = {{"lo", *ip_prefix::parse("127.0.0.1/8"), false, true},
                                        {"eth0", *ip_prefix::parse("198.51.100.2/24"), false, false}};
    std::vector<route_state> table = {{"eth0", *ip_prefix::parse("0.0.0.0/0"), 0, 1},
                                      {"eth0", *ip_prefix::parse("198.51.100.0/24"), 0, 2}};
    std::vector<tunnel_port> ports;
    std::map<std::string, std::string> files;
    bool privileged = true;
    int changes_until_failure = -1;  ///< -1: none fails
    int changes = 0;

    friend bool operator==(const memory_system& a, const memory_system& b) {
        const auto same_addresses = std::ranges::equal(a.addrs, b.addrs, [](const auto& x, const auto& y) {
            return x.device == y.device && x.prefix == y.prefix;
        });
        const auto same_routes = std::ranges::equal(
            a.table, b.table, [](const auto& x, const auto& y) { return x.id == y.id && x.advmss == y.advmss; });
        const auto same_devices = std::ranges::equal(
            a.devices, b.devices, [](const auto& x, const auto& y) { return x.name == y.name && x.up == y.up; });
        return a.sysctls == b.sysctls && same_addresses && same_routes && same_devices && a.files == b.files &&
               a.ports.size() == b.ports.size();
    }

    result<void> change() {
        if (changes_until_failure >= 0 && changes++ == changes_until_failure)
            return error{errc::system, "this one fails"};
        return {};
    }

    result<void> may_change() override {
        if (privileged) return {};
        return error{errc::refused, "CAP_NET_ADMIN is missing"};
    }
    result<std::string> read_sysctl(const std::string& path) override {
        const auto found = sysctls.find(path);
        if (found == sysctls.end()) return error{errc::not_found, path};
        return found->second;
    }
    result<void> write_sysctl(const std::string& path, const std::string& value) override {
        if (const auto done = change(); !done) return done;
        if (!sysctls.contains(path)) return error{errc::not_found, path};
        sysctls[path] = value;
        return {};
    }
    result<std::vector<link_state>> links() override { return devices; }
    result<void> add_link(const std::string& name, const std::string& kind) override {
        if (const auto done = change(); !done) return done;
        devices.push_back({name, kind, false, 1500});
        sysctls["net/ipv4/conf/" + name + "/rp_filter"] = "0";
        return {};
    }
    result<void> remove_link(const std::string& name) override {
        if (const auto done = change(); !done) return done;
        std::erase_if(devices, [&](const auto& d) { return d.name == name; });
        std::erase_if(addrs, [&](const auto& a) { return a.device == name; });
        sysctls.erase("net/ipv4/conf/" + name + "/rp_filter");
        return {};
    }
    result<void> set_link_up(const std::string& name, bool up) override {
        if (const auto done = change(); !done) return done;
        for (auto& d : devices)
            if (d.name == name) d.up = up;
        return {};
    }
    result<std::vector<address_state>> addresses() override { return addrs; }
    result<void> add_address(const std::string& device, const ip_prefix& address) override {
        if (const auto done = change(); !done) return done;
        addrs.push_back({device, address, address.address.is_v6(), false});
        return {};
    }
    result<void> remove_address(const std::string& device, const ip_prefix& address) override {
        if (const auto done = change(); !done) return done;
        std::erase_if(addrs, [&](const auto& a) { return a.device == device && a.prefix == address; });
        return {};
    }
    result<std::vector<route_state>> routes() override { return table; }
    result<void> set_advmss(const route_state& route, std::uint32_t mss) override {
        if (const auto done = change(); !done) return done;
        for (auto& r : table)
            if (r.id == route.id) r.advmss = mss;
        return {};
    }
    result<std::vector<tunnel_port>> tunnel_ports() override { return ports; }
    result<void> open_tunnel_port(const tunnel_port& port) override {
        if (const auto done = change(); !done) return done;
        ports.push_back(port);
        return {};
    }
    result<void> close_tunnel_port(const tunnel_port& port) override {
        if (const auto done = change(); !done) return done;
        std::erase_if(ports, [&](const auto& p) { return p.port == port.port; });
        return {};
    }
    result<std::optional<std::string>> read_file(const std::string& path) override {
        const auto found = files.find(path);
        return found == files.end() ? std::optional<std::string>{} : std::optional{found->second};
    }
    result<void> write_file(const std::string& path, const std::string& content) override {
        if (const auto done = change(); !done) return done;
        files[path] = content;
        return {};
    }
    result<void> remove_file(const std::string& path) override {
        if (const auto done = change(); !done) return done;
        files.erase(path);
        return {};
    }
};

}  // namespace hakit::realserver::test

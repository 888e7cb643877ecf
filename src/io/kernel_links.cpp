// Devices and addresses over rtnetlink(7).
#include "io/kernel_system_impl.hpp"

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/if_tunnel.h>
#include <linux/ip6_tunnel.h>
#include <linux/rtnetlink.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

namespace hakit::io {

namespace netlink = ipvs::netlink;
using realserver::address_state;
using realserver::link_state;

namespace {

template <class Header>
std::optional<Header> header_of(netlink_bytes payload) {
    if (payload.size() < sizeof(Header)) return std::nullopt;
    Header h{};
    std::memcpy(&h, payload.data(), sizeof h);
    return h;
}

template <class Header>
netlink_bytes attributes_of(netlink_bytes payload) {
    return payload.subspan(std::min(NLMSG_ALIGN(sizeof(Header)), payload.size()));
}

unsigned char family_number(ip_family f) { return f == ip_family::v6 ? AF_INET6 : AF_INET; }

/// How realserver calls a tunnel over IPv6 for both families.
constexpr std::string_view ip6tnl_any = "ip6tnl-any";

/// Whether a tunnel takes every protocol out of its packets.
bool takes_any(netlink_bytes info) {
    const netlink::attribute_table<IFLA_INFO_DATA> parts{info};
    const auto* data = parts.find(IFLA_INFO_DATA);
    if (data == nullptr) return false;
    const netlink::attribute_table<IFLA_IPTUN_PROTO> own{data->payload};
    return own.number<std::uint8_t>(IFLA_IPTUN_PROTO) == 0;
}

/// Makes the device take every protocol out of its packets. Of the first device of a host nothing else may change, and
/// rtnetlink may change nothing before Linux 6.7.
result<void> take_any(const std::string& name) {
    const descriptor fd{::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (!fd) return error::system(errno, "open a socket");
    ip6_tnl_parm parameters{};
    ifreq request{};
    name.copy(parameters.name, sizeof parameters.name - 1);
    name.copy(request.ifr_name, sizeof request.ifr_name - 1);
    request.ifr_data = &parameters;
    if (::ioctl(fd.get(), SIOCCHGTUNNEL, &request) != 0) return error::system(errno, "change the device " + name);
    return {};
}

netlink_request address_request(std::uint16_t type, std::uint16_t flags, int index, const ip_prefix& address) {
    ifaddrmsg header{};
    header.ifa_family = family_number(address.address.family());
    header.ifa_prefixlen = address.length;
    header.ifa_scope = RT_SCOPE_UNIVERSE;
    header.ifa_index = static_cast<unsigned>(index);
    netlink_request request{type, flags, header};
    request.put(IFA_LOCAL, bytes_of(address.address));
    request.put(IFA_ADDRESS, bytes_of(address.address));
    return request;
}

}  // namespace

std::optional<ip_address> address_of(unsigned char family, netlink_bytes bytes) {
    if (family == AF_INET && bytes.size() == 4) {
        std::array<std::uint8_t, 4> raw{};
        std::memcpy(raw.data(), bytes.data(), raw.size());
        return ip_address{raw};
    }
    if (family == AF_INET6 && bytes.size() == 16) {
        std::array<std::uint8_t, 16> raw{};
        std::memcpy(raw.data(), bytes.data(), raw.size());
        return ip_address{raw};
    }
    return std::nullopt;
}

std::optional<int> link_names::index_of(std::string_view name) const {
    for (const auto& [index, own] : by_index)
        if (own == name) return index;
    return std::nullopt;
}

std::string link_names::name_of(int index) const {
    const auto found = by_index.find(index);
    return found == by_index.end() ? std::string{} : found->second;
}

result<link_names> kernel_system::impl::names() {
    link_names all;
    const auto start_over = [&] { all.by_index.clear(); };
    const auto read =
        route.dump({RTM_GETLINK, NLM_F_DUMP, ifinfomsg{}}, "list the devices", start_over, [&](const auto& m) {
            const auto header = header_of<ifinfomsg>(m.payload);
            if (m.type != RTM_NEWLINK || !header) return;
            const netlink::attribute_table<IFLA_LINKINFO> own{attributes_of<ifinfomsg>(m.payload)};
            if (const auto* name = own.find(IFLA_IFNAME)) all.by_index[header->ifi_index] = name->string();
        });
    if (!read) return read.error();
    return all;
}

result<int> kernel_system::impl::index_of(const std::string& name) {
    const auto all = names();
    if (!all) return all.error();
    if (const auto index = all->index_of(name)) return *index;
    return error{errc::not_found, "there is no device " + name, ENODEV};
}

result<std::vector<link_state>> kernel_system::links() {
    std::vector<link_state> all;
    const auto start_over = [&] { all.clear(); };
    const auto read =
        impl_->route.dump({RTM_GETLINK, NLM_F_DUMP, ifinfomsg{}}, "list the devices", start_over, [&](const auto& m) {
            const auto header = header_of<ifinfomsg>(m.payload);
            if (m.type != RTM_NEWLINK || !header) return;
            const netlink::attribute_table<IFLA_LINKINFO> own{attributes_of<ifinfomsg>(m.payload)};
            const auto* name = own.find(IFLA_IFNAME);
            if (name == nullptr) return;
            link_state l;
            l.name = name->string();
            l.up = (header->ifi_flags & IFF_UP) != 0;
            l.mtu = own.template number<std::uint32_t>(IFLA_MTU).value_or(0);
            if (const auto* info = own.find(IFLA_LINKINFO)) {
                const netlink::attribute_table<IFLA_INFO_KIND> kind{info->payload};
                if (const auto* text = kind.find(IFLA_INFO_KIND)) l.kind = text->string();
                if (l.kind == "ip6tnl" && takes_any(info->payload)) l.kind = ip6tnl_any;
            }
            all.push_back(std::move(l));
        });
    if (!read) return read.error();
    return all;
}

result<void> kernel_system::add_link(const std::string& name, const std::string& kind) {
    const bool any = kind == ip6tnl_any;
    const auto request_for = [&](std::uint16_t flags) {
        netlink_request request{RTM_NEWLINK, static_cast<std::uint16_t>(flags | NLM_F_ACK), ifinfomsg{}};
        request.put_string(IFLA_IFNAME, name);
        const auto info = request.open(IFLA_LINKINFO);
        request.put_string(IFLA_INFO_KIND, any ? "ip6tnl" : kind);
        if (any) {
            const auto data = request.open(IFLA_INFO_DATA);
            request.put_number(IFLA_IPTUN_PROTO, std::uint8_t{0});
            request.close(data);
        }
        request.close(info);
        return request;
    };
    const auto done = impl_->route.change(request_for(NLM_F_CREATE | NLM_F_EXCL), "make the device " + name);
    if (done) return {};
    const auto code = done.error().system_errno();
    // The module, when the request loads it, makes the device itself.
    if (code == EEXIST && impl_->index_of(name)) {
        if (!any) return {};
        result<void> done_so = error{errc::internal, "not run"};
        const auto inside = impl_->options.where.run([&] { done_so = take_any(name); });
        return inside ? done_so : result<void>{inside.error()};
    }
    if (code == EOPNOTSUPP) return error{errc::unsupported, "this kernel has no devices of kind " + kind, code};
    return done.error();
}

result<void> kernel_system::remove_link(const std::string& name) {
    const auto index = impl_->index_of(name);
    if (!index) return index.error();
    ifinfomsg header{};
    header.ifi_index = *index;
    return impl_->route.change({RTM_DELLINK, NLM_F_ACK, header}, "remove the device " + name);
}

result<void> kernel_system::set_link_up(const std::string& name, bool up) {
    const auto index = impl_->index_of(name);
    if (!index) return index.error();
    ifinfomsg header{};
    header.ifi_index = *index;
    header.ifi_flags = up ? IFF_UP : 0;
    header.ifi_change = IFF_UP;
    return impl_->route.change({RTM_NEWLINK, NLM_F_ACK, header}, "set " + name + (up ? " up" : " down"));
}

result<std::vector<address_state>> kernel_system::impl::read_addresses() {
    const auto devices = names();
    if (!devices) return devices.error();
    std::vector<address_state> all;
    const auto start_over = [&] { all.clear(); };
    const auto read =
        route.dump({RTM_GETADDR, NLM_F_DUMP, ifaddrmsg{}}, "list the addresses", start_over, [&](const auto& m) {
            const auto header = header_of<ifaddrmsg>(m.payload);
            if (m.type != RTM_NEWADDR || !header) return;
            const netlink::attribute_table<IFA_FLAGS> own{attributes_of<ifaddrmsg>(m.payload)};
            const auto* local = own.find(IFA_LOCAL);
            if (local == nullptr) local = own.find(IFA_ADDRESS);
            if (local == nullptr) return;
            const auto address = address_of(header->ifa_family, local->payload);
            if (!address) return;
            const auto flags = own.template number<std::uint32_t>(IFA_FLAGS).value_or(header->ifa_flags);
            all.push_back({devices->name_of(static_cast<int>(header->ifa_index)),
                           {*address, header->ifa_prefixlen},
                           (flags & IFA_F_DEPRECATED) != 0,
                           header->ifa_scope == RT_SCOPE_HOST});
        });
    if (!read) return read.error();
    return all;
}

result<std::vector<address_state>> kernel_system::addresses() {
    // A kernel that lists addresses without a lock (since 6.10) takes one off its list before it counts the change: a
    // dump between the two misses another one and says nothing of it. So two have to agree.
    auto known = impl_->read_addresses();
    for (int reading = 1; known && reading < most_readings; ++reading) {
        auto again = impl_->read_addresses();
        if (!again || *again == *known) return again;
        known = std::move(again);
    }
    if (!known) return known;
    return error{errc::timed_out,
                 "list the addresses: they changed during each of " + std::to_string(most_readings) + " readings",
                 EAGAIN};
}

result<void> kernel_system::add_address(const std::string& device, const ip_prefix& address) {
    const auto index = impl_->index_of(device);
    if (!index) return index.error();
    auto request = address_request(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE | NLM_F_ACK, *index, address);
    if (address.address.is_v6()) {
        constexpr std::uint32_t forever = 0xffffffff;
        request.put_number(IFA_FLAGS, std::uint32_t{IFA_F_NODAD});
        ifa_cacheinfo life{};
        life.ifa_valid = forever;
        request.put_number(IFA_CACHEINFO, life);  // preferred for no time: deprecated at once
    }
    return impl_->route.change(std::move(request), "add " + address.to_string() + " to " + device);
}

result<void> kernel_system::remove_address(const std::string& device, const ip_prefix& address) {
    const auto index = impl_->index_of(device);
    if (!index) return index.error();
    return impl_->route.change(address_request(RTM_DELADDR, NLM_F_ACK, *index, address),
                               "remove " + address.to_string() + " from " + device);
}

}  // namespace hakit::io

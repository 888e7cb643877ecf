// Routes over rtnetlink(7), and the ports of linux/fou.h over generic netlink.
#include <hakit/io/file.hpp>

#include "io/kernel_system_impl.hpp"

#include <fcntl.h>
#include <linux/fou.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>

namespace hakit::io {

namespace netlink = ipvs::netlink;
using realserver::route_state;
using realserver::tunnel_port;

namespace {

/// What is state of a route and no setting: the kernel takes none of it in a request.
constexpr unsigned nexthop_state = RTNH_F_DEAD | RTNH_F_LINKDOWN | RTNH_F_OFFLOAD | RTNH_F_TRAP | RTNH_F_UNRESOLVED;

rtmsg header_of_route(netlink_bytes payload) {
    rtmsg h{};
    std::memcpy(&h, payload.data(), std::min(sizeof h, payload.size()));
    return h;
}

netlink_bytes attributes_of_route(netlink_bytes payload) {
    return payload.subspan(std::min(NLMSG_ALIGN(sizeof(rtmsg)), payload.size()));
}

/// The device of the first next hop of several.
std::optional<int> first_hop(netlink_bytes hops) {
    if (hops.size() < sizeof(rtnexthop)) return std::nullopt;
    rtnexthop hop{};
    std::memcpy(&hop, hops.data(), sizeof hop);
    return hop.rtnh_ifindex;
}

std::optional<route_state> read_route(netlink_bytes payload, const link_names& names) {
    const auto header = header_of_route(payload);
    const netlink::attribute_table<RTA_TABLE> own{attributes_of_route(payload)};
    const auto table = own.number<std::uint32_t>(RTA_TABLE).value_or(header.rtm_table);
    if (payload.size() < sizeof(rtmsg) || table != RT_TABLE_MAIN || header.rtm_type != RTN_UNICAST ||
        (header.rtm_flags & RTM_F_CLONED) != 0)
        return std::nullopt;
    auto index = own.number<int>(RTA_OIF);
    if (const auto* hops = own.find(RTA_MULTIPATH); !index && hops != nullptr) index = first_hop(hops->payload);
    if (!index) return std::nullopt;
    route_state r;
    r.device = names.name_of(*index);
    const std::array<std::byte, 16> zero{};
    const auto* to = own.find(RTA_DST);
    const auto address =
        address_of(header.rtm_family,
                   to != nullptr ? to->payload : netlink_bytes{zero}.first(header.rtm_family == AF_INET6 ? 16 : 4));
    if (!address) return std::nullopt;
    // Neighbours on the link say nothing about clients.
    if (address->is_v6() && (address->is_link_local() || address->is_multicast())) return std::nullopt;
    r.destination = {*address, header.rtm_dst_len};
    if (const auto* metrics = own.find(RTA_METRICS)) {
        const netlink::attribute_table<RTAX_ADVMSS> each{metrics->payload};
        r.advmss = each.number<std::uint32_t>(RTAX_ADVMSS).value_or(0);
    }
    return r;
}

genlmsghdr generic(std::uint8_t command) { return {command, 1, 0}; }

netlink_bytes generic_attributes(netlink_bytes payload) {
    return payload.subspan(std::min(sizeof(genlmsghdr), payload.size()));
}

}  // namespace

void load_module(const char* name) {
    // The program that the kernel itself would run.
    const auto configured = read_file("/proc/sys/kernel/modprobe", 4096);
    auto program = configured ? configured->substr(0, configured->find('\n')) : std::string{"/sbin/modprobe"};
    std::string quiet = "-q";
    std::string end_of_options = "--";
    std::string module = name;
    std::array<char*, 5> arguments{program.data(), quiet.data(), end_of_options.data(), module.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    pid_t child = 0;
    if (::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments.data(), environment.data()) != 0) return;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
}

result<std::vector<route_state>> kernel_system::routes() {
    const auto names = impl_->names();
    if (!names) return names.error();
    std::vector<route_state> all;
    impl_->last_routes.clear();
    for (const auto family : {AF_INET, AF_INET6}) {
        rtmsg header{};
        header.rtm_family = static_cast<unsigned char>(family);
        const auto before = all.size();
        const auto start_over = [&] {
            all.resize(before);
            impl_->last_routes.resize(before);
        };
        const auto read =
            impl_->route.dump({RTM_GETROUTE, NLM_F_DUMP, header}, "list the routes", start_over, [&](const auto& m) {
                if (m.type != RTM_NEWROUTE) return;
                auto r = read_route(m.payload, *names);
                if (!r) return;
                r->id = impl_->last_routes.size();
                impl_->last_routes.emplace_back(m.payload.begin(), m.payload.end());
                all.push_back(std::move(*r));
            });
        // A kernel without IPv6 answers with an error.
        if (!read && family == AF_INET) return read.error();
    }
    return all;
}

result<void> kernel_system::set_advmss(const route_state& route, std::uint32_t mss) {
    if (route.id >= impl_->last_routes.size()) return error{errc::not_found, "no such route"};
    const netlink_bytes before{impl_->last_routes[route.id]};
    auto header = header_of_route(before);
    header.rtm_flags &= ~nexthop_state;
    netlink_request request{RTM_NEWROUTE, NLM_F_REPLACE | NLM_F_ACK, header};
    netlink_bytes metrics;
    for (auto rest = attributes_of_route(before); const auto a = netlink::next_attribute(rest);) {
        if (a->type == RTA_METRICS)
            metrics = a->payload;
        else if (a->type != RTA_CACHEINFO)
            request.put(a->type, a->payload);
    }
    const auto place = request.open(RTA_METRICS);
    while (const auto a = netlink::next_attribute(metrics))
        if (a->type != RTAX_ADVMSS) request.put(a->type, a->payload);
    if (mss != 0) request.put_number(RTAX_ADVMSS, mss);
    request.close(place);
    return impl_->route.change(std::move(request), "change the route to " + route.destination.to_string());
}

result<void> kernel_system::impl::find_fou(bool load) {
    if (fou != 0) return {};
    if (!generic) {
        auto socket = netlink_socket::open(NETLINK_GENERIC, options.where);
        if (!socket) return socket.error();
        generic.emplace(std::move(*socket));
    }
    for (int attempt = 0; attempt < (load ? 2 : 1); ++attempt) {
        if (attempt == 1) {
            load_module("fou");
            load_module("fou6");
        }
        const auto read = generic->dump(
            {GENL_ID_CTRL, NLM_F_DUMP, io::generic(CTRL_CMD_GETFAMILY)}, "list the families of generic netlink", [] {},
            [&](const auto& m) {
                const netlink::attribute_table<CTRL_ATTR_FAMILY_NAME> own{generic_attributes(m.payload)};
                const auto* name = own.find(CTRL_ATTR_FAMILY_NAME);
                if (name != nullptr && name->string() == FOU_GENL_NAME)
                    fou = own.template number<std::uint16_t>(CTRL_ATTR_FAMILY_ID).value_or(0);
            });
        if (!read) return read.error();
        if (fou != 0) return {};
    }
    return error{errc::unsupported, "this kernel has no FOU: the module fou cannot be loaded", ENOENT};
}

result<std::vector<tunnel_port>> kernel_system::tunnel_ports() {
    if (const auto found = impl_->find_fou(false); !found) return found.error();
    std::vector<tunnel_port> all;
    const auto start_over = [&] { all.clear(); };
    const auto read = impl_->generic->dump(
        {impl_->fou, NLM_F_DUMP, io::generic(FOU_CMD_GET)}, "list the ports of FOU", start_over, [&](const auto& m) {
            const netlink::attribute_table<FOU_ATTR_TYPE> own{generic_attributes(m.payload)};
            const auto* port = own.find(FOU_ATTR_PORT);
            if (port == nullptr) return;
            tunnel_port p;
            p.port = port->be16().value_or(0);
            if (own.template number<std::uint8_t>(FOU_ATTR_AF) == AF_INET6) p.family = ip_family::v6;
            p.gue = own.template number<std::uint8_t>(FOU_ATTR_TYPE) == FOU_ENCAP_GUE;
            all.push_back(p);
        });
    if (!read) return read.error();
    return all;
}

namespace {

netlink_request port_request(std::uint16_t family, std::uint8_t command, const tunnel_port& p) {
    netlink_request request{family, NLM_F_ACK, generic(command)};
    const std::array port{static_cast<std::byte>(p.port >> 8U), static_cast<std::byte>(p.port & 0xffU)};
    request.put(FOU_ATTR_PORT, port);
    request.put_number(FOU_ATTR_AF, static_cast<std::uint8_t>(p.family == ip_family::v6 ? AF_INET6 : AF_INET));
    if (command == FOU_CMD_ADD) {
        const auto type = p.gue ? FOU_ENCAP_GUE : FOU_ENCAP_DIRECT;
        request.put_number(FOU_ATTR_TYPE, static_cast<std::uint8_t>(type));
    }
    return request;
}

}  // namespace

result<void> kernel_system::open_tunnel_port(const tunnel_port& port) {
    if (const auto found = impl_->find_fou(true); !found) return found.error();
    return impl_->generic->change(port_request(impl_->fou, FOU_CMD_ADD, port),
                                  "open UDP port " + std::to_string(port.port) + " for tunnels");
}

result<void> kernel_system::close_tunnel_port(const tunnel_port& port) {
    if (const auto found = impl_->find_fou(false); !found) return found.error();
    return impl_->generic->change(port_request(impl_->fou, FOU_CMD_DEL, port),
                                  "close UDP port " + std::to_string(port.port) + " for tunnels");
}

}  // namespace hakit::io

// The IPVS services of a virtual server: one for an address or a firewall mark, several for a group.
#include "director/translate_context.hpp"

#include <algorithm>
#include <unordered_set>

namespace hakit::director {
namespace {

using keepalived::virtual_server;

/// A group may hold a network; more addresses than this are a mistake, and would cost the kernel minutes.
constexpr std::size_t max_services_of_group = 65536;

constexpr std::uint32_t default_persistence = 360;  // seconds

ip_address next(const ip_address& a) {
    auto bytes = a.bytes();
    for (auto i = a.size(); i-- > 0;) {
        if (++bytes[i] != 0) break;
    }
    if (a.is_v6()) return ip_address{bytes};
    return ip_address{std::array<std::uint8_t, 4>{bytes[0], bytes[1], bytes[2], bytes[3]}};
}

std::string_view scheduler_name(keepalived::scheduler s) {
    using keepalived::scheduler;
    switch (s) {
        case scheduler::rr: return "rr";
        case scheduler::wrr: return "wrr";
        case scheduler::lc: return "lc";
        case scheduler::wlc: return "wlc";
        case scheduler::lblc: return "lblc";
        case scheduler::sh: return "sh";
        case scheduler::mh: return "mh";
        case scheduler::dh: return "dh";
        case scheduler::fo: return "fo";
        case scheduler::ovf: return "ovf";
        case scheduler::lblcr: return "lblcr";
        case scheduler::sed: return "sed";
        case scheduler::nq: return "nq";
        case scheduler::twos: return "twos";
    }
    return "wlc";
}

ipvs::protocol protocol_of(const virtual_server& vs) {
    switch (vs.protocol.value_or(keepalived::service_protocol::udp)) {
        case keepalived::service_protocol::tcp: return ipvs::protocol::tcp;
        case keepalived::service_protocol::udp: return ipvs::protocol::udp;
        case keepalived::service_protocol::sctp: return ipvs::protocol::sctp;
    }
    return ipvs::protocol::udp;
}

std::uint8_t scheduler_flags(const virtual_server& vs) {
    unsigned flags = 0;
    if (vs.flag_1.value_or(false)) flags |= ipvs::scheduler_flag_1;
    if (vs.flag_2.value_or(false)) flags |= ipvs::scheduler_flag_2;
    if (vs.flag_3.value_or(false)) flags |= ipvs::scheduler_flag_3;
    if (vs.sh_fallback.value_or(false) || vs.mh_fallback.value_or(false)) flags |= ipvs::hash_fallback;
    if (vs.sh_port.value_or(false) || vs.mh_port.value_or(false)) flags |= ipvs::hash_port;
    return static_cast<std::uint8_t>(flags);
}

class services_of {
public:
    services_of(translate_context& context, const virtual_server& vs)
        : context_{context}, vs_{vs}, family_{family_of(vs)}, name_{name_of(vs, family_)} {}

    std::vector<ipvs::service> run() && {
        if (const auto* e = std::get_if<keepalived::endpoint>(&*vs_.address)) {
            add_address(e->address, e->port);
        } else if (const auto* mark = std::get_if<keepalived::fwmark_service>(&*vs_.address)) {
            add(ipvs::fwmark_key{mark->mark, family_});
        } else {
            add_group(std::get<keepalived::group_service>(*vs_.address).name);
        }
        return std::move(services_);
    }

private:
    void add_group(const std::string& group_name) {
        const auto& groups = context_.configuration.virtual_server_group;
        const auto group =
            std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return *g.name == group_name; });
        if (group == groups.end()) {
            context_.fail(vs_.where.span, name_ + ": there is no virtual_server_group " + group_name);
            return;
        }
        for (const auto& entry : group->entries) {
            if (const auto* mark = std::get_if<keepalived::group_fwmark>(&*entry)) {
                auto family = family_;
                if (mark->family)
                    family = *mark->family == keepalived::address_family::inet6 ? ip_family::v6 : ip_family::v4;
                add(ipvs::fwmark_key{mark->mark, family});
            } else if (!add_range(std::get<keepalived::address_range>(*entry))) {
                context_.fail(entry.where(), name_ + ": more than " + std::to_string(max_services_of_group) +
                                                 " addresses in the group");
                return;
            }
        }
        if (services_.empty())
            context_.fail(vs_.where.span, name_ + ": the virtual_server_group " + group_name + " is empty");
    }

    bool add_range(const keepalived::address_range& range) {
        for (auto a = range.first; a <= range.last; a = next(a)) {
            if (services_.size() == max_services_of_group) return false;
            add_address(a, range.port);
            if (a == range.last) break;  // the last address there is has no next
        }
        return true;
    }

    void add_address(const ip_address& address, std::uint16_t port) {
        add(ipvs::address_key{protocol_of(vs_), address, port});
    }

    void add(const ipvs::service_key& key) {
        if (!keys_.insert(key).second) {
            context_.warn(vs_.where.span, name_ + ": " + key.to_string() + " stands twice in the group");
            return;
        }
        ipvs::service s;
        s.key = key;
        s.scheduler = scheduler_name(vs_.lb_algo.value_or(keepalived::scheduler::wlc));
        s.scheduler_flags = scheduler_flags(vs_);
        s.persistence_engine = vs_.persistence_engine.value_or({});
        const auto* address = key.address();
        const bool datagrams = address == nullptr || address->protocol == ipvs::protocol::udp;
        if (vs_.ops.value_or(false)) {
            if (datagrams) {
                s.one_packet = true;
            } else if (services_.empty()) {
                context_.warn(vs_.ops.where(), name_ + ": ops works with UDP alone; it is ignored");
            }
        }
        set_persistence(s, address != nullptr && address->port == 0);
        services_.push_back(std::move(s));
    }

    void set_persistence(ipvs::service& s, bool any_port) {
        if (vs_.persistence_timeout) {
            s.persistence_timeout =
                static_cast<std::uint32_t>(std::clamp<std::int64_t>(vs_.persistence_timeout->count(), 1, 2678400));
        } else if (vs_.persistence_granularity) {
            s.persistence_timeout = default_persistence;
        } else if (any_port) {
            s.persistence_timeout = default_persistence;
            if (services_.empty())
                context_.warn(vs_.where.span, name_ + ": a service of all ports needs persistence; 360 s are used");
        }
        if (vs_.persistence_granularity) s.persistence_mask = mask_of(*vs_.persistence_granularity, s.key.family());
    }

    ipvs::client_mask mask_of(const keepalived::granularity& g, ip_family family) {
        if (family == ip_family::v6) return g.length != 0 ? ipvs::client_mask::v6(g.length) : ipvs::client_mask{};
        if (g.netmask != 0) return ipvs::client_mask::v4(g.netmask);
        // inet_aton(3) reads a bare number as the whole address.
        if (services_.empty())
            context_.warn(vs_.persistence_granularity.where(), name_ + ": persistence_granularity " +
                                                                   std::to_string(g.length) + " means 0.0.0." +
                                                                   std::to_string(g.length) + " for IPv4");
        return ipvs::client_mask::v4(g.length);
    }

    translate_context& context_;
    const virtual_server& vs_;
    ip_family family_;
    std::string name_;
    std::vector<ipvs::service> services_;
    std::unordered_set<ipvs::service_key> keys_;
};

}  // namespace

ip_family family_of(const virtual_server& vs) {
    if (const auto* e = std::get_if<keepalived::endpoint>(&*vs.address)) return e->address.family();
    if (vs.ip_family) return *vs.ip_family == keepalived::address_family::inet6 ? ip_family::v6 : ip_family::v4;
    if (!vs.real_server.empty()) return vs.real_server.front().address->address.family();
    if (vs.sorry_server) return vs.sorry_server->address.family();
    return ip_family::v4;
}

std::string name_of(const virtual_server& vs, ip_family family) {
    if (const auto* e = std::get_if<keepalived::endpoint>(&*vs.address))
        return ipvs::service_key{protocol_of(vs), e->address, e->port}.to_string();
    if (const auto* mark = std::get_if<keepalived::fwmark_service>(&*vs.address))
        return ipvs::service_key{ipvs::fwmark_key{mark->mark, family}}.to_string();
    return "group " + std::get<keepalived::group_service>(*vs.address).name + " " +
           std::string{ipvs::to_string(protocol_of(vs))};
}

std::vector<ipvs::service> translate_services(translate_context& context, const virtual_server& vs) {
    return services_of{context, vs}.run();
}

}  // namespace hakit::director

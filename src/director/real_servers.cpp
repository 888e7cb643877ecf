#include <hakit/director/real_servers.hpp>

#include <algorithm>

namespace hakit::director {
namespace {

realserver::transport transport_of(ipvs::protocol p) {
    switch (p) {
        case ipvs::protocol::udp: return realserver::transport::udp;
        case ipvs::protocol::sctp: return realserver::transport::sctp;
        default: return realserver::transport::tcp;
    }
}

realserver::encapsulation encapsulation_of(ipvs::tunnel_type t) {
    switch (t) {
        case ipvs::tunnel_type::gue: return realserver::encapsulation::gue;
        case ipvs::tunnel_type::gre: return realserver::encapsulation::gre;
        default: return realserver::encapsulation::ipip;
    }
}

class collector {
public:
    explicit collector(const std::optional<ip_address>& server) : only_{server} {}

    void look(const service_plan& pool) {
        for (const auto& s : pool.servers) look(pool, s.destination);
        if (pool.sorry) look(pool, pool.sorry->destination);
    }

    real_server_needs take() && { return std::move(out_); }

private:
    void note(std::string text) {
        if (std::ranges::find(out_.notes, text) == out_.notes.end()) out_.notes.push_back(std::move(text));
    }

    void look(const service_plan& pool, const ipvs::destination& server) {
        if (only_ && server.key.address != *only_) return;
        if (server.forwarding != ipvs::forwarding::direct && server.forwarding != ipvs::forwarding::tunnel) {
            note(pool.name + ": masquerading needs nothing on " + server.key.address.to_string() +
                 " but a default route through the director");
            return;
        }
        for (const auto& s : pool.services) add(pool, s, server);
    }

    void add(const service_plan& pool, const ipvs::service& from, const ipvs::destination& server) {
        const auto* key = from.key.address();
        if (key == nullptr) {
            note(pool.name + ": a firewall mark says no virtual address; name the addresses yourself");
            return;
        }
        if (key->address == server.key.address) {
            note(pool.name + ": " + server.key.address.to_string() + " is the virtual address itself");
            return;
        }
        realserver::service s;
        s.vip = key->address;
        s.port = key->port;
        s.transport = transport_of(key->protocol);
        s.server = server.key.address;
        // With a port of its own the server could not be reached: the plan refuses that with the reason.
        s.server_port = server.key.port;
        if (server.forwarding == ipvs::forwarding::tunnel) {
            s.method = realserver::forwarding::tunnel;
            s.tunnel = encapsulation_of(server.tunnel.type);
            s.tunnel_port = server.tunnel.port;
            s.checksum = (server.tunnel.flags & ipvs::tunnel_checksum) != 0;
        }
        if (std::ranges::find(out_.services, s) == out_.services.end()) out_.services.push_back(std::move(s));
    }

    const std::optional<ip_address>& only_;
    real_server_needs out_;
};

}  // namespace

real_server_needs needs_of_real_servers(const plan& p, const std::optional<ip_address>& server) {
    collector all{server};
    for (const auto& pool : p.services) all.look(pool);
    return std::move(all).take();
}

result<realserver::plan> plan_real_server(realserver::request wanted, const plan* balancer,
                                          const real_server_options& options) {
    std::vector<std::string> notes;
    if (balancer != nullptr) {
        auto needs = needs_of_real_servers(*balancer, options.server);
        wanted.services.insert(wanted.services.end(), needs.services.begin(), needs.services.end());
        notes = std::move(needs.notes);
    }
    if (wanted.services.empty()) {
        std::string why = "no service reaches " + (options.server ? options.server->to_string() : "a real server") +
                          " by direct routing or a tunnel";
        for (const auto& n : notes) why += "\n" + n;
        return error{errc::refused, std::move(why)};
    }
    auto made = realserver::make_plan(wanted.services, wanted.host);
    if (!made) return made.error();
    if (options.undo) {
        auto back = realserver::undo_of(*made);
        back.refusals = std::move(made->refusals);
        *made = std::move(back);
    }
    made->notes.insert(made->notes.begin(), notes.begin(), notes.end());
    return made;
}

}  // namespace hakit::director

#include "director/pool.hpp"

#include <algorithm>

namespace hakit::director {
namespace {

/// Adds the destination unless its family does not fit or another server has become the same (a firewall mark takes
/// the port away, and with it the difference).
void add_to(ipvs::service_state& s, const ipvs::destination& written, std::int32_t weight) {
    auto d = destination_for(s.service, written);
    if (d.forwarding != ipvs::forwarding::tunnel && d.key.address.family() != s.service.key.family()) return;
    const auto same = [&](const ipvs::destination& other) { return other.key == d.key; };
    if (std::any_of(s.destinations.begin(), s.destinations.end(), same)) return;
    d.weight = weight;
    s.destinations.push_back(std::move(d));
}

}  // namespace

void pool::make_quorum(std::optional<bool> was_up) {
    health::quorum_options o;
    o.quorum = plan.quorum;
    o.hysteresis = plan.hysteresis;
    o.omega = plan.omega;
    o.was_up = was_up;
    if (plan.sorry) {
        health::sorry_options sorry;
        sorry.weight = plan.sorry->destination.weight;
        sorry.inhibit = plan.sorry->inhibit;
        for (std::size_t i = 0; i < plan.servers.size(); ++i)
            if (plan.servers[i].destination.key == plan.sorry->destination.key)
                sorry.same_as = static_cast<health::server_id>(i);
        o.sorry = sorry;
    }
    std::vector<health::pool_server> members;
    for (const auto& s : servers) members.push_back({s.plan.destination.weight, s.plan.inhibit_on_failure, s.alive});
    quorum = std::make_unique<health::quorum>(o, std::move(members));
    // Limits come from the configured weights, the pool from the present ones.
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const auto weight = servers[i].weight();
        if (weight != servers[i].plan.destination.weight)
            static_cast<void>(quorum->set_weight(static_cast<health::server_id>(i), weight));
    }
}

ipvs::state pool::render() const {
    ipvs::state made;
    for (const auto& service : plan.services) {
        ipvs::service_state s{service, {}};
        for (const auto& entry : quorum->pool()) {
            if (entry.server == health::sorry_server) {
                if (plan.sorry) add_to(s, plan.sorry->destination, entry.weight);
            } else if (entry.server < servers.size()) {
                add_to(s, servers[entry.server].plan.destination, entry.weight);
            }
        }
        made.services.push_back(std::move(s));
    }
    return made;
}

}  // namespace hakit::director

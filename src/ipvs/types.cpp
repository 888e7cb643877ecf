#include <hakit/ipvs/types.hpp>

#include <algorithm>

namespace hakit::ipvs {

namespace {

std::string with_port(const ip_address& address, std::uint16_t port) {
    const auto text = address.to_string();
    return (address.is_v6() ? "[" + text + "]" : text) + ":" + std::to_string(port);
}

void combine(std::size_t& seed, std::size_t value) noexcept {
    seed ^= value + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U);
}

}  // namespace

std::string_view to_string(protocol p) noexcept {
    switch (p) {
        case protocol::tcp: return "tcp";
        case protocol::udp: return "udp";
        case protocol::sctp: return "sctp";
    }
    return "unknown";
}

std::string service_key::to_string() const {
    if (const auto* mark = fwmark()) {
        return "fwmark " + std::to_string(mark->mark) + (mark->family == ip_family::v6 ? " inet6" : "");
    }
    return std::string{ipvs::to_string(address()->protocol)} + " " + with_port(address()->address, address()->port);
}

std::string client_mask::to_string(ip_family family) const {
    if (family == ip_family::v6) return std::to_string(v6_prefix());
    const auto mask = v4_mask();
    const auto part = [mask](unsigned shift) { return static_cast<std::uint8_t>(mask >> shift); };
    return ip_address{std::array<std::uint8_t, 4>{part(24), part(16), part(8), part(0)}}.to_string();
}

std::string service::to_string() const {
    auto text = key.to_string() + " " + scheduler;
    if (persistence_timeout) {
        text += " persistent " + std::to_string(*persistence_timeout);
        if (!persistence_mask.is_full()) text += " mask " + persistence_mask.to_string(key.family());
    }
    if (!persistence_engine.empty()) text += " pe " + persistence_engine;
    if (one_packet) text += " ops";
    if ((scheduler_flags & scheduler_flag_1) != 0) text += " flag-1";
    if ((scheduler_flags & scheduler_flag_2) != 0) text += " flag-2";
    if ((scheduler_flags & scheduler_flag_3) != 0) text += " flag-3";
    return text;
}

std::string to_string(forwarding method) {
    switch (method) {
        case forwarding::masquerade: return "masq";
        case forwarding::local: return "local";
        case forwarding::tunnel: return "tunnel";
        case forwarding::direct: return "route";
        case forwarding::bypass: return "bypass";
    }
    return "method " + std::to_string(static_cast<unsigned>(method));
}

std::string to_string(tunnel_type type) {
    switch (type) {
        case tunnel_type::ipip: return "ipip";
        case tunnel_type::gue: return "gue";
        case tunnel_type::gre: return "gre";
    }
    return "type " + std::to_string(static_cast<unsigned>(type));
}

std::string destination_key::to_string() const { return with_port(address, port); }

std::string destination::to_string() const {
    auto text = key.to_string() + " " + ipvs::to_string(forwarding);
    if (tunnel != ipvs::tunnel{}) {
        text += " " + ipvs::to_string(tunnel.type);
        if (tunnel.port != 0) text += " port " + std::to_string(tunnel.port);
        if ((tunnel.flags & tunnel_checksum) != 0) text += " csum";
        if ((tunnel.flags & tunnel_remote_checksum) != 0) text += " remcsum";
    }
    text += " weight " + std::to_string(weight);
    if (upper_threshold != 0 || lower_threshold != 0) {
        text += " thresholds " + std::to_string(lower_threshold) + "-" + std::to_string(upper_threshold);
    }
    return text;
}

const service_state* state::find(const service_key& key) const noexcept {
    const auto at =
        std::find_if(services.begin(), services.end(), [&](const service_state& s) { return s.service.key == key; });
    return at == services.end() ? nullptr : &*at;
}

service_state* state::find(const service_key& key) noexcept {
    const auto at =
        std::find_if(services.begin(), services.end(), [&](const service_state& s) { return s.service.key == key; });
    return at == services.end() ? nullptr : &*at;
}

void normalize(state& table) {
    for (auto& s : table.services) {
        std::stable_sort(s.destinations.begin(), s.destinations.end(),
                         [](const destination& a, const destination& b) { return a.key < b.key; });
    }
    std::stable_sort(table.services.begin(), table.services.end(),
                     [](const service_state& a, const service_state& b) { return a.service.key < b.service.key; });
    if (table.sync_daemons) {
        std::stable_sort(table.sync_daemons->begin(), table.sync_daemons->end(),
                         [](const sync_daemon& a, const sync_daemon& b) { return a.role < b.role; });
    }
}

state settings_of(const std::vector<service_status>& listing) {
    state table;
    table.services.reserve(listing.size());
    for (const auto& s : listing) {
        auto& copy = table.services.emplace_back(service_state{s.service, {}});
        copy.destinations.reserve(s.destinations.size());
        for (const auto& d : s.destinations) copy.destinations.push_back(d.destination);
    }
    normalize(table);
    return table;
}

std::string sync_daemon::to_string() const {
    auto text = std::string{ipvs::to_string(role)} + " " + interface + " id " + std::to_string(sync_id);
    if (group) text += " group " + group->to_string();
    if (port != 0) text += " port " + std::to_string(port);
    if (ttl != 0) text += " ttl " + std::to_string(ttl);
    if (max_length != 0) text += " maxlen " + std::to_string(max_length);
    return text;
}

std::string_view to_string(sync_role role) noexcept { return role == sync_role::master ? "master" : "backup"; }

}  // namespace hakit::ipvs

std::size_t std::hash<hakit::ipvs::service_key>::operator()(const hakit::ipvs::service_key& key) const noexcept {
    std::size_t seed = 0;
    if (const auto* mark = key.fwmark()) {
        hakit::ipvs::combine(seed, mark->mark);
        hakit::ipvs::combine(seed, static_cast<std::size_t>(mark->family));
        return seed;
    }
    hakit::ipvs::combine(seed, static_cast<std::size_t>(key.address()->protocol));
    hakit::ipvs::combine(seed, std::hash<hakit::ip_address>{}(key.address()->address));
    hakit::ipvs::combine(seed, key.address()->port);
    return seed;
}

std::size_t std::hash<hakit::ipvs::destination_key>::operator()(
    const hakit::ipvs::destination_key& key) const noexcept {
    auto seed = std::hash<hakit::ip_address>{}(key.address);
    hakit::ipvs::combine(seed, key.port);
    return seed;
}

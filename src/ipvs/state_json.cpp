#include <hakit/ipvs/state_json.hpp>

namespace hakit::ipvs {

namespace {

using json = nlohmann::ordered_json;

constexpr auto schema = "hakit-ipvs-1";

json protocol_json(protocol p) {
    const auto name = to_string(p);
    if (name == "unknown") return static_cast<unsigned>(p);  // a foreign one
    return name;
}

void put_key(json& j, const service_key& key) {
    if (const auto* mark = key.fwmark()) {
        j["fwmark"] = mark->mark;
        if (mark->family == ip_family::v6) j["family"] = "inet6";
        return;
    }
    const auto& a = *key.address();
    j["protocol"] = protocol_json(a.protocol);
    j["address"] = a.address.to_string();
    j["port"] = a.port;
}

json service_json(const service& s) {
    json j;
    put_key(j, s.key);
    j["scheduler"] = s.scheduler;
    if (s.persistence_timeout) j["persistence_timeout"] = *s.persistence_timeout;
    if (!s.persistence_mask.is_full()) {
        if (s.key.family() == ip_family::v6) {
            j["persistence_mask"] = s.persistence_mask.v6_prefix();
        } else {
            j["persistence_mask"] = s.persistence_mask.to_string(ip_family::v4);
        }
    }
    if (!s.persistence_engine.empty()) j["persistence_engine"] = s.persistence_engine;
    if (s.one_packet) j["one_packet"] = true;
    if (s.scheduler_flags != 0) j["scheduler_flags"] = s.scheduler_flags;
    return j;
}

void put_key(json& j, const destination_key& key) {
    j["address"] = key.address.to_string();
    j["port"] = key.port;
}

json destination_json(const destination& d) {
    json j;
    put_key(j, d.key);
    const auto method = static_cast<unsigned>(d.forwarding);
    if (method <= 4) {
        j["forwarding"] = to_string(d.forwarding);
    } else {
        j["forwarding"] = method;
    }
    j["weight"] = d.weight;
    if (d.upper_threshold != 0) j["upper_threshold"] = d.upper_threshold;
    if (d.lower_threshold != 0) j["lower_threshold"] = d.lower_threshold;
    if (d.tunnel == tunnel{}) return j;
    auto& t = j["tunnel"] = json::object();
    const auto type = static_cast<unsigned>(d.tunnel.type);
    if (type <= 2) {
        t["type"] = to_string(d.tunnel.type);
    } else {
        t["type"] = type;
    }
    if (d.tunnel.port != 0) t["port"] = d.tunnel.port;
    if (d.tunnel.flags != 0) t["flags"] = d.tunnel.flags;
    return j;
}

json timeouts_json(const timeouts& t) { return {{"tcp", t.tcp}, {"tcp_fin", t.tcp_fin}, {"udp", t.udp}}; }

json daemon_json(const sync_daemon& d) {
    json j;
    j["role"] = to_string(d.role);
    j["interface"] = d.interface;
    j["sync_id"] = d.sync_id;
    if (d.max_length != 0) j["max_length"] = d.max_length;
    if (d.group) j["group"] = d.group->to_string();
    if (d.port != 0) j["port"] = d.port;
    if (d.ttl != 0) j["ttl"] = d.ttl;
    return j;
}

json counters_json(const counters& c) {
    return {{"connections", c.connections},
            {"packets_in", c.packets_in},
            {"packets_out", c.packets_out},
            {"bytes_in", c.bytes_in},
            {"bytes_out", c.bytes_out},
            {"connections_per_second", c.connections_per_second},
            {"packets_in_per_second", c.packets_in_per_second},
            {"packets_out_per_second", c.packets_out_per_second},
            {"bytes_in_per_second", c.bytes_in_per_second},
            {"bytes_out_per_second", c.bytes_out_per_second}};
}

json step_json(const step& s) {
    json j;
    j["kind"] = to_string(s.kind);
    switch (s.kind) {
        case step_kind::set_timeouts: j["timeouts"] = timeouts_json(s.timeouts.value_or(timeouts{})); break;
        case step_kind::start_sync_daemon: j["daemon"] = daemon_json(s.daemon.value_or(sync_daemon{})); break;
        case step_kind::stop_sync_daemon: j["role"] = to_string(s.daemon.value_or(sync_daemon{}).role); break;
        case step_kind::add_service:
        case step_kind::edit_service: j["service"] = service_json(s.service); break;
        default: put_key(j["service"] = json::object(), s.service.key);
    }
    if (s.destination) {
        if (s.kind == step_kind::remove_destination) {
            put_key(j["destination"] = json::object(), s.destination->key);
        } else {
            j["destination"] = destination_json(*s.destination);
        }
    }
    j["text"] = s.to_string();
    return j;
}

/// What a plan leaves to others and to later.
void put_rest(json& j, const plan& p) {
    auto& draining = j["draining"] = json::array();
    for (const auto& d : p.draining) {
        auto& one = draining.emplace_back(json::object());
        put_key(one["service"] = json::object(), d.service);
        put_key(one["destination"] = json::object(), d.destination);
        one["connections"] = d.connections;
    }
    auto& not_owned = j["not_owned"] = json::array();
    for (const auto& key : p.not_owned) put_key(not_owned.emplace_back(json::object()), key);
}

}  // namespace

nlohmann::ordered_json to_json(const state& table) {
    json j;
    j["schema"] = schema;
    auto& services = j["services"] = json::array();
    for (const auto& s : table.services) {
        auto& one = services.emplace_back(service_json(s.service));
        auto& destinations = one["destinations"] = json::array();
        for (const auto& d : s.destinations) destinations.push_back(destination_json(d));
    }
    if (table.timeouts) j["timeouts"] = timeouts_json(*table.timeouts);
    if (table.sync_daemons) {
        auto& daemons = j["sync_daemons"] = json::array();
        for (const auto& d : *table.sync_daemons) daemons.push_back(daemon_json(d));
    }
    return j;
}

nlohmann::ordered_json to_json(const std::vector<service_status>& listing) {
    json j;
    j["schema"] = schema;
    auto& services = j["services"] = json::array();
    for (const auto& s : listing) {
        auto& one = services.emplace_back(service_json(s.service));
        one["counters"] = counters_json(s.counters);
        auto& destinations = one["destinations"] = json::array();
        for (const auto& d : s.destinations) {
            auto& of = destinations.emplace_back(destination_json(d.destination));
            of["active_connections"] = d.active_connections;
            of["inactive_connections"] = d.inactive_connections;
            of["persistent_connections"] = d.persistent_connections;
            of["counters"] = counters_json(d.counters);
        }
    }
    return j;
}

nlohmann::ordered_json to_json(const std::vector<connection>& connections) {
    auto list = json::array();
    const auto endpoint = [](const ip_address& address, std::uint16_t port) {
        return destination_key{address, port}.to_string();
    };
    for (const auto& c : connections) {
        list.push_back({{"protocol", protocol_json(c.protocol)},
                        {"client", endpoint(c.client, c.client_port)},
                        {"virtual", endpoint(c.virtual_address, c.virtual_port)},
                        {"destination", endpoint(c.destination, c.destination_port)},
                        {"state", c.state},
                        {"expires", c.expires}});
        if (c.persistence_engine.empty()) continue;
        list.back()["persistence_engine"] = c.persistence_engine;
        list.back()["engine_data"] = c.engine_data;
    }
    return {{"schema", "hakit-ipvs-connections-1"}, {"connections", std::move(list)}};
}

nlohmann::ordered_json to_json(const plan& p) {
    json j;
    j["schema"] = "hakit-ipvs-plan-1";
    auto& steps = j["steps"] = json::array();
    for (const auto& s : p.steps) steps.push_back(step_json(s));
    put_rest(j, p);
    return j;
}

nlohmann::ordered_json to_json(const plan& p, const apply_report& report) {
    json j;
    j["schema"] = "hakit-ipvs-report-1";
    j["ok"] = report.ok();
    j["made"] = report.made;
    j["already_made"] = report.already_made;
    j["skipped"] = report.skipped;
    auto& steps = j["steps"] = json::array();
    for (std::size_t i = 0; i < p.steps.size() && i < report.fates.size(); ++i) {
        steps.push_back({{"text", p.steps[i].to_string()}, {"fate", to_string(report.fates[i])}});
    }
    for (const auto& f : report.failures) {
        if (f.index < steps.size()) steps[f.index]["error"] = f.error.message();
    }
    put_rest(j, p);
    return j;
}

}  // namespace hakit::ipvs

#include "ipvs/json_reader.hpp"

#include <hakit/ipvs/state_json.hpp>

#include <limits>
#include <utility>

namespace hakit::ipvs {

namespace {

constexpr std::int64_t most_u16 = 0xffff;
constexpr std::int64_t most_u32 = 0xffffffff;
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

std::uint16_t u16(json_reader& r, const json& value) {
    return static_cast<std::uint16_t>(r.number(value, 0, most_u16));
}
std::uint32_t u32(json_reader& r, const json& value) {
    return static_cast<std::uint32_t>(r.number(value, 0, most_u32));
}

/// A name of the list, whose place is the value, or a number up to `most`.
std::uint16_t name_or_number(json_reader& r, const json& value,
                             std::initializer_list<std::pair<std::string_view, unsigned>> names, unsigned most) {
    if (!value.is_string()) return static_cast<std::uint16_t>(r.number(value, 0, most));
    std::string rule;
    for (const auto& [name, number] : names) {
        if (value.get_ref<const std::string&>() == name) return static_cast<std::uint16_t>(number);
        rule += (rule.empty() ? "" : ", ") + std::string{name};
    }
    r.fail(rule + ", or a number");
    return 0;
}

client_mask read_mask(json_reader& r, const json& value, ip_family family) {
    if (family == ip_family::v6) return client_mask::v6(static_cast<std::uint32_t>(r.number(value, 0, 128)));
    const auto a = r.address(value);
    if (a.is_v6()) r.fail("an IPv4 mask such as 255.255.255.0");
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) bits = bits << 8U | a.bytes()[i];
    return client_mask::v4(bits);
}

tunnel read_tunnel(json_reader& r, const json& value) {
    tunnel t;
    r.object(value, [&](const std::string& name, const json& v) {
        if (name == "type") {
            t.type = static_cast<tunnel_type>(name_or_number(r, v, {{"ipip", 0}, {"gue", 1}, {"gre", 2}}, 255));
        } else if (name == "port") {
            t.port = u16(r, v);
        } else if (name == "flags") {
            t.flags = u16(r, v);
        } else {
            return false;
        }
        return true;
    });
    return t;
}

destination read_destination(json_reader& r, const json& value) {
    destination d;
    bool has_address = false;
    r.object(value, [&](const std::string& name, const json& v) {
        if (name == "address") {
            d.key.address = r.address(v);
            has_address = true;
        } else if (name == "port") {
            d.key.port = u16(r, v);
        } else if (name == "forwarding") {
            d.forwarding = static_cast<forwarding>(
                name_or_number(r, v, {{"masq", 0}, {"local", 1}, {"tunnel", 2}, {"route", 3}, {"bypass", 4}}, 7));
        } else if (name == "weight") {
            d.weight = static_cast<std::int32_t>(r.number(v, 0, max_weight));
        } else if (name == "upper_threshold") {
            d.upper_threshold = u32(r, v);
        } else if (name == "lower_threshold") {
            d.lower_threshold = u32(r, v);
        } else if (name == "tunnel") {
            d.tunnel = read_tunnel(r, v);
        } else {
            return false;
        }
        return true;
    });
    if (!has_address) r.fail("a destination has an address");
    return d;
}

service_state read_service(json_reader& r, const json& value) {
    service_state entry;
    auto& s = entry.service;
    address_key address;
    fwmark_key mark;
    bool has_address = false;
    bool has_mark = false;
    const json* mask = nullptr;  // what it means depends on the family, which may come after it
    r.object(value, [&](const std::string& name, const json& v) {
        if (name == "protocol") {
            address.protocol =
                static_cast<protocol>(name_or_number(r, v, {{"tcp", 6}, {"udp", 17}, {"sctp", 132}}, most_u16));
        } else if (name == "address") {
            address.address = r.address(v);
            has_address = true;
        } else if (name == "port") {
            address.port = u16(r, v);
        } else if (name == "fwmark") {
            mark.mark = u32(r, v);
            has_mark = true;
        } else if (name == "family") {
            const auto family = r.string(v);
            if (family != "inet" && family != "inet6") r.fail("inet or inet6");
            mark.family = family == "inet6" ? ip_family::v6 : ip_family::v4;
        } else if (name == "scheduler") {
            s.scheduler = r.string(v);
        } else if (name == "persistence_timeout") {
            s.persistence_timeout = u32(r, v);
        } else if (name == "persistence_mask") {
            mask = &v;
        } else if (name == "persistence_engine") {
            s.persistence_engine = r.string(v);
        } else if (name == "one_packet") {
            s.one_packet = r.boolean(v);
        } else if (name == "scheduler_flags") {
            s.scheduler_flags = static_cast<std::uint8_t>(r.number(v, 0, 7));
        } else if (name == "destinations") {
            r.array(v, [&](const json& d) { entry.destinations.push_back(read_destination(r, d)); });
        } else {
            return false;
        }
        return true;
    });
    if (has_address == has_mark) r.fail("a service has an address or a fwmark");
    s.key = has_mark ? service_key{mark} : service_key{address};
    if (mask != nullptr && !r.failed()) {
        const json_reader::scope at{r, ".persistence_mask"};
        s.persistence_mask = read_mask(r, *mask, s.key.family());
    }
    return entry;
}

timeouts read_timeouts(json_reader& r, const json& value) {
    timeouts t;
    r.object(value, [&](const std::string& name, const json& v) {
        if (name == "tcp") {
            t.tcp = u32(r, v);
        } else if (name == "tcp_fin") {
            t.tcp_fin = u32(r, v);
        } else if (name == "udp") {
            t.udp = u32(r, v);
        } else {
            return false;
        }
        return true;
    });
    return t;
}

sync_daemon read_daemon(json_reader& r, const json& value) {
    sync_daemon d;
    bool has_role = false;
    r.object(value, [&](const std::string& name, const json& v) {
        if (name == "role") {
            const auto role = r.string(v);
            if (role != "master" && role != "backup") r.fail("master or backup");
            d.role = role == "backup" ? sync_role::backup : sync_role::master;
            has_role = true;
        } else if (name == "interface") {
            d.interface = r.string(v);
        } else if (name == "sync_id") {
            d.sync_id = u32(r, v);
        } else if (name == "max_length") {
            d.max_length = u16(r, v);
        } else if (name == "group") {
            d.group = r.address(v);
        } else if (name == "port") {
            d.port = u16(r, v);
        } else if (name == "ttl") {
            d.ttl = static_cast<std::uint8_t>(r.number(v, 0, 255));
        } else {
            return false;
        }
        return true;
    });
    if (!has_role) r.fail("a sync daemon has a role");
    return d;
}

ownership read_ownership(json_reader& r, const json& value) {
    ownership o;
    const auto mark = [&](const json& range) {
        auto& m = o.marks.emplace_back();
        r.object(range, [&](const std::string& name, const json& v) {
            if (name != "first" && name != "last") return false;
            (name == "first" ? m.first : m.last) = u32(r, v);
            return true;
        });
        if (m.last < m.first) r.fail("a first mark up to the last one");
    };
    const auto address = [&](const json& v) {
        if (const auto prefix = ip_prefix::parse(r.string(v)))
            o.addresses.push_back(*prefix);
        else
            r.fail("an address with or without a prefix length");
    };
    r.object(value, [&](const std::string& name, const json& v) {
        if (name == "fwmarks") {
            r.array(v, mark);
        } else if (name == "addresses") {
            r.array(v, address);
        } else if (name == "services") {
            r.array(v, [&](const json& s) { o.services.push_back(read_service(r, s).service.key); });
        } else {
            return false;
        }
        return true;
    });
    return o;
}

/// JSON that is neither too long nor too deep. nlohmann's parser keeps no recursion of its own, but destroying deep
/// values does; a table is five levels deep.
result<json> parse_json(std::string_view bytes, const std::string& what) {
    if (bytes.size() > most_bytes) return error{errc::limit_exceeded, what + " has more than 64 MB"};
    constexpr int deepest = 16;
    bool too_deep = false;
    const json::parser_callback_t shallow = [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > deepest;
        return depth <= deepest;
    };
    auto value = json::parse(bytes, shallow, false);
    if (too_deep) return error{errc::syntax, what + ": JSON that is nested too deeply"};
    if (value.is_discarded()) return error{errc::syntax, what + ": no JSON"};
    return value;
}

/// Reads the whole of `bytes` with `read(reader, value)`.
template <class Read>
auto parse_with(std::string_view bytes, const std::string& what, Read read)
    -> result<decltype(read(std::declval<json_reader&>(), std::declval<const json&>()))> {
    const auto value = parse_json(bytes, what);
    if (!value) return value.error();
    json_reader r;
    auto made = read(r, *value);
    if (r.failed()) return r.failure();
    return made;
}

}  // namespace

result<state> state_from_json(const nlohmann::ordered_json& text) {
    json_reader r;
    state table;
    r.object(text, [&](const std::string& name, const json& v) {
        if (name == "schema") {
            if (r.string(v) != "hakit-ipvs-1") r.fail("hakit-ipvs-1");
        } else if (name == "services") {
            r.array(v, [&](const json& s) { table.services.push_back(read_service(r, s)); });
        } else if (name == "timeouts") {
            table.timeouts = read_timeouts(r, v);
        } else if (name == "sync_daemons") {
            auto& all = table.sync_daemons.emplace();
            r.array(v, [&](const json& d) { all.push_back(read_daemon(r, d)); });
        } else {
            return false;
        }
        return true;
    });
    if (r.failed()) return r.failure();
    return table;
}

result<state> parse_state(std::string_view bytes) {
    const auto value = parse_json(bytes, "the table");
    if (!value) return value.error();
    return state_from_json(*value);
}

result<service_state> parse_service(std::string_view bytes) { return parse_with(bytes, "the service", read_service); }

result<ownership> parse_ownership(std::string_view bytes) { return parse_with(bytes, "the ownership", read_ownership); }

}  // namespace hakit::ipvs

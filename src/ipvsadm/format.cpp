#include <hakit/ipvsadm/format.hpp>

#include "ipvsadm/order.hpp"

#include <array>
#include <string_view>

namespace hakit::ipvsadm {
namespace {

/// `text` with blanks up to `width` columns; as %-*s and %*s it never cuts.
std::string left(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}
std::string right(const std::string& text, std::size_t width) {
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string endpoint(const ip_address& address, std::uint16_t port, ipvs::protocol p, const name_display& names) {
    std::string host;
    std::string service;
    if (names.address) host = names.address(address);
    if (host.empty()) host = address.to_string();
    if (names.port) service = names.port(port, p);
    if (service.empty()) service = std::to_string(port);
    return (address.is_v6() ? '[' + host + ']' : host) + ':' + service;
}

ipvs::protocol protocol_of(const ipvs::service_key& key) {
    return key.address() != nullptr ? key.address()->protocol : ipvs::protocol::tcp;
}

/// ipvsadm prints marks with %d.
std::string mark_text(std::uint32_t mark) { return std::to_string(static_cast<std::int32_t>(mark)); }

std::string protocol_name(ipvs::protocol p) {
    return p == ipvs::protocol::tcp ? "TCP" : p == ipvs::protocol::udp ? "UDP" : "SCTP";
}

std::string listed_key(const ipvs::service_key& key, const name_display& names) {
    if (const auto* mark = key.fwmark())
        return "FWM  " + mark_text(mark->mark) + (mark->family == ip_family::v6 ? " IPv6" : "");
    const auto& a = *key.address();
    return left(protocol_name(a.protocol), 4) + ' ' + endpoint(a.address, a.port, a.protocol, names);
}

std::string rule_key(const ipvs::service_key& key, const name_display& names, bool full) {
    if (const auto* mark = key.fwmark())
        return "-f " + (full ? std::to_string(mark->mark) : mark_text(mark->mark)) +
               (mark->family == ip_family::v6 ? " -6" : "");
    const auto& a = *key.address();
    const std::string flag = a.protocol == ipvs::protocol::tcp   ? "-t"
                             : a.protocol == ipvs::protocol::udp ? "-u"
                                                                 : "--sctp-service";
    return flag + ' ' + endpoint(a.address, a.port, a.protocol, names);
}

/// Of sh and mh ipvsadm shows two flags only; `all` shows the third one, too.
std::string flags_of(const ipvs::service& s, bool all = false) {
    const bool hash = s.scheduler == "sh" || s.scheduler == "mh";
    const std::array<std::string, 3> names{hash ? s.scheduler + "-fallback" : "flag-1",
                                           hash ? s.scheduler + "-port" : "flag-2", "flag-3"};
    std::string out;
    for (unsigned i = 0; i < (hash && !all ? 2U : 3U); ++i)
        if ((s.scheduler_flags >> i & 1U) != 0) out += (out.empty() ? "" : ",") + names[i];
    return out;
}

std::string large(std::uint64_t n, bool exact) {
    if (exact) {
        const auto text = std::to_string(n);
        return right(text, text.size() <= 8 ? 9 : text.size() + 1);
    }
    if (n < 100'000'000) return right(std::to_string(n), 9);
    if (n < 1'000'000'000) return right(std::to_string(n / 1000), 8) + 'K';
    if (n < 100'000'000'000) return right(std::to_string(n / 1'000'000), 8) + 'M';
    if (n < 100'000'000'000'000) return right(std::to_string(n / 1'000'000'000), 8) + 'G';
    return right(std::to_string(n / 1'000'000'000'000), 8) + 'T';
}

std::string forwarding_name(ipvs::forwarding f) {
    switch (f) {
        case ipvs::forwarding::masquerade: return "Masq";
        case ipvs::forwarding::local: return "Local";
        case ipvs::forwarding::tunnel: return "Tunnel";
        case ipvs::forwarding::direct: return "Route";
        default: return "(null)";
    }
}

std::string tunnel_text(const ipvs::destination& d) {
    if (d.forwarding != ipvs::forwarding::tunnel) return "n/a";
    const auto& t = d.tunnel;
    if (t.type == ipvs::tunnel_type::ipip) return "ipip";
    const std::string checksum = t.flags == ipvs::tunnel_checksum          ? "+c"
                                 : t.flags == ipvs::tunnel_remote_checksum ? "r+c"
                                                                           : "-c";
    if (t.type == ipvs::tunnel_type::gue) return "gue:" + std::to_string(t.port) + ':' + checksum;
    return to_string(t.type) + ':' + checksum;
}

class lister {
public:
    explicit lister(const listing_options& options) : o_{options} {}

    [[nodiscard]] std::string title() const {
        const auto five = [](std::array<std::string_view, 5> names) {
            std::string out = left("Prot LocalAddress:Port", 33);
            for (const auto name : names) out += ' ' + right(std::string{name}, 8);
            return out + "\n  -> RemoteAddress:Port\n";
        };
        if (o_.stats) return five({"Conns", "InPkts", "OutPkts", "InBytes", "OutBytes"});
        if (o_.rate) return five({"CPS", "InPPS", "OutPPS", "InBPS", "OutBPS"});
        const auto head = left("Prot LocalAddress:Port", 33);
        if (o_.thresholds) return head + " Uthreshold Lthreshold ActiveConn InActConn \n  -> RemoteAddress:Port\n";
        if (o_.persistent_connections)
            return head + " Weight    PersistConn ActiveConn InActConn \n  -> RemoteAddress:Port\n";
        return std::string{"Prot LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward "} +
               (o_.tunnels ? "TunnelInfo    " : "") + "Weight ActiveConn InActConn\n";
    }

    [[nodiscard]] std::string service(const ipvs::service_status& s) const {
        const auto key = listed_key(s.service.key, o_.names);
        if (o_.stats || o_.rate) return left(key, 33) + numbers(s.counters) + '\n';
        auto out = key + ' ' + s.service.scheduler;
        if (const auto flags = flags_of(s.service); !flags.empty()) out += " (" + flags + ')';
        if (s.service.persistence_timeout) {
            out += " persistent " + std::to_string(*s.service.persistence_timeout);
            if (!s.service.persistence_mask.is_full())
                out += " mask " + s.service.persistence_mask.to_string(s.service.key.family());
            if (!s.service.persistence_engine.empty()) out += " pe " + s.service.persistence_engine;
        }
        if (s.service.one_packet) out += " ops";
        return out + '\n';
    }

    [[nodiscard]] std::string destination(const ipvs::service_key& key, const ipvs::destination_status& status) const {
        const auto& d = status.destination;
        auto out = "  -> " + left(endpoint(d.key.address, d.key.port, protocol_of(key), o_.names), 28);
        const auto column = [&out](const std::string& text, std::size_t width) { out += ' ' + left(text, width); };
        const auto connections = [&] {
            column(std::to_string(status.active_connections), 10);
            column(std::to_string(status.inactive_connections), 10);
        };
        if (o_.stats || o_.rate) return out + numbers(status.counters) + '\n';
        if (o_.thresholds) {
            column(std::to_string(d.upper_threshold), 10);
            column(std::to_string(d.lower_threshold), 10);
        } else if (o_.persistent_connections) {
            column(std::to_string(d.weight), 9);
            column(std::to_string(status.persistent_connections), 11);
        } else {
            column(forwarding_name(d.forwarding), 7);
            if (o_.tunnels) column(tunnel_text(d), 13);
            column(std::to_string(d.weight), 6);
        }
        connections();
        return out + '\n';
    }

private:
    [[nodiscard]] std::string numbers(const ipvs::counters& c) const {
        if (o_.stats)
            return large(c.connections, o_.exact) + large(c.packets_in, o_.exact) + large(c.packets_out, o_.exact) +
                   large(c.bytes_in, o_.exact) + large(c.bytes_out, o_.exact);
        return large(c.connections_per_second, o_.exact) + large(c.packets_in_per_second, o_.exact) +
               large(c.packets_out_per_second, o_.exact) + large(c.bytes_in_per_second, o_.exact) +
               large(c.bytes_out_per_second, o_.exact);
    }

    const listing_options& o_;
};

constexpr auto by_service = [](const auto* a, const auto* b) { return compare(a->service.key, b->service.key); };

std::string rules(const ipvs::state& table, const name_display& names, bool full) {
    const auto by_key = [](const auto* a, const auto* b) { return compare(a->key, b->key); };
    sorter<ipvs::service_state> services;
    sorter<ipvs::destination> destinations;
    std::string out;
    for (const auto* entry : services.sorted(table.services, true, by_service)) {
        const auto& s = entry->service;
        const auto key = rule_key(s.key, names, full);
        out += "-A " + key + " -s " + s.scheduler;
        if (s.persistence_timeout) {
            out += " -p " + std::to_string(*s.persistence_timeout);
            if (!s.persistence_mask.is_full()) out += " -M " + s.persistence_mask.to_string(s.key.family());
        }
        if (!s.persistence_engine.empty()) out += " --pe " + s.persistence_engine;
        if (s.one_packet) out += " -o";
        if (const auto flags = flags_of(s, full); !flags.empty()) out += " -b " + flags;
        out += '\n';
        for (const auto* at : destinations.sorted(entry->destinations, true, by_key)) {
            const auto& d = *at;
            out += "-a " + key + " -r " + endpoint(d.key.address, d.key.port, protocol_of(s.key), names);
            out += d.forwarding == ipvs::forwarding::masquerade ? " -m"
                   : d.forwarding == ipvs::forwarding::tunnel   ? " -i"
                                                                : " -g";
            out += " -w " + std::to_string(d.weight);
            if (d.forwarding == ipvs::forwarding::tunnel) {
                out += " --tun-type " + to_string(d.tunnel.type);
                if (d.tunnel.type == ipvs::tunnel_type::gue) out += " --tun-port " + std::to_string(d.tunnel.port);
                if (d.tunnel.type != ipvs::tunnel_type::ipip)
                    out += d.tunnel.flags == ipvs::tunnel_checksum          ? " --tun-csum"
                           : d.tunnel.flags == ipvs::tunnel_remote_checksum ? " --tun-remcsum"
                                                                            : " --tun-nocsum";
            }
            if (full && d.upper_threshold != 0) out += " -x " + std::to_string(d.upper_threshold);
            if (full && d.lower_threshold != 0) out += " -y " + std::to_string(d.lower_threshold);
            out += '\n';
        }
    }
    return out;
}

}  // namespace

listing_options listing_of(const command& c) noexcept {
    listing_options o;
    o.stats = c.has(subject::stats);
    o.rate = c.has(subject::rate);
    o.thresholds = c.has(subject::thresholds);
    o.persistent_connections = c.has(subject::persistent_connections);
    o.tunnels = c.has(subject::tunnel_info);
    o.exact = c.has(subject::exact);
    o.sort = !c.has(subject::nosort);
    return o;
}

void write_listing(const std::vector<ipvs::service_status>& listing, const std::optional<ipvs::table_info>& info,
                   const listing_options& options, const std::function<void(std::string_view)>& write) {
    constexpr std::size_t piece = 16384;
    std::string out;
    if (info)
        out = "IP Virtual Server version " + std::to_string(info->major) + '.' + std::to_string(info->minor) + '.' +
              std::to_string(info->patch) + " (size=" + std::to_string(info->connection_table_size) + ")\n";
    const lister list{options};
    out += list.title();
    const auto by_destination = [](const auto* a, const auto* b) {
        return compare(a->destination.key, b->destination.key);
    };
    sorter<ipvs::service_status> services;
    sorter<ipvs::destination_status> destinations;
    for (const auto* s : services.sorted(listing, options.sort, by_service)) {
        out += list.service(*s);
        for (const auto* d : destinations.sorted(s->destinations, options.sort, by_destination))
            out += list.destination(s->service.key, *d);
        if (out.size() < piece) continue;
        write(out);
        out.clear();
    }
    write(out);
}

std::string format_listing(const std::vector<ipvs::service_status>& listing,
                           const std::optional<ipvs::table_info>& info, const listing_options& options) {
    std::string all;
    write_listing(listing, info, options, [&](std::string_view piece) { all += piece; });
    return all;
}

std::string format_rules(const ipvs::state& table, const name_display& names) { return rules(table, names, false); }

std::string format_full_rules(const ipvs::state& table) {
    std::string out;
    if (table.timeouts)
        out += "--set " + std::to_string(table.timeouts->tcp) + ' ' + std::to_string(table.timeouts->tcp_fin) + ' ' +
               std::to_string(table.timeouts->udp) + '\n';
    std::string daemons;
    if (table.sync_daemons)
        for (const auto& d : *table.sync_daemons) {
            daemons += "--start-daemon " + std::string{to_string(d.role)} + " --mcast-interface " + d.interface +
                       " --syncid " + std::to_string(d.sync_id);
            if (d.max_length != 0) daemons += " --sync-maxlen " + std::to_string(d.max_length);
            if (d.group) daemons += " --mcast-group " + d.group->to_string();
            if (d.port != 0) daemons += " --mcast-port " + std::to_string(d.port);
            if (d.ttl != 0) daemons += " --mcast-ttl " + std::to_string(d.ttl);
            daemons += '\n';
        }
    return out + rules(table, {}, true) + daemons;
}

std::string format_timeouts(const ipvs::timeouts& t) {
    return "Timeout (tcp tcpfin udp): " + std::to_string(t.tcp) + ' ' + std::to_string(t.tcp_fin) + ' ' +
           std::to_string(t.udp) + '\n';
}

std::string format_daemons(const std::vector<ipvs::sync_daemon>& daemons) {
    std::string out;
    for (const auto role : {ipvs::sync_role::master, ipvs::sync_role::backup})
        for (const auto& d : daemons) {
            if (d.role != role) continue;
            out += std::string{to_string(role)} + " sync daemon (mcast=" + d.interface +
                   ", syncid=" + std::to_string(d.sync_id);
            if (d.max_length != 0) out += ", maxlen=" + std::to_string(d.max_length);
            if (d.group) out += ", group=" + d.group->to_string();
            if (d.port != 0) out += ", port=" + std::to_string(d.port);
            if (d.ttl != 0) out += ", ttl=" + std::to_string(d.ttl);
            out += ")\n";
        }
    return out;
}

std::string format_connections(const std::vector<ipvs::connection>& connections, bool engines,
                               const name_display& names) {
    const auto row = [engines](const std::array<std::string, 8>& c) {
        auto out = left(c[0], 3) + ' ' + left(c[1], 6) + ' ' + left(c[2], 11) + ' ' + left(c[3], 18) + ' ' +
                   left(c[4], 18) + ' ';
        if (!engines) return out + c[5] + '\n';
        return out + left(c[5], 18) + ' ' + left(c[6], 16) + ' ' + c[7] + '\n';
    };
    std::string out = "IPVS connection entries\n" +
                      row({"pro", "expire", "state", "source", "virtual", "destination", "pe name", "pe_data"});
    for (const auto& c : connections) {
        // As the kernel prints it: a template of a firewall mark counts as IP.
        const auto protocol = c.protocol == ipvs::protocol{} ? "IP" : protocol_name(c.protocol);
        const auto two = [](std::uint32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        out +=
            row({protocol, two(c.expires / 60) + ':' + two(c.expires % 60), c.state,
                 endpoint(c.client, c.client_port, c.protocol, names),
                 endpoint(c.virtual_address, c.virtual_port, c.protocol, names),
                 endpoint(c.destination, c.destination_port, c.protocol, names), c.persistence_engine, c.engine_data});
    }
    return out;
}

}  // namespace hakit::ipvsadm

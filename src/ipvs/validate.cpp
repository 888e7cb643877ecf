#include <hakit/ipvs/validate.hpp>

#include "ipvs/destination_rules.hpp"

#include <algorithm>
#include <set>
#include <type_traits>
#include <utility>

namespace hakit::ipvs {

namespace {

constexpr std::uint32_t longest_persistence =
    0xffffffffU / 1000U;  // the kernel multiplies by HZ (at most 1000) in 32 bits

/// Collects the problems of one subject. Texts are made only for what is wrong: big tables are checked step by step.
template <class Subject>
class findings {
public:
    /// `subject` gives the name.
    explicit findings(Subject subject) : subject_{std::move(subject)} {}
    /// `rule` is a text, or gives one.
    template <class Rule>
    void require(bool holds, std::string_view field, const Rule& rule) {
        if (holds) return;
        if constexpr (std::is_invocable_v<Rule>) {
            list_.push_back({subject_(), std::string{field}, rule()});
        } else {
            list_.push_back({subject_(), std::string{field}, std::string{rule}});
        }
    }
    [[nodiscard]] std::vector<problem> take() && { return std::move(list_); }

private:
    Subject subject_;
    std::vector<problem> list_;
};

bool is_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool is_protocol(protocol p) { return p == protocol::tcp || p == protocol::udp || p == protocol::sctp; }

std::string found(std::uint64_t value) { return ", not " + std::to_string(value); }

template <class Findings>
void check_forwarding(const service& s, const destination& d, Findings& f) {
    const bool for_users = d.forwarding == forwarding::masquerade || d.forwarding == forwarding::tunnel ||
                           d.forwarding == forwarding::direct;
    f.require(for_users, "forwarding", [&] { return "masquerade, tunnel or direct, not " + to_string(d.forwarding); });
    if (d.key.address.family() != s.key.family()) {
        f.require(d.forwarding == forwarding::tunnel, "forwarding",
                  "only a tunnel reaches a destination of the other address family");
    }
    // Direct routing and tunnels leave the packet as it is, so the port of the service is the port of the destination.
    const auto* a = s.key.address();
    if (a != nullptr && d.forwarding != forwarding::masquerade && for_users) {
        f.require(d.key.port == a->port, "port", [&] {
            return to_string(d.forwarding) + " cannot change the port: it must be the service's " +
                   std::to_string(a->port) + found(d.key.port);
        });
    }
}

template <class Findings>
void check_tunnel(const destination& d, Findings& f) {
    const auto& t = d.tunnel;
    const bool known = t.type == tunnel_type::ipip || t.type == tunnel_type::gue || t.type == tunnel_type::gre;
    f.require(known, "tunnel.type", [&] { return "ipip, gue or gre, not " + to_string(t.type); });
    if (d.forwarding != forwarding::tunnel) {
        f.require(t == tunnel{}, "tunnel",
                  [&] { return "belongs to forwarding by tunnel, not to " + to_string(d.forwarding); });
        return;
    }
    if (t.type == tunnel_type::gue) {
        f.require(t.port != 0, "tunnel.port", "gue needs the UDP port");
    } else {
        f.require(t.port == 0, "tunnel.port", [&] { return to_string(t.type) + " has no port" + found(t.port); });
    }
    f.require((t.flags & ~(tunnel_checksum | tunnel_remote_checksum)) == 0, "tunnel.flags",
              [&] { return "tunnel_checksum or tunnel_remote_checksum" + found(t.flags); });
    f.require(t.flags != (tunnel_checksum | tunnel_remote_checksum), "tunnel.flags", "one kind of checksum, not both");
    if (t.type == tunnel_type::ipip) f.require(t.flags == 0, "tunnel.flags", "ipip has no checksum");
    if (t.type == tunnel_type::gre) {
        f.require((t.flags & tunnel_remote_checksum) == 0, "tunnel.flags", "gre has no remote checksum");
    }
}

}  // namespace

std::string problem::to_string() const { return subject + ": " + field + ": " + rule; }

std::vector<problem> validate(const service& s) {
    findings f{[&] { return s.key.to_string(); }};
    if (const auto* mark = s.key.fwmark()) {
        f.require(mark->mark != 0, "key.mark", "a firewall mark is not 0");
    } else {
        const auto& a = *s.key.address();
        f.require(is_protocol(a.protocol), "key.protocol",
                  [&] { return "tcp, udp or sctp" + found(static_cast<std::uint64_t>(a.protocol)); });
        f.require(!a.address.is_unspecified(), "key.address", "the unspecified address receives nothing");
        f.require(!a.address.is_multicast(), "key.address", "a multicast address cannot be balanced");
        f.require(a.port != 0 || s.persistence_timeout.has_value(), "key.port",
                  "port 0 (all ports) needs persistence_timeout");
    }
    f.require(!s.scheduler.empty() && s.scheduler.size() <= 15 && is_name(s.scheduler), "scheduler",
              "1 to 15 printable bytes without blanks");
    if (s.persistence_timeout) {
        f.require(
            *s.persistence_timeout >= 1 && *s.persistence_timeout <= longest_persistence, "persistence_timeout",
            [&] { return "1 to " + std::to_string(longest_persistence) + " seconds" + found(*s.persistence_timeout); });
    } else {
        f.require(s.persistence_mask.is_full(), "persistence_mask", "needs persistence_timeout");
    }
    if (s.key.family() == ip_family::v6) {
        const auto prefix = s.persistence_mask.v6_prefix();
        f.require(prefix >= 1 && prefix <= 128, "persistence_mask",
                  [&] { return "a prefix length from 1 to 128" + found(prefix); });
    } else {
        f.require(s.persistence_mask.v4_mask() != 0, "persistence_mask", "a mask of 0 makes all clients one");
    }
    if (!s.persistence_engine.empty()) {
        f.require(s.persistence_engine.size() <= 16 && is_name(s.persistence_engine), "persistence_engine",
                  "at most 16 printable bytes without blanks");
        f.require(s.persistence_timeout.has_value(), "persistence_engine", "needs persistence_timeout");
    }
    const auto* a = s.key.address();
    f.require(!s.one_packet || a == nullptr || a->protocol == protocol::udp, "one_packet", "only for udp or a mark");
    f.require((s.scheduler_flags & ~(scheduler_flag_1 | scheduler_flag_2 | scheduler_flag_3)) == 0, "scheduler_flags",
              [&] { return "three bits" + found(s.scheduler_flags); });
    return std::move(f).take();
}

std::vector<problem> validate(const service& s, const destination& d) {
    findings f{[&] { return s.key.to_string() + ": destination " + d.key.to_string(); }};
    const auto why = address_rule(d.key.address);
    f.require(why.empty(), "address", why);
    check_forwarding(s, d, f);
    check_tunnel(d, f);
    f.require(d.weight >= 0, "weight", [&] { return "0 to 2147483647, not " + std::to_string(d.weight); });
    f.require(d.upper_threshold <= 0x7fffffff, "upper_threshold",
              [&] { return "at most 2147483647" + found(d.upper_threshold); });
    f.require(d.lower_threshold <= d.upper_threshold, "lower_threshold", [&] {
        return "not above upper_threshold (" + std::to_string(d.upper_threshold) + ")" + found(d.lower_threshold);
    });
    return std::move(f).take();
}

std::vector<problem> validate(const state& table) {
    std::vector<problem> all;
    const auto append = [&all](std::vector<problem> more) {
        std::move(more.begin(), more.end(), std::back_inserter(all));
    };
    std::set<service_key> services;
    for (const auto& s : table.services) {
        append(validate(s.service));
        if (!services.insert(s.service.key).second) {
            all.push_back({s.service.key.to_string(), "key", "appears twice in the table"});
        }
        std::set<destination_key> destinations;
        for (const auto& d : s.destinations) {
            append(validate(s.service, d));
            if (!destinations.insert(d.key).second) {
                all.push_back({s.service.key.to_string() + ": destination " + d.key.to_string(), "key",
                               "appears twice in the service"});
            }
        }
    }
    if (table.sync_daemons) {
        std::set<sync_role> roles;
        for (const auto& d : *table.sync_daemons) {
            append(validate(d));
            if (!roles.insert(d.role).second) {
                all.push_back({std::string{to_string(d.role)} + " sync daemon", "role", "appears twice"});
            }
        }
    }
    return all;
}

std::vector<problem> validate(const sync_daemon& daemon) {
    findings f{[&] { return std::string{to_string(daemon.role)} + " sync daemon"; }};
    f.require(daemon.role == sync_role::master || daemon.role == sync_role::backup, "role", "master or backup");
    f.require(!daemon.interface.empty() && daemon.interface.size() <= 15 && is_name(daemon.interface), "interface",
              "1 to 15 printable bytes without blanks");
    f.require(daemon.sync_id <= 255, "sync_id", [&] { return "0 to 255" + found(daemon.sync_id); });
    f.require(!daemon.group || daemon.group->is_multicast(), "group", "a multicast address");
    return std::move(f).take();
}

result<void> validate_shape(const step& s) {
    const auto lacks = [&](std::string_view what) {
        return error{errc::invalid_argument, std::string{to_string(s.kind)} + ": the step has no " + std::string{what}};
    };
    constexpr std::size_t longest = 1024;
    switch (s.kind) {
        case step_kind::add_service:
        case step_kind::edit_service:
            if (s.service.scheduler.size() > longest || s.service.persistence_engine.size() > longest) {
                return error{errc::invalid_argument, s.service.key.to_string() + ": a name is too long"};
            }
            break;
        case step_kind::remove_service: break;
        case step_kind::add_destination:
        case step_kind::edit_destination:
        case step_kind::remove_destination:
            if (!s.destination) return lacks("destination");
            break;
        case step_kind::set_timeouts:
            if (!s.timeouts) return lacks("timeouts");
            break;
        case step_kind::start_sync_daemon:
        case step_kind::stop_sync_daemon:
            if (!s.daemon) return lacks("daemon");
            if (s.daemon->interface.size() > longest) {
                return error{errc::invalid_argument, "sync daemon: a name is too long"};
            }
            break;
        default: return error{errc::invalid_argument, "unknown kind of step"};
    }
    return {};
}

result<void> validate(const step& s) {
    if (auto ok = validate_shape(s); ok.has_error()) return ok;
    switch (s.kind) {
        case step_kind::add_service:
        case step_kind::edit_service: return to_result(validate(s.service));
        case step_kind::add_destination:
        case step_kind::edit_destination: return to_result(validate(s.service, *s.destination));
        case step_kind::start_sync_daemon: return to_result(validate(*s.daemon));
        default: return {};
    }
}

result<void> to_result(const std::vector<problem>& problems) {
    if (problems.empty()) return {};
    auto text = problems.front().to_string();
    if (problems.size() > 1) text += " (and " + std::to_string(problems.size() - 1) + " more)";
    return error{errc::invalid_argument, std::move(text)};
}

}  // namespace hakit::ipvs

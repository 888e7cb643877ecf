// Virtual and real servers, with the repairs that keepalived 2.2.7 makes to them.
#include "director/inherit.hpp"
#include "director/translate_context.hpp"

#include <hakit/health/quorum.hpp>

#include <algorithm>
#include <set>

namespace hakit::director {
namespace {

std::int32_t to_weight(std::int64_t value) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, ipvs::max_weight));
}

std::uint32_t to_u32(std::int64_t value) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, 0xffffffff));
}

void set_forwarding(ipvs::destination& d, const keepalived::forwarding& f) {
    switch (f.kind) {
        case keepalived::forwarding_kind::nat: d.forwarding = ipvs::forwarding::masquerade; return;
        case keepalived::forwarding_kind::dr: d.forwarding = ipvs::forwarding::direct; return;
        case keepalived::forwarding_kind::tun: d.forwarding = ipvs::forwarding::tunnel; break;
    }
    switch (f.tunnel) {
        case keepalived::tunnel_kind::ipip: d.tunnel.type = ipvs::tunnel_type::ipip; break;
        case keepalived::tunnel_kind::gue: d.tunnel.type = ipvs::tunnel_type::gue; break;
        case keepalived::tunnel_kind::gre: d.tunnel.type = ipvs::tunnel_type::gre; break;
    }
    d.tunnel.port = f.port;
    if (f.checksum == keepalived::tunnel_checksum::csum) d.tunnel.flags = ipvs::tunnel_checksum;
    if (f.checksum == keepalived::tunnel_checksum::remcsum) d.tunnel.flags = ipvs::tunnel_remote_checksum;
}

class service_translation {
public:
    service_translation(translate_context& context, const keepalived::virtual_server& vs)
        : context_{context}, vs_{vs}, family_{family_of(vs)} {
        made_.name = name_of(vs, family_);
    }

    /// nullopt when keepalived drops the virtual server, or an error was found that leaves nothing of it.
    std::optional<service_plan> run() && {
        if (vs_.real_server.empty()) {
            context_.warn(vs_.where.span, made_.name + ": no real server; the virtual server is left out");
            return std::nullopt;
        }
        made_.services = translate_services(context_, vs_);
        if (made_.services.empty()) return std::nullopt;
        if (vs_.ha_suspend.value_or(false))
            context_.warn(vs_.ha_suspend.where(), made_.name + ": ha_suspend is ignored, the checks always run");
        for (const auto& rs : vs_.real_server) add(rs);
        if (made_.servers.empty()) {
            context_.warn(vs_.where.span, made_.name + ": no usable real server; the virtual server is left out");
            return std::nullopt;
        }
        set_quorum();
        set_sorry();
        return std::move(made_);
    }

private:
    [[nodiscard]] std::uint16_t service_port() const {
        const auto* e = std::get_if<keepalived::endpoint>(&*vs_.address);
        return e == nullptr ? std::uint16_t{0} : e->port;
    }
    /// The port a checker of a server without one uses: the first of the services'.
    [[nodiscard]] std::uint16_t first_port() const {
        for (const auto& s : made_.services)
            if (const auto* key = s.key.address(); key != nullptr && key->port != 0) return key->port;
        return 0;
    }

    [[nodiscard]] ipvs::destination destination_of(const keepalived::endpoint& e, const keepalived::forwarding& f) {
        ipvs::destination d;
        set_forwarding(d, f);
        d.key = {e.address, e.port};
        const bool fixed = d.forwarding != ipvs::forwarding::masquerade;
        if (std::holds_alternative<keepalived::endpoint>(*vs_.address)) {
            if (fixed && e.port != 0 && e.port != service_port())
                context_.warn(vs_.where.span, made_.name + ": real server " + d.key.to_string() +
                                                  ": direct routing and tunnels keep the port; " +
                                                  std::to_string(service_port()) + " is used");
            if (fixed || e.port == 0) d.key.port = service_port();
        }
        return d;
    }

    [[nodiscard]] bool fits_family(const ipvs::destination& d) const {
        if (d.forwarding == ipvs::forwarding::tunnel) return true;
        return std::any_of(made_.services.begin(), made_.services.end(),
                           [&](const ipvs::service& s) { return s.key.family() == d.key.address.family(); });
    }

    void add(const keepalived::real_server& rs) {
        server_plan s;
        const auto forwarding = first_of(rs.lvs_method, vs_.lb_kind).value_or(keepalived::forwarding{});
        s.destination = destination_of(*rs.address, forwarding);
        const auto label = made_.name + ": real server " + s.name();
        if (!fits_family(s.destination)) {
            context_.warn(rs.where.span, label + ": another address family needs a tunnel; the server is left out");
            return;
        }
        const auto same = [&](const server_plan& other) { return other.destination.key == s.destination.key; };
        if (std::any_of(made_.servers.begin(), made_.servers.end(), same)) {
            context_.warn(rs.where.span, label + " stands twice; the second one is left out");
            return;
        }
        s.destination.weight = to_weight(first_of(rs.weight, vs_.weight).value_or(1));
        s.destination.upper_threshold = to_u32(rs.uthreshold.value_or(0));
        s.destination.lower_threshold = to_u32(rs.lthreshold.value_or(0));
        s.inhibit_on_failure = first_of(rs.inhibit_on_failure, vs_.inhibit_on_failure).value_or(false);
        if (rs.notify_up) s.notify_up = to_command(*rs.notify_up, context_.script_user);
        if (rs.notify_down) s.notify_down = to_command(*rs.notify_down, context_.script_user);
        const auto written = rs.address->port;
        const auto port = s.destination.key.port != 0 ? s.destination.key.port : written != 0 ? written : first_port();
        s.checks = translate_checks(context_, {vs_, rs, label, rs.address->address, port});
        made_.servers.push_back(std::move(s));
    }

    void set_quorum() {
        made_.quorum = to_u32(vs_.quorum.value_or(1));
        made_.hysteresis = to_u32(vs_.hysteresis.value_or(0));
        made_.omega = vs_.omega.value_or(false);
        if (vs_.quorum_up) made_.quorum_up = to_command(*vs_.quorum_up, context_.script_user);
        if (vs_.quorum_down) made_.quorum_down = to_command(*vs_.quorum_down, context_.script_user);
        std::uint64_t total = 0;
        for (const auto& s : made_.servers) total += static_cast<std::uint64_t>(s.destination.weight);
        const auto mended = health::repair(made_.quorum, made_.hysteresis, total);
        if (mended.quorum_lowered)
            context_.warn(vs_.quorum.where(), made_.name + ": quorum " + std::to_string(made_.quorum) +
                                                  " is above the sum of the weights; " + std::to_string(mended.quorum) +
                                                  " is used");
        if (mended.hysteresis_lowered)
            context_.warn(vs_.hysteresis.where(), made_.name + ": hysteresis " + std::to_string(made_.hysteresis) +
                                                      " is not below the quorum; " + std::to_string(mended.hysteresis) +
                                                      " is used");
        if (mended.unreachable)
            context_.warn(vs_.where.span, made_.name +
                                              ": quorum and hysteresis together are above the sum of the "
                                              "weights; a quorum once lost never comes back");
    }

    void set_sorry() {
        if (!vs_.sorry_server) return;
        sorry_plan sorry;
        const auto forwarding = first_of(vs_.sorry_server_lvs_method, vs_.lb_kind).value_or(keepalived::forwarding{});
        sorry.destination = destination_of(*vs_.sorry_server, forwarding);
        sorry.inhibit = vs_.sorry_server_inhibit.value_or(false);
        if (!fits_family(sorry.destination)) {
            context_.warn(vs_.sorry_server.where(),
                          made_.name + ": the sorry server's address family needs a tunnel; it is left out");
            return;
        }
        made_.sorry = sorry;
    }

    translate_context& context_;
    const keepalived::virtual_server& vs_;
    ip_family family_;
    service_plan made_;
};

void add_unless_taken(translate_context& context, text::span where, service_plan made, plan& desired,
                      std::set<std::string>& names, std::set<ipvs::service_key>& keys) {
    if (!names.insert(made.name).second) {
        context.warn(where, made.name + " stands twice; the second one is left out");
        return;
    }
    std::erase_if(made.services, [&](const ipvs::service& s) {
        if (keys.insert(s.key).second) return false;
        context.warn(where, made.name + ": " + s.key.to_string() + " belongs to another virtual server already");
        return true;
    });
    if (!made.services.empty()) desired.services.push_back(std::move(made));
}

std::uint32_t seconds_of(const std::optional<std::int64_t>& value) { return to_u32(value.value_or(0)); }

}  // namespace

ipvs::destination destination_for(const ipvs::service& service, const ipvs::destination& written) {
    auto d = written;
    const auto* key = service.key.address();
    const bool fixed = d.forwarding != ipvs::forwarding::masquerade;
    if (key == nullptr) {
        if (fixed) d.key.port = 0;
    } else if (fixed || d.key.port == 0) {
        d.key.port = key->port;
    }
    return d;
}

bool translation::ok() const noexcept {
    return std::none_of(findings.begin(), findings.end(),
                        [](const finding& f) { return f.level == text::severity::error; });
}

translation translate(const keepalived::config& configuration, const translate_options& options) {
    translation result;
    translate_context context{configuration, options, result.findings, {}, false};
    if (const auto& globals = configuration.global_defs) {
        if (globals->script_user) {
            context.script_user.user = globals->script_user->user;
            context.script_user.group = globals->script_user->group;
        }
        context.log_all_failures = globals->checker_log_all_failures.value_or(false);
        result.desired.flush_at_start = globals->lvs_flush.value_or(false);
        if (globals->lvs_timeouts) {
            const auto& t = *globals->lvs_timeouts;
            result.desired.timeouts = ipvs::timeouts{seconds_of(t.tcp), seconds_of(t.tcpfin), seconds_of(t.udp)};
        }
    }
    std::set<std::string> names;
    std::set<ipvs::service_key> keys;
    for (const auto& vs : configuration.virtual_server) {
        if (!vs.address) continue;
        if (auto made = service_translation{context, vs}.run())
            add_unless_taken(context, vs.where.span, std::move(*made), result.desired, names, keys);
    }
    return result;
}

}  // namespace hakit::director

// What goes with what, after all words were read.
#include "ipvsadm/codes/codes.hpp"
#include "ipvsadm/reader.hpp"

#include <hakit/ipvs/validate.hpp>

#include <algorithm>
#include <array>

namespace hakit::ipvsadm {
namespace {

constexpr std::array<std::string_view, 15> schedulers{"rr",  "wrr", "lc", "wlc", "lblc", "lblcr", "dh",  "sh",
                                                      "sed", "nq",  "fo", "ovf", "mh",   "twos",  "none"};

std::uint8_t flag_of(std::string_view name, std::string_view scheduler, bool& incompatible) {
    if (name == "flag-1") return ipvs::scheduler_flag_1;
    if (name == "flag-2") return ipvs::scheduler_flag_2;
    if (name == "flag-3") return ipvs::scheduler_flag_3;
    for (const std::string_view s : {"sh", "mh"}) {
        if (!name.starts_with(s) || (name.substr(2) != "-fallback" && name.substr(2) != "-port")) continue;
        incompatible = scheduler != s;
        return name.substr(2) == "-port" ? ipvs::hash_port : ipvs::hash_fallback;
    }
    return 0;
}

}  // namespace

bool reader::check_options() {
    const auto rules = rules_of(c_.what);
    const bool fine = (rules.needs & ~c_.given) == 0 && (c_.given & ~(rules.needs | rules.allows)) == 0;
    if (fine) return true;
    const auto command = to_string(c_.what);
    const auto text = [](auto... parts) { return (std::string{} + ... + std::string{parts}); };
    subject exclusive = subject::none;
    for (unsigned i = 0; i < static_cast<unsigned>(subject::none); ++i) {
        const auto s = static_cast<subject>(i);
        const auto name = name_of(s);
        if (!c_.has(s)) {
            if ((rules.needs & bit(s)) == 0 || !loose_.empty()) continue;
            return refuse(code.missing_option, c_.where,
                          text(command, s == subject::service ? " needs a virtual service: -t, -u, --sctp-service or -f"
                                                              : " needs -r"),
                          text("You need to supply the '", name, "' option for the '", command, "' command"));
        }
        if (((rules.needs | rules.allows | rules.exclusive) & bit(s)) == 0)
            return refuse(code.illegal_option, where(s), text(name, " does not go with ", command),
                          text("Illegal '", name, "' option with the '", command, "' command"));
        if ((rules.exclusive & bit(s)) == 0) continue;
        if (exclusive != subject::none) {
            const auto other = name_of(exclusive);
            return refuse(
                code.conflict, where(s), text(name, " and ", other, " exclude each other"),
                text("The option '", name, "' conflicts with the '", other, "' option in the '", command, "' command"));
        }
        exclusive = s;
    }
    const auto counters = bit(subject::stats) | bit(subject::rate) | bit(subject::thresholds);
    const bool other_list = c_.has(subject::connection) || c_.has(subject::timeout) || c_.has(subject::daemon);
    if (c_.what == verb::list && other_list && (c_.given & counters) != 0)
        return refuse(code.conflict, c_.where, "these lists have no counters and thresholds",
                      "options conflicts in the list command");
    return true;
}

bool reader::check_scheduler() {
    if (!c_.has(subject::scheduler_flags)) return true;
    std::string_view rest = flags_;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto name = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        if (name.empty()) continue;
        bool incompatible = false;
        const auto flag = flag_of(name, c_.service.scheduler, incompatible);
        if (!c_.complete && (flag == 0 || incompatible)) continue;
        if (flag == 0 || incompatible)
            return refuse(
                code.scheduler_flag, where(subject::scheduler_flags),
                '\'' + std::string{name} +
                    (flag == 0 ? "' is no scheduler flag" : "' is no flag of " + c_.service.scheduler),
                (flag == 0 ? "invalid scheduler flag `" : "incompatible scheduler flag `") + std::string{name} + "'");
        c_.service.scheduler_flags |= flag;
    }
    return true;
}

bool reader::check_tunnel() {
    using enum subject;
    constexpr std::array options{tunnel_port, tunnel_no_checksum, tunnel_checksum, tunnel_remote_checksum};
    const auto& d = c_.destination;
    const bool any =
        c_.has(tunnel_type) || std::any_of(options.begin(), options.end(), [&](subject s) { return c_.has(s); });
    if (any && d.forwarding != ipvs::forwarding::tunnel)
        return refuse(code.tunnel_value, c_.where, "tunnel options go with -i only",
                      "Tunnel options conflict with forward method");
    if (!any) return true;
    const auto type = to_string(d.tunnel.type);
    // ipip takes none, gue all and needs the port, gre the two plain checksums.
    const bool gue = d.tunnel.type == ipvs::tunnel_type::gue;
    const bool gre = d.tunnel.type == ipvs::tunnel_type::gre;
    std::optional<subject> checksum;
    for (const auto s : options) {
        const auto name = std::string{name_of(s)};
        if (!c_.has(s)) {
            if (gue && s == tunnel_port)
                return refuse(code.tunnel_value, c_.where, "gue needs --tun-port",
                              "You need to supply the 'tun-port' option for the 'gue' tunnel type");
            continue;
        }
        if (!gue && !(gre && (s == tunnel_no_checksum || s == subject::tunnel_checksum)))
            return refuse(code.tunnel_value, where(s), "--" + name + " does not go with " + type,
                          "Illegal '" + name + "' option with the '" + type + "' tunnel type");
        if (s == tunnel_port) continue;
        if (checksum)
            return refuse(code.conflict, where(s), "one kind of checksum",
                          "The option '" + name + "' conflicts with the '" + std::string{name_of(*checksum)} +
                              "' option in the '" + type + "' tunnel type");
        checksum = s;
    }
    return true;
}

void reader::report_mask() {
    if (!c_.has(subject::netmask)) return;
    if (!c_.has(subject::persistent)) report(code.mask_unused, mask_at_, "-M has no effect without -p");
    const bool v6 = c_.service.key.family() == ip_family::v6;
    if (!unknown_service_ && v6 != mask_is_v6_)
        report(code.odd_mask, mask_at_, "this mask is for the other address family");
}

void reader::report_persistence() {
    report_mask();
    if (c_.has(subject::engine) && !c_.has(subject::persistent))
        report(code.mask_unused, where(subject::engine), "--pe has no effect without -p");
    if (c_.has(subject::persistent) && *c_.service.persistence_timeout == 360 && words_.size() != 0) {
        const auto at = where(subject::persistent);
        const auto given = std::find_if(words_.begin(), words_.end(), [&](const word& w) { return w.where == at; });
        if (given != words_.end() && (given->text.ends_with("p") || given->text == "--persistent"))
            report(code.bare_persistence, at, "without a time clients stay with their server for 360 seconds");
    }
}

bool reader::check_service() {
    if (c_.what != verb::add_service && c_.what != verb::edit_service) return true;
    auto& s = c_.service;
    report_persistence();
    const auto* key = s.key.address();
    if (!unknown_service_ && key != nullptr && key->port == 0 && !s.persistence_timeout && c_.complete)
        return refuse(code.zero_port, where(subject::service), "without a port the service must be persistent",
                      "Zero port specified for non-persistent service");
    if (s.one_packet && key != nullptr && key->protocol != ipvs::protocol::udp)
        return refuse(code.one_packet, where(subject::one_packet), "-o is for UDP and firewall marks",
                      "One-Packet Scheduling is only for UDP virtual services");
    if (s.scheduler.empty()) s.scheduler = "wlc";
    if (!s.persistence_timeout) s.persistence_mask = {};
    if (s.key.family() == ip_family::v6 && !mask_is_v6_) s.persistence_mask = {};
    if (!c_.complete) return true;
    if (std::find(schedulers.begin(), schedulers.end(), s.scheduler) == schedulers.end()) {
        const auto near = text::nearest(s.scheduler, {schedulers.begin(), schedulers.end()});
        auto& d = report(code.unknown_scheduler, where(subject::scheduler),
                         "no kernel has a scheduler '" + s.scheduler + "'");
        if (!near.empty())
            mend(d, "write '" + std::string{near} + "'", where(subject::scheduler), std::string{near},
                 text::applicability::maybe);
        return true;
    }
    auto plain = s;
    plain.persistence_engine.clear();
    for (const auto& p : ipvs::validate(plain))
        if (p.field == "key.address") report(code.cannot_work, where(subject::service), p.rule);
    return true;
}

bool reader::check_server() {
    if (!c_.has(subject::server)) return true;
    auto& d = c_.destination;
    const auto* key = c_.service.key.address();
    const bool sends = c_.what == verb::add_server || c_.what == verb::edit_server;
    if (!unknown_server_ && !unknown_service_ && d.key.address.family() != c_.service.key.family() &&
        (c_.what == verb::delete_server ? false : d.forwarding != ipvs::forwarding::tunnel))
        return refuse(code.family, where(subject::server), "the service is of the other address family",
                      "Different address family is allowed only for tunneling servers");
    const bool keeps_port = d.forwarding == ipvs::forwarding::direct || d.forwarding == ipvs::forwarding::tunnel;
    if (key != nullptr && sends && keeps_port) {
        if (server_has_port_ && !unknown_service_ && d.key.port != key->port)
            report(code.port_replaced, where(subject::server),
                   "port " + std::to_string(d.key.port) + " becomes the service's " + std::to_string(key->port) +
                       "; only -m can change the port");
        d.key.port = key->port;
    } else if (key != nullptr && server_first_ && !server_has_port_ && key->port != 0) {
        report(code.order_matters, where(subject::server),
               "the real server has port 0, not the service's, since -r comes first");
    }
    if (sends && d.lower_threshold > d.upper_threshold && c_.complete)
        report(code.threshold, where(subject::lower_threshold),
               "the lower threshold " + std::to_string(d.lower_threshold) + " is above the upper one, " +
                   std::to_string(d.upper_threshold));
    if (sends && (d.upper_threshold != 0 || d.lower_threshold != 0))
        report(code.threshold_lost, where(d.upper_threshold != 0 ? subject::upper_threshold : subject::lower_threshold),
               "ipvsadm -S will leave the thresholds out");
    return true;
}

}  // namespace hakit::ipvsadm

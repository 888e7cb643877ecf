#include "ipvsadm/options.hpp"

namespace hakit::ipvsadm {

std::string_view to_string(verb v) noexcept {
    constexpr std::array<std::string_view, 17> names{"",
                                                     "add-service",
                                                     "edit-service",
                                                     "delete-service",
                                                     "flush",
                                                     "list",
                                                     "add-server",
                                                     "delete-server",
                                                     "edit-server",
                                                     "set",
                                                     "start-daemon",
                                                     "stop-daemon",
                                                     "restore",
                                                     "save",
                                                     "zero",
                                                     "help",
                                                     "version"};
    const auto n = static_cast<std::size_t>(v);
    return n < names.size() ? names[n] : std::string_view{};
}

std::string_view name_of(subject s) noexcept {
    static constexpr std::array<std::string_view, 34> names{"numeric",
                                                            "connection",
                                                            "service-address",
                                                            "scheduler",
                                                            "persistent",
                                                            "netmask",
                                                            "real-server",
                                                            "forwarding-method",
                                                            "weight",
                                                            "u-threshold",
                                                            "l-threshold",
                                                            "mcast-interface",
                                                            "timeout",
                                                            "daemon",
                                                            "stats",
                                                            "rate",
                                                            "thresholds",
                                                            "persistent-conn",
                                                            "nosort",
                                                            "syncid",
                                                            "exact",
                                                            "ops",
                                                            "pe",
                                                            "sched-flags",
                                                            "mcast-group",
                                                            "mcast-port",
                                                            "mcast-ttl",
                                                            "sync-maxlen",
                                                            "tun-info",
                                                            "tun-type",
                                                            "tun-port",
                                                            "tun-nocsum",
                                                            "tun-csum",
                                                            "tun-remcsum"};
    const auto n = static_cast<std::size_t>(s);
    return n < names.size() ? names[n] : std::string_view{};
}

grammar_of_command rules_of(verb v) noexcept {
    using enum subject;
    constexpr auto daemon_settings =
        bit(interface) | bit(sync_id) | bit(group) | bit(port) | bit(ttl) | bit(max_length);
    switch (v) {
        case verb::add_service:
        case verb::edit_service:
            return {bit(service), bit(scheduler) | bit(persistent) | bit(netmask) | bit(one_packet) | bit(engine) |
                                      bit(scheduler_flags)};
        case verb::delete_service: return {bit(service)};
        case verb::zero: return {0, bit(service)};
        case verb::add_server:
        case verb::edit_server:
            return {bit(service) | bit(server), bit(forwarding) | bit(weight) | bit(upper_threshold) |
                                                    bit(lower_threshold) | bit(tunnel_type) | bit(tunnel_port) |
                                                    bit(tunnel_no_checksum) | bit(tunnel_checksum) |
                                                    bit(tunnel_remote_checksum)};
        case verb::delete_server: return {bit(service) | bit(server)};
        case verb::list:
            return {0,
                    bit(numeric) | bit(stats) | bit(rate) | bit(thresholds) | bit(persistent_connections) |
                        bit(nosort) | bit(sync_id) | bit(exact) | bit(tunnel_info),
                    bit(connection) | bit(service) | bit(timeout) | bit(daemon)};
        case verb::save: return {0, bit(numeric)};
        case verb::start_daemon: return {0, daemon_settings};
        case verb::stop_daemon: return {0, bit(sync_id)};
        default: return {};
    }
}

}  // namespace hakit::ipvsadm

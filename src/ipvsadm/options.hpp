/// The options of ipvsadm 1.31, and which of them go with which command. Internal.
#pragma once

#include <hakit/ipvsadm/command.hpp>

#include <array>
#include <string_view>

namespace hakit::ipvsadm {

enum class argument : std::uint8_t { none, required, optional };

/// One option. `id` is its letter, or a letter of our own for those that have none.
struct option {
    std::string_view name;
    char letter;  ///< 0: long only
    argument takes;
    verb command;  ///< none: an option
    subject about;
    char id;
};

inline constexpr std::array<option, 58> option_table{{
    {"add-service", 'A', argument::none, verb::add_service, subject::none, 'A'},
    {"edit-service", 'E', argument::none, verb::edit_service, subject::none, 'E'},
    {"delete-service", 'D', argument::none, verb::delete_service, subject::none, 'D'},
    {"clear", 'C', argument::none, verb::flush, subject::none, 'C'},
    {"list", 'L', argument::none, verb::list, subject::none, 'L'},
    {"list", 'l', argument::none, verb::list, subject::none, 'L'},
    {"zero", 'Z', argument::none, verb::zero, subject::none, 'Z'},
    {"add-server", 'a', argument::none, verb::add_server, subject::none, 'a'},
    {"edit-server", 'e', argument::none, verb::edit_server, subject::none, 'e'},
    {"delete-server", 'd', argument::none, verb::delete_server, subject::none, 'd'},
    {"set", 0, argument::none, verb::set_timeouts, subject::none, '!'},
    {"help", 'h', argument::none, verb::help, subject::none, 'h'},
    {"version", 'v', argument::none, verb::version, subject::none, 'v'},
    {"restore", 'R', argument::none, verb::restore, subject::none, 'R'},
    {"save", 'S', argument::none, verb::save, subject::none, 'S'},
    {"start-daemon", 0, argument::required, verb::start_daemon, subject::none, '+'},
    {"stop-daemon", 0, argument::required, verb::stop_daemon, subject::none, '-'},
    {"tcp-service", 't', argument::required, verb::none, subject::service, 't'},
    {"udp-service", 'u', argument::required, verb::none, subject::service, 'u'},
    {"sctp-service", 0, argument::required, verb::none, subject::service, 'c'},
    {"fwmark-service", 'f', argument::required, verb::none, subject::service, 'f'},
    {"scheduler", 's', argument::required, verb::none, subject::scheduler, 's'},
    {"persistent", 'p', argument::optional, verb::none, subject::persistent, 'p'},
    {"netmask", 'M', argument::required, verb::none, subject::netmask, 'M'},
    {"real-server", 'r', argument::required, verb::none, subject::server, 'r'},
    {"masquerading", 'm', argument::none, verb::none, subject::forwarding, 'm'},
    {"ipip", 'i', argument::none, verb::none, subject::forwarding, 'i'},
    {"gatewaying", 'g', argument::none, verb::none, subject::forwarding, 'g'},
    {"weight", 'w', argument::required, verb::none, subject::weight, 'w'},
    {"u-threshold", 'x', argument::required, verb::none, subject::upper_threshold, 'x'},
    {"l-threshold", 'y', argument::required, verb::none, subject::lower_threshold, 'y'},
    {"numeric", 'n', argument::none, verb::none, subject::numeric, 'n'},
    {"connection", 'c', argument::none, verb::none, subject::connection, 'k'},
    {"mcast-interface", 0, argument::required, verb::none, subject::interface, '0'},
    {"syncid", 0, argument::required, verb::none, subject::sync_id, '1'},
    {"timeout", 0, argument::none, verb::none, subject::timeout, '='},
    {"daemon", 0, argument::none, verb::none, subject::daemon, '='},
    {"stats", 0, argument::none, verb::none, subject::stats, '='},
    {"rate", 0, argument::none, verb::none, subject::rate, '='},
    {"thresholds", 0, argument::none, verb::none, subject::thresholds, '='},
    {"persistent-conn", 0, argument::none, verb::none, subject::persistent_connections, '='},
    {"nosort", 0, argument::none, verb::none, subject::nosort, '='},
    {"sort", 0, argument::none, verb::none, subject::none, '='},
    {"exact", 'X', argument::none, verb::none, subject::exact, '='},
    {"ipv6", '6', argument::none, verb::none, subject::none, '6'},
    {"ops", 'o', argument::none, verb::none, subject::one_packet, 'o'},
    {"pe", 0, argument::required, verb::none, subject::engine, '2'},
    {"sched-flags", 'b', argument::required, verb::none, subject::scheduler_flags, 'b'},
    {"sync-maxlen", 0, argument::required, verb::none, subject::max_length, '3'},
    {"mcast-group", 0, argument::required, verb::none, subject::group, '4'},
    {"mcast-port", 0, argument::required, verb::none, subject::port, '5'},
    {"mcast-ttl", 0, argument::required, verb::none, subject::ttl, '7'},
    {"tun-info", 0, argument::none, verb::none, subject::tunnel_info, '='},
    {"tun-type", 0, argument::required, verb::none, subject::tunnel_type, '8'},
    {"tun-port", 0, argument::required, verb::none, subject::tunnel_port, '9'},
    {"tun-nocsum", 0, argument::none, verb::none, subject::tunnel_no_checksum, 'N'},
    {"tun-csum", 0, argument::none, verb::none, subject::tunnel_checksum, 'S'},
    {"tun-remcsum", 0, argument::none, verb::none, subject::tunnel_remote_checksum, 'R'},
}};

/// "service-address" and so on, as ipvsadm's messages have it.
[[nodiscard]] std::string_view name_of(subject s) noexcept;

constexpr std::uint64_t bit(subject s) noexcept { return std::uint64_t{1} << static_cast<unsigned>(s); }

/// What a command needs, may have, and of what only one is allowed.
struct grammar_of_command {
    std::uint64_t needs = 0;
    std::uint64_t allows = 0;
    std::uint64_t exclusive = 0;
};
[[nodiscard]] grammar_of_command rules_of(verb v) noexcept;

}  // namespace hakit::ipvsadm

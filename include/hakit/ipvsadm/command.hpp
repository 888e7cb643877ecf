/// One command of ipvsadm as values.
#pragma once

#include <hakit/ipvs/boxed.hpp>
#include <hakit/ipvs/types.hpp>
#include <hakit/text/span.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace hakit::ipvsadm {

enum class verb : std::uint8_t {
    none,  ///< not recognised
    add_service,
    edit_service,
    delete_service,
    flush,
    list,
    add_server,
    delete_server,
    edit_server,
    set_timeouts,
    start_daemon,
    stop_daemon,
    restore,
    save,
    zero,
    help,
    version,
};

/// ipvsadm's own name: "add-service", "flush"; "" for none.
[[nodiscard]] std::string_view to_string(verb v) noexcept;

/// What an option speaks of. The order is the one in which ipvsadm 1.31 checks them.
enum class subject : std::uint8_t {
    numeric,
    connection,
    service,
    scheduler,
    persistent,
    netmask,
    server,
    forwarding,
    weight,
    upper_threshold,
    lower_threshold,
    interface,
    timeout,
    daemon,
    stats,
    rate,
    thresholds,
    persistent_connections,
    nosort,
    sync_id,
    exact,
    one_packet,
    engine,
    scheduler_flags,
    group,
    port,
    ttl,
    max_length,
    tunnel_info,
    tunnel_type,
    tunnel_port,
    tunnel_no_checksum,
    tunnel_checksum,
    tunnel_remote_checksum,
    none,  ///< commands, --sort and -6
};

/// How ipvsadm would end because of a command, before it asked the kernel anything.
struct refusal {
    int status = 2;    ///< exit status
    std::string text;  ///< what it prints on standard error
    bool ends_file =
        true;  ///< `ipvsadm -R` reads no further; false: it skips the line, and its status counts for nothing
};

struct command {
    verb what = verb::none;
    text::span where;               ///< from the first word to the last
    std::uint64_t given = 0;        ///< one bit for each subject that was named
    ipvs::service service;          ///< what -A and -E send; of others the key
    ipvs::destination destination;  ///< what -a and -e send; of -d the key
    ipvs::timeouts timeouts;
    ipvs::boxed<ipvs::sync_daemon> daemon = {};  ///< of --start-daemon; of --stop-daemon the role
    bool complete = true;                        ///< false: a value is only known to a shell or to another machine
    ipvs::boxed<refusal> refused = {};

    [[nodiscard]] bool has(subject s) const noexcept { return (given >> static_cast<unsigned>(s) & 1U) != 0; }
};

}  // namespace hakit::ipvsadm

/// What happened, for people (a line) and for programs (JSON lines).
#pragma once

#include <hakit/base/instant.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hakit::director {

/// New kinds are only ever appended.
enum class event_kind : std::uint8_t {
    started,         ///< the director runs
    stopped,         ///< it has withdrawn and ended
    reloaded,        ///< a new configuration is in force; text: what changed
    reload_refused,  ///< the new configuration has errors; the old one stays
    problem,         ///< something in the configuration that was changed or left out
    service_added,   ///< a virtual server
    service_removed,
    server_added,  ///< a real server of a virtual server that exists
    server_removed,
    check_failed,   ///< an attempt that failed without a decision (will be retried, or log_all_failures)
    check_skipped,  ///< an attempt could not be made for a reason of this host; nothing was decided
    check_up,       ///< a checker changed to up; text: its verdict
    check_down,     ///< a checker changed to down, or its first decision was down
    server_up,      ///< all checkers of a real server are up
    server_down,
    weight_changed,  ///< of a real server
    quorum_up,
    quorum_down,
    sorry_on,  ///< the sorry server takes the traffic
    sorry_off,
    table_failed,     ///< the IPVS table refused a change; it will be tried again
    table_repaired,   ///< and now took it
    script_failed,    ///< a notify script could not be run or failed
    router_state,     ///< a virtual router, or a sync group, changed its state; text: why
    router_priority,  ///< its effective priority changed
    router_remark,    ///< it heard something worth a line
    packet_rejected,  ///< the first packet since its last change of state that it rejects for this reason
    tracker_changed,  ///< a tracked script, file, process or interface reports something else
    resource_failed,  ///< an address, route, rule, interface or packet that the system refused
};

/// "started", "server_down" and so on; stable.
[[nodiscard]] std::string_view to_string(event_kind kind) noexcept;

/// One event. Members that do not apply are empty.
struct event {
    event_kind kind = event_kind::started;
    instant at{};
    std::string service = {};  ///< service_plan::name
    std::string server = {};   ///< "10.0.0.2:80"
    std::string checker = {};  ///< "HTTP_GET"
    std::string text = {};     ///< the reason: a verdict with phase and figures, a sum against a quorum, an error
    std::optional<std::int64_t> weight = {};
    std::optional<std::int64_t> weight_before = {};
    std::string router = {};        ///< a vrrp_instance
    std::string group = {};         ///< a vrrp_sync_group
    std::string state = {};         ///< "master"
    std::string state_before = {};  ///< "backup"
    std::optional<std::int64_t> priority = {};
    /// Set by who has a wall clock.
    std::optional<std::chrono::system_clock::time_point> wall = {};

    friend bool operator==(const event&, const event&) = default;
};

/// Without the time: "real server 10.0.0.2:80 of tcp 10.0.0.1:80 is down: HTTP 503 for GET / ...". One line whatever
/// the members hold.
[[nodiscard]] std::string to_line(const event& e);

/// {"schema":"hakit-event-1","event":"server_down","time":"2026-01-31T12:00:00.000Z","monotonic_ns":N,"service":...};
/// members that are empty are left out, `time` without a wall clock too. One line, no newline at its end.
[[nodiscard]] std::string to_json(const event& e);

}  // namespace hakit::director

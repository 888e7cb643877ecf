/// What a virtual router asks of whoever runs it, in order.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace hakit::vrrp {

/// The states of RFC 9568 section 6.3 (stopped is Initialize) and those of keepalived.
enum class state : std::uint8_t {
    stopped,   ///< not started, or stopped
    starting,  ///< waits for its start-up delay or for the first reports of its trackers
    fault,     ///< cannot take part: an interface or a tracked object is down
    backup,
    master,
};

/// "stopped", "master" and so on.
[[nodiscard]] std::string_view to_string(state s) noexcept;

/// Why a state changed. New causes are only ever appended.
enum class cause : std::uint8_t {
    started,
    ready,            ///< the delay is over, the trackers have reported
    owner,            ///< priority 255 starts as master
    master_silent,    ///< no advert came in time
    master_resigned,  ///< priority 0 was heard
    higher_priority,  ///< of another master
    higher_address,   ///< of another master with the same priority
    late_timer,       ///< see instance_options::step_down_when_late
    interface_down,
    source_missing,
    tracker_down,
    group,  ///< another member of the sync group
    recovered,
    stopped,
};
[[nodiscard]] std::string_view to_string(cause c) noexcept;

/// Send an advertisement with this priority now, to every destination of the channel.
struct send_advert {
    std::uint8_t priority = 0;
    friend bool operator==(const send_advert&, const send_advert&) = default;
};

enum class resource : std::uint8_t {
    filter,     ///< that drops packets to the addresses, except neighbour discovery
    addresses,  ///< those advertised and those excluded from it
    routes,
    rules,
};
[[nodiscard]] std::string_view to_string(resource r) noexcept;

/// Put all of a kind in place. Doing it twice must do no harm.
struct acquire {
    resource what = resource::addresses;
    friend bool operator==(const acquire&, const acquire&) = default;
};
struct release {
    resource what = resource::addresses;
    friend bool operator==(const release&, const release&) = default;
};

/// Announce every address that often: gratuitous ARP or neighbour advertisement; see announcement_queue.
struct announce {
    std::uint32_t repeat = 1;
    friend bool operator==(const announce&, const announce&) = default;
};
/// Announce the source address once, so that unicast peers can reach it again.
struct announce_source {
    friend bool operator==(const announce_source&, const announce_source&) = default;
};

/// The state changed: run scripts, write a line.
struct notify {
    state from = state::stopped;
    state to = state::stopped;
    std::uint8_t priority = 0;  ///< the effective one
    cause why = cause::started;
    friend bool operator==(const notify&, const notify&) = default;
};
/// The effective priority changed.
struct notify_priority {
    std::uint8_t priority = 0;
    friend bool operator==(const notify_priority&, const notify_priority&) = default;
};

/// Something to write in a log; what is to be done about it is in other actions.
enum class remark_kind : std::uint8_t {
    lower_priority_ignored,  ///< a backup lets its timer run against a lesser master
    lower_priority_master,   ///< a master heard a lesser one (notify_master_rx_lower_pri)
    interval_learned,        ///< the master's interval is not the one known so far
    preempt_delay_begun,
    preempt_delay_ended,  ///< by an advert that is not lower
    same_address,         ///< another master with our priority and our address
    owner_conflict,       ///< another router claims priority 255
    owner_yields,         ///< and it stays: we go down to 254 until it has gone
};
[[nodiscard]] std::string_view to_string(remark_kind k) noexcept;

struct remark {
    remark_kind what = remark_kind::lower_priority_ignored;
    ip_address source;  ///< of the advert, if one was the occasion
    std::uint8_t priority = 0;
    duration interval{0};
    friend bool operator==(const remark&, const remark&) = default;
};

using action = std::variant<send_advert, acquire, release, announce, announce_source, notify, notify_priority, remark>;

/// "send advert 150", "acquire addresses", "notify backup -> master 100 (master_silent)": for logs and tests.
[[nodiscard]] std::string to_string(const action& a);

}  // namespace hakit::vrrp

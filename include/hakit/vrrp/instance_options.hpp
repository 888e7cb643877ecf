/// What a virtual router is told about itself.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::vrrp {

/// What a tracked object reports.
enum class tracker_kind : std::uint8_t {
    condition,  ///< up (not 0) or down (0): an interface, a script, a process, a BFD session
    number,     ///< the number in a file
};

/// One tracked object. The weight (-254..254) is added to the priority: of a condition while it is up when positive and
/// while it is down when negative; of a number, times the number. Weight 0: a condition that is down, or a number
/// other than 0, is a fault; so is a product of -254 or less. `reverse` turns the sign, or what counts as a fault.
struct tracker_options {
    std::string name;
    tracker_kind kind = tracker_kind::condition;
    int weight = 0;
    bool reverse = false;
    /// What is reported at the start; nullopt: nothing yet, and the router waits for it.
    std::optional<int> initial = {};

    friend bool operator==(const tracker_options&, const tracker_options&) = default;
};

/// When gratuitous ARP and neighbour advertisements go out. All durations are >= 0; 0 means never.
struct announce_options {
    std::uint32_t repeat = 5;  ///< on becoming master, and again after `delay`
    duration delay = std::chrono::seconds{5};
    duration refresh = duration{0};  ///< while master, that often
    std::uint32_t refresh_repeat = 1;
    std::optional<std::uint32_t> lower_repeat = {};  ///< after an advert of lower priority; without: `repeat`
    std::optional<duration> lower_delay = {};        ///< without: `delay`

    friend bool operator==(const announce_options&, const announce_options&) = default;
};

/// keepalived's keywords and defaults, except where a comment says otherwise.
struct instance_options {
    std::string name;
    std::uint8_t version = 2;
    std::uint8_t priority = 100;  ///< 1..255; 255 is the owner of the addresses, which no weight changes
    ip_address source;            ///< the primary address, which decides between equal priorities
    duration advert_interval = std::chrono::seconds{1};  ///< > 0
    std::uint32_t down_timer_adverts = 3;                ///< adverts to miss before a takeover; at least 1

    /// An owner starts as master (RFC 9568 section 6.4.1 (100)); without it, as keepalived does unless `state MASTER`,
    /// it waits like any other.
    bool owner_starts_as_master = true;
    bool preempt = true;                   ///< an owner always does
    duration preempt_delay = duration{0};  ///< from the first advert of lower priority
    duration startup_delay = duration{0};  ///< before it takes part

    bool answer_lower =
        true;  ///< a master answers an advert of lower priority at once (RFC 9568; lower_prio_no_advert)
    bool answer_higher = false;  ///< and one of higher priority, before it steps down (higher_prio_send_advert)
    bool owner_ignores_adverts = false;
    /// Step down instead of sending the next advert when the timer is so late that a backup of this priority has taken
    /// over (timer_expired_backup).
    std::optional<std::uint8_t> step_down_when_late = {};

    bool accept = true;    ///< packets to the addresses although it does not own them (RFC 9568 Accept_Mode)
    bool unicast = false;  ///< announces its own address when it comes back from a fault
    bool has_routes = false;
    bool has_rules = false;
    bool release_on_stop = true;  ///< addresses, routes and rules (release_vips)
    bool track_interface = true;  ///< a fault while the interface is down (not dont_track_primary)
    bool track_source = false;    ///< a fault while the source address is missing (track_src_ip)
    announce_options announce;
    std::vector<tracker_options> trackers;

    friend bool operator==(const instance_options&, const instance_options&) = default;
};

}  // namespace hakit::vrrp

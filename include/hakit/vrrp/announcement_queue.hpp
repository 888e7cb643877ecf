/// The announcements of one interface, or of one garp_group: in order, not faster than asked for.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>

namespace hakit::vrrp {

/// Where an announcement came from, so that those of a router that lost its addresses can be dropped.
using announcer_id = std::uint64_t;

struct announcement {
    announcer_id from = 0;
    ip_address address;

    friend bool operator==(const announcement&, const announcement&) = default;
};

/// Not thread-safe. Memory: 32 bytes an address and router, however often it repeats.
class announcement_queue {
public:
    /// Between two ARP messages, and between two neighbour advertisements (vrrp_garp_interval, vrrp_gna_interval);
    /// 0: no pause.
    explicit announcement_queue(duration arp_interval = duration{0}, duration na_interval = duration{0}) noexcept
        : arp_{arp_interval, {}, {}}, na_{na_interval, {}, {}} {}

    /// Every address `repeat` times, round after round. What is queued of `from` for an address is replaced.
    void push(announcer_id from, std::span<const ip_address> addresses, std::uint32_t repeat);
    /// Drops what is queued of `from`.
    void drop(announcer_id from);

    /// When pop() gives the next one; never when empty.
    [[nodiscard]] instant wake_at() const noexcept;
    /// The next one that is due; call it until it gives none.
    [[nodiscard]] std::optional<announcement> pop(instant now);
    /// Announcements to come, repetitions counted.
    [[nodiscard]] std::size_t size() const noexcept;

private:
    struct entry {
        announcement what;
        std::uint32_t left = 0;
    };
    struct lane {
        duration interval;
        std::deque<entry> entries;
        instant next;  // the earliest instant of the next message
    };

    [[nodiscard]] static std::optional<announcement> pop(lane& l, instant now);

    lane arp_;
    lane na_;
};

}  // namespace hakit::vrrp

/// The inside of vrrp_engine.
#pragma once

#include <hakit/director/vrrp_engine.hpp>

#include "director/slot_timers.hpp"

#include <hakit/vrrp/announcement_queue.hpp>
#include <hakit/vrrp/channel.hpp>
#include <hakit/vrrp/sync_group.hpp>

#include <bitset>
#include <map>
#include <memory>
#include <tuple>

namespace hakit::director {

/// A vrrp_script between its runs.
struct script_state {
    script_plan plan;
    std::uint32_t result = 0;  ///< 0..rise+fall-1; up from rise on
    std::optional<bool> up = {};
    bool running = false;
    instant next = never;

    void begin();
    /// True when `up` changed.
    bool take(bool ok);
};

/// A vrrp_track_process: a quorum, and patience both ways.
struct process_state {
    process_plan plan;
    std::size_t count = 0;
    std::optional<bool> up = {};
    std::optional<bool> coming = {};
    instant at = never;  ///< when `coming` counts
};

struct vrrp_engine::impl {
    struct router {
        router_id id = 0;
        const router_plan* plan;  ///< in `desired`
        vrrp::channel channel;
        instant since{};
        vrrp::cause why = vrrp::cause::started;
        std::optional<ip_address> master = {};
        std::uint8_t master_priority = 0;
        std::uint64_t sent = 0;
        std::uint64_t heard = 0;
        std::uint64_t became_master = 0;
        std::bitset<16> remarked = {};
    };
    struct group {
        const group_plan* plan;  ///< in `desired`
        vrrp::sync_group engine;
        std::vector<router> routers;        ///< never more or fewer
        std::optional<std::uint32_t> slot;  ///< in `timers` and `groups`; none while a reload changes them
        vrrp::state told = vrrp::state::stopped;
    };
    struct place {
        group* of = nullptr;
        std::size_t member = 0;
    };
    /// What packets are for; sorted.
    struct packet_place {
        std::uint32_t interface = 0;  // of `interface_numbers`
        ip_family family = ip_family::v4;
        std::uint8_t vrid = 0;
        std::uint32_t member = 0;
        group* of = nullptr;

        [[nodiscard]] auto key() const noexcept { return std::tuple{interface, family, vrid}; }
    };
    struct interface_state {
        std::optional<bool> up = {};
        std::optional<bool> coming = {};
        instant at = never;
        std::optional<ip_address> sources[2] = {};
        bool source_known[2] = {};
    };
    struct pace {
        vrrp::announcement_queue queue;
    };

    impl(std::shared_ptr<const vrrp_plan> p, const vrrp_engine_options& o) : desired{std::move(p)}, options{o} {}

    // vrrp_engine.cpp
    void build();
    std::unique_ptr<group> make_group(const std::shared_ptr<const vrrp_plan>& all, const group_plan& plan);
    void begin(group& g, instant now, actions& out);
    void feed_known(group& g, instant now, actions& out);
    void arm(group& g);
    void perform(group& g, const std::vector<vrrp::member_action>& list, instant now, actions& out);
    void perform(group& g, std::size_t member, const vrrp::action& a, instant now, actions& out);
    void send(router& r, std::uint8_t priority, actions& out);
    void announce(router& r, const std::vector<held_address>& addresses, std::uint32_t repeat);
    void flush_announcements(instant now, actions& out);
    void hold(router& r, vrrp::resource what, bool acquire, actions& out);
    [[nodiscard]] vrrp::announcement_queue& queue_of(const std::string& interface);
    [[nodiscard]] router* find(router_id id) noexcept;
    void index(bool new_paces);

    // vrrp_engine_trackers.cpp
    void set_tracker(tracked_kind kind, const std::string& name, int value, instant now, actions& out);
    void interface_changed(const std::string& name, bool up, instant now, actions& out);
    void run_trackers(instant now, actions& out);
    void adopt_trackers(instant now);

    // vrrp_engine_notify.cpp
    void tell_router(group& g, router& r, const vrrp::notify& n, instant now, actions& out);
    void tell_group(group& g, instant now, actions& out);
    void tell_priority(group& g, router& r, std::uint8_t priority, instant now, actions& out);
    void tell_remark(router& r, const vrrp::remark& n, instant now, actions& out);
    void run(const boxed<command>& c, const std::string& subject, const router* r, actions& out,
             std::vector<std::string> words = {});

    std::shared_ptr<const vrrp_plan> desired;  // the one copy: all others point into it
    vrrp_engine_options options;
    std::vector<std::unique_ptr<group>> groups;
    std::map<std::string, std::uint32_t, std::less<>> interface_numbers;
    std::vector<packet_place> by_packet;
    std::map<std::pair<tracked_kind, std::string>, std::vector<std::pair<place, std::size_t>>> by_tracker;
    std::map<std::pair<tracked_kind, std::string>, int> reported;
    std::map<std::string, interface_state> interfaces;
    std::map<ip_address, bool> own_addresses;
    std::map<std::string, script_state> scripts;
    std::map<std::string, process_state> processes;
    std::map<std::string, std::size_t> pace_of;  // by interface
    std::vector<std::unique_ptr<pace>> paces;
    std::vector<router*> by_id;  // sorted
    slot_timers timers;
    router_id next_id = 1;
    vrrp::hmac_stamp wall;
    bool running = false;
};

/// Its addresses, each with the interface that it belongs on.
[[nodiscard]] std::vector<keepalived::virtual_address> placed_addresses(const router_plan& r);

}  // namespace hakit::director

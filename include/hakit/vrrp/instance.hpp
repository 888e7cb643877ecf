/// One virtual router: the state machine of RFC 9568 section 6.4 with keepalived's extensions. No sockets, no clock.
#pragma once

#include <hakit/vrrp/action.hpp>
#include <hakit/vrrp/heard.hpp>
#include <hakit/vrrp/instance_options.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace hakit::vrrp {

/// How to drive it: start(); call on_time() when wake_at() has come; feed what happens; do the actions in order. Not
/// thread-safe; all instants must come from one clock that does not go back.
class instance {
public:
    explicit instance(instance_options options);
    /// Shares options that live elsewhere; not nullptr.
    explicit instance(std::shared_ptr<const instance_options> options);

    /// As given, within their ranges; priority and source may be others by now.
    [[nodiscard]] const instance_options& options() const noexcept { return *options_; }
    /// That of the options, or the last one of on_priority().
    [[nodiscard]] std::uint8_t base_priority() const noexcept { return base_; }
    /// That of the options, or the last one of on_source().
    [[nodiscard]] const ip_address& source() const noexcept { return source_; }
    [[nodiscard]] vrrp::state state() const noexcept { return state_; }
    /// What the adverts say: the base and the weights, within 1..254, or 255.
    [[nodiscard]] std::uint8_t priority() const noexcept { return effective_; }
    /// When on_time() wants to be called; never when nothing runs.
    [[nodiscard]] instant wake_at() const noexcept;
    /// Of the running advert or down timer; never otherwise.
    [[nodiscard]] instant timer() const noexcept { return timer_; }
    /// (256 - priority) / 256 s in version 2, of the master's interval in version 3.
    [[nodiscard]] duration skew_time() const noexcept { return skew_of(effective_); }
    /// How long the master may be silent.
    [[nodiscard]] duration down_interval() const noexcept;
    /// The master's interval, learned in version 3.
    [[nodiscard]] duration active_interval() const noexcept { return active_interval_; }

    [[nodiscard]] std::vector<action> start(instant now);
    /// Resigns and releases. Can be started again.
    [[nodiscard]] std::vector<action> stop(instant now);
    /// An advert that the channel accepted.
    [[nodiscard]] std::vector<action> on_advert(const heard& h, instant now);
    /// Does what is due at `now`; nothing before wake_at().
    [[nodiscard]] std::vector<action> on_time(instant now);
    /// Tracker `index` (order of the options) reports; an index that does not exist is ignored.
    [[nodiscard]] std::vector<action> on_tracker(std::size_t index, int value, instant now);
    /// The interface it works on went up or down. Up until told otherwise.
    [[nodiscard]] std::vector<action> on_interface(bool up, instant now);
    /// The primary address changed; nullopt: it is gone.
    [[nodiscard]] std::vector<action> on_source(std::optional<ip_address> source, instant now);
    /// Another base priority (1..255), as after a reload.
    [[nodiscard]] std::vector<action> on_priority(std::uint8_t base, instant now);
    /// Other options, as after a reload; state and timers stay as far as they can. What trackers of the same name and
    /// kind have reported is kept. A master that got other routes, rules or addresses asks for nothing: whoever runs it
    /// knows the difference. The version must stay. The source stays unless that of the options is another one than
    /// before.
    [[nodiscard]] std::vector<action> reconfigure(instance_options options, instant now);
    [[nodiscard]] std::vector<action> reconfigure(std::shared_ptr<const instance_options> options, instant now);

private:
    friend class sync_group;
    using actions = std::vector<action>;
    struct tracker {
        std::optional<int> value;
    };

    void start(instant now, actions& out);
    void stop(instant now, actions& out);
    void on_advert(const heard& h, instant now, actions& out);
    void on_time(instant now, actions& out);
    void reconfigure(std::shared_ptr<const instance_options> options, instant now, actions& out);
    void settle(instant now, actions& out);  // what inputs have changed: faults, priority, readiness

    void hear_as_backup(const heard& h, instant now, actions& out);
    void hear_as_master(const heard& h, instant now, actions& out);
    void adopt_interval(const heard& h, actions& out);
    [[nodiscard]] bool owner_must_yield(const heard& h, instant now, actions& out);
    void down_timer_fired(instant now, actions& out);
    void advert_timer_fired(instant now, actions& out);
    void answer_lower(instant now, actions& out);

    void become_master(instant now, cause why, actions& out);
    void become_backup(instant now, cause why, actions& out);
    void become_fault(instant now, cause why, actions& out);
    void leave_master(actions& out);
    void release_all(actions& out);
    void change(vrrp::state to, cause why, actions& out);

    [[nodiscard]] duration skew_of(std::uint8_t priority) const noexcept;
    [[nodiscard]] std::optional<cause> fault_of_its_own() const noexcept;
    [[nodiscard]] bool all_reported() const noexcept;
    [[nodiscard]] std::uint8_t weighed() const noexcept;

    std::shared_ptr<const instance_options> options_;
    ip_address source_;
    std::uint8_t base_;
    std::vector<tracker> trackers_;
    vrrp::state state_ = vrrp::state::stopped;
    std::uint8_t effective_;
    bool interface_up_ = true;
    bool source_there_ = true;
    // Set by the sync group.
    bool waits_for_group_ = false;
    bool group_fault_ = false;
    bool weights_count_ = true;
    bool wants_master_ = false;

    duration active_interval_;
    instant timer_ = never;
    instant ready_at_ = never;     // end of the start-up delay
    instant announce_at_ = never;  // the second round
    instant refresh_at_ = never;
    std::uint32_t announce_repeat_ = 0;
    std::optional<instant> preempt_at_;
    std::optional<instant> conflict_until_;  // then the owner yields
    bool resigned_ = false;                  // the master said so
    bool yielded_ = false;                   // an owner that counts as 254
};

}  // namespace hakit::vrrp

#include <hakit/vrrp/instance.hpp>

#include <hakit/vrrp/protocol.hpp>

#include "vrrp/later.hpp"

#include <algorithm>
#include <utility>

namespace hakit::vrrp {
namespace {

using shared_options = std::shared_ptr<const instance_options>;

instance_options sane(instance_options o) {
    o.priority = std::max(o.priority, std::uint8_t{1});
    o.advert_interval = std::clamp<duration>(o.advert_interval, std::chrono::milliseconds{1}, std::chrono::hours{1});
    o.down_timer_adverts = std::clamp(o.down_timer_adverts, 1u, 100u);
    for (auto* d : {&o.preempt_delay, &o.startup_delay, &o.announce.delay, &o.announce.refresh})
        *d = std::clamp<duration>(*d, duration{0}, std::chrono::hours{24 * 365});
    return o;
}

/// The same, if they are within their ranges.
shared_options sane(shared_options given) {
    auto good = sane(*given);
    return good == *given ? given : std::make_shared<const instance_options>(std::move(good));
}

}  // namespace

instance::instance(instance_options options) : instance{std::make_shared<const instance_options>(std::move(options))} {}

instance::instance(shared_options options)
    : options_{sane(std::move(options))},
      source_{options_->source},
      base_{options_->priority},
      effective_{base_},
      active_interval_{options_->advert_interval} {
    trackers_.reserve(options_->trackers.size());
    for (const auto& t : options_->trackers) trackers_.push_back({t.initial});
    effective_ = weighed();
}

instant instance::wake_at() const noexcept { return std::min({timer_, ready_at_, announce_at_, refresh_at_}); }

duration instance::skew_of(std::uint8_t priority) const noexcept {
    // An owner that counts as 254 keeps the skew of 255, as in keepalived.
    const auto p = yielded_ ? owner_priority : priority;
    const duration of = options_->version == 2 ? duration{std::chrono::seconds{1}} : active_interval_;
    return of * (256 - p) / 256;
}

duration instance::down_interval() const noexcept {
    return active_interval_ * options_->down_timer_adverts + skew_time();
}

std::vector<action> instance::start(instant now) {
    actions out;
    start(now, out);
    return out;
}
std::vector<action> instance::stop(instant now) {
    actions out;
    stop(now, out);
    return out;
}
std::vector<action> instance::on_advert(const heard& h, instant now) {
    actions out;
    on_advert(h, now, out);
    return out;
}
std::vector<action> instance::on_time(instant now) {
    actions out;
    on_time(now, out);
    return out;
}

std::vector<action> instance::on_tracker(std::size_t index, int value, instant now) {
    actions out;
    if (index >= trackers_.size()) return out;
    trackers_[index].value = value;
    settle(now, out);
    return out;
}

std::vector<action> instance::on_interface(bool up, instant now) {
    actions out;
    interface_up_ = up;
    settle(now, out);
    return out;
}

std::vector<action> instance::on_source(std::optional<ip_address> source, instant now) {
    actions out;
    source_there_ = source.has_value();
    if (source) source_ = *source;
    settle(now, out);
    return out;
}

std::vector<action> instance::on_priority(std::uint8_t base, instant now) {
    actions out;
    base_ = std::max(base, std::uint8_t{1});
    settle(now, out);
    return out;
}

std::vector<action> instance::reconfigure(instance_options options, instant now) {
    return reconfigure(std::make_shared<const instance_options>(std::move(options)), now);
}
std::vector<action> instance::reconfigure(shared_options options, instant now) {
    actions out;
    reconfigure(std::move(options), now, out);
    return out;
}

void instance::reconfigure(shared_options options, instant now, actions& out) {
    const auto old = std::exchange(options_, sane(std::move(options)));
    const auto& before = *old;
    if (options_->version != before.version) {
        auto same = *options_;
        same.version = before.version;
        options_ = std::make_shared<const instance_options>(std::move(same));
    }
    base_ = options_->priority;
    if (options_->source != before.source) source_ = options_->source;
    std::vector<tracker> kept;
    for (const auto& t : options_->trackers) {
        kept.push_back({t.initial});
        for (std::size_t i = 0; i < trackers_.size(); ++i)
            if (before.trackers[i].name == t.name && before.trackers[i].kind == t.kind && trackers_[i].value)
                kept.back() = trackers_[i];
    }
    trackers_ = std::move(kept);
    if (options_->advert_interval != before.advert_interval ||
        options_->down_timer_adverts != before.down_timer_adverts) {
        active_interval_ = options_->advert_interval;
        if (state_ == vrrp::state::master) timer_ = std::min(timer_, later(now, options_->advert_interval));
        if (state_ == vrrp::state::backup) timer_ = later(now, down_interval());
    }
    if (options_->announce.refresh != before.announce.refresh && state_ == vrrp::state::master)
        refresh_at_ = options_->announce.refresh > duration{0} ? later(now, options_->announce.refresh) : never;
    settle(now, out);
}

void instance::start(instant now, actions& out) {
    if (state_ != vrrp::state::stopped) return;
    active_interval_ = options_->advert_interval;
    ready_at_ = later(now, options_->startup_delay);
    yielded_ = false;
    effective_ = weighed();
    change(vrrp::state::starting, cause::started, out);
    settle(now, out);
}

void instance::stop(instant, actions& out) {
    if (state_ == vrrp::state::stopped) return;
    if (state_ == vrrp::state::master) {
        out.emplace_back(send_advert{resign_priority});
        if (options_->release_on_stop) release_all(out);
    }
    timer_ = ready_at_ = announce_at_ = refresh_at_ = never;
    preempt_at_.reset();
    wants_master_ = false;
    change(vrrp::state::stopped, cause::stopped, out);
}

void instance::settle(instant now, actions& out) {
    if (const auto priority = weighed(); priority != effective_) {
        const auto before = skew_time();
        effective_ = priority;
        // The down timer is shifted, not restarted: the master has been silent for as long as before.
        if (state_ == vrrp::state::backup) timer_ = std::max(now, later(timer_, skew_time() - before));
        if (state_ != vrrp::state::stopped) out.emplace_back(notify_priority{effective_});
    }
    if (state_ == vrrp::state::stopped) return;
    if (ready_at_ <= now) ready_at_ = never;
    if (state_ == vrrp::state::starting && (ready_at_ != never || !all_reported())) return;
    const auto own = fault_of_its_own();
    if (own || group_fault_) {
        if (state_ != vrrp::state::fault) become_fault(now, own.value_or(cause::group), out);
    } else if (state_ == vrrp::state::starting) {
        become_backup(now, cause::ready, out);
        if (base_ == owner_priority && options_->owner_starts_as_master) {
            timer_ = now;
            if (!waits_for_group_) become_master(now, cause::owner, out);
        }
    } else if (state_ == vrrp::state::fault) {
        // The master must be able to reach us before we judge that it is silent.
        if (options_->unicast) out.emplace_back(announce_source{});
        become_backup(now, cause::recovered, out);
        if (base_ == owner_priority) timer_ = later(now, active_interval_ + skew_time());
    }
}

void instance::on_time(instant now, actions& out) {
    if (ready_at_ <= now) settle(now, out);
    if (timer_ <= now) {
        if (state_ == vrrp::state::backup) {
            down_timer_fired(now, out);
        } else {
            advert_timer_fired(now, out);
        }
    }
    if (announce_at_ <= now) {
        announce_at_ = never;
        out.emplace_back(announce{announce_repeat_});
    }
    if (refresh_at_ <= now) {
        refresh_at_ = later(now, options_->announce.refresh);
        out.emplace_back(announce{options_->announce.refresh_repeat});
    }
}

void instance::down_timer_fired(instant now, actions& out) {
    if (waits_for_group_) {
        wants_master_ = true;
        timer_ = later(now, down_interval());
        return;  // the group decides
    }
    become_master(now, resigned_ ? cause::master_resigned : cause::master_silent, out);
}

void instance::advert_timer_fired(instant now, actions& out) {
    if (options_->step_down_when_late) {
        const auto taken_over =
            active_interval_ * options_->down_timer_adverts + skew_of(*options_->step_down_when_late);
        if (now - timer_ > taken_over - active_interval_) return become_backup(now, cause::late_timer, out);
    }
    out.emplace_back(send_advert{effective_});
    // In rhythm, unless that is past already.
    timer_ = later(timer_, options_->advert_interval);
    if (timer_ <= now) timer_ = later(now, options_->advert_interval);
}

void instance::become_master(instant now, cause why, actions& out) {
    yielded_ = false;
    effective_ = weighed();
    wants_master_ = false;
    active_interval_ = options_->advert_interval;
    preempt_at_.reset();
    conflict_until_.reset();
    // The advert first: whoever was master must let go of the addresses before we have them.
    out.emplace_back(send_advert{effective_});
    if (!options_->accept && base_ != owner_priority) out.emplace_back(acquire{resource::filter});
    out.emplace_back(acquire{resource::addresses});
    if (options_->has_routes) out.emplace_back(acquire{resource::routes});
    if (options_->has_rules) out.emplace_back(acquire{resource::rules});
    const auto& a = options_->announce;
    if (a.repeat > 0) out.emplace_back(announce{a.repeat});
    announce_repeat_ = a.repeat;
    announce_at_ = a.repeat > 0 && a.delay > duration{0} ? later(now, a.delay) : never;
    refresh_at_ = a.refresh > duration{0} ? later(now, a.refresh) : never;
    timer_ = later(now, options_->advert_interval);
    change(vrrp::state::master, why, out);
}

void instance::become_backup(instant now, cause why, actions& out) {
    leave_master(out);
    timer_ = later(now, down_interval());
    change(vrrp::state::backup, why, out);
}

void instance::become_fault(instant, cause why, actions& out) {
    if (state_ == vrrp::state::master) out.emplace_back(send_advert{resign_priority});
    leave_master(out);
    timer_ = never;
    active_interval_ = options_->advert_interval;
    change(vrrp::state::fault, why, out);
}

void instance::leave_master(actions& out) {
    wants_master_ = false;
    resigned_ = false;
    preempt_at_.reset();
    conflict_until_.reset();
    announce_at_ = refresh_at_ = never;
    if (state_ == vrrp::state::master) release_all(out);
}

void instance::release_all(actions& out) {
    if (options_->has_rules) out.emplace_back(release{resource::rules});
    if (options_->has_routes) out.emplace_back(release{resource::routes});
    out.emplace_back(release{resource::addresses});
    if (!options_->accept && base_ != owner_priority) out.emplace_back(release{resource::filter});
}

void instance::change(vrrp::state to, cause why, actions& out) {
    const auto from = state_;
    state_ = to;
    if (from != to) out.emplace_back(notify{from, to, effective_, why});
}

}  // namespace hakit::vrrp

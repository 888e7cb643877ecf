// What an instance does about the adverts of others: RFC 9568 sections 6.4.2 and 6.4.3.
#include <hakit/vrrp/instance.hpp>
#include <hakit/vrrp/protocol.hpp>

#include "vrrp/later.hpp"

#include <algorithm>

namespace hakit::vrrp {

void instance::on_advert(const heard& h, instant now, actions& out) {
    if (options_->owner_ignores_adverts && base_ == owner_priority) return;
    if (state_ == vrrp::state::backup) hear_as_backup(h, now, out);
    if (state_ == vrrp::state::master) hear_as_master(h, now, out);
}

void instance::hear_as_backup(const heard& h, instant now, actions& out) {
    if (h.priority == resign_priority) {
        // Only ever earlier: a flood of forged resignations must not keep everybody from being master.
        timer_ = std::min(timer_, later(now, skew_time()));
        resigned_ = true;
        return;
    }
    const bool lower = h.priority < effective_;
    const bool may_preempt = options_->preempt || base_ == owner_priority;
    if (lower && may_preempt) {
        if (options_->preempt_delay > duration{0} && !preempt_at_) {
            preempt_at_ = later(now, options_->preempt_delay);
            out.emplace_back(remark{remark_kind::preempt_delay_begun, h.source, h.priority, options_->preempt_delay});
        }
        if (!preempt_at_ || *preempt_at_ <= now) {
            out.emplace_back(remark{remark_kind::lower_priority_ignored, h.source, h.priority, h.interval});
            return;
        }
    } else if (!lower && preempt_at_) {
        preempt_at_.reset();
        out.emplace_back(remark{remark_kind::preempt_delay_ended, h.source, h.priority, duration{0}});
    }
    adopt_interval(h, out);
    resigned_ = false;
    wants_master_ = false;
    timer_ = later(now, down_interval());
}

void instance::hear_as_master(const heard& h, instant now, actions& out) {
    if (h.priority == resign_priority) {
        out.emplace_back(send_advert{effective_});
        timer_ = later(now, options_->advert_interval);
        return;
    }
    if (owner_must_yield(h, now, out)) effective_ = owner_priority - 1;
    const bool same = h.priority == effective_;
    if (same && h.source == source_) {
        out.emplace_back(remark{remark_kind::same_address, h.source, h.priority, h.interval});
        return;
    }
    if (h.priority > effective_ || (same && h.source > source_)) {
        if (options_->answer_higher) out.emplace_back(send_advert{effective_});
        adopt_interval(h, out);
        become_backup(now, same ? cause::higher_address : cause::higher_priority, out);
        return;
    }
    out.emplace_back(remark{remark_kind::lower_priority_master, h.source, h.priority, h.interval});
    answer_lower(now, out);
}

void instance::answer_lower(instant now, actions& out) {
    if (!options_->answer_lower) return;
    out.emplace_back(send_advert{effective_});
    timer_ = later(now, options_->advert_interval);
    const auto& a = options_->announce;
    const auto repeat = a.lower_repeat.value_or(a.repeat);
    const auto delay = a.lower_delay.value_or(a.delay);
    if (repeat == 0) return;
    // A round that is due anyway is enough for a flood of such adverts.
    if (announce_at_ != never) return;
    out.emplace_back(announce{repeat});
    announce_repeat_ = repeat;
    if (delay > duration{0}) announce_at_ = later(now, delay);
}

void instance::adopt_interval(const heard& h, actions& out) {
    // RFC 9568 6.4.2 (460): version 3 alone; the skew follows.
    if (options_->version != 3 || h.interval <= duration{0} || h.interval == active_interval_) return;
    active_interval_ = h.interval;
    out.emplace_back(remark{remark_kind::interval_learned, h.source, h.priority, h.interval});
}

bool instance::owner_must_yield(const heard& h, instant now, actions& out) {
    if (base_ != owner_priority || h.priority != owner_priority || yielded_) return false;
    out.emplace_back(remark{remark_kind::owner_conflict, h.source, h.priority, h.interval});
    if (h.source >= source_) return false;  // the usual rule decides
    // The other one should go, having the lower address. keepalived gives it two adverts and 1.2 intervals more.
    if (!conflict_until_) {
        conflict_until_ =
            later(now, options_->advert_interval * 2 + std::max(options_->advert_interval, h.interval) * 6 / 5);
        return false;
    }
    if (now < *conflict_until_) return false;
    out.emplace_back(remark{remark_kind::owner_yields, h.source, h.priority, h.interval});
    yielded_ = true;
    return true;
}

}  // namespace hakit::vrrp

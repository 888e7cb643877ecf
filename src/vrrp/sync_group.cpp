#include <hakit/vrrp/sync_group.hpp>

#include <algorithm>

namespace hakit::vrrp {
namespace {

using shared_options = std::shared_ptr<const instance_options>;

/// What one member asks for, on its way to what the group asks for. One for all groups of a thread: nothing is in it
/// between two calls.
std::vector<action>& scratch() {
    thread_local std::vector<action> actions;
    return actions;
}

void take(std::size_t member, std::vector<member_action>& out) {
    for (auto& a : scratch()) out.push_back({member, std::move(a)});
    scratch().clear();
}

std::vector<shared_options> shared(std::vector<instance_options> all) {
    std::vector<shared_options> out;
    out.reserve(all.size());
    for (auto& one : all) out.push_back(std::make_shared<const instance_options>(std::move(one)));
    return out;
}

}  // namespace

sync_group::sync_group(std::string name, std::vector<instance_options> members, bool weights_count)
    : sync_group{std::move(name), shared(std::move(members)), weights_count} {}

sync_group::sync_group(std::string name, std::vector<shared_options> members, bool weights_count)
    : name_{std::move(name)} {
    members_.reserve(members.size());
    for (auto& options : members) members_.emplace_back(std::move(options));
    if (members_.size() < 2) return;
    for (auto& m : members_) {
        m.waits_for_group_ = true;
        m.weights_count_ = weights_count;
        m.effective_ = m.weighed();
    }
}

vrrp::state sync_group::state() const noexcept {
    auto least = members_.empty() ? vrrp::state::stopped : vrrp::state::master;
    for (const auto& m : members_) least = std::min(least, m.state());
    return least;
}

instant sync_group::wake_at() const noexcept {
    auto next = never;
    for (const auto& m : members_) next = std::min(next, m.wake_at());
    return next;
}

std::vector<member_action> sync_group::start(instant now) {
    actions out;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        members_[i].start(now, scratch());
        take(i, out);
    }
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::stop(instant now) {
    actions out;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        members_[i].stop(now, scratch());
        take(i, out);
    }
    return out;
}

std::vector<member_action> sync_group::on_advert(std::size_t member, const heard& h, instant now) {
    actions out;
    if (member >= members_.size()) return out;
    members_[member].on_advert(h, now, scratch());
    const bool lesser_master = std::any_of(scratch().begin(), scratch().end(), [](const action& a) {
        const auto* r = std::get_if<remark>(&a);
        return r != nullptr && r->what == remark_kind::lower_priority_master;
    });
    take(member, out);
    // Whoever lost sight of us on one segment may have done so on all.
    for (std::size_t i = 0; lesser_master && i < members_.size(); ++i) {
        if (i == member || members_[i].state() != vrrp::state::master) continue;
        members_[i].answer_lower(now, scratch());
        take(i, out);
    }
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::on_time(instant now) {
    actions out;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (members_[i].wake_at() > now) continue;
        members_[i].on_time(now, scratch());
        take(i, out);
    }
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::on_tracker(std::size_t member, std::size_t index, int value, instant now) {
    actions out;
    if (member >= members_.size()) return out;
    scratch() = members_[member].on_tracker(index, value, now);
    take(member, out);
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::on_interface(std::size_t member, bool up, instant now) {
    actions out;
    if (member >= members_.size()) return out;
    scratch() = members_[member].on_interface(up, now);
    take(member, out);
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::on_source(std::size_t member, std::optional<ip_address> source, instant now) {
    actions out;
    if (member >= members_.size()) return out;
    scratch() = members_[member].on_source(source, now);
    take(member, out);
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::on_priority(std::size_t member, std::uint8_t base, instant now) {
    actions out;
    if (member >= members_.size()) return out;
    scratch() = members_[member].on_priority(base, now);
    take(member, out);
    settle(now, out);
    return out;
}

std::vector<member_action> sync_group::reconfigure(std::vector<instance_options> members, bool weights_count,
                                                   instant now) {
    return reconfigure(shared(std::move(members)), weights_count, now);
}

std::vector<member_action> sync_group::reconfigure(std::vector<shared_options> members, bool weights_count,
                                                   instant now) {
    actions out;
    if (members.size() != members_.size()) return out;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (members_.size() > 1) members_[i].weights_count_ = weights_count;
        members_[i].reconfigure(std::move(members[i]), now, scratch());
        take(i, out);
    }
    settle(now, out);
    return out;
}

void sync_group::settle(instant now, actions& out) {
    if (members_.size() < 2) return;
    // A fault of one is a fault of all; those that are still starting go through their own waiting first.
    const bool fault = std::any_of(members_.begin(), members_.end(),
                                   [](const instance& m) { return m.fault_of_its_own().has_value(); });
    for (std::size_t i = 0; i < members_.size(); ++i) {
        auto& m = members_[i];
        if (m.group_fault_ == fault) continue;
        m.group_fault_ = fault;
        m.settle(now, scratch());
        take(i, out);
    }
    const auto in = [](vrrp::state s) { return [s](const instance& m) { return m.state() == s; }; };
    const bool all_can = std::all_of(members_.begin(), members_.end(), [](const instance& m) {
        return m.state() == vrrp::state::master || (m.state() == vrrp::state::backup && m.wants_master_);
    });
    if (all_can) {
        for (std::size_t i = 0; i < members_.size(); ++i) {
            auto& m = members_[i];
            if (m.state() == vrrp::state::master) continue;
            m.become_master(now, m.resigned_ ? cause::master_resigned : cause::master_silent, scratch());
            take(i, out);
        }
    } else if (!std::all_of(members_.begin(), members_.end(), in(vrrp::state::master))) {
        // One has become backup: the others follow.
        for (std::size_t i = 0; i < members_.size(); ++i) {
            auto& m = members_[i];
            if (m.state() != vrrp::state::master) continue;
            m.become_backup(now, cause::group, scratch());
            take(i, out);
        }
    }
}

}  // namespace hakit::vrrp

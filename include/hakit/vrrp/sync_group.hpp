/// Virtual routers that change state together: master only when all can be, never master while one cannot.
#pragma once

#include <hakit/vrrp/instance.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace hakit::vrrp {

/// What member `member` asks for.
struct member_action {
    std::size_t member = 0;
    action what;

    friend bool operator==(const member_action&, const member_action&) = default;
};

/// keepalived's vrrp_sync_group. A group of one is that instance. Drive it as an instance; member is an index, and one
/// that does not exist is ignored.
class sync_group {
public:
    /// `weights_count`: the weights of trackers change priorities (sync_group_tracking_weight), as they always do in a
    /// group of one.
    sync_group(std::string name, std::vector<instance_options> members, bool weights_count = false);
    /// Of options that live elsewhere; none is nullptr.
    sync_group(std::string name, std::vector<std::shared_ptr<const instance_options>> members,
               bool weights_count = false);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }
    [[nodiscard]] const instance& operator[](std::size_t member) const noexcept { return members_[member]; }
    /// That of all members, once every one has followed: the least of theirs in the order of vrrp::state.
    [[nodiscard]] vrrp::state state() const noexcept;
    [[nodiscard]] instant wake_at() const noexcept;

    [[nodiscard]] std::vector<member_action> start(instant now);
    [[nodiscard]] std::vector<member_action> stop(instant now);
    [[nodiscard]] std::vector<member_action> on_advert(std::size_t member, const heard& h, instant now);
    [[nodiscard]] std::vector<member_action> on_time(instant now);
    [[nodiscard]] std::vector<member_action> on_tracker(std::size_t member, std::size_t index, int value, instant now);
    [[nodiscard]] std::vector<member_action> on_interface(std::size_t member, bool up, instant now);
    [[nodiscard]] std::vector<member_action> on_source(std::size_t member, std::optional<ip_address> source,
                                                       instant now);
    [[nodiscard]] std::vector<member_action> on_priority(std::size_t member, std::uint8_t base, instant now);
    /// Other options for the same members; see instance::reconfigure(). Does nothing when their number differs.
    [[nodiscard]] std::vector<member_action> reconfigure(std::vector<instance_options> members, bool weights_count,
                                                         instant now);
    [[nodiscard]] std::vector<member_action> reconfigure(std::vector<std::shared_ptr<const instance_options>> members,
                                                         bool weights_count, instant now);

private:
    using actions = std::vector<member_action>;

    void settle(instant now, actions& out);

    std::string name_;
    std::vector<instance> members_;
};

}  // namespace hakit::vrrp

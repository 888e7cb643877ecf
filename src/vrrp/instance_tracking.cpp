// What tracked objects do to an instance: its faults and its priority.
#include <hakit/vrrp/instance.hpp>
#include <hakit/vrrp/protocol.hpp>

#include <algorithm>

namespace hakit::vrrp {
namespace {

constexpr std::int64_t largest_weight = 254;

bool is_fault(const tracker_options& t, int value) noexcept {
    if (t.weight == 0) {
        const bool good = t.kind == tracker_kind::condition ? value != 0 : value == 0;
        return good == t.reverse;
    }
    if (t.kind == tracker_kind::condition) return false;
    const auto product = std::int64_t{t.weight} * value * (t.reverse ? -1 : 1);
    return product <= -largest_weight;
}

std::int64_t contribution(const tracker_options& t, int value) noexcept {
    const std::int64_t weight = std::int64_t{t.weight} * (t.reverse ? -1 : 1);
    if (t.kind == tracker_kind::number) return std::clamp(weight * value, -largest_weight, largest_weight);
    return (value != 0) == (t.weight > 0) ? weight : 0;
}

}  // namespace

std::optional<cause> instance::fault_of_its_own() const noexcept {
    if (options_->track_interface && !interface_up_) return cause::interface_down;
    if (options_->track_source && !source_there_) return cause::source_missing;
    for (std::size_t i = 0; i < trackers_.size(); ++i)
        if (trackers_[i].value && is_fault(options_->trackers[i], *trackers_[i].value)) return cause::tracker_down;
    return std::nullopt;
}

bool instance::all_reported() const noexcept {
    return std::all_of(trackers_.begin(), trackers_.end(), [](const auto& t) { return t.value.has_value(); });
}

std::uint8_t instance::weighed() const noexcept {
    if (base_ == owner_priority) return yielded_ ? owner_priority - 1 : owner_priority;
    std::int64_t sum = base_;
    for (std::size_t i = 0; weights_count_ && i < trackers_.size(); ++i)
        if (trackers_[i].value) sum += contribution(options_->trackers[i], *trackers_[i].value);
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum, 1, owner_priority - 1));
}

}  // namespace hakit::vrrp

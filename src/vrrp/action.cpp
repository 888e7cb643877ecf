#include <hakit/vrrp/action.hpp>

namespace hakit::vrrp {

std::string_view to_string(state s) noexcept {
    switch (s) {
        case state::stopped: return "stopped";
        case state::starting: return "starting";
        case state::fault: return "fault";
        case state::backup: return "backup";
        case state::master: return "master";
    }
    return "unknown";
}

std::string_view to_string(cause c) noexcept {
    switch (c) {
        case cause::started: return "started";
        case cause::ready: return "ready";
        case cause::owner: return "owner";
        case cause::master_silent: return "master_silent";
        case cause::master_resigned: return "master_resigned";
        case cause::higher_priority: return "higher_priority";
        case cause::higher_address: return "higher_address";
        case cause::late_timer: return "late_timer";
        case cause::interface_down: return "interface_down";
        case cause::source_missing: return "source_missing";
        case cause::tracker_down: return "tracker_down";
        case cause::group: return "group";
        case cause::recovered: return "recovered";
        case cause::stopped: return "stopped";
    }
    return "unknown";
}

std::string_view to_string(resource r) noexcept {
    switch (r) {
        case resource::filter: return "filter";
        case resource::addresses: return "addresses";
        case resource::routes: return "routes";
        case resource::rules: return "rules";
    }
    return "unknown";
}

std::string_view to_string(remark_kind k) noexcept {
    switch (k) {
        case remark_kind::lower_priority_ignored: return "lower_priority_ignored";
        case remark_kind::lower_priority_master: return "lower_priority_master";
        case remark_kind::interval_learned: return "interval_learned";
        case remark_kind::preempt_delay_begun: return "preempt_delay_begun";
        case remark_kind::preempt_delay_ended: return "preempt_delay_ended";
        case remark_kind::same_address: return "same_address";
        case remark_kind::owner_conflict: return "owner_conflict";
        case remark_kind::owner_yields: return "owner_yields";
    }
    return "unknown";
}

namespace {

struct writer {
    std::string operator()(const send_advert& a) const { return "send advert " + std::to_string(a.priority); }
    std::string operator()(const acquire& a) const { return "acquire " + std::string{to_string(a.what)}; }
    std::string operator()(const release& a) const { return "release " + std::string{to_string(a.what)}; }
    std::string operator()(const announce& a) const { return "announce x" + std::to_string(a.repeat); }
    std::string operator()(const announce_source&) const { return "announce source"; }
    std::string operator()(const notify& a) const {
        return "notify " + std::string{to_string(a.from)} + " -> " + std::string{to_string(a.to)} + " " +
               std::to_string(a.priority) + " (" + std::string{to_string(a.why)} + ")";
    }
    std::string operator()(const notify_priority& a) const { return "notify priority " + std::to_string(a.priority); }
    std::string operator()(const remark& a) const { return "remark " + std::string{to_string(a.what)}; }
};

}  // namespace

std::string to_string(const action& a) { return std::visit(writer{}, a); }

}  // namespace hakit::vrrp

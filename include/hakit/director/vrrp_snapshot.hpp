/// The state of running virtual routers, as values.
#pragma once

#include <hakit/base/instant.hpp>
#include <hakit/base/ip_address.hpp>
#include <hakit/director/vrrp_action.hpp>
#include <hakit/vrrp/action.hpp>
#include <hakit/vrrp/reject.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hakit::director {

struct tracker_state {
    std::string kind;  ///< "interface", "script", "file", "process"
    std::string name;
    std::optional<int> value = {};  ///< what it reports; nothing yet
};

struct router_state {
    router_id id = 0;
    std::string name;
    std::string group;  ///< of its vrrp_sync_group; "" without one
    std::string interface;
    std::uint8_t vrid = 1;
    std::uint8_t version = 2;
    ip_family family = ip_family::v4;
    vrrp::state state = vrrp::state::stopped;
    instant since{};
    vrrp::cause why = vrrp::cause::started;
    std::uint8_t priority = 100;  ///< effective
    std::uint8_t base_priority = 100;
    ip_address source;
    duration advert_interval{};
    duration active_interval{};  ///< the master's
    instant timer = never;       ///< the next advert, or the end of the patience with the master
    std::vector<ip_address> addresses;
    std::optional<ip_address> master = {};  ///< who was heard last as one
    std::uint8_t master_priority = 0;
    std::uint64_t sent = 0;
    std::uint64_t heard = 0;
    std::uint64_t became_master = 0;
    std::vector<std::pair<vrrp::reject, std::uint64_t>> rejected;
    std::vector<tracker_state> tracked;
};

struct vrrp_snapshot {
    instant at{};
    bool running = false;
    std::vector<router_state> routers;
    std::vector<std::pair<std::string, vrrp::state>> groups;  ///< the vrrp_sync_groups
    std::size_t announcements_waiting = 0;
};

/// A table for people, one line for each router.
[[nodiscard]] std::string to_text(const vrrp_snapshot& s);

}  // namespace hakit::director

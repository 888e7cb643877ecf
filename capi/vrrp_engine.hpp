/// The handles of virtual routers.
#pragma once

#include <capi/guard.hpp>

#include <hakit/director/vrrp_engine.hpp>

#include <deque>
#include <string>
#include <vector>

namespace hakit::capi {

/// One action, told in texts.
struct vrrp_told {
    std::int32_t kind = HAKIT_VRRP_NONE;
    std::string router;
    std::string interface;
    std::string address;
    std::string text;
    std::string json;
    std::string packet;
    std::vector<std::string> arguments;
};

/// The virtual routers of a configuration. Throws with every reason when it cannot be run.
[[nodiscard]] director::vrrp_plan router_plan_of(const hakit_config& c, bool ignore_unsupported);

}  // namespace hakit::capi

struct hakit_vrrp {
    hakit::director::vrrp_engine engine;
    bool ignore_unsupported = false;
    std::deque<hakit::capi::vrrp_told> waiting;
    hakit::capi::vrrp_told present;
};

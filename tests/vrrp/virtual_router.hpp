/// Helpers that bring an instance into a state and write its actions down.
#pragma once

#include <hakit/vrrp/instance.hpp>
#include <hakit/vrrp/sync_group.hpp>

#include <string>
#include <vector>

namespace vrrp_test {

using namespace std::chrono_literals;
using hakit::instant;
using hakit::ip_address;

inline const ip_address lower_address = *ip_address::parse("10.0.0.1");
inline const ip_address own_address = *ip_address::parse("10.0.0.2");
inline const ip_address higher_address = *ip_address::parse("10.0.0.3");

inline hakit::vrrp::instance_options router(std::uint8_t priority = 100, std::uint8_t version = 3) {
    hakit::vrrp::instance_options o;
    o.name = "VI_1";
    o.version = version;
    o.priority = priority;
    o.source = own_address;
    return o;
}

inline hakit::vrrp::heard advert(std::uint8_t priority, const ip_address& from = higher_address,
                                 hakit::duration interval = 1s) {
    return {from, priority, interval};
}

inline std::string lines(const std::vector<hakit::vrrp::action>& actions) {
    std::string out;
    for (const auto& a : actions) out += (out.empty() ? "" : "; ") + to_string(a);
    return out;
}

inline std::string lines(const std::vector<hakit::vrrp::member_action>& actions) {
    std::string out;
    for (const auto& a : actions)
        out += (out.empty() ? "" : "; ") + std::to_string(a.member) + ": " + to_string(a.what);
    return out;
}

/// Without remarks and priorities.
inline std::string deeds(const std::vector<hakit::vrrp::action>& actions) {
    std::vector<hakit::vrrp::action> kept;
    for (const auto& a : actions) {
        if (std::holds_alternative<hakit::vrrp::remark>(a)) continue;
        kept.push_back(a);
    }
    return lines(kept);
}

/// Runs until the instance is master; gives the instant.
inline instant until_master(hakit::vrrp::instance& i, instant now = {}) {
    (void)i.start(now);
    while (i.state() != hakit::vrrp::state::master && i.wake_at() != hakit::never) {
        now = std::max(now, i.wake_at());
        (void)i.on_time(now);
    }
    return now;
}

}  // namespace vrrp_test

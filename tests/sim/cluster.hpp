/// A virtual router on several hosts, for the tests of the simulator.
#pragma once

#include <hakit/sim/world.hpp>

#include <string>
#include <vector>

namespace sim_test {

using namespace std::chrono_literals;
using hakit::duration;
using hakit::instant;
using hakit::ip_address;

inline ip_address v4(unsigned third, unsigned last) {
    return ip_address{
        std::array<std::uint8_t, 4>{10, 77, static_cast<std::uint8_t>(third), static_cast<std::uint8_t>(last)}};
}

/// Host n has the address 10.77.SEGMENT.n+1, the virtual address is 10.77.SEGMENT.100.
inline hakit::sim::member_options member(hakit::sim::segment_id segment, std::size_t host, std::uint8_t priority,
                                         duration advert_interval = 1s, std::uint8_t version = 3) {
    hakit::sim::member_options m;
    m.segment = segment;
    m.instance.name = "VI_" + std::to_string(segment);
    m.instance.version = m.channel.version = version;
    m.instance.priority = priority;
    m.instance.advert_interval = m.channel.advert_interval = advert_interval;
    m.instance.source = m.channel.source = v4(static_cast<unsigned>(segment), static_cast<unsigned>(host) + 1);
    m.channel.vrid = 51;
    m.channel.addresses = {v4(static_cast<unsigned>(segment), 100)};
    return m;
}

/// "0.361 b backup -> master (master_silent)" for each change, by milliseconds; starts are left out.
inline std::vector<std::string> story(const hakit::sim::world& w, instant from = {}) {
    std::vector<std::string> out;
    for (const auto& c : w.timeline()) {
        if (c.at < from || c.what.from == hakit::vrrp::state::stopped) continue;
        const auto ms = std::chrono::round<std::chrono::milliseconds>(c.at.time_since_epoch()).count();
        out.push_back(std::to_string(ms) + " " + w.host_name(c.host) + " " + std::string{to_string(c.what.from)} +
                      " -> " + std::string{to_string(c.what.to)} + " (" + std::string{to_string(c.what.why)} + ")");
    }
    return out;
}

}  // namespace sim_test

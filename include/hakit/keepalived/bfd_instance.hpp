/// The block bfd_instance: a session of Bidirectional Forwarding Detection (RFC 5880, RFC 5881).
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/keepalived/setting.hpp>
#include <hakit/keepalived/tracking.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace hakit::keepalived {

struct bfd_instance {
    setting<std::string> name;
    setting<ip_address> source_ip;
    setting<ip_address> neighbor_ip;
    setting<std::chrono::microseconds> min_rx;
    setting<std::chrono::microseconds> min_tx;
    setting<std::chrono::microseconds> idle_tx;
    setting<std::int64_t> multiplier;
    setting<bool> passive;
    setting<std::int64_t> ttl;
    setting<std::int64_t> max_hops;  ///< -1: any
    setting<bool> multihop;          ///< RFC 5883
    setting<track_weight> weight;
    setting<bool> vrrp;     ///< only VRRP hears of it
    setting<bool> checker;  ///< only the checkers hear of it
    place where;

    friend bool operator==(const bfd_instance&, const bfd_instance&) = default;
};

}  // namespace hakit::keepalived

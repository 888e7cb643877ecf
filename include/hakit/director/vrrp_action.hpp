/// What the engine of virtual routers asks of whoever runs it.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/director/action.hpp>
#include <hakit/director/event.hpp>
#include <hakit/director/vrrp_plan.hpp>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace hakit::director {

/// Names one virtual router for the lifetime of an engine; never reused.
using router_id = std::uint64_t;

/// Send an IP packet, header and all, from this interface. A raw IPv6 socket wants it without the first 40 bytes.
struct send_packet {
    router_id router = 0;
    std::string interface;
    ip_address source;
    ip_address destination;
    std::uint8_t ttl = 255;
    std::vector<std::uint8_t> packet;
};

/// Remove these and then add those. Adding what is there, or removing what is not, must do no harm. `dev` of each
/// address is the interface that it belongs on, that of the virtual MAC included.
struct change_addresses {
    router_id router = 0;
    std::string name;  ///< of the virtual router
    std::vector<keepalived::virtual_address> add;
    std::vector<keepalived::virtual_address> remove;
};
struct change_routes {
    router_id router = 0;
    std::string name;
    std::vector<keepalived::route> add;
    std::vector<keepalived::route> remove;
};
struct change_rules {
    router_id router = 0;
    std::string name;
    std::vector<keepalived::rule> add;
    std::vector<keepalived::rule> remove;
};

/// Tell the segment where the address is, once, now: vrrp::write_announcement_frame with the interface's MAC address.
struct announce_address {
    router_id router = 0;
    std::string interface;
    ip_address address;
};

/// Run the program of a vrrp_script; tell its end with engine::on_script().
struct start_tracker_script {
    std::string name;
    command program;
    duration timeout{};
};

/// Append the line, which ends in a newline, to every notify FIFO.
struct write_fifo {
    std::string line;
};

using vrrp_action = std::variant<send_packet, change_addresses, change_routes, change_rules, announce_address,
                                 start_tracker_script, run_script, write_fifo, event>;

}  // namespace hakit::director

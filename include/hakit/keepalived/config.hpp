/// keepalived.conf as values: one struct a block, one setting a keyword.
///
/// Names are the keywords. A setting that the text does not hold is unset; keyword::fallback says what keepalived uses
/// then.
#pragma once

#include <hakit/keepalived/bfd_instance.hpp>
#include <hakit/keepalived/global_defs.hpp>
#include <hakit/keepalived/ssl.hpp>
#include <hakit/keepalived/static_config.hpp>
#include <hakit/keepalived/trackers.hpp>
#include <hakit/keepalived/virtual_server.hpp>
#include <hakit/keepalived/virtual_server_group.hpp>
#include <hakit/keepalived/vrrp_instance.hpp>
#include <hakit/keepalived/vrrp_sync_group.hpp>

#include <optional>
#include <vector>

namespace hakit::keepalived {

/// A whole configuration.
struct config {
    // Read by the parent process before all others.
    setting<std::string> net_namespace;
    setting<std::string> net_namespace_ipvs;  ///< empty: the default namespace
    setting<bool> namespace_with_ipsets;
    setting<std::string> instance;
    setting<bool> use_pid_dir;
    setting<std::chrono::seconds> child_wait_time;
    setting<bool> linkbeat_use_polling;

    std::optional<struct global_defs> global_defs;
    std::vector<struct track_file> track_file;
    std::vector<struct bfd_instance> bfd_instance;

    // VRRP.
    std::vector<struct track_group> track_group;
    std::vector<setting<static_address>> static_ipaddress;
    std::vector<setting<route>> static_routes;
    std::vector<setting<rule>> static_rules;
    std::vector<setting<linkbeat_interface>> linkbeat_interfaces;
    std::vector<setting<interface_delay>> interface_up_down_delays;
    std::vector<struct garp_group> garp_group;
    std::vector<struct vrrp_script> vrrp_script;
    std::vector<struct vrrp_track_process> vrrp_track_process;
    std::vector<struct vrrp_sync_group> vrrp_sync_group;
    std::vector<struct vrrp_instance> vrrp_instance;

    // IPVS and its checkers.
    std::optional<struct ssl> ssl;
    std::vector<struct virtual_server_group> virtual_server_group;
    std::vector<struct virtual_server> virtual_server;

    friend bool operator==(const config&, const config&) = default;
};

}  // namespace hakit::keepalived

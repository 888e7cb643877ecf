/// The block vrrp_instance: one virtual router.
#pragma once

#include <hakit/keepalived/interface_address.hpp>
#include <hakit/keepalived/route.hpp>
#include <hakit/keepalived/script.hpp>
#include <hakit/keepalived/setting.hpp>
#include <hakit/keepalived/tracking.hpp>
#include <hakit/keepalived/vrrp_values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// Simple authentication of VRRP version 2 (RFC 2338; dropped by RFC 3768).
struct vrrp_authentication {
    setting<vrrp_auth_type> auth_type;
    setting<std::string> auth_pass;  ///< secret; 8 bytes count
    place where;

    friend bool operator==(const vrrp_authentication&, const vrrp_authentication&) = default;
};

/// Authentication of adverts by an HMAC trailer; 2.4.0 and later.
struct vrrp_auth_hmac {
    std::vector<setting<hmac_key>> key;
    setting<std::int64_t> active_key;  ///< the id of the key to send with
    setting<std::chrono::seconds> time_window;
    setting<hmac_anti_replay> anti_replay;
    setting<hmac_mode> mode;
    place where;

    friend bool operator==(const vrrp_auth_hmac&, const vrrp_auth_hmac&) = default;
};

struct vrrp_instance {
    setting<std::string> name;

    // The virtual router.
    setting<vrrp_state> state;  ///< how it starts, not what it is
    setting<std::string> interface;
    setting<std::int64_t> virtual_router_id;
    setting<std::int64_t> priority;  ///< 255: the address owner
    setting<std::int64_t> version;
    setting<std::chrono::microseconds> advert_int;
    setting<bool> strict_mode;
    setting<bool> native_ipv6;
    setting<bool> no_virtual_ipaddress;
    setting<std::string> vrf;
    setting<std::int64_t> debug;

    // What it holds while it is master.
    std::vector<setting<virtual_address>> virtual_ipaddress;
    std::vector<setting<virtual_address>> virtual_ipaddress_excluded;  ///< not in the adverts; any family
    std::vector<setting<route>> virtual_routes;
    std::vector<setting<rule>> virtual_rules;
    setting<bool> promote_secondaries;
    setting<bool> accept;     ///< packets to the addresses although it is not their owner
    setting<bool> no_accept;  ///< the reverse of `accept`

    // How its adverts travel.
    setting<ip_address> mcast_src_ip;
    setting<ip_address> mcast_dst_ip;
    setting<ip_address> unicast_src_ip;
    setting<bool> track_src_ip;
    std::vector<setting<keepalived::unicast_peer>> unicast_peer;
    setting<std::int64_t> unicast_ttl;
    setting<bool> unicast_fault_no_peer;
    setting<bool> check_unicast_src;
    setting<old_checksum> old_unicast_checksum;
    setting<bool> v3_checksum_as_v2;
    setting<bool> skip_check_adv_addr;  ///< any argument sets it
    std::optional<vrrp_authentication> authentication;
    std::optional<vrrp_auth_hmac> auth_hmac;
    setting<std::int64_t> kernel_rx_buf_size;  ///< bytes

    // Interfaces of its own.
    setting<vmac> use_vmac;
    setting<bool> use_vmac_addr;
    setting<bool> vmac_xmit_base;
    setting<ipvlan> use_ipvlan;

    // What it watches.
    setting<bool> dont_track_primary;
    setting<bool> linkbeat_use_polling;
    std::vector<setting<tracked_interface>> track_interface;
    std::vector<setting<tracked>> track_script;
    std::vector<setting<tracked>> track_file;
    std::vector<setting<tracked>> track_process;
    std::vector<setting<tracked>> track_bfd;

    // Who becomes master, and when.
    setting<bool> preempt;
    setting<bool> nopreempt;
    setting<std::chrono::microseconds> preempt_delay;
    setting<std::int64_t> down_timer_adverts;
    setting<std::int64_t> timer_expired_backup;  ///< adverts
    setting<bool> lower_prio_no_advert;
    setting<bool> higher_prio_send_advert;
    setting<bool> owner_ignore_adverts;

    // Gratuitous ARP and neighbour advertisements.
    setting<std::chrono::seconds> garp_master_delay;
    setting<std::int64_t> garp_master_repeat;
    setting<std::chrono::seconds> garp_master_refresh;
    setting<std::int64_t> garp_master_refresh_repeat;
    setting<std::chrono::seconds> garp_lower_prio_delay;
    setting<std::int64_t> garp_lower_prio_repeat;
    setting<garp_extra> garp_extra_if;

    // Whom it tells.
    setting<script> notify_backup;
    setting<script> notify_master;
    setting<script> notify_fault;
    setting<script> notify_stop;
    setting<script> notify_deleted;
    setting<script> notify;
    setting<script> notify_master_rx_lower_pri;
    setting<bool> notify_priority_changes;
    setting<bool> smtp_alert;
    setting<std::string> lvs_sync_daemon_interface;

    place where;

    friend bool operator==(const vrrp_instance&, const vrrp_instance&) = default;
};

}  // namespace hakit::keepalived

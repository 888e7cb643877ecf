/// The block global_defs: settings of the daemon, and defaults for all instances.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/keepalived/global_values.hpp>
#include <hakit/keepalived/script.hpp>
#include <hakit/keepalived/setting.hpp>
#include <hakit/keepalived/vrrp_values.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace hakit::keepalived {

struct global_defs {
    // The daemon.
    setting<std::string> router_id;
    setting<bool> process_names;
    setting<std::string> process_name;
    setting<std::string> vrrp_process_name;
    setting<std::string> checker_process_name;
    setting<std::string> bfd_process_name;
    setting<file_mode_mask> umask;
    setting<std::int64_t> random_seed;
    setting<std::int64_t> max_auto_priority;
    setting<std::chrono::microseconds> min_auto_priority_delay;

    // Mail.
    std::vector<setting<std::string>> notification_email;
    setting<std::string> notification_email_from;
    setting<mail_server> smtp_server;
    setting<std::string> smtp_helo_name;
    setting<std::chrono::seconds> smtp_connect_timeout;
    setting<bool> smtp_alert;
    setting<bool> smtp_alert_vrrp;
    setting<bool> smtp_alert_checker;
    setting<bool> no_email_faults;
    setting<bool> no_checker_emails;

    // Scripts and pipes.
    setting<user_group> script_user;
    setting<bool> enable_script_security;
    setting<bool> use_symlink_paths;
    setting<bool> set_supplementary_groups;
    setting<script> startup_script;
    setting<std::chrono::seconds> startup_script_timeout;
    setting<script> shutdown_script;
    setting<std::chrono::seconds> shutdown_script_timeout;
    setting<keepalived::notify_fifo> notify_fifo;
    setting<script> notify_fifo_script;
    setting<keepalived::notify_fifo> vrrp_notify_fifo;
    setting<script> vrrp_notify_fifo_script;
    setting<keepalived::notify_fifo> lvs_notify_fifo;
    setting<script> lvs_notify_fifo_script;
    setting<bool> vrrp_notify_priority_changes;
    setting<bool> fifo_write_vrrp_states_on_reload;

    // Defaults of all vrrp_instances.
    setting<std::int64_t> vrrp_version;
    setting<ip_address> vrrp_mcast_group4;
    setting<ip_address> vrrp_mcast_group6;
    setting<std::chrono::seconds> vrrp_garp_master_delay;
    setting<std::int64_t> vrrp_garp_master_repeat;
    setting<std::chrono::seconds> vrrp_garp_master_refresh;
    setting<std::int64_t> vrrp_garp_master_refresh_repeat;
    setting<std::chrono::seconds> vrrp_garp_lower_prio_delay;
    setting<std::int64_t> vrrp_garp_lower_prio_repeat;
    setting<std::chrono::microseconds> vrrp_garp_interval;
    setting<std::chrono::microseconds> vrrp_gna_interval;
    setting<bool> vrrp_min_garp;
    setting<garp_extra> vrrp_garp_extra_if;
    setting<std::int64_t> vrrp_down_timer_adverts;
    setting<bool> vrrp_lower_prio_no_advert;
    setting<bool> vrrp_higher_prio_send_advert;
    setting<bool> vrrp_owner_ignore_adverts;
    setting<bool> vrrp_check_unicast_src;
    setting<bool> vrrp_skip_check_adv_addr;
    setting<bool> vrrp_strict;
    setting<bool> v3_checksum_as_v2;
    setting<bool> log_unknown_vrids;
    setting<std::chrono::microseconds> vrrp_startup_delay;
    setting<std::chrono::microseconds> vrrp_delay_after_boot;

    // Interfaces and the packet filter.
    setting<keepalived::dynamic_interfaces> dynamic_interfaces;
    setting<std::string> default_interface;
    setting<bool> disable_local_igmp;
    setting<std::string> vmac_prefix;
    setting<std::string> vmac_addr_prefix;
    setting<iptables_chains> vrrp_iptables;
    setting<ipset_names> vrrp_ipsets;
    setting<std::string> nftables;  ///< the table; empty: the default one
    setting<std::int64_t> nftables_priority;
    setting<bool> nftables_ifindex;
    setting<bool> nftables_counters;
    setting<std::string> nftables_ipvs;  ///< the table; empty: the default one
    setting<std::int64_t> nftables_ipvs_priority;
    setting<std::int64_t> nftables_ipvs_start_fwmark;
    setting<std::string> iproute_usr_dir;
    setting<std::string> iproute_etc_dir;

    // IPVS.
    setting<keepalived::lvs_timeouts> lvs_timeouts;
    setting<bool> lvs_flush;
    setting<flush_scope> lvs_flush_on_stop;
    setting<keepalived::lvs_sync_daemon> lvs_sync_daemon;
    setting<bool> rs_init_notifies;
    setting<bool> checker_log_all_failures;

    // Scheduling of the processes.
    setting<std::int64_t> vrrp_priority;  ///< nice value
    setting<bool> vrrp_no_swap;
    setting<std::int64_t> vrrp_rt_priority;
    setting<cpu_list> vrrp_cpu_affinity;
    setting<std::chrono::microseconds> vrrp_rlimit_rttime;
    setting<std::int64_t> checker_priority;  ///< nice value
    setting<bool> checker_no_swap;
    setting<std::int64_t> checker_rt_priority;
    setting<cpu_list> checker_cpu_affinity;
    setting<std::chrono::microseconds> checker_rlimit_rttime;
    setting<std::int64_t> bfd_priority;  ///< nice value
    setting<bool> bfd_no_swap;
    setting<std::int64_t> bfd_rt_priority;
    setting<cpu_list> bfd_cpu_affinity;
    setting<std::chrono::microseconds> bfd_rlimit_rttime;

    // Netlink and receive buffers, in bytes.
    setting<std::int64_t> vrrp_netlink_cmd_rcv_bufs;
    setting<bool> vrrp_netlink_cmd_rcv_bufs_force;
    setting<std::int64_t> vrrp_netlink_monitor_rcv_bufs;
    setting<bool> vrrp_netlink_monitor_rcv_bufs_force;
    setting<std::int64_t> process_monitor_rcv_bufs;
    setting<bool> process_monitor_rcv_bufs_force;
    setting<std::int64_t> lvs_netlink_cmd_rcv_bufs;
    setting<bool> lvs_netlink_cmd_rcv_bufs_force;
    setting<std::int64_t> lvs_netlink_monitor_rcv_bufs;
    setting<bool> lvs_netlink_monitor_rcv_bufs_force;
    setting<rx_buffer_policy> vrrp_rx_bufs_policy;
    setting<std::int64_t> vrrp_rx_bufs_multiplier;

    // SNMP and D-Bus.
    setting<std::string> snmp_socket;
    setting<bool> enable_traps;
    setting<bool> enable_snmp_vrrp;
    setting<bool> enable_snmp_rfc;
    setting<bool> enable_snmp_rfcv2;
    setting<bool> enable_snmp_rfcv3;
    setting<bool> enable_snmp_checker;
    setting<std::chrono::microseconds> snmp_vs_stats_update_interval;
    setting<std::chrono::microseconds> snmp_rs_stats_update_interval;
    setting<bool> enable_dbus;
    setting<std::string> dbus_service_name;
    setting<std::string> dbus_no_interface_name;

    // Reloading, files.
    setting<std::string> reload_check_config;  ///< log file of the check; empty: none
    setting<std::string> reload_time_file;
    setting<bool> reload_repeat;
    setting<std::string> reload_file;  ///< empty: the default name
    setting<include_checks> include_check;
    setting<std::string> config_save_dir;
    setting<std::string> tmp_config_directory;
    setting<bool> data_use_instance;
    setting<std::int64_t> json_version;
    setting<std::string> state_dump_file;
    setting<std::string> stats_dump_file;
    setting<std::string> json_dump_file;

    place where;

    friend bool operator==(const global_defs&, const global_defs&) = default;
};

}  // namespace hakit::keepalived

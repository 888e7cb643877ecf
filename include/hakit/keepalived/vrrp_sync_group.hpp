/// The block vrrp_sync_group: instances that change state together.
#pragma once

#include <hakit/keepalived/script.hpp>
#include <hakit/keepalived/setting.hpp>
#include <hakit/keepalived/tracking.hpp>

#include <string>
#include <vector>

namespace hakit::keepalived {

struct vrrp_sync_group {
    setting<std::string> name;
    std::vector<setting<std::string>> group;  ///< names of vrrp_instances
    setting<bool> sync_group_tracking_weight;

    // What all members watch.
    std::vector<setting<tracked_interface>> track_interface;
    std::vector<setting<tracked>> track_script;
    std::vector<setting<tracked>> track_file;
    std::vector<setting<tracked>> track_process;
    std::vector<setting<tracked>> track_bfd;

    // Whom it tells.
    setting<script> notify_backup;
    setting<script> notify_master;
    setting<script> notify_fault;
    setting<script> notify_stop;
    setting<script> notify;
    setting<bool> notify_priority_changes;
    setting<bool> smtp_alert;

    place where;

    friend bool operator==(const vrrp_sync_group&, const vrrp_sync_group&) = default;
};

}  // namespace hakit::keepalived

/// KA02xx: virtual routers, sync groups, and what they track.
#pragma once

#include <hakit/text/diagnostic.hpp>

namespace hakit::keepalived {

inline constexpr struct vrrp_codes {
    using info = text::code_info;
    static constexpr auto error = text::severity::error;
    static constexpr auto warning = text::severity::warning;
    static constexpr auto hint = text::severity::hint;

    // The virtual router.
    info no_router_id{"KA0201", error, "a vrrp_instance without virtual_router_id",
                      "keepalived's VRRP process refuses to run. Give a number of 1..255."};
    info no_interface{"KA0202", error, "a vrrp_instance without interface",
                      "keepalived's VRRP process refuses to run. Releases after 2.2.7 take unicast peers with a "
                      "unicast_src_ip instead."};
    info duplicate_router_id{"KA0203", error, "two virtual routers with the same id on one network",
                             "Ids are unique by interface, address family and multicast group, or by source and peer. "
                             "keepalived's VRRP process refuses to run."};
    info duplicate_instance{"KA0204", error, "a vrrp_instance whose name is taken", "keepalived skips the second."};
    info no_address{"KA0205", warning, "a vrrp_instance without virtual_ipaddress",
                    "Version 3 and strict mode refuse it; version 2 runs without any use. Since 2.2.8 "
                    "no_virtual_ipaddress says that it is meant."};
    info family_mixed{"KA0206", error, "an address of the other family",
                      "The first address of an instance decides whether it is IPv4 or IPv6. Others belong into an "
                      "instance of their own, or into virtual_ipaddress_excluded."};
    info version_conflict{"KA0207", warning, "version 2 for IPv6", "IPv6 came with VRRP version 3 (RFC 5798)."};
    info advert_interval{"KA0208", warning, "an advert_int that the version cannot express",
                         "Version 2 sends whole seconds, version 3 steps of 10 ms up to 40.95 s."};
    info too_many_addresses{"KA0209", warning, "more addresses than an advert holds",
                            "The rest becomes virtual_ipaddress_excluded: held, but not announced."};
    info duplicate_address{"KA0210", hint, "an address that stands twice in one instance", "Remove one of them."};
    info shared_address{"KA0211", hint, "an address that two instances hold",
                        "Whichever loses it removes it from the other, too."};
    info not_link_local{"KA0212", hint, "a first IPv6 address that is not link-local",
                        "RFC 9568 section 5.2.9 wants the link-local address first."};

    // Who becomes master.
    info implied_owner{"KA0213", hint, "state MASTER without priority",
                       "The priority becomes 255: the address owner, which never steps down."};
    info low_master{"KA0214", hint, "state MASTER with a low priority",
                    "The state is only the first one; any backup with the default priority of 100 competes."};
    info backup_owner{"KA0215", hint, "state BACKUP with priority 255",
                      "Priority 255 is for the address owner, who starts as master."};
    info strict_state{"KA0216", warning, "a state that strict mode does not allow",
                      "In strict mode MASTER and priority 255 go together; keepalived changes the state."};
    info nopreempt_cleared{"KA0217", warning, "nopreempt that is cleared",
                           "It works with state BACKUP and a priority below 255 only."};
    info preempt_delay_cleared{"KA0218", warning, "a preempt_delay that is cleared",
                               "It needs state BACKUP, preemption and no strict mode."};
    info timer_expired_cleared{"KA0219", warning, "timer_expired_backup without nopreempt", "keepalived resets it."};
    info both_ways{"KA0220", hint, "a setting and its opposite", "The last one wins."};
    info strict_reset{"KA0221", warning, "a setting that strict mode resets",
                      "Strict mode follows the VRRP standard to the letter."};
    info strict_unreachable{"KA0222", hint, "strict mode makes the addresses unreachable",
                            "Without accept, packets to the addresses of another router's are dropped by the packet "
                            "filter; not even ping works."};

    // Authentication.
    info auth_dropped{"KA0223", error, "authentication that is dropped",
                      "Only version 2 without strict mode has it, AH only for IPv4, and it needs a password."};
    info auth_master{"KA0224", warning, "AH with state MASTER",
                     "The instance starts as backup, to learn the sequence number first."};
    info auth_without_type{"KA0225", hint, "a password without auth_type", "There is no authentication at all."};
    info hmac_incomplete{"KA0226", error, "auth_hmac without its active key",
                         "active_key must be the number of one of the keys."};
    info hmac_duplicate_key{"KA0227", warning, "two keys with one number", "Numbers of keys are unique."};
    info hmac_overrules{"KA0228", warning, "settings that auth_hmac overrules",
                        "It replaces the password, and strict mode makes it enforce."};

    // How adverts travel.
    info unicast_without_peer{"KA0229", warning, "a unicast keyword without unicast_peer",
                              "keepalived falls back to multicast; this is deprecated."};
    info unicast_ttl_cleared{"KA0230", warning, "unicast_ttl without unicast_peer", "keepalived resets it."};
    info group_ignored{"KA0231", warning, "mcast_dst_ip with unicast_peer", "keepalived ignores it."};
    info strict_unicast{"KA0232", warning, "unicast peers in strict mode",
                        "keepalived refuses them on an interface that can do multicast."};
    info duplicate_peer{"KA0233", hint, "a unicast peer that makes no sense", "It stands twice, or it is this host."};
    info source_untracked{"KA0234", hint, "track_src_ip without a source address", "keepalived clears it."};
    info vmac_unicast{"KA0235", warning, "use_vmac with unicast", "keepalived sets vmac_xmit_base."};
    info vmac_needed{"KA0236", warning, "a setting that needs use_vmac", "keepalived ignores it."};
    info vmac_implied{"KA0237", warning, "a setting that use_vmac implies", "keepalived ignores it."};
    info vmac_name_taken{"KA0238", warning, "a name of an interface that another instance makes",
                         "keepalived ignores the name."};
    info vmac_and_ipvlan{"KA0239", hint, "use_vmac and use_ipvlan in one instance", "Choose one."};
    info ipvlan_address{"KA0240", error, "use_ipvlan without a source address of its family",
                        "The instance goes to FAULT state. Add the address behind use_ipvlan."};
    info vrf_ignored{"KA0241", error, "vrf beside interface", "keepalived ignores it."};

    // Sync groups.
    info duplicate_sync_group{"KA0242", error, "a vrrp_sync_group whose name is taken", "keepalived skips the second."};
    info sync_member_unknown{"KA0243", error, "a sync group with an instance that does not exist",
                             "keepalived leaves the name out."};
    info sync_member_taken{"KA0244", error, "an instance that is in a sync group already",
                           "keepalived leaves the name out."};
    info sync_group_empty{"KA0245", error, "a sync group without instances", "keepalived removes it."};
    info sync_group_single{"KA0246", warning, "a sync group of one instance", "There is nothing to keep in step."};
    info sync_group_twice{"KA0247", error, "a second group block in a sync group",
                          "keepalived ignores it. All names belong into the first."};
    info sync_owner_mixed{"KA0248", hint, "a sync group with address owners and others",
                          "An owner never gives up, so the others cannot follow."};

    // Tracking.
    info tracker_unknown{"KA0249", error, "something tracked that is not defined",
                         "Definitions stand earlier in the file than their use; keepalived ignores the line."};
    info tracked_twice{"KA0250", warning, "something that is tracked twice", "keepalived ignores the second."};
    info tracked_by_group{"KA0251", warning, "an interface that the sync group tracks, too",
                          "Remove it from the instance or from the group."};
    info own_interface{"KA0252", warning, "an instance that tracks its own interface",
                       "It does so anyway; keepalived ignores the line."};
    info weight_ignored{"KA0253", warning, "a weight that cannot count",
                        "Members of a sync group without sync_group_tracking_weight, and address owners, keep their "
                        "priority. Use weight 0."};
    info tracking_dropped{"KA0254", error, "tracking that is dropped because of its weight",
                          "Members of a sync group without sync_group_tracking_weight, and address owners, keep their "
                          "priority. Use weight 0."};
    info tracker_incomplete{"KA0255", error, "a tracked object without what it watches",
                            "keepalived removes it, and whoever tracks it goes without."};
    info duplicate_tracker{"KA0256", hint, "a name of a tracked object that is taken",
                           "keepalived finds the first one only."};
    info unused_tracker{"KA0257", hint, "a tracked object that nobody tracks", "It has no effect."};
    info quorum_order{"KA0258", warning, "quorum over quorum_max", "keepalived ignores the second of the two."};

    // Routes and rules.
    info route_family{"KA0259", error, "a route or rule of both families", "keepalived drops it."};
    info route_untracked{"KA0260", warning, "a route without device",
                         "keepalived does not notice when somebody deletes it. Add dev, or no_track."};
    info route_protocol{"KA0261", warning, "a route or rule of another protocol",
                        "keepalived tells its own routes by the protocol 18 and resets it. Add no_track to keep it."};
    info route_source{"KA0262", error, "a route of IPv4 with from", "Only IPv6 routes look at the source."};
    info route_name{"KA0263", hint, "a name that the host must define",
                    "iproute2 knows few names by itself; the others are in /etc/iproute2 of the host."};
} vrrp_code;

}  // namespace hakit::keepalived

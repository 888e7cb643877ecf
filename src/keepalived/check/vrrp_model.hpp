/// The virtual routers as keepalived sees them once all defaults are in. Internal.
#pragma once

#include "keepalived/check/findings.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hakit::keepalived {

struct sync_view;

/// One vrrp_instance with what follows from it.
struct instance_view {
    const vrrp_instance* block = nullptr;
    const sync_view* group = nullptr;  ///< the sync group that got hold of it
    ip_family family = ip_family::v4;
    text::span family_from = nowhere;  ///< what decided the family; nowhere: nothing did
    int version = 2;
    int priority = 100;
    bool strict = false;
    bool master = false;   ///< its first state
    bool unicast = false;  ///< it has peers

    [[nodiscard]] bool owner() const noexcept { return priority == 255; }
    /// Whether weights of what it tracks count.
    [[nodiscard]] bool fixed_priority() const noexcept;
};

/// One vrrp_sync_group with the members that keepalived leaves in it.
struct sync_view {
    const vrrp_sync_group* block = nullptr;
    std::vector<std::size_t> members;  ///< indexes of instances
};

/// Instances and groups; those whose name is taken are left out.
struct vrrp_model {
    explicit vrrp_model(findings& f);
    vrrp_model(const vrrp_model&) = delete;
    vrrp_model& operator=(const vrrp_model&) = delete;

    std::vector<instance_view> instances;
    std::vector<sync_view> groups;
    std::unordered_map<std::string_view, std::size_t> by_name;  ///< of instances

private:
    void add_instances(findings& f);
    void add_groups(findings& f);
};

/// 'name' in quotes.
[[nodiscard]] std::string name_of(const vrrp_instance& instance);

void check_election(findings& f, const instance_view& router);
void check_adverts(findings& f, const instance_view& router);
void check_authentication(findings& f, const instance_view& router);
void check_own_interfaces(findings& f, const instance_view& router);
void check_addresses(findings& f, const instance_view& router);
void check_routes(findings& f, const vrrp_instance& instance);
void check_shared_addresses(findings& f, const vrrp_model& routers);
/// Names of interfaces that two instances would make.
void check_made_interfaces(findings& f, const vrrp_model& routers);
void check_router_ids(findings& f, const vrrp_model& routers);
void check_sync_groups(findings& f, const vrrp_model& routers);
void check_tracking(findings& f, const vrrp_model& routers);

}  // namespace hakit::keepalived

/// What the parts of the translation of virtual routers share.
#pragma once

#include <hakit/director/vrrp_plan.hpp>

#include <optional>
#include <string>
#include <vector>

namespace hakit::director {

struct router_context {
    const keepalived::config& configuration;
    const vrrp_translate_options& options;
    std::vector<finding>& findings;
    const keepalived::global_defs& globals;
    command script_user;  ///< user and group alone count

    /// Something is ignored that changes little.
    void note(text::span where, const std::string& what) const;
    /// Something is missing that changes what the routers do.
    void refuse(text::span where, const std::string& what) const;
};

/// nullopt for an instance that cannot be: without an interface or a number.
[[nodiscard]] std::optional<router_plan> translate_router(const router_context& context,
                                                          const keepalived::vrrp_instance& instance,
                                                          const keepalived::vrrp_sync_group* group);

/// What the instance and its group track.
void translate_tracking(const router_context& context, const keepalived::vrrp_instance& instance,
                        const keepalived::vrrp_sync_group* group, router_plan& out);

/// The scripts, files and processes that the routers of `out` track.
void translate_trackers(const router_context& context, vrrp_plan& out);

}  // namespace hakit::director

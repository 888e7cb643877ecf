/// The names of elements and attributes in the CIB's configuration section, of all schema versions.
#pragma once

#include <cstdint>
#include <string_view>

namespace hakit::cib {

/// What an element is. XML writes '-' where the names here have '_', and no '_' at the end of a name.
enum class tag : std::uint8_t {
    other,    ///< an element the schemas do not know, or one of the status section; kept as it is
    comment,  ///< element::text is what stands between <!-- and -->
    text,     ///< element::text is character data
    // The document and its sections.
    cib,
    configuration,
    crm_config,
    nodes,
    resources,
    constraints,
    rsc_defaults,
    op_defaults,
    fencing_topology,
    acls,
    tags,
    alerts,
    status,
    // Sets of names and values, and the rules in them.
    cluster_property_set,
    instance_attributes,
    meta_attributes,
    utilization,
    nvpair,
    rule,
    expression,
    date_expression,
    duration,
    date_spec,
    rsc_expression,
    op_expression,
    // Nodes and resources.
    node,
    primitive,
    template_,
    group,
    clone,
    master,
    bundle,
    docker,
    podman,
    rkt,
    network,
    port_mapping,
    storage,
    storage_mapping,
    operations,
    op,
    // Constraints.
    rsc_location,
    rsc_colocation,
    rsc_order,
    rsc_ticket,
    resource_set,
    resource_ref,
    lifetime,
    // Fencing, access, tags, alerts.
    fencing_level,
    acl_role,
    acl_permission,
    acl_target,
    acl_group,
    acl_user,
    role,
    role_ref,
    read,
    write,
    deny,
    tag,
    obj_ref,
    alert,
    recipient,
    select,
    select_attributes,
    select_fencing,
    select_nodes,
    select_resources,
    attribute,
};

/// The name of an attribute. XML writes '-' where the names here have '_' (but crm_feature_set, admin_epoch and
/// num_updates keep theirs), and no '_' at the end of a name.
enum class key : std::uint8_t {
    other,  ///< a name the schemas do not know
    id,
    id_ref,
    name,
    value,
    description,
    // Of <cib>.
    validate_with,
    crm_feature_set,
    admin_epoch,
    epoch,
    num_updates,
    cib_last_written,
    update_origin,
    update_client,
    update_user,
    have_quorum,
    dc_uuid,
    execution_date,
    no_quorum_panic,
    remote_tls_port,
    remote_clear_port,
    // Agents.
    class_,
    provider,
    type,
    template_,
    uname,
    // Operations.
    interval,
    timeout,
    start_delay,
    interval_origin,
    on_fail,
    role,
    requires_,
    enabled,
    record_pending,
    // Rules.
    score,
    score_attribute,
    score_attribute_mangle,
    boolean_op,
    attribute,
    operation,
    value_source,
    start,
    end,
    hours,
    minutes,
    seconds,
    days,
    monthdays,
    weekdays,
    yeardays,
    yearsdays,
    months,
    weeks,
    years,
    weekyears,
    moon,
    // Bundles.
    image,
    replicas,
    replicas_per_host,
    masters,
    promoted_max,
    run_command,
    network,
    options,
    ip_range_start,
    control_port,
    host_interface,
    host_netmask,
    add_host,
    port,
    internal_port,
    range,
    source_dir,
    source_dir_root,
    target_dir,
    // Constraints.
    rsc,
    rsc_pattern,
    rsc_role,
    rsc_instance,
    with_rsc,
    with_rsc_role,
    with_rsc_instance,
    node,
    node_attribute,
    resource_discovery,
    influence,
    first,
    first_action,
    first_instance,
    then,
    then_action,
    then_instance,
    kind,
    symmetrical,
    require_all,
    sequential,
    ordering,
    action,
    ticket,
    loss_policy,
    // Fencing.
    target,
    target_attribute,
    target_value,
    target_pattern,
    index,
    devices,
    // Access.
    xpath,
    reference,
    object_type,
    ref,
    tag,
    // Alerts.
    path,
};

/// As XML writes it; empty for tag::other, "#comment" and "#text" for those.
[[nodiscard]] std::string_view to_string(tag t) noexcept;
/// As XML writes it; empty for key::other.
[[nodiscard]] std::string_view to_string(key k) noexcept;
/// tag::other when no schema has an element of that name.
[[nodiscard]] tag find_tag(std::string_view name) noexcept;
/// key::other when no schema has an attribute of that name.
[[nodiscard]] key find_key(std::string_view name) noexcept;

}  // namespace hakit::cib

#include <hakit/cib/names.hpp>

#include <algorithm>
#include <array>
#include <numeric>

namespace hakit::cib {
namespace {

// In the order of the enumerators.
constexpr auto tag_names = std::to_array<std::string_view>({
    "",
    "#comment",
    "#text",
    "cib",
    "configuration",
    "crm_config",
    "nodes",
    "resources",
    "constraints",
    "rsc_defaults",
    "op_defaults",
    "fencing-topology",
    "acls",
    "tags",
    "alerts",
    "status",
    "cluster_property_set",
    "instance_attributes",
    "meta_attributes",
    "utilization",
    "nvpair",
    "rule",
    "expression",
    "date_expression",
    "duration",
    "date_spec",
    "rsc_expression",
    "op_expression",
    "node",
    "primitive",
    "template",
    "group",
    "clone",
    "master",
    "bundle",
    "docker",
    "podman",
    "rkt",
    "network",
    "port-mapping",
    "storage",
    "storage-mapping",
    "operations",
    "op",
    "rsc_location",
    "rsc_colocation",
    "rsc_order",
    "rsc_ticket",
    "resource_set",
    "resource_ref",
    "lifetime",
    "fencing-level",
    "acl_role",
    "acl_permission",
    "acl_target",
    "acl_group",
    "acl_user",
    "role",
    "role_ref",
    "read",
    "write",
    "deny",
    "tag",
    "obj_ref",
    "alert",
    "recipient",
    "select",
    "select_attributes",
    "select_fencing",
    "select_nodes",
    "select_resources",
    "attribute",
});
static_assert(tag_names.size() == static_cast<std::size_t>(tag::attribute) + 1);

constexpr auto key_names = std::to_array<std::string_view>({
    "",
    "id",
    "id-ref",
    "name",
    "value",
    "description",
    "validate-with",
    "crm_feature_set",
    "admin_epoch",
    "epoch",
    "num_updates",
    "cib-last-written",
    "update-origin",
    "update-client",
    "update-user",
    "have-quorum",
    "dc-uuid",
    "execution-date",
    "no-quorum-panic",
    "remote-tls-port",
    "remote-clear-port",
    "class",
    "provider",
    "type",
    "template",
    "uname",
    "interval",
    "timeout",
    "start-delay",
    "interval-origin",
    "on-fail",
    "role",
    "requires",
    "enabled",
    "record-pending",
    "score",
    "score-attribute",
    "score-attribute-mangle",
    "boolean-op",
    "attribute",
    "operation",
    "value-source",
    "start",
    "end",
    "hours",
    "minutes",
    "seconds",
    "days",
    "monthdays",
    "weekdays",
    "yeardays",
    "yearsdays",
    "months",
    "weeks",
    "years",
    "weekyears",
    "moon",
    "image",
    "replicas",
    "replicas-per-host",
    "masters",
    "promoted-max",
    "run-command",
    "network",
    "options",
    "ip-range-start",
    "control-port",
    "host-interface",
    "host-netmask",
    "add-host",
    "port",
    "internal-port",
    "range",
    "source-dir",
    "source-dir-root",
    "target-dir",
    "rsc",
    "rsc-pattern",
    "rsc-role",
    "rsc-instance",
    "with-rsc",
    "with-rsc-role",
    "with-rsc-instance",
    "node",
    "node-attribute",
    "resource-discovery",
    "influence",
    "first",
    "first-action",
    "first-instance",
    "then",
    "then-action",
    "then-instance",
    "kind",
    "symmetrical",
    "require-all",
    "sequential",
    "ordering",
    "action",
    "ticket",
    "loss-policy",
    "target",
    "target-attribute",
    "target-value",
    "target-pattern",
    "index",
    "devices",
    "xpath",
    "reference",
    "object-type",
    "ref",
    "tag",
    "path",
});
static_assert(key_names.size() == static_cast<std::size_t>(key::path) + 1);

/// The positions of names, in the order of the names.
template <std::size_t N>
constexpr auto sorted(const std::array<std::string_view, N>& names) {
    std::array<std::uint8_t, N> order{};
    for (std::size_t i = 0; i < N; ++i) order[i] = static_cast<std::uint8_t>(i);
    std::sort(order.begin(), order.end(), [&](std::uint8_t a, std::uint8_t b) { return names[a] < names[b]; });
    return order;
}
constexpr auto tag_order = sorted(tag_names);
constexpr auto key_order = sorted(key_names);

/// The position of `name`, 0 when it is not there.
template <std::size_t N>
std::uint8_t position(const std::array<std::string_view, N>& names, const std::array<std::uint8_t, N>& order,
                      std::string_view name) noexcept {
    const auto* at = std::lower_bound(order.begin(), order.end(), name,
                                      [&](std::uint8_t i, std::string_view wanted) { return names[i] < wanted; });
    return at != order.end() && names[*at] == name ? *at : std::uint8_t{0};
}

}  // namespace

std::string_view to_string(tag t) noexcept { return tag_names[static_cast<std::size_t>(t)]; }
std::string_view to_string(key k) noexcept { return key_names[static_cast<std::size_t>(k)]; }

tag find_tag(std::string_view name) noexcept {
    return name.starts_with('#') ? tag::other : static_cast<tag>(position(tag_names, tag_order, name));
}

key find_key(std::string_view name) noexcept { return static_cast<key>(position(key_names, key_order, name)); }

}  // namespace hakit::cib

#include <hakit/cib/schema.hpp>

#include "cib/options/tables.hpp"
#include "cib/schema/tables.hpp"

#include <array>

namespace hakit::cib {
namespace {

struct sentence {
    tag element;
    std::string_view text;
};

/// What each element is for.
constexpr sentence sentences[] = {
    {tag::cib, "The whole: configuration and status of a cluster."},
    {tag::configuration, "What people configure."},
    {tag::status, "What the cluster found out; written by it alone."},
    {tag::crm_config, "Options of the cluster as a whole."},
    {tag::nodes, "The nodes."},
    {tag::resources, "What the cluster runs."},
    {tag::constraints, "Where and in which order it runs."},
    {tag::rsc_defaults, "Meta attributes for all resources."},
    {tag::op_defaults, "Attributes for all operations."},
    {tag::fencing_topology, "Which devices fence which node, in which order."},
    {tag::acls, "Who may read and write what."},
    {tag::tags, "Names for sets of objects."},
    {tag::alerts, "Programs that are told what happens."},
    {tag::cluster_property_set, "A set of cluster options."},
    {tag::instance_attributes, "Parameters for an agent, or attributes of a node."},
    {tag::meta_attributes, "How the cluster treats it."},
    {tag::utilization, "How much of a capacity it has or needs."},
    {tag::nvpair, "A name and its value."},
    {tag::rule, "When the set or constraint holds."},
    {tag::expression, "A condition on a node attribute."},
    {tag::date_expression, "A condition on the time."},
    {tag::duration, "How long a range of time lasts."},
    {tag::date_spec, "A pattern of times."},
    {tag::rsc_expression, "A condition on the agent of a resource."},
    {tag::op_expression, "A condition on an operation."},
    {tag::node, "A node of the cluster."},
    {tag::primitive, "One resource."},
    {tag::template_, "What several primitives have in common."},
    {tag::group, "Primitives that run on one node, one after the other."},
    {tag::clone, "A resource that runs on several nodes."},
    {tag::master, "The old form of a promotable clone."},
    {tag::bundle, "A container with its network and storage, and perhaps a resource in it."},
    {tag::docker, "A bundle run by Docker."},
    {tag::podman, "A bundle run by Podman."},
    {tag::rkt, "A bundle run by rkt."},
    {tag::network, "The addresses and ports of a bundle."},
    {tag::port_mapping, "A port of the host that leads into the container."},
    {tag::storage, "What a bundle sees of the host's files."},
    {tag::storage_mapping, "A folder of the host in the container."},
    {tag::operations, "What the cluster does with the resource."},
    {tag::op, "One operation."},
    {tag::rsc_location, "Which nodes a resource prefers or avoids."},
    {tag::rsc_colocation, "Which resources run together or apart."},
    {tag::rsc_order, "Which resource comes first."},
    {tag::rsc_ticket, "Which resources need a ticket of a multi-site cluster."},
    {tag::resource_set, "Resources that a constraint treats alike."},
    {tag::resource_ref, "A resource of the set."},
    {tag::lifetime, "When a constraint holds."},
    {tag::fencing_level, "Devices that fence together, and when it is their turn."},
    {tag::acl_role, "A set of permissions."},
    {tag::acl_permission, "What may be read or written, or not."},
    {tag::acl_target, "A user with roles."},
    {tag::acl_group, "A group of users with roles."},
    {tag::acl_user, "A user with rules, before 2.0."},
    {tag::role, "A role that the user has."},
    {tag::role_ref, "A role that the user has, before 2.0."},
    {tag::read, "What may be read, before 2.0."},
    {tag::write, "What may be written, before 2.0."},
    {tag::deny, "What may not be seen, before 2.0."},
    {tag::tag, "A name for several objects."},
    {tag::obj_ref, "An object of the tag."},
    {tag::alert, "A program that is run for events."},
    {tag::recipient, "Whom it tells."},
    {tag::select, "Which events it is run for."},
    {tag::select_attributes, "Changes of node attributes."},
    {tag::select_fencing, "Fencing."},
    {tag::select_nodes, "Nodes that come and go."},
    {tag::select_resources, "Operations of resources."},
    {tag::attribute, "A node attribute to watch."},
};

std::string_view sentence_for(tag t) noexcept {
    for (const sentence& s : sentences)
        if (s.element == t) return s.text;
    return {};
}

std::string values_of(const attribute_row& row) {
    switch (row.kind) {
        case value_kind::text: return "a text";
        case value_kind::id: return "an id";
        case value_kind::idref: return "the id of another element";
        case value_kind::boolean: return "true|false";
        case value_kind::integer: return "a number";
        case value_kind::natural: return "0 and above";
        case value_kind::positive: return "1 and above";
        case value_kind::score: return "a number, INFINITY or -INFINITY";
        case value_kind::devices: return "ids separated by commas";
        case value_kind::ports: return "FIRST-LAST";
        case value_kind::choice: break;
    }
    std::string words;
    for (std::string_view rest = row.choices; !rest.empty();) {
        const choice one = next_choice(rest);
        words += (words.empty() ? "" : "|") + std::string{one.word};
    }
    return words;
}

class lister {
public:
    explicit lister(const std::function<void(const keyword&)>& f) : f_{f} {}

    void element(tag t, const std::string& path, schema_version since, schema_version until, bool repeatable) {
        f_({path, {}, {}, {}, sentence_for(t), since, until, true, repeatable, false});
        if (told_[static_cast<std::size_t>(t)]) return;
        told_[static_cast<std::size_t>(t)] = true;
        for (const attribute_row& row : attributes_of(t))
            f_({path + "/" + std::string{to_string(row.name)},
                values_of(row),
                {},
                {},
                help_of(t, row.name),
                std::max(since, row.since),
                std::min(until, row.until),
                false,
                false,
                row.required});
        if (t == tag::cluster_property_set) options(path, properties());
        if (t == tag::primitive) options(path + "/meta_attributes", resource_options());
        for (const child_row& row : children_of(t))
            element(row.child, path + "/" + std::string{to_string(row.child)}, std::max(since, row.since),
                    std::min(until, row.until), row.count == occurrence::any || row.count == occurrence::some);
    }

private:
    void options(const std::string& path, std::span<const option_row> rows) {
        for (const option_row& row : rows)
            f_({path + "/" + std::string{row.name},
                row.choices.empty() ? std::string{describe(row.kind)} : std::string{row.choices}, row.fallback,
                row.deprecated, row.help, first_schema, never, false, false, false});
    }

    const std::function<void(const keyword&)>& f_;
    std::array<bool, static_cast<std::size_t>(tag::attribute) + 1> told_{};
};

}  // namespace

void for_each_keyword(const std::function<void(const keyword&)>& f) {
    lister all{f};
    all.element(tag::cib, "cib", first_schema, never, false);
}

}  // namespace hakit::cib

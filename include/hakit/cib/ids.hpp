/// Ids that nobody wrote: made the way the crm shell makes them, so that both agree on what may be left out.
///
/// An element that needs an id and has none gets PREFIX + suffix, where PREFIX is the id of the nearest element around
/// it that has one (of a node its uname; "num-N" when it is all digits):
///
/// - nvpair SET-name; instance_attributes, meta_attributes, utilization, rule, expression, ... PREFIX-element name;
/// - op PREFIX-name-interval, PREFIX-name without an interval; the n-th recipient PREFIX-recipient-n;
/// - resource_set, acl_permission, fencing-level, port-mapping, storage-mapping, attribute: PREFIX itself.
///
/// An id that is taken gets -0, -1, ... Taken are the ids of all objects (nodes, resources, constraints, tickets,
/// roles, tags, alerts, property sets and what else stands directly in a section), and the ids of elements that come
/// earlier in the tree, where the members of a container count as earlier than its own parts, since crmsh makes them
/// first. So the result depends on nothing but the tree.
#pragma once

#include <hakit/cib/model.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace hakit::cib {

struct id_options {
    /// Characters of names that an id may not hold become '.', as crmsh 5 does it; crmsh 4 leaves '#', and the schema
    /// refuses the id.
    bool safe_characters = true;
};

/// Gives an id to each element of the configuration section that needs one and has none. Ids that are there stay, also
/// when they are equal to another one.
void assign_ids(config& c, const id_options& options = {});

/// The elements whose id may be left out: assign_ids() would give them the one that they have. Objects (what has a name
/// that people refer to) are not among them, but the sets of crm_config, rsc_defaults and op_defaults that have the
/// usual id (cib-bootstrap-options, rsc-options, op-options) and fencing levels are. Pointers into `c`.
[[nodiscard]] std::unordered_set<const element*> implied_ids(const config& c, const id_options& options = {});

/// Calls f(element) for each of them, for those who keep them in a set of their own.
void for_each_implied_id(const config& c, const std::function<void(const element&)>& f, const id_options& options = {});

/// Whether the schemas want an id on such an element when it has no id-ref.
[[nodiscard]] bool needs_id(tag t) noexcept;

}  // namespace hakit::cib

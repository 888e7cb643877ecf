/// Who refers to whom; renaming and removing with everything that follows from it.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/cib/model.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::cib {

/// An attribute that names an id, in a constraint, set, tag, fencing level, ACL, template or id-ref.
struct reference {
    const element* holder;
    key attribute;
};

/// All references to `id`, in the order of the configuration. Pointers into `c`.
[[nodiscard]] std::vector<reference> references_to(const config& c, std::string_view id);

/// Gives an object (resource, template, constraint, role, tag, alert, ...) another id, with all references to it. Ids
/// of its parts that are made of its id (ids.hpp) are made anew, and references to them too. How many attributes
/// changed. not_found; already_exists; invalid_argument for an id that XML does not allow.
[[nodiscard]] result<std::size_t> rename(config& c, std::string_view id, std::string_view new_id);

/// Removes an object, and what cannot be without it: constraints on it, its places in resource sets, tags and fencing
/// levels, ACL permissions on it; a clone, and a group whose last member it is; sets and constraints that become empty.
/// What was removed, "rsc_colocation c1", the object itself first. not_found; refused when something else takes a part
/// of it by id-ref, or a primitive has it as its template.
[[nodiscard]] result<std::vector<std::string>> remove(config& c, std::string_view id);

}  // namespace hakit::cib

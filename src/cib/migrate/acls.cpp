// Access control: users with rules of their own until 1.3, targets with roles since 2.0.
#include "cib/migrate/walk.hpp"

#include <utility>

namespace hakit::cib {
namespace {

using kind = migration_step::kind;

bool is_rule(const element& e) noexcept { return e.is(tag::read) || e.is(tag::write) || e.is(tag::deny); }

/// <read>, <write> and <deny> become <acl_permission kind=...>.
element raised(migrator& m, const element& rule) {
    element made{tag::acl_permission};
    made.where = rule.where;
    made.set(key::id, std::string{rule.id()}).set(key::kind, std::string{rule.type.text()});
    const std::string part{rule.get(key::attribute)};
    if (rule.has(key::ref)) {
        made.set(key::reference, std::string{rule.get(key::ref)});
        if (!part.empty())
            m.note(kind::lost, path_to(rule),
                   "a permission on an object is not limited to the attribute '" + part + "' any more", rule.where);
    } else if (rule.has(key::tag)) {
        made.set(key::object_type, std::string{rule.get(key::tag)});
        if (!part.empty()) made.set(key::attribute, part);
    } else {
        made.set(key::xpath, std::string{rule.get(key::xpath)} + (part.empty() ? "" : "[@" + part + "]"));
    }
    return made;
}

/// The other way round.
element lowered(const element& permission) {
    const std::string_view k = permission.get(key::kind);
    element made{k == "write" ? tag::write : k == "deny" ? tag::deny : tag::read};
    made.where = permission.where;
    made.set(key::id, std::string{permission.id()});
    for (const auto& [now, old] : {std::pair{key::reference, key::ref}, std::pair{key::object_type, key::tag},
                                   std::pair{key::xpath, key::xpath}, std::pair{key::attribute, key::attribute}})
        if (permission.has(now)) made.set(old, std::string{permission.get(now)});
    return made;
}

void upwards(migrator& m, element& section) {
    std::vector<element> made;
    for (element& e : section.children) {
        if (e.is(tag::acl_user)) {
            m.note(kind::converted, path_to(e), "a user becomes a target", e.where);
            e.type = tag::acl_target;
            element role{tag::acl_role};
            role.set(key::id, "auto-" + std::string{e.id()});
            std::vector<element> kept;
            for (element& child : e.children) {
                if (child.is(tag::role_ref)) child.type = tag::role;
                if (is_rule(child))
                    role.add(raised(m, child));
                else
                    kept.push_back(std::move(child));
            }
            e.children = std::move(kept);
            if (!role.children.empty()) {
                m.note(kind::converted, path_to(e), "its rules become the role '" + std::string{role.id()} + "'",
                       e.where);
                e.add(tag::role).set(key::id, std::string{role.id()});
                made.push_back(std::move(e));
                made.push_back(std::move(role));
                continue;
            }
        } else if (e.is(tag::acl_role)) {
            bool changed = false;
            for (element& child : e.children)
                if (is_rule(child)) {
                    child = raised(m, child);
                    changed = true;
                }
            if (changed) m.note(kind::converted, path_to(e), "its rules become permissions", e.where);
        }
        made.push_back(std::move(e));
    }
    section.children = std::move(made);
}

void downwards(migrator& m, element& section) {
    for (element& e : section.children) {
        if (e.is(tag::acl_target)) {
            m.note(kind::converted, path_to(e), "a target becomes a user", e.where);
            e.type = tag::acl_user;
            for (element& child : e.children)
                if (child.is(tag::role)) child.type = tag::role_ref;
        } else if (e.is(tag::acl_role)) {
            for (element& child : e.children)
                if (child.is(tag::acl_permission)) child = lowered(child);
        }
    }
}

}  // namespace

void migrate_acls(migrator& m) {
    element* section = find_section(m.c, tag::acls);
    if (!section) return;
    if (m.rises_to({2, 0})) upwards(m, *section);
    if (m.falls_below({2, 0})) downwards(m, *section);
}

}  // namespace hakit::cib

// Promotable clones: <master> until Pacemaker 1.1, <clone> with promotable=true since 2.0; and their roles.
#include "cib/migrate/walk.hpp"

#include <hakit/cib/ids.hpp>
#include <hakit/cib/values.hpp>

#include <algorithm>

namespace hakit::cib {
namespace {

using kind = migration_step::kind;

std::string_view new_role(std::string_view role) noexcept {
    if (role == "Master") return "Promoted";
    return role == "Slave" ? std::string_view{"Unpromoted"} : std::string_view{};
}

std::string_view old_role(std::string_view role) noexcept {
    if (role == "Promoted") return "Master";
    return role == "Unpromoted" ? std::string_view{"Slave"} : std::string_view{};
}

/// Renames nvpairs of a set.
void rename(migrator& m, element& owner, std::string_view from, std::string_view to) {
    for (element& s : owner.children)
        if (s.is(tag::meta_attributes))
            for (element& pair : s.children)
                if (pair.is(tag::nvpair) && pair.get(key::name) == from) {
                    m.note(kind::converted, path_to(owner, from), "becomes " + std::string{to}, pair.where);
                    pair.set(key::name, std::string{to});
                }
}

void raise_clone(migrator& m, element& e) {
    if (e.is(tag::master)) {
        m.note(kind::converted, path_to(e), "becomes a clone with promotable=true", e.where);
        e.type = tag::clone;
        element* set = e.child(tag::meta_attributes);
        if (!set || set->has(key::id_ref) || set->child(tag::rule)) {
            e.children.insert(e.children.begin(), element{tag::meta_attributes});
            set = &e.children.front();
        }
        std::erase_if(set->children, [](const element& p) { return p.get(key::name) == "promotable"; });
        set->add(tag::nvpair).set(key::name, "promotable").set(key::value, "true");
    }
    if (e.is(tag::clone)) {
        rename(m, e, "master-max", "promoted-max");
        rename(m, e, "master-node-max", "promoted-node-max");
    }
}

void lower_clone(migrator& m, element& e) {
    const element* promotable = find_nvpair(e, tag::meta_attributes, "promotable");
    if (!e.is(tag::clone) || !promotable || !parse_boolean(promotable->get(key::value)).value_or(false)) return;
    m.note(kind::converted, path_to(e), "becomes <master>", e.where);
    e.type = tag::master;
    for (element& s : e.children)
        if (s.is(tag::meta_attributes))
            std::erase_if(s.children, [](const element& p) { return p.get(key::name) == "promotable"; });
    rename(m, e, "promoted-max", "master-max");
    rename(m, e, "promoted-node-max", "master-node-max");
}

}  // namespace

void migrate_clones(migrator& m) {
    element* section = find_section(m.c, tag::resources);
    if (!section || (m.to >= schema_version{3, 0}) == (m.falls_below({3, 0}))) return;
    for (element& e : section->children) {
        if (m.to >= schema_version{3, 0})
            raise_clone(m, e);
        else
            lower_clone(m, e);
    }
    assign_ids(m.c);
}

void migrate_roles(migrator& m) {
    const bool up = m.to >= schema_version{3, 7};
    if (!up && !m.falls_below({3, 7})) return;
    const auto other = up ? new_role : old_role;
    auto visit = [&](element& e, element& owner) {
        for (attribute& a : e.attributes) {
            const bool role = a.name == key::role || a.name == key::rsc_role || a.name == key::with_rsc_role;
            const bool value = a.name == key::value && e.is(tag::nvpair) && e.get(key::name) == "target-role";
            if ((!role || e.is(tag::node)) && !value) continue;
            const std::string_view now = other(a.value);
            if (now.empty()) continue;
            m.note(kind::converted, path_to(e.has(key::id) && !value ? e : owner),
                   a.value + " is called " + std::string{now}, a.where != nowhere ? a.where : e.where);
            a.value = now;
        }
    };
    if (element* all = configuration(m.c)) each_inner(*all, visit);
}

}  // namespace hakit::cib

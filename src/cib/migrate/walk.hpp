/// What the steps of a migration share. Internal.
#pragma once

#include <hakit/cib/migrate.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::cib {

/// A migration under way.
struct migrator {
    config& c;
    schema_version from;
    schema_version to;
    std::vector<migration_step>& steps;

    /// Whether the way leads over the border below `version`, upwards or downwards.
    [[nodiscard]] bool rises_to(schema_version version) const noexcept { return from < version && to >= version; }
    [[nodiscard]] bool falls_below(schema_version version) const noexcept { return from >= version && to < version; }

    void note(migration_step::kind what, std::string path, std::string message, text::span where) {
        steps.push_back({what, std::move(path), std::move(message), where});
    }
};

/// Calls f(element, owner) for each element with something around it; f may change it, but not its siblings.
template <class F>
void each_inner(element& owner, F& f) {
    if (owner.is(tag::status)) return;
    for (element& child : owner.children) {
        f(child, owner);
        each_inner(child, f);
    }
}

/// "primitive[p].meta.x" for an nvpair x in a set of p, "primitive[p]" for p itself.
[[nodiscard]] std::string path_to(const element& owner, std::string_view rest = {});

void migrate_acls(migrator& m);
void migrate_old_names(migrator& m);
void migrate_roles(migrator& m);
void migrate_clones(migrator& m);
void migrate_to_4(migrator& m);
void drop_unknown(migrator& m);

}  // namespace hakit::cib

#include <hakit/cib/migrate.hpp>

#include <hakit/cib/check.hpp>
#include <hakit/cib/references.hpp>
#include <hakit/text/path.hpp>

#include "cib/migrate/walk.hpp"
#include "cib/schema/tables.hpp"

#include <algorithm>
#include <array>

namespace hakit::cib {
namespace {

using kind = migration_step::kind;

/// Takes out what the target does not know yet, or no more.
class sieve {
public:
    explicit sieve(migrator& m) : m_{m} {}

    void visit(element& e) {
        if (e.is(tag::status)) return;
        std::erase_if(e.attributes, [&](const attribute& a) {
            const attribute_row* row = a.name == key::other ? nullptr : find_row(e.type.known(), a.name.known());
            if (!row || known(row->since, row->until)) return false;
            lost(e, a.name.text(), a.where);
            return true;
        });
        std::erase_if(e.children, [&](const element& child) {
            if (hangs_on_unknown(child)) {
                m_.note(kind::lost, path_to(child), "its rule says what " + m_.to.to_string() + " has no words for",
                        child.where);
                return true;
            }
            const child_row* row = find_row(e.type.known(), child.type.known());
            if (!row || known(row->since, row->until)) return false;
            lost(child, {}, child.where);
            return true;
        });
        for (element& child : e.children) visit(child);
    }

    /// Resources that the target does not know, and bundles without their container; with what refers to them.
    void resources() {
        const element* list = find_section(m_.c, tag::resources);
        std::vector<std::string> gone;
        if (list)
            for (const element& e : list->children)
                if (!knows(*list, e) || without_container(e)) gone.emplace_back(e.id());
        for (const std::string& id : gone) {
            const auto removed = remove(m_.c, id);
            if (!removed) continue;
            for (const std::string& what : *removed)
                m_.note(kind::lost, what, m_.to.to_string() + " does not know " + (what.ends_with(id) ? "it" : id),
                        nowhere);
        }
    }

private:
    [[nodiscard]] bool known(schema_version since, schema_version until) const noexcept {
        return m_.to >= since && m_.to < until;
    }
    [[nodiscard]] bool knows(const element& parent, const element& child) const noexcept {
        const child_row* row = find_row(parent.type.known(), child.type.known());
        return !row || known(row->since, row->until);
    }

    [[nodiscard]] bool without_container(const element& e) const {
        return e.is(tag::bundle) && std::any_of(e.children.begin(), e.children.end(), [&](const element& part) {
                   return (part.is(tag::docker) || part.is(tag::podman) || part.is(tag::rkt)) && !knows(e, part);
               });
    }

    /// A set or constraint without a part of its rule would hold when it should not.
    [[nodiscard]] bool hangs_on_unknown(const element& e) const {
        if (!is_nvset(e.type.known()) && !is_constraint(e.type.known())) return false;
        return std::any_of(e.children.begin(), e.children.end(),
                           [&](const element& child) { return child.is(tag::rule) && holds_unknown(child); });
    }
    [[nodiscard]] bool holds_unknown(const element& e) const {
        for (const attribute& a : e.attributes) {
            const attribute_row* row = a.name == key::other ? nullptr : find_row(e.type.known(), a.name.known());
            if (row && !known(row->since, row->until)) return true;
        }
        return std::any_of(e.children.begin(), e.children.end(),
                           [&](const element& child) { return !knows(e, child) || holds_unknown(child); });
    }

    void lost(const element& e, std::string_view attribute_name, text::span where) {
        const bool empty = attribute_name.empty() && e.children.empty() && e.attributes.empty();
        m_.note(empty ? kind::dropped : kind::lost, path_to(e, attribute_name), m_.to.to_string() + " does not know it",
                where);
    }

    migrator& m_;
};

/// Before 3.9 every rule has a score, which only those of locations use.
void score_rules(migrator& m) {
    if (!m.falls_below({3, 9})) return;
    auto visit = [](element& e, element&) {
        if (e.is(tag::rule) && !e.has(key::id_ref) && !e.has(key::score) && !e.has(key::score_attribute))
            e.set(key::score, "INFINITY");
    };
    if (element* all = configuration(m.c)) each_inner(*all, visit);
}

/// What the target's schema still refuses.
void left_to_do(migrator& m) {
    text::diagnostic_list found{1000};
    check_meaning(m.c, {.facts = nullptr, .schema = m.to}, 0, found);
    for (const auto& d : found.items())
        if (d.level == text::severity::error && d.code->id.starts_with("CB01"))
            m.note(kind::manual, {}, d.message, d.where.where);
}

}  // namespace

std::string path_to(const element& e, std::string_view rest) {
    std::vector<text::path_step> steps;
    if (e.is(tag::cluster_property_set)) {
        steps.push_back({"property", std::nullopt});
    } else {
        const key name = e.is(tag::node) ? key::uname : key::id;
        steps.push_back({std::string{e.type.text()},
                         e.has(name) ? std::optional<std::string>{std::string{e.get(name)}} : std::nullopt});
    }
    if (!rest.empty()) steps.push_back({std::string{rest}, std::nullopt});
    return text::path{std::move(steps)}.to_string();
}

void drop_unknown(migrator& m) {
    sieve out{m};
    out.resources();
    element* all = configuration(m.c);
    out.visit(all ? *all : m.c.root);
}

migration migrate(const config& c, schema_version to) {
    migration made{c, {}};
    migrator m{made.configuration, version_of(c).value_or(first_schema), to, made.steps};
    migrate_acls(m);
    migrate_old_names(m);
    migrate_clones(m);
    migrate_roles(m);
    migrate_to_4(m);
    drop_unknown(m);
    score_rules(m);
    if (made.configuration.root.is(tag::cib)) made.configuration.root.set(key::validate_with, to.to_string());
    left_to_do(m);
    return made;
}

std::string_view to_string(migration_step::kind k) noexcept {
    constexpr std::array<std::string_view, 4> names{"converted", "dropped", "lost", "manual"};
    return names[static_cast<std::size_t>(k)];
}

std::string to_text(const std::vector<migration_step>& steps) {
    std::string out;
    for (const migration_step& s : steps) {
        out += to_string(s.what);
        if (!s.path.empty()) out += " " + s.path;
        out += ": " + s.message + "\n";
    }
    return out;
}

}  // namespace hakit::cib

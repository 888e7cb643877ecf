// What schema 4.0 (Pacemaker 3.0) dropped: what its upgrade-3.10-*.xsl say.
#include "cib/migrate/walk.hpp"

#include <hakit/cib/references.hpp>
#include <hakit/cib/values.hpp>

#include <algorithm>
#include <array>

namespace hakit::cib {
namespace {

using kind = migration_step::kind;

class raiser {
public:
    explicit raiser(migrator& m) : m_{m} {}

    void run() {
        properties();
        nodes();
        resources();
        sets();
        rules();
        constraints();
    }

private:
    void properties() {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 3> renamed{
            {{"crmd-finalization-timeout", "join-finalization-timeout"},
             {"crmd-integration-timeout", "join-integration-timeout"},
             {"crmd-transition-delay", "transition-delay"}}};
        element* section = find_section(m_.c, tag::crm_config);
        if (!section) return;
        for (element& set : section->children) {
            for (element& pair : set.children) {
                const std::string_view name = pair.get(key::name);
                for (const auto& [old, now] : renamed)
                    if (name == old) {
                        m_.note(kind::converted, path_to(set, old), "is called " + std::string{now}, pair.where);
                        pair.set(key::name, std::string{now});
                        break;
                    }
                if (pair.get(key::name) == "stonith-action" && pair.get(key::value) == "poweroff") {
                    m_.note(kind::converted, path_to(set, "stonith-action"), "poweroff is called off", pair.where);
                    pair.set(key::value, "off");
                }
            }
            drop(set, "remove-after-stop", "it was never reliable");
        }
    }

    void drop(element& set, std::string_view name, std::string_view why) {
        std::erase_if(set.children, [&](const element& pair) {
            if (!pair.is(tag::nvpair) || pair.get(key::name) != name) return false;
            m_.note(kind::dropped, path_to(set, name), "'" + std::string{name} + "' is gone: " + std::string{why},
                    pair.where);
            return true;
        });
    }

    /// Ping nodes become members that no resource may run on.
    void nodes() {
        element* list = find_section(m_.c, tag::nodes);
        if (!list) return;
        std::vector<element> bans;
        for (element& e : list->children) {
            if (e.get(key::type) != "ping") continue;
            e.set(key::type, "member");
            m_.note(kind::converted, path_to(e), "a ping node becomes a member that nothing may run on", e.where);
            element ban{tag::rsc_location};
            ban.set(key::id, "ping-node-ban-" + std::string{e.get(key::uname)})
                .set(key::rsc_pattern, ".*")
                .set(key::node, std::string{e.get(key::uname)})
                .set(key::score, "-INFINITY")
                .set(key::resource_discovery, "never");
            bans.push_back(std::move(ban));
        }
        for (element& ban : bans) section(m_.c, tag::constraints).add(std::move(ban));
    }

    void resources() {
        std::vector<std::string> gone;
        auto visit = [&](element& e, element&) {
            const bool agent = e.is(tag::primitive) || e.is(tag::template_);
            const std::string_view c = e.get(key::class_);
            if (agent && (same_word(c, "nagios") || same_word(c, "upstart")))
                gone.emplace_back(e.id());
            else if (e.is(tag::bundle) && e.child(tag::rkt))
                gone.emplace_back(e.id());
            const bool container = e.is(tag::docker) || e.is(tag::podman);
            if (const attribute* masters = container ? e.find(key::masters) : nullptr) {
                m_.note(kind::converted, path_to(e), "'masters' is called 'promoted-max'", masters->where);
                e.set(key::promoted_max, masters->value);
                e.erase(key::masters);
            }
        };
        if (element* list = find_section(m_.c, tag::resources)) each_inner(*list, visit);
        // Primitives of a template go before it.
        if (const element* list = find_section(m_.c, tag::resources))
            for (const std::string& id : std::vector<std::string>{gone}) users_of(*list, id, gone);
        for (const std::string& id : gone) {
            auto removed = remove(m_.c, id);
            if (!removed) continue;
            for (const std::string& what : *removed)
                m_.note(kind::lost, what, "upstart, nagios and rkt are not supported any more", nowhere);
        }
    }

    static void users_of(const element& e, const std::string& id, std::vector<std::string>& gone) {
        if (e.get(key::template_) == id && std::find(gone.begin(), gone.end(), e.id()) == gone.end())
            gone.insert(gone.begin(), std::string{e.id()});
        for (const element& child : e.children) users_of(child, id, gone);
    }

    void sets() {
        auto visit = [&](element& e, element& owner) {
            if (!is_nvset(e.type.known())) return;
            std::vector<std::string> seen;
            std::erase_if(e.children, [&](const element& pair) {
                if (!pair.is(tag::nvpair) || !pair.has(key::name)) return false;
                const std::string name{pair.get(key::name)};
                if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
                    m_.note(kind::dropped, path_to(owner, name), "only the first one of a name counts", pair.where);
                    return true;
                }
                seen.push_back(name);
                if (!pair.has(key::value)) {
                    m_.note(kind::dropped, path_to(owner, name), "a name without a value is taken as not set",
                            pair.where);
                    return true;
                }
                return false;
            });
            if (!e.is(tag::meta_attributes)) return;
            if (owner.is(tag::op) || owner.is(tag::op_defaults)) {
                drop(e, "can_fail", "it has no effect");
                drop(e, "role_after_failure", "it has no effect");
            } else {
                drop(e, "restart-type", "orders say it");
                for (std::string_view name :
                     {"is-managed", "migration-threshold", "resource-stickiness", "target-role"})
                    std::erase_if(e.children, [&](const element& pair) {
                        if (pair.get(key::name) != name || pair.get(key::value) != "default") return false;
                        m_.note(kind::dropped, path_to(owner, name), "the value 'default' says nothing", pair.where);
                        return true;
                    });
            }
        };
        if (element* all = configuration(m_.c)) each_inner(*all, visit);
    }

    void rules() {
        auto visit = [&](element& e, element&) {
            if ((e.is(tag::date_spec) || e.is(tag::duration)) && e.erase(key::moon))
                m_.note(kind::lost, path_to(e), "rules cannot ask for the moon any more", e.where);
        };
        if (element* all = configuration(m_.c)) each_inner(*all, visit);
    }

    /// One rule a location constraint; no lifetime.
    void constraints() {
        element* list = find_section(m_.c, tag::constraints);
        if (!list) return;
        std::vector<element> made;
        for (element& e : list->children) {
            std::erase_if(e.children, [&](const element& child) {
                if (!child.is(tag::lifetime)) return false;
                m_.note(kind::lost, path_to(e),
                        "constraints have no lifetime any more: put its rule into the constraint", child.where);
                return true;
            });
            const auto is_rule = [](const element& child) { return child.is(tag::rule); };
            const auto rules = std::count_if(e.children.begin(), e.children.end(), is_rule);
            if (!e.is(tag::rsc_location) || rules < 2) {
                made.push_back(std::move(e));
                continue;
            }
            m_.note(kind::converted, path_to(e), "its " + std::to_string(rules) + " rules become as many constraints",
                    e.where);
            int n = 0;
            for (const element& rule : e.children) {
                if (!rule.is(tag::rule)) continue;
                element part = e;
                std::erase_if(part.children, is_rule);
                ++n;
                part.set(key::id, std::string{e.id()} + "-" + std::to_string(n));
                if (n > 1)
                    for (element& set : part.children)
                        if (set.is(tag::resource_set) && set.has(key::id)) {
                            const std::string id{set.id()};
                            set = element{tag::resource_set};
                            set.set(key::id_ref, id);
                        }
                part.add(rule);
                made.push_back(std::move(part));
            }
        }
        list->children = std::move(made);
    }

    migrator& m_;
};

}  // namespace

void migrate_to_4(migrator& m) {
    if (m.rises_to({4, 0})) raiser{m}.run();
}

}  // namespace hakit::cib

// The names of options that schema 3.0 dropped, and what stands for them since: what upgrade-2.10.xsl of Pacemaker 2.0
// says.
#include "cib/migrate/walk.hpp"

#include <hakit/cib/ids.hpp>

#include <algorithm>
#include <array>

namespace hakit::cib {
namespace {

using kind = migration_step::kind;

struct row {
    std::string_view name;
    std::string_view now = {};      ///< empty: dropped
    tag section = tag::crm_config;  ///< where it stands now
    std::string_view when = {};     ///< only for this value
    std::string_view becomes = {};  ///< which then reads
};

constexpr row property_rows[] = {
    {"cluster_recheck_interval", "cluster-recheck-interval"},
    {"dc_deadtime", "dc-deadtime"},
    {"default-action-timeout", "timeout", tag::op_defaults},
    {"default_action_timeout", "timeout", tag::op_defaults},
    {"default-migration-threshold"},
    {"default_migration_threshold"},
    {"default-resource-stickiness", "resource-stickiness", tag::rsc_defaults},
    {"default_resource_stickiness", "resource-stickiness", tag::rsc_defaults},
    {"default-resource-failure-stickiness", "migration-threshold", tag::rsc_defaults, "-INFINITY", "1"},
    {"default-resource-failure-stickiness"},
    {"default_resource_failure_stickiness", "migration-threshold", tag::rsc_defaults, "-INFINITY", "1"},
    {"default_resource_failure_stickiness"},
    {"election_timeout", "election-timeout"},
    {"expected-quorum-votes"},
    {"is-managed-default", "is-managed", tag::rsc_defaults},
    {"is_managed_default", "is-managed", tag::rsc_defaults},
    {"no_quorum_policy", "no-quorum-policy"},
    {"notification-agent"},
    {"notification-recipient"},
    {"remove_after_stop", "remove-after-stop"},
    {"shutdown_escalation", "shutdown-escalation"},
    {"startup_fencing", "startup-fencing"},
    {"stonith_action", "stonith-action"},
    {"stonith_enabled", "stonith-enabled"},
    {"stop_orphan_actions", "stop-orphan-actions"},
    {"stop_orphan_resources", "stop-orphan-resources"},
    {"symmetric_cluster", "symmetric-cluster"},
    {"transition_idle_timeout", "cluster-delay"},
};

constexpr row meta_rows[] = {
    {"isolation", "target-role", tag::resources, "", "Stopped"},
    {"isolation-host", "target-role", tag::resources, "", "Stopped"},
    {"isolation-instance", "target-role", tag::resources, "", "Stopped"},
    {"isolation-wrapper", "target-role", tag::resources, "", "Stopped"},
    {"resource-failure-stickiness", "migration-threshold", tag::resources, "-INFINITY", "1"},
    {"resource-failure-stickiness"},
    {"resource_failure_stickiness", "migration-threshold", tag::resources, "-INFINITY", "1"},
    {"resource_failure_stickiness"},
};

constexpr row parameter_rows[] = {
    {"pcmk_arg_map"},
    {"pcmk_list_cmd", "pcmk_list_action"},
    {"pcmk_monitor_cmd", "pcmk_monitor_action"},
    {"pcmk_off_cmd", "pcmk_off_action"},
    {"pcmk_on_cmd", "pcmk_on_action"},
    {"pcmk_reboot_cmd", "pcmk_reboot_action"},
    {"pcmk_status_cmd", "pcmk_status_action"},
};

constexpr std::array<std::string_view, 5> old_stacks{"heartbeat", "openais", "classic openais",
                                                     "classic openais (with plugin)", "cman"};

const row* find(std::span<const row> rows, const element& pair) noexcept {
    for (const row& r : rows)
        if (pair.get(key::name) == r.name && (r.when.empty() || pair.get(key::value) == r.when)) return &r;
    return nullptr;
}

class renamer {
public:
    explicit renamer(migrator& m) : m_{m} {}

    /// Schemas since 3.0 refuse the properties wherever the configuration comes from.
    void run(bool from_below) {
        properties();
        if (from_below) others();
        if (m_.steps.size() == before_) return;
        for (auto& [where, pair] : moved_) put(where, std::move(pair));
        assign_ids(m_.c);
    }

private:
    void others() {
        nodes();
        if (element* section = find_section(m_.c, tag::resources)) resources(*section);
        if (element* section = find_section(m_.c, tag::constraints))
            for (element& e : section->children)
                for (key k : {key::score_attribute, key::score_attribute_mangle})
                    if (e.is(tag::rsc_colocation) && e.erase(k))
                        m_.note(kind::dropped, path_to(e),
                                "colocations have no " + std::string{to_string(k)} + " any more", e.where);
    }

    /// Renames, drops or takes out the options of one set.
    void set(element& owner, element& s, std::span<const row> rows) {
        std::erase_if(s.children, [&](element& pair) {
            if (!pair.is(tag::nvpair)) return false;
            const std::string old{pair.get(key::name)};
            const std::string path = path_to(owner, old);
            const row* r = find(rows, pair);
            const std::string value{pair.get(key::value)};
            if (old == "cluster-infrastructure" && s.is(tag::cluster_property_set) &&
                std::find(old_stacks.begin(), old_stacks.end(), value) != old_stacks.end()) {
                m_.note(kind::dropped, path, value + " is not supported any more; the value has no effect", pair.where);
                return true;
            }
            if (!r) return false;
            if (r->now.empty()) {
                if (old == "pcmk_arg_map" && value.starts_with("port:") && value.find(',') == value.npos) {
                    pair.set(key::name, "pcmk_host_argument").set(key::value, value.substr(5));
                    m_.note(kind::converted, path, "becomes pcmk_host_argument", pair.where);
                    return false;
                }
                const bool silent = old == "expected-quorum-votes";
                m_.note(silent ? kind::dropped : kind::lost, path,
                        "'" + old + "' is refused, and nothing stands for it", pair.where);
                return true;
            }
            pair.set(key::name, std::string{r->now});
            if (!r->becomes.empty()) pair.set(key::value, std::string{r->becomes});
            const bool moves = r->section == tag::rsc_defaults || r->section == tag::op_defaults;
            m_.note(r->name.starts_with("isolation") ? kind::lost : kind::converted, path,
                    "becomes " + std::string{r->now} + (r->becomes.empty() ? "" : "=" + std::string{r->becomes}) +
                        (moves ? " in " + std::string{to_string(r->section)} : ""),
                    pair.where);
            if (!moves) return false;
            moved_.emplace_back(r->section, std::move(pair));
            return true;
        });
    }

    void properties() {
        if (element* section = find_section(m_.c, tag::crm_config))
            for (element& s : section->children) set(s, s, property_rows);
    }

    void nodes() {
        element* section = find_section(m_.c, tag::nodes);
        if (!section) return;
        for (element& e : section->children)
            if (e.get(key::type) == "normal") {
                e.set(key::type, "member");
                m_.note(kind::converted, path_to(e), "the type normal is called member", e.where);
            }
    }

    void resources(element& parent) {
        for (element& e : parent.children) {
            if (!is_resource(e.type.known())) continue;
            resources(e);
            element requires_set{tag::meta_attributes};
            for (element& part : e.children) {
                if (part.is(tag::meta_attributes)) set(e, part, meta_rows);
                if (part.is(tag::instance_attributes)) set(e, part, parameter_rows);
                if (part.is(tag::operations))
                    for (element& op : part.children) operation(e, op, requires_set);
            }
            if (!requires_set.children.empty()) e.add(std::move(requires_set));
        }
    }

    /// What an operation requires is an attribute of the resource now.
    void operation(const element& owner, element& op, element& requires_set) {
        const attribute* found = op.find(key::requires_);
        if (!found) return;
        const std::string value = found->value;
        op.erase(key::requires_);
        const std::string_view name = op.get(key::name);
        if (name != "start" && name != "promote") {
            m_.note(kind::dropped, path_to(owner), "'requires' of a " + std::string{name} + " never had an effect",
                    op.where);
            return;
        }
        m_.note(kind::converted, path_to(owner), "'requires' of its " + std::string{name} + " becomes a meta attribute",
                op.where);
        if (requires_set.children.empty() && !find_nvpair(owner, tag::meta_attributes, "requires"))
            requires_set.add(tag::nvpair).set(key::name, "requires").set(key::value, value);
    }

    /// Puts an option into the first set of a section, unless it is there.
    void put(tag where, element pair) {
        element& target = section(m_.c, where);
        if (find_nvpair(target, tag::meta_attributes, pair.get(key::name))) return;
        element* s = target.child(tag::meta_attributes);
        if (!s || s->has(key::id_ref) || s->child(tag::rule)) s = &target.add(tag::meta_attributes);
        s->add(std::move(pair));
    }

    migrator& m_;
    std::size_t before_ = m_.steps.size();
    std::vector<std::pair<tag, element>> moved_;
};

}  // namespace

void migrate_old_names(migrator& m) {
    if (m.to >= schema_version{3, 0}) renamer{m}.run(m.from < schema_version{3, 0});
}

}  // namespace hakit::cib

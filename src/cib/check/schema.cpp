// What the RELAX NG schemas say: which elements and attributes may stand where, and what they may hold.
#include "cib/check/context.hpp"
#include "cib/schema/tables.hpp"
#include "cib/xml_text.hpp"

#include <hakit/cib/values.hpp>

#include <algorithm>
#include <array>

namespace hakit::cib {
namespace {

std::string quoted(std::string_view word) { return "'" + std::string{word} + "'"; }
std::string named(const element& e) {
    std::string name = "<" + std::string{e.type.text()} + ">";
    if (!e.id().empty()) name += " " + std::string{e.id()};
    return name;
}

bool all_of(std::string_view text, std::string_view allowed) noexcept {
    return text.find_first_not_of(allowed) == text.npos;
}

bool is_integer(std::string_view text, bool sign) noexcept {
    if (sign && (text.starts_with('-') || text.starts_with('+'))) text.remove_prefix(1);
    return !text.empty() && all_of(text, "0123456789");
}

bool is_device_list(std::string_view text) noexcept {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-,";
    return !text.empty() && all_of(text, allowed) && text.front() != ',' && text.back() != ',' &&
           text.find(",,") == text.npos;
}

/// The property names of releases before 1.0 and before 2.0 that schemas since 3.0 refuse.
constexpr std::array<std::string_view, 26> dropped_properties{"cluster_recheck_interval",
                                                              "dc_deadtime",
                                                              "default-action-timeout",
                                                              "default_action_timeout",
                                                              "default-migration-threshold",
                                                              "default_migration_threshold",
                                                              "default-resource-failure-stickiness",
                                                              "default_resource_failure_stickiness",
                                                              "default-resource-stickiness",
                                                              "default_resource_stickiness",
                                                              "election_timeout",
                                                              "expected-quorum-votes",
                                                              "is-managed-default",
                                                              "is_managed_default",
                                                              "no_quorum_policy",
                                                              "notification-agent",
                                                              "notification-recipient",
                                                              "remove_after_stop",
                                                              "shutdown_escalation",
                                                              "startup_fencing",
                                                              "stonith_action",
                                                              "stonith_enabled",
                                                              "stop_orphan_actions",
                                                              "stop_orphan_resources",
                                                              "symmetric_cluster",
                                                              "transition_idle_timeout"};
/// Why constraints with sets have no attributes of two resources.
constexpr std::string_view for_two = "it is for two resources, not for sets";

constexpr std::array<std::string_view, 5> dropped_stacks{"heartbeat", "openais", "classic openais",
                                                         "classic openais (with plugin)", "cman"};

class schema_check {
public:
    explicit schema_check(context& c) : c_{c} {}

    void run() {
        const element& root = c_.all.root;
        if (root.is(tag::cib)) {
            validate_with(root);
        } else if (find_row(tag::configuration, root.type.known()) == nullptr && !root.is(tag::configuration) &&
                   !root.is(tag::status)) {
            c_.report(code.not_a_cib, root.where, named(root) + " is no part of a CIB");
            return;
        }
        visit(root);
    }

private:
    [[nodiscard]] bool holds(schema_version since, schema_version until) const noexcept {
        return !c_.version || (*c_.version >= since && *c_.version < until);
    }

    void validate_with(const element& root) {
        const attribute* name = root.find(key::validate_with);
        if (!name || name->value == "none") {
            c_.report(code.no_schema, root.place(key::validate_with), "validate-with names no schema");
        } else if (!schema_version::parse(name->value)) {
            c_.report(code.unknown_schema, name->where, quoted(name->value) + " is no released schema");
        }
    }

    void visit(const element& e) {
        attributes(e);
        exclusive(e);
        if (e.is(tag::status)) return;
        std::array<std::uint16_t, static_cast<std::size_t>(tag::attribute) + 1> counts{};
        for (const element& child : e.children) {
            if (child.is(tag::comment)) continue;
            if (child.is(tag::text)) {
                c_.report(code.text_content, child.where, "text inside of " + named(e));
                continue;
            }
            const child_row* row = find_row(e.type.known(), child.type.known());
            if (!row) {
                c_.report(code.unknown_element, child.where,
                          "<" + std::string{child.type.text()} + "> may not stand in " + named(e));
                continue;
            }
            age([&] { return named(child); }, child.where, row->since, row->until);
            auto& n = counts[static_cast<std::size_t>(child.type.known())];
            if (++n == 2 && (row->count == occurrence::one || row->count == occurrence::at_most_one))
                c_.report(code.too_many, child.where,
                          "a second <" + std::string{child.type.text()} + "> in " + named(e));
            if (!child.is(tag::status)) visit(child);
        }
        for (const child_row& row : children_of(e.type.known())) {
            if (row.count != occurrence::one && row.count != occurrence::some) continue;
            const bool there = counts[static_cast<std::size_t>(row.child)] != 0;
            if (!there && holds(row.since, row.until) && !e.has(key::id_ref))
                c_.report(code.missing_element, e.where,
                          named(e) + " has no <" + std::string{to_string(row.child)} + ">");
        }
    }

    /// Reports what the schema does not know yet, or no more; and what the newest one does not know any more.
    /// `what` names it, and is called when there is something to report.
    template <class What>
    void age(const What& what, text::span where, schema_version since, schema_version until) {
        if (!c_.version) return;
        if (*c_.version < since) {
            c_.report(code.not_yet, where,
                      what() + " is known since " + since.to_string() + ", not in " + c_.version->to_string());
        } else if (*c_.version >= until) {
            c_.report(code.no_more, where, what() + " is not known any more since " + until.to_string());
        } else if (until <= newest_schema) {
            c_.report(code.deprecated, where, what() + " is not known any more since " + until.to_string());
        }
    }

    void attributes(const element& e) {
        const auto rows = attributes_of(e.type.known());
        for (const attribute& a : e.attributes) {
            const auto row =
                std::find_if(rows.begin(), rows.end(), [&](const attribute_row& r) { return a.name == r.name; });
            if (row == rows.end()) {
                if (a.name.text().starts_with("xmlns") || a.name.text().starts_with("xml:")) continue;
                // Only usable with the schema "pacemaker-next" of releases before 2.1.8.
                auto& d = c_.report(code.unknown_attribute, place(e, a),
                                    named(e) + " has no attribute " + quoted(a.name.text()));
                std::vector<std::string_view> known;
                for (const attribute_row& r : rows) known.push_back(to_string(r.name));
                const std::string_view better = text::nearest(a.name.text(), known);
                if (!better.empty()) d.message += "; did you mean " + quoted(better) + "?";
                continue;
            }
            age([&] { return "the attribute " + quoted(a.name.text()) + " of " + named(e); }, place(e, a), row->since,
                row->until);
            value(e, a, *row);
        }
        for (const attribute_row& row : rows)
            if (row.required && holds(row.since, row.until) && !e.has(row.name))
                c_.report(code.missing_attribute, e.where, named(e) + " has no " + quoted(to_string(row.name)));
        if (e.is(tag::nvpair)) pair(e);
    }

    [[nodiscard]] static text::span place(const element& e, const attribute& a) noexcept {
        return a.where != nowhere ? a.where : e.where;
    }

    void value(const element& e, const attribute& a, const attribute_row& row) {
        const std::string_view v = a.value;
        bool good = true;
        std::string_view wanted;
        switch (row.kind) {
            case value_kind::text: return;
            case value_kind::id:
            case value_kind::idref:
                if (!is_xml_name(v, false)) c_.report(code.bad_id, place(e, a), quoted(v) + " cannot be an id");
                return;
            case value_kind::boolean:
                good = v == "true" || v == "false" || v == "1" || v == "0";
                wanted = "true or false";
                break;
            case value_kind::integer:
                good = is_integer(v, true);
                wanted = "a number";
                break;
            case value_kind::natural:
                good = is_integer(v, false);
                wanted = "a number that is not negative";
                break;
            case value_kind::positive:
                good = is_integer(v, false) && !all_of(v, "0");
                wanted = "a number above 0";
                break;
            case value_kind::score:
                good = is_integer(v, true) || v == "INFINITY" || v == "+INFINITY" || v == "-INFINITY";
                wanted = "a number or [+-]INFINITY";
                break;
            case value_kind::devices:
                good = is_device_list(v);
                wanted = "ids separated by commas";
                break;
            case value_kind::ports:
                good = !v.empty() && all_of(v, "0123456789-");
                wanted = "FIRST-LAST";
                break;
            case value_kind::choice: choices(e, a, row); return;
        }
        if (!good)
            c_.report(code.bad_value, place(e, a),
                      quoted(v) + " is no value for " + quoted(a.name.text()) + " of " + named(e) + ": it takes " +
                          std::string{wanted});
    }

    void choices(const element& e, const attribute& a, const attribute_row& row) {
        std::string_view rest = row.choices;
        std::vector<std::string_view> known;
        while (!rest.empty()) {
            const choice one = next_choice(rest);
            if (one.word == a.value) {
                age([&] { return quoted(a.value) + " as " + quoted(a.name.text()) + " of " + named(e); }, place(e, a),
                    one.since, one.until);
                return;
            }
            if (holds(one.since, one.until)) known.push_back(one.word);
        }
        auto& d = c_.report(code.bad_value, place(e, a),
                            quoted(a.value) + " is no value for " + quoted(a.name.text()) + " of " + named(e));
        const auto same =
            std::find_if(known.begin(), known.end(), [&](std::string_view word) { return same_word(word, a.value); });
        if (same != known.end() && a.where != nowhere) {
            d.message += "; it is written " + quoted(*same);
            d.remedy =
                text::fix{"write " + quoted(*same), text::applicability::certain, {{a.where, std::string{*same}}}};
        } else if (text::nearest(a.value, known).empty()) {
            d.message += ": it takes ";
            for (std::size_t i = 0; i < known.size(); ++i)
                d.message += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + std::string{known[i]};
        } else {
            c_.suggest(d, a.value, known, a.where);
        }
    }

    void pair(const element& e) {
        const bool named_by_reference = e.has(key::id_ref);
        if (!named_by_reference && !e.has(key::name))
            c_.report(code.missing_attribute, e.where, named(e) + " has no 'name'");
        if (!named_by_reference && !e.has(key::value))
            c_.report(code.no_value, e.where, quoted(e.get(key::name)) + " has no value",
                      c_.version >= schema_version{4, 0} ? text::severity::error : text::severity::hint);
    }

    void require_one(const element& e, std::string_view what, std::initializer_list<bool> present) {
        const auto n = std::count(present.begin(), present.end(), true);
        if (n == 1) return;
        c_.report(n == 0 ? code.missing_attribute : code.exclusive, e.where,
                  named(e) + (n == 0 ? " needs " : " can only have one of ") + std::string{what});
    }

    /// Reports those of `keys` that the element has, though they only go with something that it has not.
    void without(const element& e, std::string_view why, std::initializer_list<key> keys) {
        for (const key k : keys)
            if (e.has(k))
                c_.report(code.exclusive, e.place(k),
                          named(e) + " can have no " + quoted(to_string(k)) + ": " + std::string{why});
    }

    /// What refers to another element by id-ref says nothing of its own.
    void reference_alone(const element& e) {
        if (!e.has(key::id_ref)) return;
        for (const attribute& a : e.attributes)
            if (!(a.name == key::id_ref) && !(a.name == key::id))  // both together are reported already
                c_.report(code.exclusive, place(e, a),
                          named(e) + " is a reference and can have no " + quoted(a.name.text()));
        if (std::any_of(e.children.begin(), e.children.end(), [](const element& c) { return c.is_element(); }))
            c_.report(code.exclusive, e.where, named(e) + " is a reference and can have nothing in it");
    }

    [[nodiscard]] static bool has_set(const element& e) noexcept { return e.child(tag::resource_set) != nullptr; }

    void exclusive(const element& e) {
        switch (e.type.known()) {
            case tag::rule:
                require_one(e, "'id' and 'id-ref'", {e.has(key::id), e.has(key::id_ref)});
                if (!e.has(key::id_ref) && !e.has(key::score) && !e.has(key::score_attribute) && c_.version &&
                    *c_.version < schema_version{3, 9})
                    c_.report(code.missing_attribute, e.where, named(e) + " has no score, which rules need before 3.9");
                if (e.has(key::score) && e.has(key::score_attribute))
                    c_.report(code.exclusive, e.place(key::score_attribute),
                              named(e) + " can only have one of 'score' and 'score-attribute'");
                if (!e.has(key::id_ref) &&
                    std::none_of(e.children.begin(), e.children.end(), [](const element& c) { return c.is_element(); }))
                    c_.report(code.missing_element, e.where, named(e) + " has no expression");
                reference_alone(e);
                break;
            case tag::cluster_property_set:
            case tag::instance_attributes:
            case tag::meta_attributes:
            case tag::utilization:
            case tag::resource_set:
                require_one(e, "'id' and 'id-ref'", {e.has(key::id), e.has(key::id_ref)});
                reference_alone(e);
                break;
            case tag::nvpair:
                if (!e.has(key::id_ref) && !e.has(key::id))
                    c_.report(code.missing_attribute, e.where, named(e) + " needs 'id' or 'id-ref'");
                break;
            case tag::primitive:
                require_one(e, "'class' and 'template'", {e.has(key::class_), e.has(key::template_)});
                if (e.has(key::template_) && !e.has(key::class_))
                    without(e, "the template says which agent it is", {key::provider, key::type});
                agent(e);
                break;
            case tag::template_:
                if (!e.has(key::class_)) c_.report(code.missing_attribute, e.where, named(e) + " has no 'class'");
                agent(e);
                break;
            case tag::clone:
            case tag::master:
                require_one(e, "<primitive> and <group>",
                            {e.child(tag::primitive) != nullptr, e.child(tag::group) != nullptr});
                break;
            case tag::bundle:
                require_one(
                    e, "<docker>, <podman> and <rkt>",
                    {e.child(tag::docker) != nullptr, e.child(tag::podman) != nullptr, e.child(tag::rkt) != nullptr});
                break;
            case tag::docker:
            case tag::podman:
            case tag::rkt:
                if (e.has(key::masters) && e.has(key::promoted_max))
                    c_.report(code.exclusive, e.place(key::masters),
                              named(e) + " can only have one of 'masters' and 'promoted-max'");
                break;
            case tag::port_mapping: require_one(e, "'port' and 'range'", {e.has(key::port), e.has(key::range)}); break;
            case tag::storage_mapping:
                require_one(e, "'source-dir' and 'source-dir-root'",
                            {e.has(key::source_dir), e.has(key::source_dir_root)});
                break;
            case tag::op:
                if (e.has(key::start_delay) && e.has(key::interval_origin))
                    c_.report(code.exclusive, e.place(key::interval_origin),
                              named(e) + " can only have one of 'start-delay' and 'interval-origin'");
                break;
            case tag::rsc_location: location(e); break;
            case tag::rsc_colocation:
                if (!has_set(e)) both(e, key::rsc, key::with_rsc);
                if (has_set(e) && (e.has(key::rsc) || e.has(key::with_rsc)))
                    c_.report(code.exclusive, e.where, named(e) + " has resources and resource sets");
                if (has_set(e)) without(e, for_two, {key::node_attribute, key::rsc_role, key::with_rsc_role});
                if (e.has(key::score_attribute) + e.has(key::score_attribute_mangle) + e.has(key::score) > 1)
                    c_.report(
                        code.exclusive, e.where,
                        named(e) + " can only have one of 'score', 'score-attribute' and 'score-attribute-mangle'");
                break;
            case tag::rsc_order:
                if (!has_set(e)) both(e, key::first, key::then);
                if (has_set(e) && (e.has(key::first) || e.has(key::then)))
                    c_.report(code.exclusive, e.where, named(e) + " has resources and resource sets");
                if (has_set(e)) without(e, for_two, {key::first_action, key::then_action});
                if (e.has(key::score) && e.has(key::kind))
                    c_.report(code.exclusive, e.place(key::score),
                              named(e) + " can only have one of 'score' and 'kind'");
                break;
            case tag::rsc_ticket:
                require_one(e, "'rsc' and <resource_set>", {e.has(key::rsc), has_set(e)});
                if (has_set(e)) without(e, "its sets have roles of their own", {key::rsc_role});
                break;
            case tag::fencing_level:
                require_one(e, "'target', 'target-pattern' and 'target-attribute'",
                            {e.has(key::target), e.has(key::target_pattern), e.has(key::target_attribute)});
                if (e.has(key::target_attribute))
                    both(e, key::target_attribute, key::target_value);
                else
                    without(e, "it has no 'target-attribute'", {key::target_value});
                break;
            case tag::acl_permission:
                require_one(e, "'xpath', 'reference' and 'object-type'",
                            {e.has(key::xpath), e.has(key::reference), e.has(key::object_type)});
                if (!e.has(key::object_type)) without(e, "it has no 'object-type'", {key::attribute});
                break;
            case tag::date_expression: date(e); break;
            default: break;
        }
    }

    void both(const element& e, key a, key b) {
        for (key k : {a, b})
            if (!e.has(k)) c_.report(code.missing_attribute, e.where, named(e) + " has no " + quoted(to_string(k)));
    }

    void agent(const element& e) {
        if (!e.has(key::class_)) return;
        if (!e.has(key::type)) c_.report(code.missing_attribute, e.where, named(e) + " has no 'type'");
        const bool ocf = e.get(key::class_) == "ocf";
        if (ocf && !e.has(key::provider))
            c_.report(code.missing_attribute, e.where, named(e) + " has no 'provider': agents of class ocf need one");
        if (!ocf && e.has(key::provider))
            c_.report(code.exclusive, e.place(key::provider),
                      named(e) + " has a provider: only agents of class ocf have one");
    }

    void location(const element& e) {
        const bool rule = e.child(tag::rule) != nullptr;
        require_one(e, "'rsc', 'rsc-pattern' and <resource_set>",
                    {e.has(key::rsc), e.has(key::rsc_pattern), has_set(e)});
        if (has_set(e)) without(e, "its sets have roles of their own", {key::role});
        if (rule == (e.has(key::node) || e.has(key::score)))
            c_.report(rule ? code.exclusive : code.missing_attribute, e.where,
                      named(e) + (rule ? " has a rule, and 'node' or 'score'" : " has neither a node nor a rule"));
        else if (!rule)
            both(e, key::node, key::score);
        if (c_.version >= schema_version{4, 0} &&
            std::count_if(e.children.begin(), e.children.end(), [](const element& r) { return r.is(tag::rule); }) > 1)
            c_.report(code.too_many, e.where, named(e) + " has several rules; one constraint a rule since 4.0");
    }

    void date(const element& e) {
        const std::string_view op = e.get(key::operation);
        const bool start = e.has(key::start);
        const bool end = e.has(key::end);
        const bool duration = e.child(tag::duration) != nullptr;
        const bool spec = e.child(tag::date_spec) != nullptr;
        std::string_view problem;
        if (op == "gt" && (!start || end)) problem = "gt takes 'start' alone";
        if (op == "lt" && (start || !end)) problem = "lt takes 'end' alone";
        if (op == "in_range" && !start && !end) problem = "in_range takes 'start', 'end' or both";
        if (op == "in_range" && start && end && duration) problem = "in_range takes 'end' or <duration>";
        if (op == "date_spec" && !spec) problem = "date_spec takes a <date_spec>";
        if (op != "date_spec" && spec) problem = "only date_spec takes a <date_spec>";
        if (op != "in_range" && duration) problem = "only in_range takes a <duration>";
        if (op == "date_spec" && (start || end)) problem = "date_spec takes neither 'start' nor 'end'";
        if (!problem.empty()) c_.report(code.bad_rule, e.where, named(e) + ": " + std::string{problem});
    }

    context& c_;
};

/// Properties that schemas since 3.0 refuse by name or value.
void dropped_options(context& c) {
    const element* section = find_section(c.all, tag::crm_config);
    if (!section) return;
    const bool refused = c.version && *c.version >= schema_version{3, 0};
    for (const element& set : section->children)
        for (const element& pair : set.children) {
            if (!pair.is(tag::nvpair)) continue;
            const std::string_view name = pair.get(key::name);
            const bool stack =
                name == "cluster-infrastructure" &&
                std::find(dropped_stacks.begin(), dropped_stacks.end(), pair.get(key::value)) != dropped_stacks.end();
            if (!stack &&
                std::find(dropped_properties.begin(), dropped_properties.end(), name) == dropped_properties.end())
                continue;
            const std::string what =
                stack ? "cluster-infrastructure=" + std::string{pair.get(key::value)} : std::string{name};
            c.report(refused ? code.dropped_property : code.deprecated, pair.place(stack ? key::value : key::name),
                     "'" + what + "' is refused by schemas since pacemaker-3.0");
        }
}

}  // namespace

void check_schema(context& c) {
    schema_check{c}.run();
    dropped_options(c);
}

}  // namespace hakit::cib

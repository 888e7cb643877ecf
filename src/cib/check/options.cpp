// Cluster properties and meta attributes: names, values, and names that stand twice.
#include "cib/check/context.hpp"
#include "cib/options/tables.hpp"

#include <hakit/cib/values.hpp>

#include <algorithm>
#include <string>

namespace hakit::cib {
namespace {

class option_check {
public:
    explicit option_check(context& c) : c_{c} {
        for (const option_row& row : properties()) property_names_.push_back(row.name);
        for (const option_row& row : resource_options())
            if (row.deprecated.empty()) meta_names_.push_back(row.name);
    }

    void run() {
        if (const element* section = find_section(c_.all, tag::crm_config))
            for (const element& set : section->children) property_set(set);
        if (const element* section = find_section(c_.all, tag::rsc_defaults))
            for (const element& set : section->children) meta_set(set, false);
        for (const auto& r : c_.resources())
            for (const element& set : r.self->children)
                if (set.is(tag::meta_attributes)) meta_set(set, true);
        const element* top = configuration(c_.all);
        duplicates(top ? *top : c_.all.root);
        split_brain();
    }

private:
    void value(const element& pair, const option_row& row, const text::code_info& what,
               std::optional<text::severity> level) {
        const attribute* v = pair.find(key::value);
        if (!v || takes(row, v->value)) return;
        auto& d = c_.report(what, pair.place(key::value),
                            "'" + v->value + "' is no value for '" + std::string{row.name} + "'", level);
        if (row.kind != option_kind::choice) {
            d.message += ": it takes " + std::string{describe(row.kind)};
            return;
        }
        std::vector<std::string_view> words;
        for (std::string_view rest = row.choices; !rest.empty();) {
            const std::size_t bar = std::min(rest.find('|'), rest.size());
            words.push_back(rest.substr(0, bar));
            rest.remove_prefix(std::min(bar + 1, rest.size()));
        }
        if (text::nearest(v->value, words).empty()) {
            d.message += ": it takes ";
            for (std::size_t i = 0; i < words.size(); ++i)
                d.message += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string{words[i]};
        } else {
            c_.suggest(d, v->value, words, v->where);
        }
    }

    void replaced(const element& pair, const option_row& row) {
        if (row.deprecated.empty()) return;
        auto& d = c_.report(code.deprecated, pair.place(key::name),
                            "'" + std::string{row.name} + "' is an old name: " + std::string{row.deprecated});
        if (find_option(resource_options(), row.deprecated) || find_option(properties(), row.deprecated)) {
            d.message = "'" + std::string{row.name} + "' is called '" + std::string{row.deprecated} + "' now";
            if (const attribute* name = pair.find(key::name); name && name->where != nowhere)
                d.remedy = text::fix{"write '" + std::string{row.deprecated} + "'",
                                     text::applicability::maybe,
                                     {{name->where, std::string{row.deprecated}}}};
        }
    }

    void property_set(const element& set) {
        // Agents keep their own values in sets of their own (SAPHanaSR, replication states).
        const bool own = set.id() == "cib-bootstrap-options";
        for (const element& pair : set.children) {
            const attribute* name = pair.is(tag::nvpair) ? pair.find(key::name) : nullptr;
            if (!name) continue;
            if (const option_row* row = find_option(properties(), name->value)) {
                replaced(pair, *row);
                value(pair, *row, code.bad_property, std::nullopt);
            } else if (!old_property(name->value) && (own || !text::nearest(name->value, property_names_).empty())) {
                auto& d = c_.report(code.unknown_property, pair.place(key::name),
                                    "Pacemaker knows no cluster property '" + name->value + "'");
                c_.suggest(d, name->value, property_names_, name->where);
            }
        }
    }

    /// Names that the schema check speaks about.
    [[nodiscard]] static bool old_property(std::string_view name) noexcept {
        return name.find('_') != name.npos || name.starts_with("default-") || name == "expected-quorum-votes" ||
               name == "is-managed-default" || name.starts_with("notification-");
    }

    void meta_set(const element& set, bool of_resource) {
        for (const element& pair : set.children) {
            const attribute* name = pair.is(tag::nvpair) ? pair.find(key::name) : nullptr;
            if (!name) continue;
            if (const option_row* row = find_option(resource_options(), name->value)) {
                replaced(pair, *row);
                value(pair, *row, code.bad_meta,
                      row->name == "target-role" ? text::severity::error : text::severity::warning);
            } else if (of_resource || !find_option(operation_options(), name->value)) {
                auto& d = c_.report(code.unknown_meta, pair.place(key::name),
                                    "Pacemaker knows no meta attribute '" + name->value + "'");
                const std::string_view whole = completed(name->value);
                if (whole.empty()) {
                    c_.suggest(d, name->value, meta_names_, name->where);
                } else {
                    c_.suggest(d, whole, meta_names_, name->where);
                    if (d.remedy) d.remedy->title = "replace '" + name->value + "' by '" + std::string{whole} + "'";
                }
            }
        }
    }

    /// The one name that starts like this: what is left of it when a line was cut.
    [[nodiscard]] std::string_view completed(std::string_view start) const noexcept {
        if (start.size() < 4) return {};
        std::string_view found;
        for (std::string_view name : meta_names_) {
            if (!name.starts_with(start)) continue;
            if (!found.empty()) return {};
            found = name;
        }
        return found;
    }

    void duplicates(const element& e) {
        if (is_nvset(e.type.known())) {
            if (e.children.size() < 2) return;
            seen_.clear();
            for (const element& pair : e.children) {
                if (!pair.is(tag::nvpair) || !pair.has(key::name)) continue;
                const auto [first, fresh] = seen_.emplace(pair.get(key::name), &pair);
                if (fresh) continue;
                auto& d =
                    c_.report(code.duplicate_name, pair.place(key::name),
                              "'" + std::string{pair.get(key::name)} + "' stands twice in one set",
                              c_.version >= schema_version{4, 0} ? text::severity::error : text::severity::warning);
                c_.note(d, "the first one", first->second->where);
            }
            return;
        }
        for (const element& child : e.children) duplicates(child);
    }

    void split_brain() {
        const looked_up policy = c_.property("no-quorum-policy");
        if (!policy.pair || !same_word(policy.value(), "ignore") || c_.fencing() || c_.node_count() == 1) return;
        auto& d = c_.report(code.unsafe_quorum, policy.pair->where,
                            "no-quorum-policy=ignore with stonith-enabled=false: after a split of the network both "
                            "halves run everything");
        if (const looked_up fencing = c_.property("stonith-enabled"); fencing.pair)
            c_.note(d, "fencing is switched off here", fencing.pair->where);
    }

    context& c_;
    std::vector<std::string_view> property_names_;
    std::vector<std::string_view> meta_names_;
    boost::unordered_flat_map<std::string_view, const element*> seen_;  ///< the names in one set
};

}  // namespace

void check_options_and_values(context& c) { option_check{c}.run(); }

}  // namespace hakit::cib

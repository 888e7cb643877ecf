/// What all checks of a CIB share: the configuration with its indexes, and the way to report. Internal.
#pragma once

#include <hakit/cib/check.hpp>

#include "cib/codes/codes.hpp"
#include "cib/id_hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::cib {

/// A value that may hang on a rule, and then is not known.
struct looked_up {
    const element* pair = nullptr;  ///< the nvpair; null when there is none, or when it hangs on a rule
    bool uncertain = false;

    [[nodiscard]] std::string_view value(std::string_view fallback = {}) const noexcept {
        return pair ? pair->get(key::value) : fallback;
    }
};

class context {
public:
    context(const config& c, const check_options& options, text::file_id file, text::diagnostic_list& out);

    /// A resource or template, and the group, clone or bundle around it.
    struct resource {
        const element* self;
        const element* parent;  ///< null directly in <resources>
    };

    const config& all;
    const check_options& options;
    /// None when nothing says it: then any version's form is right.
    std::optional<schema_version> version;
    /// Whether everything that may be referred to is here.
    bool whole;

    [[nodiscard]] const std::vector<resource>& resources() const noexcept { return resources_; }
    [[nodiscard]] const resource* find_resource(std::string_view id) const noexcept;
    /// Elements whose id another one had before, and elements that refer to another one by id-ref.
    [[nodiscard]] const std::vector<const element*>& repeated_ids() const noexcept { return repeated_ids_; }
    [[nodiscard]] const std::vector<const element*>& references() const noexcept { return references_; }
    /// Any element of the configuration with that id, but for nodes.
    [[nodiscard]] const element* find_id(std::string_view id) const noexcept;
    /// A cluster node, remote node or guest of that name.
    [[nodiscard]] bool is_node(std::string_view name) const noexcept { return node_names_.contains(name); }
    [[nodiscard]] std::size_t node_count() const noexcept { return node_count_; }

    /// The set itself, or the one that its id-ref names; null when that does not exist.
    [[nodiscard]] const element* resolved(const element& set) const noexcept;
    /// The template of a primitive, null without one.
    [[nodiscard]] const element* template_of(const element& primitive) const noexcept;
    /// class, provider or type of a primitive, also when its template says so.
    [[nodiscard]] std::string_view agent(const element& primitive, key part) const noexcept;
    /// "ocf:heartbeat:IPaddr2"
    [[nodiscard]] std::string agent_name(const element& primitive) const;

    /// The name in a resource's own sets of that type, in those of its template, and (of meta attributes) in
    /// rsc_defaults.
    [[nodiscard]] looked_up find_value(const element& rsc, tag set, std::string_view name) const noexcept;
    [[nodiscard]] looked_up meta(const element& rsc, std::string_view name) const noexcept {
        return find_value(rsc, tag::meta_attributes, name);
    }
    [[nodiscard]] looked_up property(std::string_view name) const noexcept;
    /// stonith-enabled; true when a rule decides.
    [[nodiscard]] bool fencing() const noexcept;
    /// A promotable clone, or a bundle with promoted instances. True when a rule decides.
    [[nodiscard]] bool promotable(const element& rsc) const noexcept;
    /// The same for what the resource stands in.
    [[nodiscard]] bool in_promotable(const resource& r) const noexcept;

    text::diagnostic& report(const text::code_info& what, text::span where, std::string message,
                             std::optional<text::severity> level = std::nullopt);
    /// Adds a note with a place.
    void note(text::diagnostic& d, std::string message, text::span where) const;
    /// Offers the nearest of the known words in the place of `where`.
    void suggest(text::diagnostic& d, std::string_view word, const std::vector<std::string_view>& known,
                 text::span where) const;

private:
    void add_resource(const element& e, const element* parent);
    void add_ids(const element& e);

    text::file_id file_;
    text::diagnostic_list& out_;
    std::vector<resource> resources_;
    boost::unordered_flat_map<std::string_view, std::uint32_t, id_hash> by_id_;  ///< into resources_
    boost::unordered_flat_map<std::string_view, const element*, id_hash> ids_;
    std::vector<const element*> repeated_ids_;
    std::vector<const element*> references_;
    boost::unordered_flat_set<std::string_view> node_names_;
    std::size_t node_count_ = 0;
};

/// Calls f(constraint) for each constraint.
template <class F>
void each_constraint(const context& c, F f) {
    if (const element* all = find_section(c.all, tag::constraints))
        for (const element& e : all->children)
            if (is_constraint(e.type.known())) f(e);
}

void check_schema(context& c);
void check_references(context& c);
void check_options_and_values(context& c);
void check_resources(context& c);
void check_constraints(context& c);
void check_loops(context& c);
void check_fencing(context& c);
void check_agents(context& c);

}  // namespace hakit::cib

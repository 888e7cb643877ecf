/// Makes elements of statements. Internal; the definitions stand in src/crm/binder/, by kind of object.
#pragma once

#include <hakit/crm/bind.hpp>
#include <hakit/crm/schema.hpp>

#include "crm/syntax.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::crm {

class binder {
public:
    /// `tree` is the syntax of `doc`.
    binder(const text::document& doc, syntax tree, const bind_options& options, text::diagnostic_list& out);

    /// What bind() promises.
    cib::config run();
    /// The same without the ids that nobody wrote, and with references as they are written: what does not depend on
    /// the other statements of the text.
    cib::config run_alone();

private:
    using element = cib::element;
    using tag = cib::tag;
    using key = cib::key;

    /// An object before it is put in its place.
    struct object {
        element content;
        tag section;
        std::uint32_t statement;
        std::vector<std::uint32_t> members;         ///< parts that name the resources that move into it
        std::optional<std::size_t> member_at = {};  ///< among the children; behind them when not said
        bool absorbed = false;                      ///< moved into another one
    };

    // binder.cpp: the statements as a whole.
    void read(std::size_t index);
    void add_object(element content, tag section, std::uint32_t statement, std::vector<std::uint32_t> members = {});
    [[nodiscard]] bool check_id(std::uint32_t part);
    [[nodiscard]] bool check_id_text(std::string_view id, std::uint32_t part);
    void absorb(std::size_t container, unsigned depth);
    void place_objects(cib::config& c);
    void resolve_references(cib::config& c);
    void take_comments(text::node_id node);
    void take_comments(std::span<const text::token> tokens);
    void place_comments(cib::config& c);
    void read_xml(std::uint32_t statement);
    void report_extension(std::uint32_t statement);
    [[nodiscard]] bool is_extension(std::uint32_t part, std::uint32_t owner) const noexcept;
    [[nodiscard]] std::uint32_t find_extension(std::uint32_t owner) const noexcept;

    // resources.cpp
    void read_node(std::uint32_t statement);
    void read_primitive(std::uint32_t statement, tag type);
    void read_container(std::uint32_t statement, tag type);
    void read_bundle(std::uint32_t statement);
    void read_monitor(std::uint32_t statement);
    void add_agent(element& e, std::uint32_t part);
    element read_op(std::uint32_t part);
    [[nodiscard]] key op_attribute_in_odd_case(std::uint32_t part);
    void add_monitors();
    [[nodiscard]] text::fix move_before(text::span place, std::uint32_t part) const;

    // constraints.cpp
    void read_location(std::uint32_t statement);
    void read_colocation(std::uint32_t statement);
    void read_order(std::uint32_t statement);
    void read_ticket(std::uint32_t statement);
    void add_settings(element& e, std::uint32_t statement);
    /// One resource a name of `names`, or else sets.
    void add_resources(element& e, std::uint32_t statement, std::initializer_list<key> names, key qualifier);
    void add_sets(element& e, std::uint32_t statement, key qualifier);
    struct reference {
        std::string_view resource;
        std::string qualifier;  ///< role or action; empty without one
        bool instance = false;  ///< the qualifier is a number
    };
    [[nodiscard]] reference read_reference(std::uint32_t part, key qualifier);

    // options.cpp: sets of names and values, and rules.
    void add_section(element& owner, std::uint32_t part, tag type);
    void fill_section(element& set, std::uint32_t part);
    void add_pair(element& set, std::uint32_t part);
    [[nodiscard]] element read_rule(std::uint32_t part);
    [[nodiscard]] element read_expression(std::uint32_t part);
    [[nodiscard]] element read_date(std::uint32_t part);
    void read_options(std::uint32_t statement, tag section, tag type);
    void set_score(element& e, std::uint32_t part);
    [[nodiscard]] std::string role(std::string_view written) const;

    // access.cpp: fencing levels, roles and users, tags, alerts.
    void read_topology(std::uint32_t statement);
    void read_tag(std::uint32_t statement);
    void read_role(std::uint32_t statement);
    void read_user(std::uint32_t statement);
    void read_target(std::uint32_t statement, tag type);
    void add_permission(element& owner, std::uint32_t part);
    void report_odd_case(std::uint32_t part);
    void read_alert(std::uint32_t statement);

    // Shared.
    [[nodiscard]] element made(tag type, std::uint32_t part) const;
    void set(element& e, key k, std::uint32_t part) const { e.set(k, std::string{text_of(part)}, place(part)); }
    /// The attribute that name=value stands for, whatever its name.
    void set_pair(element& e, std::uint32_t part) const;
    void set_description(element& e, std::uint32_t statement) const;
    void set_inner_id(element& e, std::uint32_t part) const;
    [[nodiscard]] std::string_view text_of(std::uint32_t part) const noexcept { return tree_.text_of(part); }
    [[nodiscard]] part_kind kind_of(std::uint32_t part) const noexcept { return tree_.parts[part].kind; }
    /// Of name=value the value, without quotes; else the word.
    [[nodiscard]] text::span place(std::uint32_t part) const noexcept;
    [[nodiscard]] std::uint32_t child(std::uint32_t part, part_kind kind) const noexcept {
        return find_child(tree_, part, kind);
    }
    /// How many children of that kind.
    [[nodiscard]] std::size_t count(std::uint32_t part, part_kind kind) const noexcept;
    /// Of name=value or $ID:name=value the name; nowhere when it is not written as it is.
    [[nodiscard]] text::span name_place(std::uint32_t part, std::string_view name) const noexcept;
    text::diagnostic& report(const text::code_info& code, std::uint32_t part, std::string message,
                             std::optional<text::severity> level = std::nullopt);

    const text::document& doc_;
    const bind_options& options_;
    text::diagnostic_list& out_;
    syntax tree_;
    std::deque<std::string> xml_ids_;  ///< that are in no word
    std::vector<object> objects_;
    boost::unordered_flat_map<std::string_view, std::size_t> resources_;  ///< by id, in objects_
    boost::unordered_flat_map<std::string_view, std::uint32_t> ids_;      ///< of all but nodes: where first defined
    boost::unordered_flat_map<std::string_view, std::uint32_t> node_names_;
    bool seen_bool_op_ = false;              ///< in the rule under way
    std::vector<element> comments_;          ///< that wait for the next element
    std::vector<std::uint32_t> monitors_;    ///< statements
    std::vector<std::uint32_t> topologies_;  ///< statements
};

}  // namespace hakit::crm

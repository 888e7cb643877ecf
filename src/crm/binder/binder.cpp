#include "crm/binder/binder.hpp"

#include <hakit/cib/ids.hpp>
#include <hakit/cib/read.hpp>

#include "crm/codes/codes.hpp"
#include "crm/comment.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <utility>

namespace hakit::crm {
namespace {

using cib::tag;

/// Where crmsh puts objects of a kind among the others of their section.
int processing_rank(tag type) noexcept {
    switch (type) {
        case tag::template_: return 1;
        case tag::primitive: return 2;
        case tag::bundle: return 3;
        case tag::group: return 4;
        case tag::master: return 5;
        case tag::clone: return 6;
        case tag::rsc_ticket: return 2;
        case tag::acl_role: return 0;
        default: return 1;
    }
}

/// Where objects of a kind stand; tag::other for what is no object.
tag section_of(tag type) noexcept {
    switch (type) {
        case tag::node: return tag::nodes;
        case tag::primitive:
        case tag::template_:
        case tag::group:
        case tag::clone:
        case tag::master:
        case tag::bundle: return tag::resources;
        case tag::rsc_location:
        case tag::rsc_colocation:
        case tag::rsc_order:
        case tag::rsc_ticket: return tag::constraints;
        case tag::cluster_property_set: return tag::crm_config;
        case tag::rsc_defaults:
        case tag::op_defaults:
        case tag::fencing_topology: return type;
        case tag::fencing_level: return tag::fencing_topology;
        case tag::acl_role:
        case tag::acl_target:
        case tag::acl_group:
        case tag::acl_user: return tag::acls;
        case tag::tag: return tag::tags;
        case tag::alert: return tag::alerts;
        default: return tag::other;
    }
}

/// Only resources contain resources, at most a group in a clone; the text may ask for more.
constexpr unsigned max_nesting = 8;

}  // namespace

binder::binder(const text::document& doc, syntax tree, const bind_options& options, text::diagnostic_list& out)
    : doc_{doc}, options_{options}, out_{out}, tree_{std::move(tree)} {
    objects_.reserve(tree_.statements.size());
}

cib::config binder::run_alone() {
    for (std::size_t i = 0; i < tree_.statements.size(); ++i) read(i);
    add_monitors();
    auto c = cib::empty_config(options_.schema);
    for (const auto statement : topologies_) read_topology(statement);
    place_objects(c);
    place_comments(c);
    return c;
}

cib::config binder::run() {
    auto c = run_alone();
    // Nothing looks at the statements any more; what finds the ids takes their place in memory.
    objects_ = {};
    tree_ = {};
    cib::assign_ids(c);
    resolve_references(c);
    return c;
}

void binder::read(std::size_t index) {
    const auto statement = tree_.statements[index];
    const auto* known = tree_.known[index];
    take_comments(tree_.nodes[index]);
    if (known == nullptr) return;
    const auto before = objects_.size();
    switch (known->kind) {
        case statement_kind::node: read_node(statement); break;
        case statement_kind::primitive: read_primitive(statement, tag::primitive); break;
        case statement_kind::rsc_template: read_primitive(statement, tag::template_); break;
        case statement_kind::group: read_container(statement, tag::group); break;
        case statement_kind::clone: read_container(statement, tag::clone); break;
        case statement_kind::ms: read_container(statement, tag::master); break;
        case statement_kind::bundle: read_bundle(statement); break;
        case statement_kind::location: read_location(statement); break;
        case statement_kind::colocation: read_colocation(statement); break;
        case statement_kind::order: read_order(statement); break;
        case statement_kind::rsc_ticket: read_ticket(statement); break;
        case statement_kind::property: read_options(statement, tag::crm_config, tag::cluster_property_set); break;
        case statement_kind::rsc_defaults: read_options(statement, tag::rsc_defaults, tag::meta_attributes); break;
        case statement_kind::op_defaults: read_options(statement, tag::op_defaults, tag::meta_attributes); break;
        case statement_kind::fencing_topology:
            topologies_.push_back(statement);
            for (auto& comment : comments_)
                objects_.push_back({std::move(comment), tag::fencing_topology, statement, {}});
            comments_.clear();
            break;
        case statement_kind::role: read_role(statement); break;
        case statement_kind::user: read_user(statement); break;
        case statement_kind::acl_target: read_target(statement, tag::acl_target); break;
        case statement_kind::acl_group: read_target(statement, tag::acl_group); break;
        case statement_kind::tag: read_tag(statement); break;
        case statement_kind::alert: read_alert(statement); break;
        case statement_kind::monitor: monitors_.push_back(statement); break;
        case statement_kind::xml: read_xml(statement); break;
    }
    report_extension(statement);
    if (objects_.size() == before || comments_.empty()) return;
    auto& made_now = objects_.back();
    auto& children_of = made_now.content.children;
    children_of.insert(children_of.begin(), std::make_move_iterator(comments_.begin()),
                       std::make_move_iterator(comments_.end()));
    if (made_now.member_at) *made_now.member_at += comments_.size();
    comments_.clear();
}

/// Whether only hakit reads the word in that place.
bool binder::is_extension(std::uint32_t part, std::uint32_t owner_part) const noexcept {
    const auto& w = tree_.word_of(part);
    const auto owner = kind_of(owner_part);
    switch (kind_of(part)) {
        case part_kind::agent_expression: return true;
        case part_kind::option:
        case part_kind::pair: return words::is_dollar(w) && !words::is_role_setting(w);
        case part_kind::pair_id: return !w.has_value() || w.text == "$interval=";
        case part_kind::open: return owner == part_kind::rule;
        case part_kind::inner_id:
            return owner == part_kind::expression || owner == part_kind::agent_expression || owner == part_kind::date ||
                   owner == part_kind::set || owner == part_kind::level || owner == part_kind::recipient ||
                   (owner == part_kind::statement && child(owner_part, part_kind::member) != 0);
        default: return false;
    }
}

/// The first of the words that only hakit reads; 0 when there is none.
std::uint32_t binder::find_extension(std::uint32_t owner) const noexcept {
    for (const auto part : children{tree_, owner}) {
        if (is_extension(part, owner)) return part;
        if (tree_.parts[part].end == part + 1) continue;
        if (const auto inner = find_extension(part)) return inner;
    }
    return 0;
}

void binder::report_extension(std::uint32_t statement) {
    if (const auto part = find_extension(statement))
        report(code.extension, part, "crmsh does not read '" + std::string{tree_.text_of(part)} + "' here");
}

void binder::add_object(element content, tag section, std::uint32_t statement, std::vector<std::uint32_t> members) {
    content.where = tree_.where(statement);
    objects_.push_back({std::move(content), section, statement, std::move(members)});
}

bool binder::check_id(std::uint32_t part) {
    if (part == 0) return false;
    return check_id_text(text_of(part), part);
}

bool binder::check_id_text(std::string_view id, std::uint32_t part) {
    if (!words::is_valid_id(id)) {
        report(code.bad_id, part, "'" + std::string{id} + "' cannot be an id");
        return false;
    }
    if (kind_of(part) == part_kind::xml) id = xml_ids_.emplace_back(id);
    const auto [at, fresh] = ids_.try_emplace(id, part);
    if (!fresh) {
        auto& d = report(code.duplicate_object, part, "'" + std::string{id} + "' is defined twice");
        d.notes.push_back({"here first", text::location{0, place(at->second)}});
    }
    return fresh;
}

/// The comments in front of a statement wait for an element to stand in: the one that the statement makes, or else the
/// next one.
void binder::take_comments(text::node_id node) {
    const auto tokens = doc_.tokens();
    const auto end = doc_.at(node).first_token;
    auto first = end;
    for (; first > 0; --first) {
        const auto kind = tokens[first - 1].kind();
        if (kind != text::token_kind::comment && kind != text::token_kind::blank && kind != text::token_kind::newline &&
            kind != text::token_kind::raw)
            break;
    }
    take_comments(tokens.subspan(first, end - first));
}

void binder::take_comments(std::span<const text::token> tokens) {
    for (const auto& t : tokens) {
        if (t.kind() != text::token_kind::comment) continue;
        auto words = t.where().of(doc_.text());
        words = words.substr(0, words.find_last_not_of(" \t\r") + 1);
        comments_.emplace_back(tag::comment, to_xml_comment(words)).where = t.where();
    }
}

/// Those behind the last statement stand behind the root.
void binder::place_comments(cib::config& c) {
    const auto tokens = doc_.tokens();
    take_comments(tokens.subspan(tree_.nodes.empty() ? 0 : doc_.at(tree_.nodes.back()).end_token));
    c.after = std::move(comments_);
}

/// An object as XML, with all that it contains.
void binder::read_xml(std::uint32_t statement) {
    const auto part = child(statement, part_kind::xml);
    if (part == 0) return;
    text::diagnostic_list found;
    auto values = cib::read(text_of(part), {}, found);
    if (const auto first = std::ranges::find(found.items(), text::severity::error, &text::diagnostic::level);
        first != found.items().end()) {
        report(code.bad_xml, part, first->message);
        return;
    }
    auto& root = values.values.root;
    const auto section = section_of(root.type.known());
    if (section == tag::other) {
        report(code.bad_xml, part, "'" + std::string{root.type.text()} + "' is no object of a configuration");
        return;
    }
    const auto where = tree_.where(part);
    const auto move_to_statement = [&](auto&& self, element& e) -> void {
        e.where = where;
        for (auto& a : e.attributes) a.where = where;
        for (auto& inner : e.children) self(self, inner);
    };
    move_to_statement(move_to_statement, root);
    const bool many = root.is(section);
    if (!many && !root.is(tag::node) && !root.is(tag::fencing_level) && !check_id_text(root.id(), part)) return;
    if (cib::is_resource(root.type.known())) resources_.try_emplace(xml_ids_.emplace_back(root.id()), objects_.size());
    if (!many) {
        add_object(std::move(root), section, statement);
        return;
    }
    for (auto& inner : root.children) add_object(std::move(inner), section, statement);
}

/// Moves the members of a container into it.
void binder::absorb(std::size_t container, unsigned depth) {
    // Indices, since objects do not move but their contents do.
    const auto members = std::move(objects_[container].members);
    objects_[container].members.clear();
    objects_[container].content.children.reserve(objects_[container].content.children.size() + members.size());
    for (const auto part : members) {
        const auto id = text_of(part);
        const auto at = resources_.find(id);
        if (at == resources_.end()) {
            std::vector<std::string_view> known;
            for (const auto& [name, index] : resources_) known.push_back(name);
            std::ranges::sort(known);
            const auto close = text::nearest(id, known);
            auto& d = report(code.no_member, part,
                             "there is no resource '" + std::string{id} + "'" +
                                 (close.empty() ? "" : "; did you mean " + std::string{close} + "?"));
            if (!close.empty())
                d.remedy = {"replace it by '" + std::string{close} + "'",
                            text::applicability::maybe,
                            {{place(part), std::string{close}}}};
            continue;
        }
        auto& member = objects_[at->second];
        const auto& owner = objects_[container];
        if (member.absorbed || at->second == container || depth == max_nesting) {
            report(code.shared_member, part, "'" + std::string{id} + "' is in another container already");
            continue;
        }
        const bool fits = owner.content.is(tag::group)
                              ? member.content.is(tag::primitive)
                              : member.content.is(tag::primitive) ||
                                    (member.content.is(tag::group) && !owner.content.is(tag::bundle));
        if (!fits) {
            report(code.wrong_member, part,
                   "a " + std::string{owner.content.type.text()} + " cannot contain a " +
                       std::string{member.content.type.text()});
            continue;
        }
        member.absorbed = true;
        absorb(at->second, depth + 1);
        auto& children_of = objects_[container].content.children;
        const auto place = std::min(objects_[container].member_at.value_or(children_of.size()), children_of.size());
        children_of.insert(children_of.begin() + static_cast<std::ptrdiff_t>(place),
                           std::move(objects_[at->second].content));
    }
}

void binder::place_objects(cib::config& c) {
    for (std::size_t i = 0; i < objects_.size(); ++i)
        if (!objects_[i].members.empty() && !objects_[i].absorbed) absorb(i, 0);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < objects_.size(); ++i)
        if (!objects_[i].absorbed) order.push_back(i);
    if (options_.order == object_order::as_crmsh)
        std::ranges::stable_sort(order, {},
                                 [&](std::size_t i) { return processing_rank(objects_[i].content.type.known()); });
    // A section stays where it is once all of them are made.
    for (const auto& o : objects_) cib::section(c, o.section);
    for (const auto i : order) cib::section(c, objects_[i].section).add(std::move(objects_[i].content));
}

/// $id-ref may name a set, or an object that has one.
void binder::resolve_references(cib::config& c) {
    boost::unordered_flat_map<std::string_view, const element*> by_id;
    std::vector<element*> references;
    const auto walk = [&](auto&& self, element& e) -> void {
        if (const auto id = e.id();
            !id.empty() && !e.is(tag::resource_ref) && !e.is(tag::obj_ref) && !e.is(tag::role) && !e.is(tag::role_ref))
            by_id.try_emplace(id, &e);
        for (auto& inner : e.children) self(self, inner);
    };
    const auto collect = [&](auto&& self, element& e) -> void {
        if (e.has(key::id_ref)) references.push_back(&e);
        for (auto& inner : e.children) self(self, inner);
    };
    collect(collect, c.root);
    if (references.empty()) return;
    walk(walk, c.root);
    const auto first_of = [](auto&& self, const element& e, const cib::tag_name& type) -> const element* {
        for (const auto& inner : e.children) {
            if (inner.type == type && !inner.id().empty()) return &inner;
            if (const auto* found = self(self, inner, type)) return found;
        }
        return nullptr;
    };
    for (auto* e : references) {
        const auto at = by_id.find(e->get(key::id_ref));
        if (at == by_id.end() || at->second->type == e->type) continue;
        if (const auto* target = first_of(first_of, *at->second, e->type))
            e->set(key::id_ref, std::string{target->id()}, e->place(key::id_ref));
    }
}

cib::element binder::made(tag type, std::uint32_t part) const {
    element e{type};
    e.where = tree_.where(part);
    return e;
}

text::span binder::place(std::uint32_t part) const noexcept {
    const auto& w = tree_.word_of(part);
    auto where = w.has_value() && w.value != w.where ? w.value : w.where;
    const auto written = where.of(doc_.text());
    if (written.size() >= 2 && (written.front() == '"' || written.front() == '\'') && written.back() == written.front())
        where = {where.begin + 1, where.end - 1};
    return where;
}

std::size_t binder::count(std::uint32_t part, part_kind kind) const noexcept {
    std::size_t n = 0;
    for (const auto inner : children{tree_, part}) n += kind_of(inner) == kind;
    return n;
}

text::span binder::name_place(std::uint32_t part, std::string_view name) const noexcept {
    const auto& w = tree_.word_of(part);
    const auto left = w.has_value() ? w.left() : w.text;
    if (!w.where.of(doc_.text()).starts_with(left)) return cib::nowhere;
    const auto end = w.where.begin + static_cast<std::uint32_t>(left.size());
    return {end - static_cast<std::uint32_t>(name.size()), end};
}

void binder::set_pair(element& e, std::uint32_t part) const {
    const auto& w = tree_.word_of(part);
    auto name = w.left();
    if (name.starts_with('$')) name.remove_prefix(1);
    const auto known = cib::find_key(name);
    e.set(known == key::other ? cib::key_name{std::string{name}} : cib::key_name{known}, std::string{w.right()},
          place(part));
}

void binder::set_description(element& e, std::uint32_t statement) const {
    for (const auto part : children{tree_, statement})
        if (kind_of(part) == part_kind::pair && words::is_description(tree_.word_of(part)))
            e.set(key::description, std::string{tree_.word_of(part).right()}, place(part));
}

/// $id=X or X:
void binder::set_inner_id(element& e, std::uint32_t part) const {
    const auto& w = tree_.word_of(part);
    if (w.has_value())
        e.set(key::id, std::string{w.right()}, place(part));
    else
        e.set(key::id, std::string{w.text.substr(0, w.text.size() - 1)}, {w.where.begin, w.where.end - 1});
}

text::diagnostic& binder::report(const text::code_info& c, std::uint32_t part, std::string message,
                                 std::optional<text::severity> level) {
    return out_.add(c, {0, tree_.parts[part].word != tree_.parts[part].end_word ? tree_.where(part) : text::span{}},
                    std::move(message), level);
}

cib::config bind(const text::document& doc, const bind_options& options, text::diagnostic_list& out) {
    return binder{doc, read_syntax(doc), options, out}.run();
}

}  // namespace hakit::crm

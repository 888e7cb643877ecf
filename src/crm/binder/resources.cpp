// Nodes, primitives and what contains them.
#include "crm/agents.hpp"
#include "crm/binder/binder.hpp"
#include "crm/codes/codes.hpp"
#include "crm/containers.hpp"
#include "crm/op_attributes.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <array>

namespace hakit::crm {
namespace {

using cib::tag;

/// What a section word of a resource or node stands for.
tag section_type(std::string_view word) noexcept {
    if (same_word(word, "meta") || same_word(word, "op_meta")) return tag::meta_attributes;
    if (same_word(word, "utilization")) return tag::utilization;
    return tag::instance_attributes;
}

}  // namespace

void binder::read_node(std::uint32_t statement) {
    const auto name = child(statement, part_kind::id);
    if (name == 0) return;
    element node{tag::node};
    if (const auto id = child(statement, part_kind::inner_id)) set_inner_id(node, id);
    auto uname = text_of(name);
    std::string_view type;
    // A name may hold colons; only the known types end it.
    if (const auto colon = uname.rfind(':'); colon != uname.npos) {
        constexpr std::array<std::string_view, 4> types{"normal", "member", "ping", "remote"};
        const auto last = uname.substr(colon + 1);
        if (std::ranges::any_of(types, [&](auto t) { return same_word(t, last); })) {
            type = last;
            uname = uname.substr(0, colon);
        }
    }
    node.set(key::uname, std::string{uname}, place(name));
    constexpr cib::schema_version type_optional{1, 1};
    if (!type.empty())
        node.set(key::type, std::string{type}, place(name));
    else if (options_.schema < type_optional)
        node.set(key::type, "normal");
    set_description(node, statement);
    const auto [at, fresh] = node_names_.try_emplace(node.has(key::id) ? tree_.text_of(name) : uname, name);
    if (!fresh) {
        auto& d = report(code.duplicate_object, name, "node " + std::string{uname} + " is defined twice");
        d.notes.push_back({"here first", text::location{0, place(at->second)}});
        return;
    }
    for (const auto part : children{tree_, statement})
        if (kind_of(part) == part_kind::section) {
            const auto word = child(part, part_kind::keyword);
            add_section(node, part, word == 0 ? tag::instance_attributes : section_type(text_of(word)));
        }
    add_object(std::move(node), tag::nodes, statement);
}

void binder::add_agent(element& e, std::uint32_t part) {
    const auto spec = text_of(part);
    const auto where = place(part);
    const auto first = spec.find(':');
    if (first == spec.npos) {
        e.set(key::class_, "ocf", where).set(key::provider, std::string{usual_provider(spec)}, where);
        e.set(key::type, std::string{spec}, where);
        return;
    }
    const auto agent_class = spec.substr(0, first);
    const auto rest = spec.substr(first + 1);
    const auto second = rest.find(':');
    e.set(key::class_, std::string{agent_class}, where);
    if (second != rest.npos) {
        if (second != 0) e.set(key::provider, std::string{rest.substr(0, second)}, where);
        e.set(key::type, std::string{rest.substr(second + 1)}, where);
    } else {
        if (agent_class == "ocf") e.set(key::provider, std::string{usual_provider(rest)}, where);
        e.set(key::type, std::string{rest}, where);
    }
}

void binder::read_primitive(std::uint32_t statement, tag type) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{type};
    e.attributes.reserve(4);  // an id and the three parts of the agent
    set(e, key::id, id);
    if (const auto agent = child(statement, part_kind::agent)) add_agent(e, agent);
    if (const auto from = child(statement, part_kind::template_ref))
        e.set(key::template_, std::string{text_of(from).substr(1)}, place(from));
    set_description(e, statement);
    const auto ops = count(statement, part_kind::op);
    e.children.reserve(count(statement, part_kind::section) + (ops != 0 ? 1 : 0));
    // crmsh makes a list of operations of each run of them, and the schema takes one only.
    std::optional<std::size_t> operations;
    bool run = false;
    for (const auto part : children{tree_, statement}) {
        switch (kind_of(part)) {
            case part_kind::section: {
                const auto word = child(part, part_kind::keyword);
                add_section(e, part, word == 0 ? tag::instance_attributes : section_type(text_of(word)));
                run = false;
                break;
            }
            case part_kind::operations:
            case part_kind::op: {
                if (operations && !run)
                    report(code.scattered_operations, part,
                           "operations in two places; crmsh makes two lists of them, which the schema refuses");
                if (!operations) {
                    operations = e.children.size();
                    e.add(made(tag::operations, part)).children.reserve(ops);
                }
                run = true;
                auto& list = e.children[*operations];
                list.where.end = tree_.where(part).end;
                if (kind_of(part) == part_kind::op) {
                    list.add(read_op(part));
                    break;
                }
                const auto own = child(part, part_kind::inner_id);
                const auto ref = child(part, part_kind::id_ref);
                if (own != 0) set_inner_id(list, own);
                if (ref != 0) list.set(key::id_ref, std::string{tree_.word_of(ref).right()}, place(ref));
                if (own == 0 && ref == 0) report(code.expected, part, "expected $id= or $id-ref= behind 'operations'");
                break;
            }
            default: break;
        }
    }
    if (type == tag::primitive || type == tag::template_) resources_.try_emplace(text_of(id), objects_.size());
    add_object(std::move(e), tag::resources, statement);
}

cib::element binder::read_op(std::uint32_t part) {
    auto op = made(tag::op, part);
    op.attributes.reserve(4);  // most have an id, a name, an interval and a timeout
    if (const auto name = child(part, part_kind::op_name)) {
        set(op, key::name, name);
        static constexpr std::array<std::string_view, 8> known{"monitor", "start",      "stop",         "promote",
                                                               "demote",  "migrate_to", "migrate_from", "notify"};
        const auto written = text_of(name);
        const auto same = std::ranges::find_if(known, [&](auto k) { return same_word(k, written) && k != written; });
        if (same != known.end()) {
            auto& d =
                report(code.odd_case, name,
                       "agents have no operation '" + std::string{written} + "', but '" + std::string{*same} + "'");
            d.remedy = {"replace it by '" + std::string{*same} + "'",
                        text::applicability::maybe,
                        {{place(name), std::string{*same}}}};
        }
    }
    bool no_interval = false;
    std::optional<element> own;  // parameters among the attributes
    for (const auto inner : children{tree_, part}) {
        switch (kind_of(inner)) {
            case part_kind::inner_id: set_inner_id(op, inner); break;
            case part_kind::pair:
            case part_kind::name: {
                const auto& w = tree_.word_of(inner);
                auto known = find_op_attribute(w.left(), options_.schema);
                if (known == key::other) known = op_attribute_in_odd_case(inner);
                if (known != key::other) {
                    if (own) {
                        auto& d = report(code.late_attribute, inner,
                                         "'" + std::string{w.left()} + "' stands behind a parameter of the agent");
                        d.remedy = move_before(own->children.front().where, inner);
                    }
                    op.set(known, known == key::role ? role(w.right()) : std::string{w.right()}, place(inner));
                    break;
                }
                if (!own) own.emplace(tag::instance_attributes);
                add_pair(*own, inner);
                break;
            }
            case part_kind::pair_id:
                if (tree_.word_of(inner).text == "$interval=") {
                    no_interval = true;
                    break;
                }
                [[fallthrough]];
            case part_kind::pair_ref:
                if (!own) own.emplace(tag::instance_attributes);
                add_pair(*own, inner);
                break;
            default: break;
        }
    }
    if (!op.has(key::interval) && !no_interval) {
        if (own && options_.spoken == dialect::crmsh_4) {
            const auto first = own->children.empty() ? tree_.where(part) : own->children.front().where;
            auto& d = report(code.late_attribute, part, "an operation with a parameter, but without an interval");
            if (!own->children.empty())
                d.remedy = {
                    "say interval=0", text::applicability::certain, {{{first.begin, first.begin}, "interval=0 "}}};
        }
        if (options_.spoken == dialect::crmsh_4)
            op.set(key::interval, "0");
        else if (op.get(key::name) != "monitor")
            op.set(key::interval, "0s");
    }
    if (own) {
        own->where = op.where;
        op.add(std::move(*own));
    }
    for (const auto inner : children{tree_, part})
        if (kind_of(inner) == part_kind::section) {
            const auto word = child(inner, part_kind::keyword);
            add_section(op, inner, word == 0 ? tag::instance_attributes : section_type(text_of(word)));
        }
    return op;
}

/// The attribute that crmsh takes `part` for, whatever its letter case; key::other when it takes it for a parameter.
cib::key binder::op_attribute_in_odd_case(std::uint32_t part) {
    const auto written = tree_.word_of(part).left();
    std::string lower{written};
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (lower == written) return key::other;
    const auto known = find_op_attribute(lower, options_.schema);
    if (known == key::other) return known;
    auto& d = report(code.odd_case, part, "crmsh stores '" + std::string{written} + "', which the schema refuses");
    if (const auto name = name_place(part, written); name != cib::nowhere)
        d.remedy = {"write it in lower case", text::applicability::certain, {{name, lower}}};
    return known;
}

/// The fix that moves the word `part` in front of `place`.
text::fix binder::move_before(text::span place, std::uint32_t part) const {
    const auto where = tree_.where(part);
    auto begin = where.begin;
    const auto text = doc_.text();
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
    return {"move it in front",
            text::applicability::certain,
            {{{place.begin, place.begin}, std::string{where.of(text)} + " "}, {{begin, where.end}, ""}}};
}

void binder::read_container(std::uint32_t statement, tag type) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{type};
    set(e, key::id, id);
    set_description(e, statement);
    std::vector<std::uint32_t> members;
    for (const auto part : children{tree_, statement}) {
        if (kind_of(part) == part_kind::member) {
            const auto twice = std::ranges::find_if(members, [&](auto m) { return text_of(m) == text_of(part); });
            if (twice == members.end())
                members.push_back(part);
            else
                report(code.shared_member, part, "'" + std::string{text_of(part)} + "' stands twice in the group");
        } else if (kind_of(part) == part_kind::section) {
            const auto word = child(part, part_kind::keyword);
            add_section(e, part, word == 0 ? tag::instance_attributes : section_type(text_of(word)));
        }
    }
    resources_.try_emplace(text_of(id), objects_.size());
    add_object(std::move(e), tag::resources, statement, std::move(members));
}

void binder::read_bundle(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::bundle};
    set(e, key::id, id);
    set_description(e, statement);
    std::vector<std::uint32_t> members;
    std::optional<std::size_t> place;
    for (const auto part : children{tree_, statement}) {
        const auto word = child(part, part_kind::keyword);
        if (kind_of(part) == part_kind::bundled) {
            if (const auto member = child(part, part_kind::member)) members.push_back(member);
            place = e.children.size();
        } else if (kind_of(part) == part_kind::section) {
            add_section(e, part, section_type(text_of(word)));
        } else if (kind_of(part) == part_kind::container) {
            std::string name{text_of(word)};
            for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
            const auto type = cib::find_tag(name);
            if (!crmsh_reads(type, options_.spoken))
                report(code.unknown_container, word,
                       "crmsh " + std::string{to_string(options_.spoken)} + " does not read " + name);
            if (is_container(type) &&
                (e.child(tag::meta_attributes) != nullptr || e.child(tag::instance_attributes) != nullptr))
                report(code.extension, word, "crmsh takes '" + name + "' for an attribute of the section before it");
            auto* found = e.child(type);
            auto& into = found != nullptr ? *found : e.add(made(type, part));
            for (const auto inner : children{tree_, part}) {
                if (kind_of(inner) == part_kind::pair) set_pair(into, inner);
                if (kind_of(inner) != part_kind::mapping) continue;
                const bool port = same_word(text_of(child(inner, part_kind::keyword)), "port-mapping");
                auto& mapping = into.add(made(port ? tag::port_mapping : tag::storage_mapping, inner));
                for (const auto pair : children{tree_, inner})
                    if (kind_of(pair) == part_kind::pair) set_pair(mapping, pair);
            }
        }
    }
    resources_.try_emplace(text_of(id), objects_.size());
    add_object(std::move(e), tag::resources, statement, std::move(members));
    objects_.back().member_at = place;
}

/// `monitor` statements add to primitives that may stand behind them.
void binder::add_monitors() {
    for (const auto statement : monitors_) read_monitor(statement);
}

void binder::read_monitor(std::uint32_t statement) {
    const auto member = child(statement, part_kind::member);
    const auto interval = child(statement, part_kind::interval);
    if (member == 0 || interval == 0) return;
    const auto who = read_reference(member, key::role);
    const auto at = resources_.find(who.resource);
    if (at == resources_.end() || !objects_[at->second].content.is(tag::primitive)) {
        report(code.no_member, member, "there is no primitive '" + std::string{who.resource} + "'");
        return;
    }
    auto& primitive = objects_[at->second].content;
    auto op = made(tag::op, statement);
    op.set(key::name, "monitor");
    if (!who.qualifier.empty() && !who.instance) op.set(key::role, who.qualifier, place(member));
    const auto times = text_of(interval);
    const auto colon = times.find(':');
    op.set(key::interval, std::string{times.substr(0, colon)}, place(interval));
    if (colon != times.npos) op.set(key::timeout, std::string{times.substr(colon + 1)}, place(interval));
    auto* list = primitive.child(tag::operations);
    if (list == nullptr) list = &primitive.add(tag::operations);
    for (const auto& other : list->children)
        if (other.get(key::name) == "monitor" && other.get(key::interval) == op.get(key::interval)) {
            report(code.duplicate_object, interval,
                   std::string{who.resource} + " has a monitor with this interval already");
            return;
        }
    list->add(std::move(op));
}

}  // namespace hakit::crm

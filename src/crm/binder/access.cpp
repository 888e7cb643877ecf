// Fencing levels, access control, tags and alerts.
#include "crm/acl_words.hpp"
#include "crm/binder/binder.hpp"
#include "crm/codes/codes.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <map>

namespace hakit::crm {
namespace {

using cib::key;
using cib::tag;

constexpr cib::schema_version first_with_permissions{2, 0};

std::string lower(std::string_view s) {
    std::string out{s};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

void binder::read_topology(std::uint32_t statement) {
    element levels{tag::fencing_topology};
    std::map<std::string, int> next;  // by target
    const auto add = [&](element level, std::string_view target, std::uint32_t part) {
        level.where = tree_.where(part);
        for (const auto inner : children{tree_, part}) {
            if (kind_of(inner) == part_kind::inner_id) set_inner_id(level, inner);
            if (kind_of(inner) == part_kind::pair) set_pair(level, inner);
            if (kind_of(inner) == part_kind::devices) set(level, key::devices, inner);
        }
        auto& index = next[std::string{target}];
        if (!level.has(key::index))
            level.set(key::index, std::to_string(++index));
        else if (words::is_digit(level.get(key::index).front()))
            index = std::atoi(level.get(key::index).data());
        levels.add(std::move(level));
    };
    std::vector<std::uint32_t> everywhere;
    for (const auto part : children{tree_, statement}) {
        if (kind_of(part) == part_kind::level) {
            everywhere.push_back(part);
            continue;
        }
        if (kind_of(part) != part_kind::target) continue;
        const auto name = child(part, part_kind::name);
        const auto& w = tree_.word_of(name);
        element target{tag::fencing_level};
        if (words::has_prefix(w.text, "attr:") && w.has_value()) {
            target.set(key::target_attribute, std::string{w.left().substr(5)}, w.where);
            target.set(key::target_value, std::string{w.right()}, place(name));
        } else if (words::has_prefix(w.text, "pattern:") && w.text.size() > 8) {
            target.set(key::target_pattern, std::string{w.text.substr(8)}, place(name));
        } else {
            target.set(key::target, std::string{w.text.substr(0, w.text.size() - 1)}, {w.where.begin, w.where.end - 1});
        }
        for (const auto level : children{tree_, part})
            if (kind_of(level) == part_kind::level) add(target, w.text, level);
    }
    if (!everywhere.empty()) {
        std::vector<std::string> nodes;
        for (const auto& o : objects_)
            if (o.content.is(tag::node)) nodes.emplace_back(o.content.get(key::uname));
        if (nodes.empty()) report(code.no_target, everywhere.front(), "there is no node to fence");
        for (const auto& name : nodes)
            for (const auto level : everywhere) add(element{tag::fencing_level}.set(key::target, name), name, level);
    }
    for (auto& level : levels.children) {
        objects_.push_back({std::move(level), tag::fencing_topology, statement, {}});
    }
}

void binder::read_tag(std::uint32_t statement) {
    const auto name = child(statement, part_kind::id);
    if (name == 0) return;
    auto id = text_of(name);
    if (id.ends_with(':')) id.remove_suffix(1);
    if (const auto [at, fresh] = ids_.try_emplace(id, name); !fresh) {
        auto& d = report(code.duplicate_object, name, "'" + std::string{id} + "' is defined twice");
        d.notes.push_back({"here first", text::location{0, place(at->second)}});
        return;
    }
    element e{tag::tag};
    e.set(key::id, std::string{id}, place(name));
    for (const auto part : children{tree_, statement})
        if (kind_of(part) == part_kind::member) {
            auto& member = e.add(made(tag::obj_ref, part));
            set(member, key::id, part);
        }
    add_object(std::move(e), tag::tags, statement);
}

void binder::add_permission(element& owner, std::uint32_t part) {
    const auto right = lower(text_of(child(part, part_kind::right)));
    const bool permissions = options_.schema >= first_with_permissions && owner.is(tag::acl_role);
    element base{permissions ? tag::acl_permission : cib::find_tag(right)};
    base.where = tree_.where(part);
    if (permissions) base.set(key::kind, right, place(child(part, part_kind::right)));
    using target = std::pair<std::string, std::uint32_t>;
    std::vector<target> xpaths;
    std::vector<target> named;
    std::uint32_t type = 0;
    std::uint32_t attribute = 0;
    for (const auto inner : children{tree_, part}) {
        if (kind_of(inner) == part_kind::inner_id) set_inner_id(base, inner);
        if (kind_of(inner) == part_kind::pair) base.set(key::description, std::string{tree_.word_of(inner).right()});
        if (kind_of(inner) != part_kind::specification) continue;
        const auto s = acl_specification_of(text_of(inner));
        if (!s) {
            report(code.bad_permission, inner, "'" + std::string{text_of(inner)} + "' lacks what it names");
            continue;
        }
        report_odd_case(inner);
        switch (s->what) {
            case acl_subject::xpath: xpaths.emplace_back(s->value, inner); break;
            case acl_subject::reference: named.emplace_back(s->value, inner); break;
            case acl_subject::type: type = inner; break;
            case acl_subject::attribute: attribute = inner; break;
        }
    }
    const auto value = [&](std::uint32_t spec) { return acl_specification_of(text_of(spec))->value; };
    const auto count = owner.children.size();
    const auto add = [&](element e) {
        // One id cannot name several.
        if (owner.children.size() > count) e.erase(key::id);
        owner.add(std::move(e));
    };
    for (const auto& [path, spec] : xpaths) add(element{base}.set(key::xpath, path, place(spec)));
    for (const auto& [id, spec] : named)
        add(element{base}.set(permissions ? key::reference : key::ref, id, place(spec)));
    for (const auto* targets : {&xpaths, &named})
        if (targets->size() > 1)
            report(code.several_targets, targets->back().second,
                   "crmsh keeps this one alone of " + std::to_string(targets->size()));
    if (type != 0) {
        element e{base};
        e.set(permissions ? key::object_type : key::tag, value(type), place(type));
        if (attribute != 0) e.set(key::attribute, value(attribute), place(attribute));
        add(std::move(e));
    } else if (attribute != 0) {
        if (!permissions && owner.children.size() > count)
            owner.children.back().set(key::attribute, value(attribute), place(attribute));
        else
            report(code.bad_permission, attribute, "an attribute of no type");
    }
    if (owner.children.size() == count && attribute == 0) report(code.bad_permission, part, "a permission for nothing");
}

/// crmsh knows what a permission is about in lower case only.
void binder::report_odd_case(std::uint32_t part) {
    const auto written = text_of(part).substr(0, text_of(part).find(':'));
    const auto known = lower(written);
    if (known == written) return;
    auto& d = report(code.odd_case, part, "crmsh does not read '" + std::string{written} + "'");
    const auto begin = tree_.where(part).begin;
    const text::span name{begin, begin + static_cast<std::uint32_t>(written.size())};
    if (name.of(doc_.text()) == written)
        d.remedy = {"write it in lower case", text::applicability::certain, {{name, known}}};
}

void binder::read_role(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::acl_role};
    set(e, key::id, id);
    set_description(e, statement);
    for (const auto part : children{tree_, statement})
        if (kind_of(part) == part_kind::permission) add_permission(e, part);
    add_object(std::move(e), tag::acls, statement);
}

void binder::read_user(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::acl_user};
    set(e, key::id, id);
    for (const auto part : children{tree_, statement}) {
        if (kind_of(part) == part_kind::permission) add_permission(e, part);
        if (kind_of(part) != part_kind::role_ref) continue;
        auto& ref = e.add(made(tag::role_ref, part));
        ref.set(key::id, std::string{text_of(part).substr(5)}, place(part));
    }
    add_object(std::move(e), tag::acls, statement);
}

void binder::read_target(std::uint32_t statement, tag type) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{type};
    set(e, key::id, id);
    set_description(e, statement);
    for (const auto part : children{tree_, statement})
        if (kind_of(part) == part_kind::role_ref) {
            auto& ref = e.add(made(tag::role, part));
            set(ref, key::id, part);
        }
    add_object(std::move(e), tag::acls, statement);
}

void binder::read_alert(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::alert};
    set(e, key::id, id);
    if (const auto path = child(statement, part_kind::path)) set(e, key::path, path);
    set_description(e, statement);
    const auto section = [&](element& owner, std::uint32_t part) {
        const auto word = child(part, part_kind::keyword);
        add_section(owner, part, same_word(text_of(word), "meta") ? tag::meta_attributes : tag::instance_attributes);
    };
    int recipients = 0;
    for (const auto part : children{tree_, statement}) {
        if (kind_of(part) == part_kind::section) section(e, part);
        if (kind_of(part) == part_kind::select) {
            auto& select = e.add(made(tag::select, part));
            for (const auto inner : children{tree_, part}) {
                if (kind_of(inner) == part_kind::value)
                    select.add(made(cib::find_tag("select_" + lower(text_of(inner))), inner));
                if (kind_of(inner) == part_kind::name && !select.children.empty()) {
                    auto& name = select.children.back().add(made(tag::attribute, inner));
                    set(name, key::name, inner);
                }
            }
        }
        if (kind_of(part) != part_kind::recipient) continue;
        auto& to = e.add(made(tag::recipient, part));
        to.set(key::id, std::string{e.id()} + "-recipient-" + std::to_string(++recipients));
        for (const auto inner : children{tree_, part}) {
            if (kind_of(inner) == part_kind::inner_id) set_inner_id(to, inner);
            if (kind_of(inner) == part_kind::value) set(to, key::value, inner);
            if (kind_of(inner) == part_kind::pair) set_pair(to, inner);
            if (kind_of(inner) == part_kind::section) section(to, inner);
        }
    }
    add_object(std::move(e), tag::alerts, statement);
}

}  // namespace hakit::crm

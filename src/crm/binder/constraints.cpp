// Constraints and their sets of resources.
#include "crm/binder/binder.hpp"
#include "crm/codes/codes.hpp"
#include "crm/score.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <array>

namespace hakit::crm {
namespace {

constexpr std::array<std::string_view, 6> roles{"Stopped", "Started", "Master", "Slave", "Promoted", "Unpromoted"};
constexpr std::array<std::string_view, 4> actions{"start", "promote", "demote", "stop"};
constexpr std::array<std::string_view, 3> kinds{"Mandatory", "Optional", "Serialize"};

template <class Names>
std::string_view canonical(const Names& names, std::string_view written) noexcept {
    const auto found = std::ranges::find_if(names, [&](auto n) { return same_word(n, written); });
    return found == names.end() ? std::string_view{} : *found;
}

std::optional<bool> boolean(std::string_view word) noexcept {
    for (const auto yes : {"true", "yes", "on", "1"})
        if (same_word(word, yes)) return true;
    for (const auto no : {"false", "no", "off", "0"})
        if (same_word(word, no)) return false;
    return std::nullopt;
}

bool is_number(std::string_view s) noexcept {
    return !s.empty() && std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

binder::reference binder::read_reference(std::uint32_t part, key qualifier) {
    const auto written = text_of(part);
    const auto colon = written.find(':');
    reference r{written.substr(0, colon), {}, false};
    if (colon == written.npos) return r;
    const auto rest = written.substr(colon + 1);
    if (rest.empty()) return r;
    if (is_number(rest)) {
        r.qualifier = rest;
        r.instance = true;
        return r;
    }
    const auto known = qualifier == key::action ? canonical(actions, rest) : canonical(roles, rest);
    if (known.empty()) {
        report(code.bad_qualifier, part,
               "'" + std::string{rest} + "' is no " + (qualifier == key::action ? "action" : "role"));
        return r;
    }
    r.qualifier = qualifier == key::action ? std::string{known} : role(known);
    return r;
}

/// What stands as name=value behind the resources, or in front of them.
void binder::add_settings(element& e, std::uint32_t statement) {
    std::vector<std::string_view> seen;
    for (const auto part : children{tree_, statement}) {
        if (kind_of(part) != part_kind::option) continue;
        const auto& w = tree_.word_of(part);
        auto name = w.left();
        // $name= leaves the attribute out.
        if (name.starts_with('$') && w.right().empty()) continue;
        if (name.starts_with('$')) name.remove_prefix(1);
        if (std::ranges::find(seen, name) != seen.end()) {
            report(code.unknown_setting, part, "'" + std::string{name} + "' stands twice");
            continue;
        }
        seen.push_back(name);
        const auto known = cib::find_key(name);
        const bool marked = w.left().starts_with('$');
        if (!marked && !e.is(tag::rsc_location) && known != key::symmetrical && known != key::node_attribute &&
            known != key::loss_policy) {
            report(code.unknown_setting, part, "'" + std::string{name} + "' is no setting of this constraint");
            continue;
        }
        if (known == key::role) {
            e.set(known, role(w.right()), place(part));
        } else if (known == key::symmetrical) {
            const auto value = boolean(w.right());
            if (!value) {
                report(code.bad_boolean, part, "'" + std::string{w.right()} + "' is neither true nor false");
                continue;
            }
            e.set(known, *value ? "true" : "false", place(part));
        } else {
            set_pair(e, part);
        }
    }
}

void binder::add_resources(element& e, std::uint32_t statement, std::initializer_list<key> names, key qualifier) {
    std::vector<std::uint32_t> members;
    bool simple = true;
    for (const auto part : children{tree_, statement}) {
        const auto kind = kind_of(part);
        if (kind == part_kind::member && text_of(part) != "_rsc_set_")
            members.push_back(part);
        else if (kind == part_kind::member)
            simple = false;
        else if (kind == part_kind::set || kind == part_kind::inner_id || kind == part_kind::id_ref ||
                 (kind == part_kind::pair && words::is_set_setting(tree_.word_of(part))))
            simple = false;
    }
    if (!simple || members.size() != names.size()) {
        add_sets(e, statement, qualifier);
        return;
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto name = *(names.begin() + i);
        const auto r = read_reference(members[i], qualifier);
        e.set(name, std::string{r.resource}, place(members[i]));
        if (r.qualifier.empty()) continue;
        const std::string suffix = r.instance ? "instance" : qualifier == key::action ? "action" : "role";
        e.set(cib::find_key(std::string{cib::to_string(name)} + "-" + suffix), r.qualifier, place(members[i]));
    }
}

/// A bracket is a set; so is each run outside of brackets, and what has another role or action than what comes before.
void binder::add_sets(element& e, std::uint32_t statement, key qualifier) {
    struct flags {
        bool sequential = true;
        bool require_all = true;
    };
    flags state;
    element current{tag::resource_set};
    std::string qualified;
    const auto save = [&] {
        const bool by_reference = current.has(key::id_ref);
        if (current.children.empty() && !by_reference) return;
        if (!state.require_all && !current.has(key::require_all)) current.set(key::require_all, "false");
        if (!state.sequential && !current.has(key::sequential)) current.set(key::sequential, "false");
        if (!qualified.empty() && !current.has(qualifier)) current.set(qualifier, qualified);
        e.add(std::move(current));
        current = element{tag::resource_set};
        qualified.clear();
    };
    const auto read = [&](std::uint32_t part) {
        const auto& w = tree_.word_of(part);
        switch (kind_of(part)) {
            case part_kind::inner_id:
                save();
                set_inner_id(current, part);
                current.where = w.where;
                break;
            case part_kind::id_ref:
                save();
                current.set(key::id_ref, std::string{w.right()}, place(part));
                current.where = w.where;
                save();
                break;
            case part_kind::pair: {
                if (!words::is_set_setting(w)) break;
                if (!words::is_set_flag(w)) {
                    set_pair(current, part);
                    break;
                }
                const auto value = boolean(w.right());
                if (!value) {
                    report(code.bad_boolean, part, "'" + std::string{w.right()} + "' is neither true nor false");
                    break;
                }
                (w.left() == "sequential" ? state.sequential : state.require_all) = *value;
                break;
            }
            case part_kind::member: {
                if (w.text == "_rsc_set_") break;
                const auto r = read_reference(part, qualifier);
                if (r.instance) report(code.bad_qualifier, part, "a set has no numbered instances");
                if (r.qualifier != qualified && !current.children.empty()) save();
                qualified = r.qualifier;
                if (current.children.empty() && current.where == cib::nowhere) current.where = w.where;
                current.where.end = w.where.end;
                auto member = made(tag::resource_ref, part);
                member.set(key::id, std::string{r.resource}, place(part));
                current.add(std::move(member));
                break;
            }
            default: break;
        }
    };
    for (const auto part : children{tree_, statement}) {
        if (kind_of(part) != part_kind::set) {
            read(part);
            continue;
        }
        save();
        const auto open = text_of(part + 1);
        state = {false, open != "["};
        const auto before = e.children.size();
        for (const auto inner : children{tree_, part}) read(inner);
        save();
        if (e.children.size() == before) report(code.bad_brackets, part, "an empty set");
        const auto close = child(part, part_kind::close);
        if (close != 0 && (open == "(") != (text_of(close) == ")"))
            report(code.bad_brackets, close,
                   "'" + std::string{open} + "' and '" + std::string{text_of(close)} + "' do not pair");
        state = {};
    }
    save();
}

void binder::read_location(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::rsc_location};
    set(e, key::id, id);
    if (const auto pattern = child(statement, part_kind::pattern)) {
        const auto written = text_of(pattern);
        e.set(key::rsc_pattern, std::string{written.substr(1, written.size() - 2)}, place(pattern));
    } else if (child(statement, part_kind::open) != 0) {
        add_sets(e, statement, key::role);
    } else if (const auto member = child(statement, part_kind::member)) {
        set(e, key::rsc, member);
    }
    add_settings(e, statement);
    if (const auto score = child(statement, part_kind::score)) set_score(e, score);
    if (const auto node = child(statement, part_kind::node)) set(e, key::node, node);
    for (const auto part : children{tree_, statement})
        if (kind_of(part) == part_kind::rule) e.add(read_rule(part));
    add_object(std::move(e), tag::constraints, statement);
}

void binder::read_colocation(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::rsc_colocation};
    set(e, key::id, id);
    if (const auto score = child(statement, part_kind::score)) set_score(e, score);
    add_settings(e, statement);
    add_resources(e, statement, {key::rsc, key::with_rsc}, key::role);
    add_object(std::move(e), tag::constraints, statement);
}

void binder::read_order(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::rsc_order};
    set(e, key::id, id);
    if (const auto score = child(statement, part_kind::score)) {
        const auto& w = tree_.word_of(score);
        const auto written = w.text.substr(0, w.text.size() - 1);
        const text::span where{w.where.begin, w.where.end - 1};
        if (const auto kind = canonical(kinds, written); !kind.empty()) {
            e.set(key::kind, std::string{kind}, where);
        } else if (const auto number = same_word(written, "advisory") ? std::nullopt : canonical_score(written)) {
            e.set(key::kind, *number == "0" ? "Optional" : "Mandatory", where);
            if (number->starts_with('-'))
                report(code.negative_order, score, "a negative score makes an order mandatory");
        } else {
            report(code.bad_score, score, "'" + std::string{written} + "' is neither a kind nor a score");
        }
    }
    add_settings(e, statement);
    add_resources(e, statement, {key::first, key::then}, key::action);
    add_object(std::move(e), tag::constraints, statement);
}

void binder::read_ticket(std::uint32_t statement) {
    const auto id = child(statement, part_kind::id);
    if (!check_id(id)) return;
    element e{tag::rsc_ticket};
    set(e, key::id, id);
    if (const auto ticket = child(statement, part_kind::score)) {
        const auto& w = tree_.word_of(ticket);
        e.set(key::ticket, std::string{w.text.substr(0, w.text.size() - 1)}, {w.where.begin, w.where.end - 1});
    }
    add_settings(e, statement);
    add_resources(e, statement, {key::rsc}, key::role);
    add_object(std::move(e), tag::constraints, statement);
}

}  // namespace hakit::crm

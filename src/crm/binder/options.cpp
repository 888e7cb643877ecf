// Sets of names and values, the rules in them, and the statements that are nothing else.
#include "crm/binder/binder.hpp"
#include "crm/codes/codes.hpp"
#include "crm/score.hpp"
#include "crm/words.hpp"

#include <algorithm>

namespace hakit::crm {
namespace {

std::string lower(std::string_view s) {
    std::string out{s};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

constexpr cib::schema_version first_with_promoted{3, 7};

}  // namespace

std::string binder::role(std::string_view written) const {
    const bool promoted = options_.schema >= first_with_promoted;
    if (!promoted && written == "Promoted") return "Master";
    if (!promoted && written == "Unpromoted") return "Slave";
    if (promoted && options_.spoken == dialect::crmsh_5 && written == "Master") return "Promoted";
    if (promoted && options_.spoken == dialect::crmsh_5 && written == "Slave") return "Unpromoted";
    return std::string{written};
}

void binder::set_score(element& e, std::uint32_t part) {
    const auto& w = tree_.word_of(part);
    const auto written = w.text.substr(0, w.text.size() - 1);
    const auto score = canonical_score(written);
    const text::span where{w.where.begin, w.where.end - 1};
    if (score)
        e.set(key::score, *score, where);
    else
        e.set(key::score_attribute, std::string{written}, where);
}

void binder::add_section(element& owner, std::uint32_t part, tag type) {
    fill_section(owner.add(made(type, part)), part);
}

void binder::fill_section(element& set, std::uint32_t part) {
    if (set.children.empty()) set.children.reserve(count(part, part_kind::pair));
    bool behind_pair = false;
    for (const auto inner : children{tree_, part}) {
        switch (kind_of(inner)) {
            case part_kind::inner_id: set_inner_id(set, inner); break;
            case part_kind::id_ref:
                set.set(key::id_ref, std::string{tree_.word_of(inner).right()}, place(inner));
                break;
            case part_kind::score: {
                // Of a set it is a number as it stands, and no name of an attribute.
                const auto& w = tree_.word_of(inner);
                set.set(key::score, std::string{w.text.substr(0, w.text.size() - 1)}, {w.where.begin, w.where.end - 1});
                break;
            }
            case part_kind::rule:
                if (behind_pair)
                    report(code.extension, inner + 1, "crmsh reads rules in front of the attributes only",
                           text::severity::warning);
                set.add(read_rule(inner));
                break;
            case part_kind::pair:
            case part_kind::name:
            case part_kind::pair_id:
            case part_kind::pair_ref:
                behind_pair = true;
                add_pair(set, inner);
                break;
            default: break;
        }
    }
}

void binder::add_pair(element& set, std::uint32_t part) {
    auto pair = made(tag::nvpair, part);
    pair.attributes.reserve(3);  // id, name and value
    const auto& w = tree_.word_of(part);
    const auto value_of = [&](std::string_view name) {
        const auto value = w.right();
        return name == "role" || name == "target-role" ? role(value) : std::string{value};
    };
    switch (kind_of(part)) {
        case part_kind::pair:
            pair.set(key::name, std::string{w.left()}, name_place(part, w.left()));
            pair.set(key::value, value_of(w.left()), place(part));
            break;
        case part_kind::name: pair.set(key::name, std::string{w.text}, w.where); break;
        case part_kind::pair_ref: {
            const auto colon = w.text.find(':');
            pair.set(key::id_ref, std::string{w.text.substr(1, colon == w.text.npos ? colon : colon - 1)}, w.where);
            if (colon != w.text.npos) pair.set(key::name, std::string{w.text.substr(colon + 1)});
            break;
        }
        default: {
            // $ID:name=value, $ID:name, or $ID=value
            const auto left = w.has_value() ? w.left() : w.text;
            const auto colon = left.find(':');
            const auto id = left.substr(1, colon == left.npos ? colon : colon - 1);
            const auto name = colon == left.npos ? id : left.substr(colon + 1);
            pair.set(key::id, std::string{id}).set(key::name, std::string{name}, name_place(part, name));
            if (w.has_value()) pair.set(key::value, std::string{w.right()}, place(part));
            break;
        }
    }
    if (set.is(tag::cluster_property_set)) {
        // Of one name in a set of properties the last value counts.
        for (auto& other : set.children) {
            if (!other.is(tag::nvpair) || other.get(key::name) != pair.get(key::name) || !pair.has(key::name)) continue;
            if (const auto* value = pair.find(key::value)) other.set(key::value, value->value, value->where);
            other.where = pair.where;
            return;
        }
    }
    set.add(std::move(pair));
}

cib::element binder::read_rule(std::uint32_t part) {
    auto rule = made(tag::rule, part);
    bool scored = false;
    bool nested = false;
    for (const auto inner : children{tree_, part}) {
        switch (kind_of(inner)) {
            case part_kind::open: nested = true; break;
            case part_kind::inner_id: set_inner_id(rule, inner); break;
            case part_kind::id_ref:
                rule.set(key::id_ref, std::string{tree_.word_of(inner).right()}, place(inner));
                scored = true;
                break;
            case part_kind::pair:
                if (const auto& w = tree_.word_of(inner); words::is_role_setting(w))
                    rule.set(key::role, role(w.right()), place(inner));
                else if (!w.right().empty())
                    set_pair(rule, inner);
                scored = scored || tree_.word_of(inner).left() == "$score";
                break;
            case part_kind::score:
                set_score(rule, inner);
                scored = true;
                break;
            case part_kind::bool_op: {
                const auto op = lower(text_of(inner));
                const auto* before = rule.find(key::boolean_op);
                const auto known = before ? std::string_view{before->value} : "and";
                if (before != nullptr || seen_bool_op_) {
                    if (op != known) report(code.mixed_operators, inner, "'and' and 'or' in one rule");
                } else if (op == "or") {
                    rule.set(key::boolean_op, "or", place(inner));
                }
                seen_bool_op_ = true;
                break;
            }
            case part_kind::expression:
            case part_kind::agent_expression: rule.add(read_expression(inner)); break;
            case part_kind::date: rule.add(read_date(inner)); break;
            case part_kind::rule: {
                const bool outer = std::exchange(seen_bool_op_, false);
                rule.add(read_rule(inner));
                seen_bool_op_ = outer;
                break;
            }
            default: break;
        }
    }
    seen_bool_op_ = false;
    if (!scored && !nested) rule.set(key::score, "INFINITY");
    return rule;
}

cib::element binder::read_expression(std::uint32_t part) {
    auto e = made(tag::expression, part);
    if (kind_of(part) == part_kind::agent_expression) {
        const auto word = child(part, part_kind::keyword);
        e.type = same_word(text_of(word), "resource") ? tag::rsc_expression : tag::op_expression;
    }
    for (const auto inner : children{tree_, part}) {
        switch (kind_of(inner)) {
            case part_kind::inner_id: set_inner_id(e, inner); break;
            case part_kind::pair: set_pair(e, inner); break;
            case part_kind::name: set(e, key::attribute, inner); break;
            case part_kind::comparison: {
                const auto written = text_of(inner);
                const auto colon = written.find(':');
                if (colon != written.npos) e.set(key::type, lower(written.substr(0, colon)), place(inner));
                const auto op = lower(colon == written.npos ? written : written.substr(colon + 1));
                if (written.substr(colon == written.npos ? 0 : colon + 1) != op) {
                    auto& d = report(code.odd_case, inner,
                                     "crmsh stores '" + std::string{written} + "', which the schema refuses");
                    d.remedy = {
                        "write it in lower case", text::applicability::certain, {{place(inner), lower(written)}}};
                }
                e.set(key::operation, op, place(inner));
                break;
            }
            case part_kind::value: {
                // param{name} and meta{name} are taken from the resource.
                const auto written = text_of(inner);
                const auto brace = written.find('{');
                if (brace != written.npos && brace != 0 && written.ends_with('}') && brace + 2 < written.size() &&
                    written.find(' ') == written.npos) {
                    e.set(key::value, std::string{written.substr(brace + 1, written.size() - brace - 2)}, place(inner));
                    e.set(key::value_source, std::string{written.substr(0, brace)}, place(inner));
                } else {
                    set(e, key::value, inner);
                }
                break;
            }
            default: break;
        }
    }
    return e;
}

cib::element binder::read_date(std::uint32_t part) {
    auto e = made(tag::date_expression, part);
    element parts{tag::duration};
    for (const auto inner : children{tree_, part}) {
        switch (kind_of(inner)) {
            case part_kind::inner_id: set_inner_id(e, inner); break;
            case part_kind::comparison: {
                auto op = lower(text_of(inner));
                if (op == "in") op = "in_range";
                if (op == "spec") op = "date_spec";
                if (op == "date_spec") parts.type = tag::date_spec;
                e.set(key::operation, op, place(inner));
                break;
            }
            case part_kind::value: set(e, e.get(key::operation) == "lt" ? key::end : key::start, inner); break;
            case part_kind::pair: {
                const auto name = tree_.word_of(inner).left();
                if (name == "$duration" || name == "$date_spec")
                    parts.set(key::id, std::string{tree_.word_of(inner).right()}, place(inner));
                else if (name == "start" || name == "end")
                    set_pair(e, inner);
                else
                    set_pair(parts, inner);
                break;
            }
            default: break;
        }
    }
    if (!parts.attributes.empty() || parts.is(tag::date_spec)) {
        parts.where = e.where;
        e.add(std::move(parts));
    }
    return e;
}

void binder::read_options(std::uint32_t statement, tag section, tag type) {
    auto set = made(type, statement);
    const auto id = child(statement, part_kind::inner_id);
    if (id != 0) set_inner_id(set, id);
    if (!set.has(key::id) && child(statement, part_kind::id_ref) == 0) {
        set.set(key::id, section == tag::crm_config     ? "cib-bootstrap-options"
                         : section == tag::rsc_defaults ? "rsc-options"
                                                        : "op-options");
    }
    // Two statements of one set are refused by crmsh; here the second one goes on with it.
    for (auto& o : objects_) {
        if (o.section != section || o.content.id().empty() || o.content.id() != set.id()) continue;
        auto& d = report(code.duplicate_object, statement + 1, "a second statement of " + std::string{set.id()});
        d.notes.push_back({"here first", text::location{0, tree_.where(o.statement + 1)}});
        fill_section(o.content, statement);
        return;
    }
    fill_section(set, statement);
    add_object(std::move(set), section, statement);
}

}  // namespace hakit::crm

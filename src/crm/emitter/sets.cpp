// Sets of names and values, and rules.
#include "crm/emitter/emitter.hpp"
#include "crm/score.hpp"
#include "crm/shell_word.hpp"
#include "crm/syntax.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <utility>

namespace hakit::crm {
namespace {

/// Attributes of dates that crmsh 4 has words for.
bool is_crmsh_date_word(std::string_view name) noexcept {
    static constexpr std::string_view known[] = {"hours", "monthdays", "weekdays",  "yearsdays", "months",
                                                 "weeks", "years",     "weekyears", "moon"};
    return std::ranges::find(known, name) != std::end(known);
}

}  // namespace

void emitter::section(const element& set, std::string_view keyword) {
    part(keyword);
    set_body(set);
}

void emitter::set_body(const element& set) {
    only(set, {key::id, key::id_ref, key::score});
    if (const auto* ref = set.find(key::id_ref)) {
        if (set.has(key::id) || std::ranges::any_of(set.children, counts)) fail();
        setting("$id-ref", ref->value);
        return;
    }
    own_id(set);
    if (const auto* s = set.find(key::score)) {
        if (s->value.empty() || s->value.find(':') != s->value.npos) fail();
        word_text(s->value + ":");
    }
    bool pairs = false;
    for (const auto& inner : set.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::rule)) {
            if (pairs) extension();
            rule(inner);
        } else if (inner.is(tag::nvpair)) {
            pairs = true;
            pair(inner);
        } else {
            fail();
        }
    }
}

void emitter::pair(const element& p) {
    const auto takes = std::exchange(takes_, nullptr);
    only(p, {key::id, key::id_ref, key::name, key::value});
    if (std::ranges::any_of(p.children, counts)) fail();
    const auto* name = p.find(key::name);
    const auto* value = p.find(key::value);
    if (const auto* ref = p.find(key::id_ref)) {
        if (p.has(key::id) || value != nullptr || ref->value.find(':') != ref->value.npos) fail();
        word_text('@' + ref->value + (name != nullptr ? ':' + name->value : ""));
        return;
    }
    if (name == nullptr || name->value.empty()) {
        fail();
        return;
    }
    const auto& n = name->value;
    if (n.find('=') != n.npos || (value != nullptr && value->value.find_first_of("\n\r") != std::string::npos)) {
        fail();
        return;
    }
    const bool reserved = n.front() == '@' || n.front() == '$' || n.front() == '#' || n.find(':') != n.npos ||
                          is_section_word(n) || words::ends_container({{}, {}, n, word::no_equals}) ||
                          words::ends_alert_section({{}, {}, n, word::no_equals});
    const crm::word as_setting{{}, {}, n, static_cast<std::uint32_t>(n.size())};
    const bool taken = takes != nullptr && value != nullptr && takes(as_setting);
    if (taken && !p.has(key::id)) fail();
    std::string text;
    if (!implied(p) || taken || (value == nullptr && reserved) || n.front() == '@' || n.front() == '$') {
        text = '$' + std::string{p.id()} + ':';
        if (value == nullptr) extension();
    }
    text += n;
    if (value == nullptr) {
        word_text(text);
    } else if (is_plain(text) && std::ranges::none_of(text, is_blank)) {
        word(text + '=' + (value->value.empty() ? "" : quote(value->value)));
    } else {
        word(quote(text + '=' + value->value));
    }
}

void emitter::rule(const element& e) {
    word("rule");
    rule_body(e, false);
}

void emitter::rule_body(const element& e, bool nested) {
    only(e, {key::id, key::id_ref, key::role, key::score, key::score_attribute, key::boolean_op});
    if (const auto* ref = e.find(key::id_ref)) {
        if (e.attributes.size() != 1 || std::ranges::any_of(e.children, counts)) fail();
        setting("$id-ref", ref->value);
        return;
    }
    // The first $id= is the rule's.
    const auto first_content = std::ranges::find_if(e.children, counts);
    own_id(e, first_content != e.children.end() && !implied(*first_content));
    const auto* op = e.find(key::boolean_op);
    const auto count = std::ranges::count_if(e.children, counts);
    if (count == 0) fail();
    if (op != nullptr && (op->value != "or" || count < 2)) dollar("boolean-op", op->value);
    const bool either = op != nullptr && op->value == "or";
    if (const auto* role = e.find(key::role)) setting("$role", role->value);
    const auto* score = e.find(key::score);
    const auto* attribute = e.find(key::score_attribute);
    if (score != nullptr && attribute != nullptr) fail();
    if (attribute != nullptr) {
        if (canonical_score(attribute->value) || attribute->value.find(':') != std::string::npos) fail();
        word_text(attribute->value + ':');
    } else if (score != nullptr) {
        if (canonical_score(score->value) != score->value)
            dollar("score", score->value);
        else if (nested || score->value != "INFINITY")
            word(short_score(score->value) + ':');
    } else if (!nested) {
        dollar("score", "");
    }
    bool first = true;
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (!first) word(either ? "or" : "and");
        first = false;
        if (inner.is(tag::rule)) {
            extension();
            word("(");
            rule_body(inner, true);
            word(")");
            takes_ = nullptr;
        } else {
            expression(inner);
        }
    }
}

void emitter::expression(const element& e) {
    takes_ = nullptr;
    if (e.is(tag::date_expression)) {
        date(e);
        return;
    }
    const bool own = !implied(e);
    if (own) {
        extension();
        setting("$id", e.id());
    }
    if (std::ranges::any_of(e.children, counts)) fail();
    if (e.is(tag::rsc_expression) || e.is(tag::op_expression)) {
        extension();
        word(e.is(tag::rsc_expression) ? "resource" : "operation");
        for (const auto& a : e.attributes)
            if (a.name != key::id) setting(a.name.text(), a.value);
        takes_ = e.is(tag::rsc_expression) ? words::is_resource_part : words::is_operation_part;
        return;
    }
    if (!e.is(tag::expression)) {
        fail();
        return;
    }
    only(e, {key::id, key::attribute, key::operation, key::type, key::value, key::value_source});
    const auto name = e.get(key::attribute);
    const auto operation = e.get(key::operation);
    if (name.empty() || operation.empty() || same_word(name, "date")) fail();
    if (operation == "defined" || operation == "not_defined") {
        if (e.has(key::value) || e.has(key::type) || e.has(key::value_source)) fail();
        word(operation);
        word_text(name);
        return;
    }
    word_text(name);
    const auto type = e.get(key::type);
    word((type.empty() ? "" : std::string{type} + ':') + std::string{operation});
    const auto* value = e.find(key::value);
    if (value == nullptr) {
        fail();
        return;
    }
    const auto* source = e.find(key::value_source);
    const auto text = source != nullptr ? source->value + '{' + value->value + '}' : value->value;
    word(source != nullptr ? text : quote(text));
}

void emitter::date(const element& e) {
    only(e, {key::id, key::operation, key::start, key::end});
    word("date");
    if (!implied(e)) {
        extension();
        setting("$id", e.id());
    }
    const auto operation = e.get(key::operation);
    const element* parts = nullptr;
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (parts != nullptr || (!inner.is(tag::duration) && !inner.is(tag::date_spec))) fail();
        parts = &inner;
    }
    if (operation == "lt" || operation == "gt") {
        const auto which = operation == "lt" ? key::end : key::start;
        if (parts != nullptr || e.has(operation == "lt" ? key::start : key::end) || !e.has(which)) fail();
        word(operation);
        word_text(e.get(which));
        return;
    }
    if (operation != "in_range" && operation != "date_spec") {
        fail();
        return;
    }
    word(operation == "in_range" ? "in" : "spec");
    takes_ = words::is_date_part;
    if (parts != nullptr && parts->is(tag::date_spec) != (operation == "date_spec")) fail();
    if (parts != nullptr && !implied(*parts)) dollar(parts->type.text(), parts->id());
    for (const auto k : {key::start, key::end})
        if (const auto* a = e.find(k)) setting(a->name.text(), a->value);
    if (parts == nullptr) return;
    for (const auto& a : parts->attributes) {
        if (a.name == key::id) continue;
        if (is_crmsh_date_word(a.name.text()))
            setting(a.name.text(), a.value);
        else
            dollar(a.name.text(), a.value);
    }
}

void emitter::options_set(const element& set, std::string_view keyword, std::string_view section_name) {
    if (as_xml.contains(&set)) {
        xml(set, section_name);
        return;
    }
    for (const auto& inner : set.children)
        if (inner.is(tag::comment)) comment(inner);
    begin(keyword);
    only(set, {key::id, key::id_ref, key::score});
    if (const auto* ref = set.find(key::id_ref)) {
        if (std::ranges::any_of(set.children, counts)) fail();
        setting("$id-ref", ref->value);
    } else {
        const auto id = set.id();
        if (id.empty()) fail();
        if (std::ranges::all_of(id, [](char c) { return words::is_id_character(c) && c != '.'; }))
            word(std::string{id} + ':');
        else
            setting("$id", id);
        if (const auto* s = set.find(key::score)) {
            extension();
            word_text(s->value + ":");
        }
        for (const auto& inner : set.children) {
            if (!counts(inner)) continue;
            part("");
            if (inner.is(tag::rule))
                rule(inner);
            else if (inner.is(tag::nvpair))
                pair(inner);
            else
                fail();
        }
    }
    if (failed_ || (extended_ && !options_.extensions)) {
        xml(set, section_name);
        return;
    }
    finish(set);
}

}  // namespace hakit::crm

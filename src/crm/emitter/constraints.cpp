// Constraints and their sets of resources.
#include "crm/emitter/emitter.hpp"
#include "crm/score.hpp"
#include "crm/shell_word.hpp"
#include "crm/words.hpp"

#include <algorithm>

namespace hakit::crm {
namespace {

bool is_resource_name(std::string_view id) noexcept {
    return !id.empty() && std::ranges::all_of(id, words::is_id_character) && !words::is_digit(id.front()) &&
           id.front() != '-' && id.front() != '.' && id != "_rsc_set_";
}

}  // namespace

/// "inf:", or what keeps bind() from making one up.
void emitter::score(const element& e) {
    const auto* score = e.find(cib::key::score);
    const auto* attribute = e.find(cib::key::score_attribute);
    if (score != nullptr && attribute != nullptr) fail();
    if (score != nullptr) {
        if (canonical_score(score->value) != score->value) fail();
        word(short_score(score->value) + ':');
    } else if (attribute != nullptr) {
        if (attribute->value.empty() || canonical_score(attribute->value) ||
            attribute->value.find(':') != std::string::npos)
            fail();
        word_text(attribute->value + ':');
    }
}

void emitter::member(std::string_view id, std::string_view qualifier) {
    if (!is_resource_name(id)) fail();
    word(std::string{id} + (qualifier.empty() ? "" : ":" + std::string{qualifier}));
}

void emitter::reference(const element& e, key name, key instance, key qualifier) {
    const auto* which = e.find(qualifier);
    const auto* number = e.find(instance);
    if ((which != nullptr && number != nullptr) || (which != nullptr && which->value.empty())) fail();
    if (number != nullptr && (number->value.empty() || !std::ranges::all_of(number->value, words::is_digit))) fail();
    member(e.get(name), which != nullptr ? which->value : number != nullptr ? number->value : "");
}

void emitter::sets(const element& e, key qualifier, std::size_t simple) {
    // Two runs next to each other would be one.
    bool after_run = false;
    std::string_view last_qualifier;
    const auto count = std::ranges::count_if(e.children, [](const auto& s) { return s.is(tag::resource_set); });
    for (const auto& s : e.children) {
        if (!s.is(tag::resource_set)) continue;
        if (const auto* ref = s.find(key::id_ref)) {
            if (s.attributes.size() != 1 || std::ranges::any_of(s.children, counts)) fail();
            dollar("id-ref", ref->value);
            after_run = false;
            continue;
        }
        const auto members = std::ranges::count_if(s.children, [](const auto& m) { return m.is(tag::resource_ref); });
        if (members == 0 || members != std::ranges::count_if(s.children, counts)) fail();
        const bool parallel = s.get(key::sequential) == "false";
        const bool any = s.get(key::require_all) == "false";
        const auto which = s.get(qualifier);
        const bool bracket = parallel || any;
        const bool own = !implied(s);
        const bool merges = !bracket && after_run && last_qualifier == which;
        if (bracket) word(any ? "[" : "(");
        if (own || merges) dollar("id", s.id());
        // A single run of as many members as two plain resources would be those.
        if (!bracket && !own && !merges && count == 1 && static_cast<std::size_t>(members) <= simple) word("_rsc_set_");
        for (const auto& a : s.attributes) {
            if (a.name == key::id || (a.name == qualifier && !which.empty())) continue;
            if ((a.name == key::sequential || a.name == key::require_all) && a.value == "false") continue;
            dollar(a.name.text(), a.value);
        }
        for (const auto& m : s.children) {
            if (!counts(m)) continue;
            if (m.attributes.size() != 1) fail();
            member(m.id(), which);
        }
        if (any && !parallel && !s.has(key::sequential)) word("sequential=true");
        if (bracket) word(any ? "]" : ")");
        after_run = !bracket;
        last_qualifier = which;
    }
}

/// What the language has no word for stands behind the id.
void emitter::options_but(const element& e, std::initializer_list<key> known) {
    for (const auto& a : e.attributes) {
        if (a.name != key::other && std::ranges::find(known, a.name.known()) != known.end()) continue;
        if (a.value.empty()) fail();
        dollar(a.name.text(), a.value);
    }
}

void emitter::location(const element& e) {
    begin("location");
    word_text(e.id());
    options_but(e, {key::id, key::rsc, key::rsc_pattern, key::score, key::score_attribute, key::node, key::role,
                    key::resource_discovery});
    const bool has_sets = e.child(tag::resource_set) != nullptr;
    const auto* rsc = e.find(key::rsc);
    const auto* pattern = e.find(key::rsc_pattern);
    if ((rsc != nullptr) + (pattern != nullptr) + has_sets != 1) fail();
    if (rsc != nullptr) member(rsc->value, "");
    if (pattern != nullptr) {
        if (pattern->value.empty()) fail();
        word_text('/' + pattern->value + '/');
    }
    if (has_sets) {
        word("{");
        sets(e, key::role, 0);
        word("}");
    }
    for (const auto k : {key::role, key::resource_discovery})
        if (const auto* a = e.find(k)) {
            if (a->value.empty()) fail();
            setting(cib::to_string(k), a->value);
        }
    const auto rules = std::ranges::count_if(e.children, [](const auto& r) { return r.is(tag::rule); });
    if (const auto* node = e.find(key::node)) {
        if (rules != 0 || (!e.has(key::score) && !e.has(key::score_attribute))) fail();
        score(e);
        word_text(node->value);
    } else if (e.has(key::score) || e.has(key::score_attribute) || rules == 0) {
        fail();
    }
    for (const auto& inner : e.children) {
        if (!counts(inner) || inner.is(tag::resource_set)) continue;
        if (!inner.is(tag::rule)) {
            fail();
            continue;
        }
        part("rule");
        rule_body(inner, false);
    }
}

void emitter::colocation(const element& e) {
    begin("colocation");
    word_text(e.id());
    options_but(e, {key::id, key::score, key::score_attribute, key::rsc, key::rsc_role, key::rsc_instance,
                    key::with_rsc, key::with_rsc_role, key::with_rsc_instance, key::node_attribute});
    if (e.has(key::score) || e.has(key::score_attribute))
        score(e);
    else
        dollar("score", "");
    const bool has_sets = e.child(tag::resource_set) != nullptr;
    if (has_sets) {
        if (e.has(key::rsc) || e.has(key::with_rsc)) fail();
        sets(e, key::role, 2);
    } else {
        reference(e, key::rsc, key::rsc_instance, key::rsc_role);
        reference(e, key::with_rsc, key::with_rsc_instance, key::with_rsc_role);
    }
    if (const auto* a = e.find(key::node_attribute)) setting(a->name.text(), a->value);
    for (const auto& inner : e.children)
        if (counts(inner) && !inner.is(tag::resource_set)) fail();
}

void emitter::order(const element& e) {
    begin("order");
    word_text(e.id());
    options_but(e, {key::id, key::kind, key::first, key::first_action, key::first_instance, key::then, key::then_action,
                    key::then_instance, key::symmetrical});
    if (const auto* kind = e.find(key::kind)) word_text(kind->value + ':');
    const bool has_sets = e.child(tag::resource_set) != nullptr;
    if (has_sets) {
        if (e.has(key::first) || e.has(key::then)) fail();
        sets(e, key::action, 2);
    } else {
        reference(e, key::first, key::first_instance, key::first_action);
        reference(e, key::then, key::then_instance, key::then_action);
    }
    if (const auto* a = e.find(key::symmetrical)) setting(a->name.text(), a->value);
    for (const auto& inner : e.children)
        if (counts(inner) && !inner.is(tag::resource_set)) fail();
}

void emitter::ticket(const element& e) {
    begin("rsc_ticket");
    word_text(e.id());
    options_but(e, {key::id, key::ticket, key::rsc, key::rsc_role, key::rsc_instance, key::loss_policy});
    const auto ticket = e.get(key::ticket);
    if (ticket.empty() || ticket.find(':') != ticket.npos) fail();
    word_text(std::string{ticket} + ':');
    const bool has_sets = e.child(tag::resource_set) != nullptr;
    if (has_sets) {
        if (e.has(key::rsc)) fail();
        sets(e, key::role, 1);
    } else {
        if (e.has(key::rsc_instance)) fail();
        reference(e, key::rsc, key::rsc_instance, key::rsc_role);
    }
    if (const auto* a = e.find(key::loss_policy)) setting(a->name.text(), a->value);
    for (const auto& inner : e.children)
        if (counts(inner) && !inner.is(tag::resource_set)) fail();
}

}  // namespace hakit::crm

#include "corosync/binder.hpp"

#include "corosync/codes/key_codes.hpp"
#include "corosync/codes/node_codes.hpp"
#include "corosync/codes/text_codes.hpp"
#include "corosync/quote.hpp"
#include "corosync/schema_names.hpp"
#include "corosync/schema_table.hpp"

#include <algorithm>
#include <utility>

namespace hakit::corosync {
namespace {

std::string list_of(const std::vector<std::string_view>& paths) {
    std::string out;
    for (const auto path : paths) {
        if (!out.empty()) out += " or ";
        out += path.empty() ? "the top level" : quote(path);
    }
    return out;
}

}  // namespace

text::span binder::nth_word(text::node_id id, unsigned n) const noexcept {
    const auto& owner = at(id);
    const auto end = owner.has_block() ? owner.open_token : owner.end_token;
    for (auto i = owner.first_token; i < end; ++i)
        if (tokens_[i].kind() == text::token_kind::word && n-- == 0) return tokens_[i].where();
    const auto start = doc_.where(id).begin;
    return {start, start};
}

void binder::run(config& into) { read_section(doc_.root(), schema::root, &into, into); }

text::diagnostic& binder::report(const text::code_info& code, text::span where, std::string message,
                                 std::optional<text::severity> level) {
    return out_.add(code, {0, where}, std::move(message), level);
}

std::string_view binder::value(text::node_id id) const {
    return at(id).words < 2 ? std::string_view{} : nth_word(id, 1).of(text_);
}

text::span binder::value_place(text::node_id id) const { return at(id).words < 2 ? doc_.header(id) : nth_word(id, 1); }

void binder::read_section(text::node_id parent, const section& s, void* owner, section_base& base) {
    for (auto id = doc_.first_child(parent); id != text::no_node; id = at(id).next)
        if (at(id).has_block() || at(id).words != 0) read_child(id, s, owner, base);
}

void binder::read_child(text::node_id id, const section& s, void* owner, section_base& base) {
    if (!at(id).has_block()) return read_key(id, s, owner, base);
    const auto* child = s.find_section(name(id));
    if (child != nullptr) return read_known_section(id, *child, owner);
    // Up to 3.1.9 corosync looks at the last name alone in these.
    const bool flat = aim_.version < v3_1_10 && (s.closed || &s == &schema::node || &s == &schema::logger_subsys);
    if (s.closed)
        report(key_code.subsection, doc_.header(id), quote(s.path) + " takes no sections",
               flat ? text::severity::warning : text::severity::error);
    else
        report_unknown_section(id, s);
    if (flat) return read_section(id, s, owner, base);
    read_unknown_section(id, std::string{name(id)}, base);
}

void binder::read_known_section(text::node_id id, const section& s, void* owner) {
    const bool aged = report_age(id, s.path, s.since, s.until, s.no_effect, {});
    auto* field = s.field->of(owner);
    if (&s == &schema::nodelist) {
        if (s.field->size(field) != 0)
            report(node_code.second_nodelist, doc_.header(id),
                   "a second nodelist: its nodes overwrite those of the first one, beginning with the first");
        members_ = 0;
    }
    void* block = nullptr;
    if (&s == &schema::node && members_ < s.field->size(field))
        block = s.field->at(field, members_);
    else
        block = s.field->add(field);
    if (&s == &schema::node) ++members_;
    auto& base = *s.field->base(block);
    if (base.where.span == text::nowhere) base.where.span = doc_.header(id);
    // One finding for a section that does nothing, not one for each key.
    const auto before = std::exchange(quiet_, quiet_ || aged);
    read_section(id, s, block, base);
    quiet_ = before;
    check_required(id, s, block);
}

void binder::read_unknown_section(text::node_id id, const std::string& path, section_base& base) {
    for (auto inner = doc_.first_child(id); inner != text::no_node; inner = doc_.next_sibling(inner)) {
        if (at(inner).words == 0 && !at(inner).has_block()) continue;
        const auto below = path + '.' + std::string{name(inner)};
        if (at(inner).has_block())
            read_unknown_section(inner, below, base);
        else
            keep_other(inner, below, base);
    }
}

void binder::keep_other(text::node_id id, const std::string& path, section_base& base) {
    base.other.push_back({path, std::string{value(id)}, {doc_.header(id)}});
}

void binder::read_key(text::node_id id, const section& s, void* owner, section_base& base) {
    const auto* k = s.find_key(name(id));
    if (k == nullptr) {
        if (s.closed)
            report(key_code.closed_section, doc_.header(id), quote(s.path) + " does not take " + quote(name(id)));
        else
            report_unknown_key(id, s);
        report_decoration(id);
        return keep_other(id, std::string{name(id)}, base);
    }
    const bool renamed = k->name == "ringnumber" && aim_.version >= v3_0;
    if (renamed) {
        auto& d = report(node_code.ringnumber, nth_word(id, 0),
                         "'ringnumber' is unknown since 3.0, so the section is about link 0; write 'linknumber'");
        d.remedy = text::fix{"write 'linknumber'", text::applicability::certain, {{nth_word(id, 0), "linknumber"}}};
    }
    const bool plain = k->works_in(aim_.version) && !quiet_;
    const bool aged = renamed || (!plain && report_age(id, k->name, k->since, k->until, k->no_effect, k->instead));
    if (!aged && k->alias)
        report(key_code.alias, nth_word(id, 0), quote(k->name) + " is another name of " + quote(k->instead));
    if (k->field == nullptr) return keep_other(id, std::string{name(id)}, base);
    if (is_set(*k, owner) && k->field->kind != field_kind::texts) {
        std::string before;
        text::span place;
        for_each_value(*k, owner, [&](const std::string& v, text::span where) {
            before = v;
            place = where;
        });
        auto& d = report(key_code.repeated_key, doc_.header(id), quote(k->name) + " is given again; this one counts",
                         before == value(id) ? text::severity::hint : text::severity::warning);
        d.notes.push_back({"the first one", text::location{0, place}});
    }
    store(id, *k, owner, base);
}

void binder::store(text::node_id id, const key& k, void* owner, section_base& base) {
    const auto place = value_place(id);
    switch (k.field->kind) {
        case field_kind::counted:
        case field_kind::signed_count: return store_number(id, k, owner, base);
        case field_kind::text: field_of<words>(k, owner).set(std::string{value(id)}, place); break;
        case field_kind::texts:
            field_of<std::vector<words>>(k, owner).emplace_back(std::string{value(id)}, place);
            break;
        case field_kind::block:
        case field_kind::blocks: return;
    }
    check_text(id, k);
}

void binder::store_number(text::node_id id, const key& k, void* owner, section_base& base) {
    const auto number_read = take_number(id, k);
    if (!number_read) return keep_other(id, std::string{k.name}, base);
    if (k.field->kind == field_kind::signed_count)
        field_of<integer>(k, owner).set(static_cast<std::int64_t>(*number_read), value_place(id));
    else
        field_of<number>(k, owner).set(*number_read, value_place(id));
}

bool binder::report_age(text::node_id id, std::string_view what, release since, release until, release no_effect,
                        std::string_view instead) {
    if (quiet_) return true;
    const auto hint = instead.empty() ? std::string{} : "; use " + std::string{instead};
    if (aim_.version < since) {
        report(key_code.too_new, nth_word(id, 0),
               quote(what) + " is known since " + since.to_string() + ", not in " + aim_.version.to_string());
        return true;
    }
    if (aim_.version >= until) {
        report(key_code.too_old, nth_word(id, 0), quote(what) + " is unknown since " + until.to_string() + hint);
        return true;
    }
    if (aim_.version >= no_effect) {
        report(
            key_code.no_effect, nth_word(id, 0),
            quote(what) +
                (no_effect == v1_0 ? " has no effect in corosync" : " has no effect since " + no_effect.to_string()) +
                hint);
        return true;
    }
    return false;
}

void binder::report_unknown_key(text::node_id id, const section& s) {
    const auto word = name(id);
    const auto elsewhere = sections_with_key(word);
    if (!elsewhere.empty()) {
        report(key_code.misplaced_key, nth_word(id, 0),
               quote(word) + " has no effect here; it belongs in " + list_of(elsewhere));
        return;
    }
    std::vector<std::string_view> known;
    for (const auto& k : s.keys)
        if (k.known_in(aim_.version)) known.push_back(k.name);
    const auto close = text::nearest(word, known);
    const auto home = s.path.empty() ? std::string{"the top level"} : quote(s.path);
    auto& d = report(key_code.unknown_key, nth_word(id, 0),
                     quote(word) + " is unknown in " + home +
                         (close.empty() ? std::string{} : "; did you mean " + quote(close) + "?"));
    if (!close.empty())
        d.remedy = text::fix{
            "replace it by " + quote(close), text::applicability::maybe, {{nth_word(id, 0), std::string{close}}}};
}

void binder::report_unknown_section(text::node_id id, const section& s) {
    const auto word = name(id);
    const auto where = at(id).words == 0 ? doc_.where(id) : nth_word(id, 0);
    if (at(id).words == 0) return;  // reported by the grammar
    const auto elsewhere = sections_with_section(word);
    if (!elsewhere.empty()) {
        report(key_code.misplaced_section, where,
               quote(word) + " has no effect here; it belongs in " + list_of(elsewhere));
        return;
    }
    std::vector<std::string_view> known;
    for (const auto* child : s.sections)
        if (child->known_in(aim_.version)) known.push_back(child->name);
    const auto close = text::nearest(word, known);
    auto& d = report(key_code.unknown_section, where,
                     quote(word) + " is no section that corosync knows" +
                         (close.empty() ? std::string{} : "; did you mean " + quote(close) + "?"));
    if (!close.empty())
        d.remedy =
            text::fix{"replace it by " + quote(close), text::applicability::maybe, {{where, std::string{close}}}};
}

void binder::check_required(text::node_id id, const section& s, const void* owner) {
    const auto* required = s.path == "logging.logger_subsys"    ? s.find_key("subsys")
                           : s.path == "logging.logging_daemon" ? s.find_key("name")
                                                                : nullptr;
    if (required == nullptr) return;
    const auto& given = field_of<words>(*required, owner);
    const auto stops = [&](text::diagnostic& d) {
        if (at(id).closed)
            d.notes.push_back(
                {"corosync stops at its '}'", text::location{0, doc_.tokens()[at(id).end_token - 1].where()}});
    };
    if (!given) {
        stops(report(key_code.missing_key, doc_.header(id), quote(s.name) + " needs " + quote(required->name)));
    } else if (aim_.strict() && !may_be_stored(*given)) {
        stops(report(text_code.bad_name, given.where(),
                     "corosync stores " + quote(*given) +
                         " as a part of a name, and cannot: only letters, digits and . _ - / : fit"));
    }
}

config bind(const text::document& doc, const target& aim, text::diagnostic_list& out) {
    config c;
    binder{doc, aim, out}.run(c);
    return c;
}

}  // namespace hakit::corosync

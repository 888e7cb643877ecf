// Fencing levels, access control, tags and alerts.
#include "crm/acl_words.hpp"
#include "crm/emitter/emitter.hpp"
#include "crm/shell_word.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <map>

namespace hakit::crm {

void emitter::topology(const element& section) {
    if (std::ranges::none_of(section.children, counts)) return;
    for (const auto& inner : section.children)
        if (inner.is(tag::comment)) comment(inner);
    begin("fencing_topology");
    std::map<std::string, int> next;
    std::string under_way;
    for (const auto& level : section.children) {
        if (!counts(level)) continue;
        if (!level.is(tag::fencing_level) || std::ranges::any_of(level.children, counts)) {
            fail();
            continue;
        }
        only(level, {key::id, key::target, key::target_attribute, key::target_value, key::target_pattern, key::index,
                     key::devices});
        std::string target;
        if (const auto* attribute = level.find(key::target_attribute)) {
            if (attribute->value.find('=') != std::string::npos || !level.has(key::target_value)) fail();
            target = "attr:" + attribute->value + '=' + std::string{level.get(key::target_value)};
        } else if (const auto* pattern = level.find(key::target_pattern)) {
            if (pattern->value.empty()) fail();
            target = "pattern:" + pattern->value;
        } else {
            target = std::string{level.get(key::target)} + ':';
            if (target.size() == 1 || target.find(':') != target.size() - 1) fail();
        }
        if (target != under_way) {
            part("");
            const auto equals = target.find('=');
            if (target.starts_with("attr:"))
                word(target.substr(0, equals + 1) + quote(target.substr(equals + 1)));
            else
                word_text(target);
            under_way = target;
        }
        auto& expected = next[target];
        if (!implied(level)) dollar("id", level.id());
        const auto index = level.get(key::index);
        if (index.empty() || !std::ranges::all_of(index, words::is_digit) || index.size() > 9) {
            fail();
        } else if (index != std::to_string(++expected)) {
            dollar("index", index);
            expected = std::stoi(std::string{index});
        }
        const auto devices = level.get(key::devices);
        if (devices.empty() || devices.find_first_of(":=") != devices.npos) fail();
        word_text(devices);
    }
    only(section, {});
    if (as_xml.contains(&section)) fail();
    finish(section);
}

void emitter::permission(const element& e) {
    part(e.is(tag::acl_permission) ? e.get(key::kind) : e.type.text());
    if (!implied(e)) {
        if (std::ranges::all_of(e.id(), [](char c) { return words::is_id_character(c) && c != '.'; }))
            word(std::string{e.id()} + ':');
        else
            setting("$id", e.id());
    }
    description(e);
    only(e, {key::id, key::kind, key::description, key::xpath, key::reference, key::object_type, key::ref, key::tag,
             key::attribute});
    const auto* type = e.find(e.is(tag::acl_permission) ? key::object_type : key::tag);
    const auto* reference = e.find(e.is(tag::acl_permission) ? key::reference : key::ref);
    const auto* path = e.find(key::xpath);
    if ((type != nullptr) + (reference != nullptr) + (path != nullptr) != 1) fail();
    for (const auto& a : e.attributes)
        if (a.name != key::id && a.name != key::kind && a.value.empty()) fail();
    if (path != nullptr) word_text("xpath:" + path->value);
    if (reference != nullptr) word_text("ref:" + reference->value);
    if (type != nullptr) word_text("type:" + type->value);
    if (const auto* attribute = e.find(key::attribute)) word_text("attr:" + attribute->value);
}

void emitter::role(const element& e) {
    begin("role");
    only(e, {key::id, key::description});
    word_text(e.id());
    description(e);
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::acl_permission) || inner.is(tag::read) || inner.is(tag::write) || inner.is(tag::deny))
            permission(inner);
        else
            fail();
    }
}

void emitter::user(const element& e) {
    begin("user");
    only(e, {key::id});
    word_text(e.id());
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::role_ref))
            word_text("role:" + std::string{inner.id()});
        else if (inner.is(tag::read) || inner.is(tag::write) || inner.is(tag::deny))
            permission(inner);
        else
            fail();
    }
}

void emitter::target(const element& e, std::string_view keyword) {
    begin(keyword);
    only(e, {key::id, key::description});
    word_text(e.id());
    if (e.has(key::description)) extension();
    description(e);
    if (std::ranges::none_of(e.children, counts)) fail();
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (!inner.is(tag::role)) fail();
        word_text(inner.id());
    }
}

void emitter::tagged(const element& e) {
    begin("tag");
    only(e, {key::id});
    word_text(e.id());
    if (std::ranges::none_of(e.children, counts)) fail();
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (!inner.is(tag::obj_ref)) fail();
        word_text(inner.id());
    }
}

void emitter::alert(const element& e) {
    begin("alert");
    only(e, {key::id, key::path, key::description});
    word_text(e.id());
    const auto path = e.get(key::path);
    if (path.empty()) fail();
    word_text(path);
    description(e);
    std::size_t recipients = 0;
    const auto sections = [&](const element& of, const element& inner, bool own_line) {
        const auto word_of = inner.is(tag::meta_attributes) ? "meta" : "attributes";
        (void)of;
        if (own_line)
            part(word_of);
        else
            word(word_of);
        set_body(inner);
    };
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::instance_attributes) || inner.is(tag::meta_attributes)) {
            sections(e, inner, true);
        } else if (inner.is(tag::select)) {
            part("select");
            for (const auto& kind : inner.children) {
                if (!counts(kind)) continue;
                const auto name = kind.type.text();
                if (!name.starts_with("select_")) fail();
                word(name.substr(std::min<std::size_t>(7, name.size())));
                if (!kind.is(tag::select_attributes)) continue;
                word("{");
                for (const auto& a : kind.children) {
                    if (!counts(a)) continue;
                    if (!a.is(tag::attribute) || !implied(a)) fail();
                    word_text(a.get(key::name));
                }
                word("}");
            }
        } else if (inner.is(tag::recipient)) {
            ++recipients;
            only(inner, {key::id, key::value, key::description});
            part("to");
            const bool complex = std::ranges::any_of(inner.children, counts);
            if (complex) word("{");
            if (inner.id() != std::string{e.id()} + "-recipient-" + std::to_string(recipients))
                dollar("id", inner.id());
            const auto value = inner.get(key::value);
            if (value.empty() || value == "{") fail();
            word_text(value);
            description(inner);
            for (const auto& set : inner.children) {
                if (!counts(set)) continue;
                if (!set.is(tag::instance_attributes) && !set.is(tag::meta_attributes)) fail();
                sections(inner, set, false);
            }
            if (complex) word("}");
        } else {
            fail();
        }
    }
}

}  // namespace hakit::crm

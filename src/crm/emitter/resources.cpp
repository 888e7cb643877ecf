// Nodes, primitives and what contains them.
#include "crm/containers.hpp"
#include "crm/emitter/emitter.hpp"
#include "crm/op_attributes.hpp"
#include "crm/words.hpp"

#include <algorithm>
#include <vector>

namespace hakit::crm {
namespace {

using cib::tag;

std::string_view section_word(tag type) noexcept {
    switch (type) {
        case tag::instance_attributes: return "params";
        case tag::meta_attributes: return "meta";
        case tag::utilization: return "utilization";
        default: return {};
    }
}

}  // namespace

void emitter::node(const element& e) {
    begin("node");
    only(e, {key::id, key::uname, key::type, key::description});
    const auto uname = e.get(key::uname);
    if (uname.empty()) fail();
    if (!implied(e)) {
        const auto id = e.id();
        if (std::ranges::all_of(id, [](char c) { return words::is_id_character(c) && c != '.'; }))
            word(std::string{id} + ':');
        else
            setting("$id", id);
    }
    const auto* type = e.find(key::type);
    word_text(std::string{uname} + (type != nullptr ? ":" + type->value : ""));
    description(e);
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::instance_attributes))
            section(inner, "attributes");
        else if (inner.is(tag::utilization))
            section(inner, "utilization");
        else
            fail();
    }
}

void emitter::primitive(const element& e) {
    const bool is_template = e.is(tag::template_);
    begin(is_template ? "rsc_template" : "primitive");
    only(e, {key::id, key::class_, key::provider, key::type, key::template_, key::description});
    word_text(e.id());
    if (const auto* from = e.find(key::template_)) {
        if (is_template || e.has(key::class_) || e.has(key::provider) || e.has(key::type)) fail();
        word_text('@' + from->value);
    } else {
        const auto agent_class = std::string{e.get(key::class_)};
        if (agent_class.empty() || e.get(key::type).empty()) fail();
        // "ocf::x" has no provider, "ocf:x" would get one.
        const bool two = e.has(key::provider) || agent_class == "ocf";
        word_text(agent_class + ':' + (two ? std::string{e.get(key::provider)} + ':' : "") +
                  std::string{e.get(key::type)});
    }
    description(e);
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        const auto word = section_word(inner.type.known());
        if (!word.empty())
            section(inner, word);
        else if (inner.is(tag::operations))
            operations(inner);
        else
            fail();
    }
}

void emitter::operations(const element& e) {
    only(e, {key::id, key::id_ref});
    const bool empty = std::ranges::none_of(e.children, counts);
    if (const auto* id = e.find(key::id)) {
        part("operations");
        setting("$id", id->value);
    } else if (const auto* ref = e.find(key::id_ref)) {
        part("operations");
        setting("$id-ref", ref->value);
    } else if (empty) {
        part("operations");
        extension();
    }
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::op))
            op(inner);
        else
            fail();
    }
}

void emitter::op(const element& e) {
    part("op");
    const auto name = e.get(key::name);
    if (name.empty()) fail();
    word_text(name);
    if (!implied(e)) setting("id", e.id());
    for (const auto& a : e.attributes) {
        if (a.name == key::name || a.name == key::id) continue;
        if (!is_op_attribute(a.name.text(), schema())) fail();
        // What the reader would fill in need not be said.
        setting(a.name.text(), a.value);
    }
    const bool filled_in = options_.spoken == dialect::crmsh_4 || name != "monitor";
    if (!e.has(key::interval) && filled_in) dollar("interval", "");
    bool first = true;
    for (const auto& inner : e.children) {
        if (!counts(inner)) continue;
        if (inner.is(tag::instance_attributes)) {
            // Plain parameters stand among the attributes, as crmsh writes them.
            const bool inline_set =
                first && implied(inner) && inner.attributes.size() <= 1 && e.has(key::interval) &&
                std::ranges::any_of(inner.children, counts) &&
                std::ranges::all_of(inner.children, [this](const auto& p) {
                    return !p.is_element() || (p.is(tag::nvpair) && !is_op_attribute(p.get(key::name), schema()) &&
                                               p.has(key::value) && !p.has(key::id_ref));
                });
            if (inline_set) {
                for (const auto& p : inner.children)
                    if (counts(p)) pair(p);
            } else {
                word("op_params");
                set_body(inner);
            }
        } else if (inner.is(tag::meta_attributes)) {
            word("op_meta");
            set_body(inner);
        } else {
            fail();
        }
        first = false;
    }
}

void emitter::container(const element& e, std::string_view keyword) {
    begin(keyword);
    only(e, {key::id, key::description});
    word_text(e.id());
    bool members = false;
    for (const auto& inner : e.children)
        if (cib::is_resource(inner.type.known())) {
            members = true;
            word_text(inner.id());
        }
    if (!members) fail();
    description(e);
    for (const auto& inner : e.children) {
        if (!counts(inner) || cib::is_resource(inner.type.known())) continue;
        const auto word = section_word(inner.type.known());
        if (word.empty() || inner.is(tag::utilization))
            fail();
        else
            section(inner, word);
    }
}

void emitter::bundle(const element& e) {
    begin("bundle");
    only(e, {key::id, key::description});
    word_text(e.id());
    description(e);
    const auto settings = [&](const element& of) {
        if (of.has(key::id) && !implied(of)) setting("id", of.id());
        for (const auto& a : of.attributes)
            if (a.name != key::id) setting(a.name.text(), a.value);
    };
    // crmsh wants the container first; Pacemaker takes it anywhere.
    std::vector<const element*> parts;
    for (const auto& inner : e.children)
        if (counts(inner)) parts.push_back(&inner);
    if (!options_.extensions)
        std::stable_partition(parts.begin(), parts.end(),
                              [](const element* part) { return is_container(part->type.known()); });
    bool behind_section = false;
    for (const auto* part_of : parts) {
        const auto& inner = *part_of;
        behind_section |= cib::is_nvset(inner.type.known());
        switch (inner.type.known()) {
            case tag::docker:
            case tag::podman:
            case tag::rkt:
                if (behind_section || !crmsh_reads(inner.type.known(), options_.spoken)) extension();
                [[fallthrough]];
            case tag::network:
            case tag::storage:
                part(inner.type.text());
                settings(inner);
                for (const auto& mapping : inner.children) {
                    if (!counts(mapping)) continue;
                    if (!mapping.is(tag::port_mapping) && !mapping.is(tag::storage_mapping)) fail();
                    if (std::ranges::any_of(mapping.children, counts)) fail();
                    word(mapping.type.text());
                    settings(mapping);
                }
                break;
            case tag::meta_attributes: section(inner, "meta"); break;
            case tag::instance_attributes: section(inner, "params"); break;
            case tag::primitive:
                part("primitive");
                word_text(inner.id());
                break;
            default: fail();
        }
    }
}

}  // namespace hakit::crm

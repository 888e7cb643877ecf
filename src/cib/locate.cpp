#include "cib/locate.hpp"

#include <charconv>
#include <optional>

namespace hakit::cib {
namespace {

using elements = std::vector<const element*>;

/// The name that a step has in XML.
std::string_view xml_name(std::string_view step) noexcept {
    const tag set = set_named(step);
    if (set != tag::other) return to_string(set);
    return step == "fencing_topology" ? to_string(tag::fencing_topology) : step;
}

/// What else than its id an element is known by.
key second_name(const element& e) noexcept {
    switch (e.type.known()) {
        case tag::node: return key::uname;
        case tag::op:
        case tag::nvpair:
        case tag::attribute: return key::name;
        case tag::recipient: return key::value;
        case tag::fencing_level: return key::index;
        default: return key::id;
    }
}

std::optional<std::size_t> number(std::string_view text) noexcept {
    std::size_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{} || end != text.data() + text.size() || n == 0) return std::nullopt;
    return n;
}

/// Those of `from` that the selector means: by id, by their other name, or by number.
elements selected(const elements& from, const std::optional<std::string>& selector) {
    if (!selector) return from;
    elements found;
    if (!selector->starts_with('#')) {
        for (const element* e : from)
            if (e->has(key::id) && e->id() == *selector) found.push_back(e);
        if (found.empty())
            for (const element* e : from)
                if (e->has(second_name(*e)) && e->get(second_name(*e)) == *selector) found.push_back(e);
        if (!found.empty()) return found;
    }
    const auto n = number(std::string_view{*selector}.substr(selector->starts_with('#') ? 1 : 0));
    if (n && *n <= from.size()) found.push_back(from[*n - 1]);
    return found;
}

bool matches(const element& e, std::string_view name) noexcept {
    return e.is_element() && (name.empty() || e.type.text() == name);
}

/// The elements of that name nearest to the root, and with the selector: search the whole configuration.
void collect(const element& e, std::string_view name, elements& found) {
    if (e.is(tag::status)) return;
    if (matches(e, name)) found.push_back(&e);
    for (const element& child : e.children) collect(child, name, found);
}

elements first_step(const config& c, const text::path_step& step) {
    elements found;
    if (step.name == "property") {
        if (const element* section = find_section(c, tag::crm_config))
            for (const element& set : section->children)
                if (set.is(tag::cluster_property_set)) found.push_back(&set);
    } else if (step.name == "rsc_defaults" || step.name == "op_defaults") {
        if (const element* section = find_section(c, find_tag(step.name)))
            for (const element& set : section->children)
                if (set.is(tag::meta_attributes)) found.push_back(&set);
    } else if (step.name == "status") {
        if (const element* status = c.root.child(tag::status)) found.push_back(status);
    } else {
        collect(c.root, xml_name(step.name), found);
    }
    return selected(found, step.selector);
}

elements next_step(const elements& from, const text::path_step& step) {
    const std::string_view name = xml_name(step.name);
    elements found;
    for (const element* e : from) {
        for (const element& child : e->children)
            if (matches(child, name)) found.push_back(&child);
        if (name == "op")
            for (const element& list : e->children)
                if (list.is(tag::operations))
                    for (const element& op : list.children)
                        if (op.is(tag::op)) found.push_back(&op);
    }
    if (!found.empty()) return selected(found, step.selector);
    for (const element* e : from)
        if (is_nvset(e->type.known()))
            for (const element& pair : e->children)
                if (pair.is(tag::nvpair) && pair.get(key::name) == step.name) found.push_back(&pair);
    return selected(found, step.selector);
}

std::string described(const text::path_step& step) { return text::path{{step}}.to_string(); }

}  // namespace

tag set_named(std::string_view step) noexcept {
    if (step == "params" || step == "attributes" || step == "op_params") return tag::instance_attributes;
    if (step == "meta" || step == "op_meta") return tag::meta_attributes;
    const tag known = find_tag(step);
    return is_nvset(known) ? known : tag::other;
}

std::vector<const element*> elements_at(const config& c, const std::vector<text::path_step>& steps) {
    elements at;
    for (std::size_t i = 0; i < steps.size(); ++i) at = i == 0 ? first_step(c, steps[0]) : next_step(at, steps[i]);
    return at;
}

result<located> locate(const config& c, const text::path& p) {
    const auto& steps = p.steps();
    if (steps.empty()) return located{&c.root, nullptr};
    elements at;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        elements next = i == 0 ? first_step(c, steps[0]) : next_step(at, steps[i]);
        if (next.empty() && i > 0 && i + 1 == steps.size() && !steps[i].selector) {
            located found;
            for (const element* e : at) {
                const attribute* part = e->find(steps[i].name);
                if (!part) continue;
                if (found.part) return error{errc::invalid_argument, p.to_string() + " names several attributes"};
                found = {e, part};
            }
            if (found.part) return found;
        }
        if (next.empty())
            return error{
                errc::not_found,
                "there is no " + described(steps[i]) +
                    (i == 0 ? ""
                            : " in " + text::path{{steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(i)}}
                                           .to_string())};
        at = std::move(next);
    }
    if (at.size() > 1)
        return error{errc::invalid_argument,
                     p.to_string() + " names " + std::to_string(at.size()) + " elements; say which one by [ID]"};
    return located{at.front(), nullptr};
}

}  // namespace hakit::cib

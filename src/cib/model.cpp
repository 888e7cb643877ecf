#include <hakit/cib/model.hpp>

#include <algorithm>
#include <array>

namespace hakit::cib {
namespace {

template <class Element>
auto* child_of(Element& e, tag t) noexcept {
    for (auto& c : e.children)
        if (c.is(t)) return &c;
    return static_cast<decltype(e.children.data())>(nullptr);
}

/// The order in which the schemas want the sections.
constexpr std::array section_order{
    tag::crm_config,   tag::nodes,       tag::resources, tag::constraints, tag::fencing_topology,
    tag::rsc_defaults, tag::op_defaults, tag::acls,      tag::tags,        tag::alerts};

std::size_t rank(tag t) noexcept {
    return static_cast<std::size_t>(std::find(section_order.begin(), section_order.end(), t) - section_order.begin());
}

/// The place among `parent`'s children where a section of that rank belongs.
std::vector<element>::iterator place_for(element& parent, tag t) noexcept {
    return std::find_if(parent.children.begin(), parent.children.end(),
                        [&](const element& c) { return c.is_element() && rank(c.type.known()) > rank(t); });
}

bool same_attributes(const element& a, const element& b) {
    if (a.attributes.size() != b.attributes.size()) return false;
    if (a.attributes == b.attributes) return true;
    return std::is_permutation(a.attributes.begin(), a.attributes.end(), b.attributes.begin());
}

template <class Config>
auto* configuration_of(Config& c) noexcept {
    return c.root.is(tag::configuration) ? &c.root : child_of(c.root, tag::configuration);
}

template <class Config>
auto* section_in(Config& c, tag t) noexcept {
    if (c.root.is(t)) return &c.root;
    auto* all = configuration_of(c);
    return all ? child_of(*all, t) : nullptr;
}

}  // namespace

const attribute* element::find(std::string_view name) const noexcept {
    for (const attribute& a : attributes)
        if (a.name.text() == name) return &a;
    return nullptr;
}

text::span element::place(key k) const noexcept {
    const attribute* a = find(k);
    return a && a->where != nowhere ? a->where : where;
}

element& element::set(key k, std::string value, text::span at) {
    if (attribute* same = find(k)) {
        same->value = std::move(value);
        same->where = at;
    } else {
        attributes.push_back({k, std::move(value), at});
    }
    return *this;
}

element& element::set(key_name name, std::string value, text::span at) {
    const auto same =
        std::find_if(attributes.begin(), attributes.end(), [&](const attribute& a) { return a.name == name; });
    if (same == attributes.end()) {
        attributes.push_back({std::move(name), std::move(value), at});
    } else {
        same->value = std::move(value);
        same->where = at;
    }
    return *this;
}

bool element::erase(key k) noexcept {
    return std::erase_if(attributes, [&](const attribute& a) { return a.name == k; }) > 0;
}

element& element::add(element child) {
    children.push_back(std::move(child));
    return children.back();
}

const element* element::child(cib::tag t) const noexcept { return child_of(*this, t); }
element* element::child(cib::tag t) noexcept { return child_of(*this, t); }

bool operator==(const element& a, const element& b) {
    return a.type == b.type && a.text == b.text && same_attributes(a, b) && a.children == b.children;
}

const element* configuration(const config& c) noexcept { return configuration_of(c); }
element* configuration(config& c) noexcept { return configuration_of(c); }
const element* find_section(const config& c, tag t) noexcept { return section_in(c, t); }
element* find_section(config& c, tag t) noexcept { return section_in(c, t); }

element& section(config& c, tag t) {
    if (element* there = find_section(c, t)) return *there;
    element* parent = configuration(c);
    if (!parent) parent = &*c.root.children.insert(c.root.children.begin(), element{tag::configuration});
    return *parent->children.insert(place_for(*parent, t), element{t});
}

bool is_resource(tag t) noexcept {
    switch (t) {
        case tag::primitive:
        case tag::template_:
        case tag::group:
        case tag::clone:
        case tag::master:
        case tag::bundle: return true;
        default: return false;
    }
}

bool is_constraint(tag t) noexcept {
    return t == tag::rsc_location || t == tag::rsc_colocation || t == tag::rsc_order || t == tag::rsc_ticket;
}

bool is_nvset(tag t) noexcept {
    return t == tag::cluster_property_set || t == tag::instance_attributes || t == tag::meta_attributes ||
           t == tag::utilization;
}

const element* find_nvpair(const element& owner, tag set, std::string_view name) noexcept {
    for (const element& s : owner.children) {
        if (!s.is(set)) continue;
        for (const element& pair : s.children)
            if (pair.is(tag::nvpair) && pair.get(key::name) == name) return &pair;
    }
    return nullptr;
}

}  // namespace hakit::cib

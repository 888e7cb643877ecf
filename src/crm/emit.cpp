#include <hakit/crm/emit.hpp>

#include <hakit/cib/ids.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/parse.hpp>

#include "crm/emitter/emitter.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace hakit::crm {
namespace {

using cib::element;
using cib::key;
using cib::tag;

bool is_content(const element& e) noexcept { return e.is_element(); }

/// Sections in the order of the canonical layout.
constexpr tag sections[] = {
    tag::nodes,      tag::resources,    tag::tags,        tag::constraints, tag::fencing_topology,
    tag::crm_config, tag::rsc_defaults, tag::op_defaults, tag::acls,        tag::alerts};

void write_section(emitter& out, const element& s) {
    switch (s.type.known()) {
        case tag::fencing_topology: out.topology(s); return;
        case tag::crm_config:
        case tag::rsc_defaults:
        case tag::op_defaults: {
            const auto type = s.is(tag::crm_config) ? tag::cluster_property_set : tag::meta_attributes;
            const auto* keyword = s.is(tag::crm_config)     ? "property"
                                  : s.is(tag::rsc_defaults) ? "rsc_defaults"
                                                            : "op_defaults";
            for (const auto& set : s.children) {
                if (set.is(tag::comment))
                    out.comment(set);
                else if (set.is(type))
                    out.options_set(set, keyword, s.is(tag::crm_config) ? "" : s.type.text());
                else if (set.is_element())
                    out.done.left_out.push_back(std::string{set.type.text()} + " " + std::string{set.id()});
            }
            return;
        }
        default:
            for (const auto& object : s.children) {
                if (object.is(tag::comment))
                    out.comment(object);
                else if (object.is_element())
                    out.object(object);
            }
    }
}

emitted write_all(const cib::config& c, const std::unordered_set<const element*>& implied,
                  const std::unordered_set<const element*>& as_xml, const emit_options& options) {
    emitter out{implied, options};
    out.as_xml = as_xml;
    for (const auto& e : c.before) out.comment(e);
    for (const auto t : sections)
        if (const auto* s = cib::find_section(c, t)) write_section(out, *s);
    for (const auto& e : c.after) out.comment(e);
    if (const auto* top = cib::configuration(c))
        for (const auto& s : top->children)
            if (s.is_element() && std::ranges::find(sections, s.type.known()) == std::end(sections))
                out.done.left_out.push_back("section " + std::string{s.type.text()});
    return std::move(out.done);
}

/// Without the resources in it.
bool same_object(const element& a, const element& b) {
    if (a.type != b.type || a.attributes.size() != b.attributes.size()) return false;
    for (const auto& x : a.attributes) {
        const auto* y = b.find(x.name.text());
        if (y == nullptr || y->value != x.value) return false;
    }
    const auto next = [](const element& of, std::size_t& at) -> const element* {
        while (at < of.children.size() &&
               (!is_content(of.children[at]) || cib::is_resource(of.children[at].type.known())))
            ++at;
        return at < of.children.size() ? &of.children[at++] : nullptr;
    };
    for (std::size_t i = 0, j = 0;;) {
        const auto* x = next(a, i);
        const auto* y = next(b, j);
        if (x == nullptr || y == nullptr) return x == y;
        if (!equivalent(*x, *y)) return false;
    }
}

/// Finds what did not come back as it was.
class verifier {
public:
    explicit verifier(std::unordered_set<const element*>& different) : different_{different} {}

    void compare(const cib::config& wanted, const cib::config& got) {
        for (const auto t : sections) {
            const auto* a = cib::find_section(wanted, t);
            const auto* b = cib::find_section(got, t);
            if (a == nullptr) continue;
            static const element nothing{tag::other};
            if (t == tag::fencing_topology) {
                if (!same_object(*a, b != nullptr ? *b : nothing) && std::ranges::any_of(a->children, is_content))
                    different_.insert(a);
                continue;
            }
            members(*a, b != nullptr ? *b : nothing);
        }
    }

private:
    void members(const element& a, const element& b) {
        boost::unordered_flat_map<std::string_view, const element*> by_id;  // made when the order is another one
        std::size_t at = 0;
        for (const auto& e : a.children) {
            if (!e.is_element() || (!is_object_of(a, e))) continue;
            while (at < b.children.size() && (!b.children[at].is_element() || !is_object_of(b, b.children[at]))) ++at;
            // In its place, or at least somewhere.
            const element* other = at < b.children.size() && b.children[at].id() == e.id() ? &b.children[at] : nullptr;
            if (other != nullptr) {
                ++at;
            } else {
                if (by_id.empty())
                    for (const auto& one : b.children)
                        if (one.is_element()) by_id.try_emplace(one.id(), &one);
                if (const auto found = by_id.find(e.id()); found != by_id.end()) other = found->second;
            }
            if (other == nullptr || !same_object(e, *other)) {
                different_.insert(&e);
                continue;
            }
            members(e, *other);
        }
    }

    /// In sections everything counts, in containers the resources.
    static bool is_object_of(const element& owner, const element& e) noexcept {
        return !cib::is_resource(owner.type.known()) || cib::is_resource(e.type.known());
    }

    std::unordered_set<const element*>& different_;
};

}  // namespace

bool equivalent(const element& a, const element& b) {
    if (!same_object(a, b)) return false;
    const auto next = [](const element& of, std::size_t& at) -> const element* {
        while (at < of.children.size() && !cib::is_resource(of.children[at].type.known())) ++at;
        return at < of.children.size() ? &of.children[at++] : nullptr;
    };
    for (std::size_t i = 0, j = 0;;) {
        const auto* x = next(a, i);
        const auto* y = next(b, j);
        if (x == nullptr || y == nullptr) return x == y;
        if (!equivalent(*x, *y)) return false;
    }
}

emitted emit(const cib::config& c, const emit_options& wanted) {
    auto options = wanted;
    if (!options.schema) options.schema = cib::version_of(c).value_or(cib::default_schema);
    const auto implied = cib::implied_ids(c);
    std::unordered_set<const element*> as_xml;
    auto written = write_all(c, implied, as_xml, options);
    if (options.redact) return written;
    // What was written is read again; what does not come back as it was goes out as XML.
    bind_options reading;
    reading.spoken = options.spoken;
    reading.schema = *options.schema;
    text::diagnostic_list ignored;
    const auto again = bind(parse({"", written.text}), reading, ignored);
    verifier{as_xml}.compare(c, again);
    return as_xml.empty() ? written : write_all(c, implied, as_xml, options);
}

}  // namespace hakit::crm

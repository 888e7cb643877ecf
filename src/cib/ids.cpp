#include <hakit/cib/ids.hpp>

#include "cib/id_hash.hpp"
#include "text/byte_set.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>

namespace hakit::cib {
namespace {

/// What crmsh appends to the prefix; empty when it appends nothing.
std::string_view suffix(tag t) noexcept {
    switch (t) {
        case tag::instance_attributes:
        case tag::meta_attributes:
        case tag::utilization:
        case tag::rule:
        case tag::expression:
        case tag::duration:
        case tag::date_spec:
        case tag::read:
        case tag::write:
        case tag::deny:
        case tag::recipient: return to_string(t);
        case tag::date_expression:
        case tag::rsc_expression:
        case tag::op_expression: return to_string(tag::expression);
        default: return {};
    }
}

/// The id of the first set in a section whose sets need no name; empty for other sections.
std::string_view usual_id(tag section) noexcept {
    switch (section) {
        case tag::crm_config: return "cib-bootstrap-options";
        case tag::rsc_defaults: return "rsc-options";
        case tag::op_defaults: return "op-options";
        default: return {};
    }
}

bool all_digits(std::string_view s) noexcept {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Bytes of letters beyond ASCII count too.
constexpr auto id_characters = text::byte_set{"_-."}.with('a', 'z').with('A', 'Z').with('0', '9').with(0x80, 0xff);

/// How many elements have an id, or need one.
std::size_t count_of_ids(const element& e) noexcept {
    std::size_t count = needs_id(e.type.known());
    for (const element& child : e.children)
        if (!child.is(tag::status)) count += count_of_ids(child);
    return count;
}

/// Walks a configuration in its order and knows at each element which id it would get.
template <class Element>
class id_walk {
public:
    /// `number_sets`: a second set of options may get the usual id with a number, which crmsh does not do.
    id_walk(const id_options& options, bool number_sets) : options_{options}, number_sets_{number_sets} {}

    /// visit(element, propose) is called for each element that needs an id, with a function that makes one; it returns
    /// the id that the element has from then on, empty for none.
    template <class Visit>
    void run(Element& top, Visit visit) {
        taken_.reserve(count_of_ids(top));
        each_section(top, [&](Element& s) { take_objects(s); });
        each_section(top, [&](Element& s) { name_objects(s, visit); });
        each_section(top, [&](Element& s) {
            const std::string_view prefix = s.is(tag::fencing_topology) ? "fencing" : "";
            for (Element& object : s.children) object_parts(object, prefix, visit);
        });
    }

private:
    template <class Each>
    static void each_section(Element& top, Each each) {
        if (top.is(tag::cib) || top.is(tag::configuration)) {
            for (Element& child : top.children)
                if (!child.is(tag::status)) each_section(child, each);
        } else {
            each(top);
        }
    }

    void take(std::string_view id) {
        if (!id.empty()) taken_.insert(id);
    }

    /// Objects: what stands directly in a section, and resources inside of resources.
    void take_objects(Element& section) {
        if (section.is(tag::fencing_topology)) return;
        for (Element& object : section.children) take_object(section, object);
    }
    void take_object(const Element& section, Element& object) {
        if (!object.is_element()) return;
        const std::string_view usual = usual_id(section.type.known());
        if (object.id() != usual || usual.empty()) take(object.id());
        for (Element& inner : object.children)
            if (is_resource(inner.type.known())) take_object(section, inner);
    }

    /// The ids of objects that may do without: nodes and the sets of the options.
    template <class Visit>
    void name_objects(Element& section, Visit& visit) {
        const std::string_view usual = usual_id(section.type.known());
        for (Element& object : section.children) {
            if (object.is(tag::node)) {
                take(visit(object, [&] { return std::string{object.get(key::uname)}; }));
            } else if (!usual.empty() && is_nvset(object.type.known()) && !object.has(key::id_ref)) {
                take(visit(object, [&] {
                    return !number_sets_ && taken_.contains(usual) ? std::string{} : free(std::string{usual});
                }));
            }
        }
    }

    template <class Visit>
    void object_parts(Element& object, std::string_view prefix, Visit& visit) {
        if (object.is(tag::fencing_level)) take(visit(object, [&] { return make(object, prefix); }));
        const std::string_view uname = object.is(tag::node) ? object.get(key::uname) : std::string_view{};
        parts(object, !uname.empty() ? uname : object.id().empty() ? prefix : object.id(), visit);
    }

    template <class Visit>
    void parts(Element& parent, std::string_view prefix, Visit& visit) {
        if (is_resource(parent.type.known()))
            for (Element& e : parent.children)
                if (is_resource(e.type.known())) object_parts(e, prefix, visit);
        std::size_t recipients = 0;
        for (Element& e : parent.children) {
            const tag t = e.type.known();
            recipients += t == tag::recipient;
            if (is_resource(t)) continue;
            if (needs_id(t) && !e.has(key::id_ref) && !prefix.empty()) {
                take(visit(e, [&] { return make(e, prefix, recipients); }));
            } else {
                take(is_reference(t) ? std::string_view{} : e.id());
            }
            if (!e.children.empty()) parts(e, e.id().empty() || is_reference(t) ? prefix : e.id(), visit);
        }
    }

    static bool is_reference(tag t) noexcept {
        return t == tag::resource_ref || t == tag::obj_ref || t == tag::role || t == tag::role_ref;
    }

    std::string make(const Element& e, std::string_view prefix, std::size_t recipient = 0) {
        constexpr std::size_t usual_rest = 24;
        std::string id;
        id.reserve(prefix.size() + usual_rest);
        if (all_digits(prefix)) id = "num-";
        id += prefix;
        const auto append = [&](std::string_view part) {
            if (part.empty()) return;
            id += '-';
            if (!options_.safe_characters || id_characters.holds_all(part))
                id += part;
            else
                for (char c : part) id += id_characters.contains(c) ? c : '.';
        };
        if (e.is(tag::nvpair)) {
            append(e.get(key::name));
        } else if (e.is(tag::op)) {
            append(e.get(key::name));
            append(e.get(key::interval));
        } else {
            append(suffix(e.type.known()));
            if (e.is(tag::recipient)) append(std::to_string(recipient));
        }
        return free(std::move(id));
    }

    /// The id, or the first of id-0, id-1, ... that is not taken.
    std::string free(std::string id) {
        if (!taken_.contains(id)) return id;
        std::uint32_t& next = next_number_[id];
        std::string numbered;
        do numbered = id + "-" + std::to_string(next++);
        while (taken_.contains(numbered));
        --next;  // a proposal that is not used leaves its number free
        return numbered;
    }

    id_options options_;
    bool number_sets_;
    boost::unordered_flat_set<std::string_view, id_hash> taken_;  ///< views of the tree
    boost::unordered_flat_map<std::string, std::uint32_t> next_number_;
};

}  // namespace

bool needs_id(tag t) noexcept {
    switch (t) {
        case tag::cluster_property_set:
        case tag::instance_attributes:
        case tag::meta_attributes:
        case tag::utilization:
        case tag::nvpair:
        case tag::rule:
        case tag::expression:
        case tag::date_expression:
        case tag::duration:
        case tag::date_spec:
        case tag::rsc_expression:
        case tag::op_expression:
        case tag::node:
        case tag::port_mapping:
        case tag::storage_mapping:
        case tag::op:
        case tag::resource_set:
        case tag::fencing_level:
        case tag::acl_role:
        case tag::acl_permission:
        case tag::acl_target:
        case tag::acl_group:
        case tag::acl_user:
        case tag::read:
        case tag::write:
        case tag::deny:
        case tag::tag:
        case tag::alert:
        case tag::recipient:
        case tag::attribute: return true;
        default: return is_resource(t) || is_constraint(t);
    }
}

void assign_ids(config& c, const id_options& options) {
    id_walk<element> walk{options, true};
    walk.run(c.root, [](element& e, const auto& propose) -> std::string_view {
        if (e.has(key::id)) return e.id();
        std::string id = propose();
        if (id.empty()) return {};
        e.set(key::id, std::move(id));
        return e.id();
    });
}

void for_each_implied_id(const config& c, const std::function<void(const element&)>& f, const id_options& options) {
    id_walk<const element> walk{options, false};
    walk.run(c.root, [&](const element& e, const auto& propose) -> std::string_view {
        const std::string_view id = e.id();
        if (!id.empty() && propose() == id) f(e);
        return id;
    });
}

std::unordered_set<const element*> implied_ids(const config& c, const id_options& options) {
    std::unordered_set<const element*> implied;
    for_each_implied_id(
        c, [&](const element& e) { implied.insert(&e); }, options);
    return implied;
}

}  // namespace hakit::cib

// Ids that are there twice, and references to ids that are not there.
#include "cib/check/context.hpp"

namespace hakit::cib {
namespace {

class reference_check {
public:
    explicit reference_check(context& c) : c_{c} {}

    void run() {
        ids();
        nodes();
        tags();
        if (!c_.whole) return;
        references();
        each_constraint(c_, [&](const element& e) { constraint(e); });
        for (const auto& r : c_.resources())
            if (const attribute* name = r.self->find(key::template_); name && !c_.template_of(*r.self))
                c_.report(code.unknown_template, r.self->place(key::template_), not_a(*name, "template"));
        acls();
    }

private:
    /// "there is no template 'x'", or what 'x' is instead.
    [[nodiscard]] std::string not_a(const attribute& name, std::string_view what) const {
        const element* other = c_.find_id(name.value);
        if (!other) return "there is no " + std::string{what} + " '" + name.value + "'";
        return "'" + name.value + "' is a <" + std::string{other->type.text()} + ">, no " + std::string{what};
    }

    void ids() {
        for (const element* e : c_.repeated_ids()) {
            const attribute& id = *e->find(key::id);
            const element& first = *c_.find_id(id.value);
            auto& d = c_.report(code.duplicate_id, e->place(key::id), "the id '" + id.value + "' is taken already");
            c_.note(d, "by this <" + std::string{first.type.text()} + ">", first.place(key::id));
        }
    }

    void references() {
        for (const element* e : c_.references()) {
            const attribute& ref = *e->find(key::id_ref);
            const element* target = c_.find_id(ref.value);
            if (!target) {
                c_.report(code.dangling_reference, e->place(key::id_ref), "nothing has the id '" + ref.value + "'");
            } else if (target->type != e->type) {
                auto& d = c_.report(code.other_kind, e->place(key::id_ref),
                                    "'" + ref.value + "' is a <" + std::string{target->type.text()} + ">, not a <" +
                                        std::string{e->type.text()} + ">");
                c_.note(d, "it stands here", target->where);
            }
        }
    }

    void resource(const element& e, key name) {
        const attribute* a = e.find(name);
        if (!a) return;
        if (const auto* found = c_.find_resource(a->value)) {
            if (found->parent && found->parent->is(tag::bundle)) inside_bundle(*a, e.place(name), *found->parent);
            return;
        }
        const element* other = c_.find_id(a->value);
        if (other && other->is(tag::tag)) return;
        auto& d = c_.report(code.unknown_resource, e.place(name), not_a(*a, "resource"));
        if (other) return;
        std::vector<std::string_view> known;
        for (const auto& r : c_.resources()) known.push_back(r.self->id());
        c_.suggest(d, a->value, known, a->where);
    }

    /// Pacemaker gives the instances in a bundle other names, and ignores such a constraint.
    void inside_bundle(const attribute& name, text::span where, const element& bundle) {
        const std::string id{bundle.id()};
        auto& d =
            c_.report(code.unknown_resource, where,
                      "'" + name.value + "' runs inside of the bundle '" + id + "'; no constraint finds it there");
        c_.note(d, "the bundle", bundle.where);
        if (name.where != nowhere)
            d.remedy = text::fix{
                "replace '" + name.value + "' by '" + id + "'", text::applicability::maybe, {{name.where, id}}};
    }

    void constraint(const element& e) {
        for (key name : {key::rsc, key::with_rsc, key::first, key::then}) resource(e, name);
        for (const element& set : e.children)
            if (set.is(tag::resource_set))
                for (const element& ref : set.children)
                    if (ref.is(tag::resource_ref)) resource(ref, key::id);
        if (c_.node_count() == 0) return;
        if (const attribute* node = e.find(key::node); node && !c_.is_node(node->value) && !node_of_bundle(node->value))
            c_.report(code.unknown_node, e.place(key::node), "there is no node '" + node->value + "'");
    }

    /// The nodes inside of a bundle are called BUNDLE-0, BUNDLE-1, ...
    [[nodiscard]] bool node_of_bundle(std::string_view name) const noexcept {
        const std::size_t dash = name.rfind('-');
        if (dash == name.npos) return false;
        const auto* r = c_.find_resource(name.substr(0, dash));
        return r && r->self->is(tag::bundle);
    }

    void nodes() {
        const element* list = find_section(c_.all, tag::nodes);
        if (!list) return;
        boost::unordered_flat_map<std::string_view, const element*> by_name;
        boost::unordered_flat_map<std::string_view, const element*> by_id;
        for (const element& e : list->children) {
            if (!e.is(tag::node)) continue;
            if (const auto [at, added] = by_name.emplace(e.get(key::uname), &e); !added && e.has(key::uname)) {
                auto& d = c_.report(code.duplicate_uname, e.place(key::uname),
                                    "a second node '" + std::string{e.get(key::uname)} + "'");
                c_.note(d, "the first one", at->second->where);
            } else if (const auto [other, fresh] = by_id.emplace(e.id(), &e); !fresh && e.has(key::id)) {
                auto& d = c_.report(code.duplicate_id, e.place(key::id),
                                    "the id '" + std::string{e.id()} + "' is taken already");
                c_.note(d, "by this <node>", other->second->where);
            }
        }
    }

    void tags() {
        const element* list = find_section(c_.all, tag::tags);
        if (!list || !c_.whole) return;
        for (const element& t : list->children)
            for (const element& ref : t.children)
                if (ref.is(tag::obj_ref) && !c_.find_id(ref.id()) && !c_.is_node(ref.id()))
                    c_.report(code.undefined_in_tag, ref.place(key::id),
                              "nothing has the id '" + std::string{ref.id()} + "'",
                              c_.version && *c_.version < schema_version{3, 3} ? text::severity::error
                                                                               : text::severity::warning);
    }

    void acls() {
        const element* list = find_section(c_.all, tag::acls);
        if (!list) return;
        for (const element& owner : list->children)
            for (const element& e : owner.children) {
                if (e.is(tag::role) || e.is(tag::role_ref)) {
                    const element* role = c_.find_id(e.id());
                    if (!role || !role->is(tag::acl_role))
                        c_.report(code.unknown_role, e.place(key::id),
                                  "there is no role '" + std::string{e.id()} + "'");
                }
                for (key name : {key::reference, key::ref})
                    if (const attribute* a = e.find(name); a && !c_.find_id(a->value))
                        c_.report(code.dangling_reference, e.place(name), "nothing has the id '" + a->value + "'");
            }
    }

    context& c_;
};

}  // namespace

void check_references(context& c) { reference_check{c}.run(); }

}  // namespace hakit::cib

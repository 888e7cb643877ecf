#include <hakit/cib/diff.hpp>

#include <hakit/cib/secrets.hpp>
#include <hakit/text/path.hpp>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <string_view>

namespace hakit::cib {
namespace {

/// What an element is matched by among its siblings of one type.
std::string identity(const element& e) {
    const auto joined = [&](std::initializer_list<key> names) {
        std::string all;
        for (key n : names) all += std::string{e.get(n)} + '\n';
        return all;
    };
    switch (e.type.known()) {
        case tag::nvpair: return e.has(key::name) ? joined({key::name}) : joined({key::id_ref});
        case tag::op: return joined({key::name, key::interval, key::role});
        case tag::node: return joined({key::uname});
        case tag::fencing_level:
            return joined({key::target, key::target_pattern, key::target_attribute, key::target_value, key::index});
        case tag::expression:
        case tag::date_expression:
        case tag::rsc_expression:
        case tag::op_expression:
        case tag::rule:
        case tag::duration:
        case tag::date_spec:
        case tag::resource_set: return {};
        case tag::attribute: return joined({key::name});
        case tag::recipient: return joined({key::value});
        default: return e.has(key::id_ref) ? joined({key::id_ref}) : joined({key::id});
    }
}

/// Elements whose id says nothing but who they are.
bool id_counts(tag t) noexcept {
    switch (t) {
        case tag::instance_attributes:
        case tag::meta_attributes:
        case tag::utilization:
        case tag::nvpair:
        case tag::op:
        case tag::operations:
        case tag::rule:
        case tag::expression:
        case tag::date_expression:
        case tag::rsc_expression:
        case tag::op_expression:
        case tag::duration:
        case tag::date_spec:
        case tag::resource_set:
        case tag::fencing_level:
        case tag::acl_permission:
        case tag::recipient:
        case tag::port_mapping:
        case tag::storage_mapping:
        case tag::attribute: return false;
        default: return true;
    }
}

bool order_counts(tag parent, tag child) noexcept {
    return (parent == tag::group && child == tag::primitive) || parent == tag::resource_set ||
           (child == tag::resource_set);
}

/// Attributes of <cib> that count changes, or say who made them.
bool is_counter(key k) noexcept {
    switch (k) {
        case key::admin_epoch:
        case key::epoch:
        case key::num_updates:
        case key::cib_last_written:
        case key::update_origin:
        case key::update_client:
        case key::update_user:
        case key::have_quorum:
        case key::dc_uuid:
        case key::execution_date: return true;
        default: return false;
    }
}

/// The step that leads to the element.
text::path_step step_of(const element& e) {
    const auto named = [&](key k) {
        return e.has(k) ? std::optional<std::string>{std::string{e.get(k)}} : std::nullopt;
    };
    std::string name{e.type.text()};
    switch (e.type.known()) {
        case tag::instance_attributes: name = "params"; break;
        case tag::meta_attributes: name = "meta"; break;
        case tag::cluster_property_set: name = "property"; break;
        case tag::node: return {name, named(key::uname)};
        case tag::op:
        case tag::attribute: return {name, named(key::name)};
        case tag::nvpair: return {std::string{e.get(key::name, e.get(key::id_ref))}, std::nullopt};
        case tag::fencing_level: return {name, named(key::id)};
        default: break;
    }
    return {name, id_counts(e.type.known()) ? named(key::id) : std::nullopt};
}

class differ {
public:
    explicit differ(const diff_options& options) : options_{options} {}

    void run(const config& a, const config& b) {
        index(a.root, nullptr, before_);
        index(b.root, nullptr, after_);
        if (a.root.is(tag::cib) && b.root.is(tag::cib)) attributes(a.root, b.root, {});
        const element* left = configuration(a);
        const element* right = configuration(b);
        if (left && right) {
            children(*left, *right, {});
        } else if (!left && !right && a.root.type == b.root.type) {
            children(a.root, b.root, {});
        } else {
            whole(a.root, {}, change::kind::removed);
            whole(b.root, {}, change::kind::added);
        }
    }

    std::vector<change> found;

private:
    using path = std::vector<text::path_step>;
    struct place {
        const element* self;
        const element* parent;
    };
    using resources = boost::unordered_flat_map<std::string_view, place>;

    static void index(const element& e, const element* parent, resources& into) {
        if (is_resource(e.type.known())) into.emplace(e.id(), place{&e, parent});
        for (const element& child : e.children) index(child, &e, into);
    }

    static std::string text_of(const path& p) { return text::path{p}.to_string(); }
    static path extended(path p, const element& e) {
        if (e.is(tag::meta_attributes) && p.size() == 1 &&
            (p[0].name == "rsc_defaults" || p[0].name == "op_defaults")) {
            p[0].selector = std::string{e.id()};
            return p;
        }
        if (is_object(e.type.known())) p.clear();  // named by itself, wherever it stands
        p.push_back(step_of(e));
        return p;
    }

    static bool is_object(tag t) noexcept {
        switch (t) {
            case tag::cluster_property_set:
            case tag::node:
            case tag::fencing_level:
            case tag::acl_role:
            case tag::acl_target:
            case tag::acl_group:
            case tag::acl_user:
            case tag::tag:
            case tag::alert: return true;
            default: return is_resource(t) || is_constraint(t);
        }
    }

    [[nodiscard]] std::string shown(const element& e, key k, std::string_view value) const {
        const bool secret = !options_.secrets && e.is(tag::nvpair) && k == key::value && is_secret(e.get(key::name));
        return secret ? "********" : std::string{value};
    }

    void whole(const element& e, const path& p, change::kind what) {
        if (e.is(tag::nvpair)) {
            const std::string value = shown(e, key::value, e.get(key::value));
            const bool added = what == change::kind::added;
            found.push_back({what, text_of(p), added ? std::string{} : value, added ? value : std::string{}});
            return;
        }
        found.push_back({what, text_of(p), {}, {}});
    }

    void attributes(const element& a, const element& b, path p) {
        const auto put = [&](key k, std::string_view name, const attribute* x, const attribute* y) {
            if (a.is(tag::cib) ? is_counter(k) : (k == key::id && !id_counts(a.type.known()))) return;
            if (x && y && x->value == y->value) return;
            path where = p;
            if (!(a.is(tag::nvpair) && k == key::value)) where.push_back({std::string{name}, std::nullopt});
            found.push_back({!x   ? change::kind::added
                             : !y ? change::kind::removed
                                  : change::kind::changed,
                             text_of(where), x ? shown(a, k, x->value) : std::string{},
                             y ? shown(b, k, y->value) : std::string{}});
        };
        for (const attribute& x : a.attributes) put(x.name.known(), x.name.text(), &x, b.find(x.name.text()));
        for (const attribute& y : b.attributes)
            if (!a.find(y.name.text())) put(y.name.known(), y.name.text(), nullptr, &y);
    }

    void pair(const element& a, const element& b, const path& p) {
        attributes(a, b, p);
        children(a, b, p);
    }

    void children(const element& a, const element& b, const path& p) {
        // Equal identities are matched in their order.
        boost::unordered_flat_map<std::string, std::vector<const element*>> waiting;
        const auto name = [](const element& e) { return std::string{e.type.text()} + '\n' + identity(e); };
        for (const element& y : b.children)
            if (counts(y)) waiting[name(y)].push_back(&y);
        for (auto& [id, list] : waiting) std::reverse(list.begin(), list.end());
        std::vector<std::pair<const element*, const element*>> pairs;
        for (const element& x : a.children) {
            if (!counts(x)) continue;
            auto& list = waiting[name(x)];
            if (list.empty()) {
                pairs.emplace_back(&x, nullptr);
            } else {
                pairs.emplace_back(&x, list.back());
                list.pop_back();
            }
        }
        boost::unordered_flat_set<const element*> left;
        for (const auto& [id, list] : waiting) left.insert(list.begin(), list.end());
        std::vector<const element*> fresh;
        for (const element& y : b.children)
            if (left.contains(&y)) fresh.push_back(&y);
        // Sets whose ids alone differ are the same sets.
        for (auto& matched : pairs) {
            const element* x = matched.first;
            if (!matched.second && !id_counts(x->type.known()) && !x->is(tag::nvpair) && !x->is(tag::op)) {
                const auto other =
                    std::find_if(fresh.begin(), fresh.end(), [&](const element* f) { return f->type == x->type; });
                if (other == fresh.end()) continue;
                matched.second = *other;
                fresh.erase(other);
            }
        }
        for (const auto& [x, y] : pairs) {
            if (y)
                pair(*x, *y, extended(p, *x));
            else
                gone(*x, p);
        }
        for (const element* y : fresh) came(*y, p);
        sequence(a, b, p);
    }

    [[nodiscard]] static bool counts(const element& e) noexcept { return e.is_element() && !e.is(tag::status); }

    void gone(const element& e, const path& p) {
        if (is_resource(e.type.known()) && after_.contains(e.id())) return;  // came() tells
        whole(e, extended(p, e), change::kind::removed);
        inner(e, after_, before_, false);
    }

    void came(const element& e, const path& p) {
        const auto old = is_resource(e.type.known()) ? before_.find(e.id()) : before_.end();
        if (old == before_.end()) {
            whole(e, extended(p, e), change::kind::added);
            inner(e, before_, after_, true);
            return;
        }
        const element& was = *old->second.self;
        if (was.type != e.type.known()) {
            found.push_back({change::kind::removed, text_of(extended({}, was)), {}, {}});
            found.push_back({change::kind::added, text_of(extended({}, e)), {}, {}});
            return;
        }
        const element* now = after_.at(e.id()).parent;
        found.push_back({change::kind::changed, text_of(extended({}, e)), "in " + described(old->second.parent),
                         "in " + described(now)});
        pair(was, e, extended({}, e));
    }

    static std::string described(const element* e) { return e ? text_of({step_of(*e)}) : "nothing"; }

    /// Resources inside of one that came or went, which are somewhere on the other side too.
    void inner(const element& e, const resources& other, const resources&, bool added) {
        for (const element& child : e.children) {
            if (!is_resource(child.type.known())) continue;
            const auto there = other.find(child.id());
            if (there != other.end() && added) {
                found.push_back({change::kind::changed, text_of(extended({}, child)),
                                 "in " + described(there->second.parent), "in " + described(&e)});
                if (there->second.self->type == child.type.known())
                    pair(*there->second.self, child, extended({}, child));
            } else if (there == other.end()) {
                whole(child, extended({}, child), added ? change::kind::added : change::kind::removed);
            }
            inner(child, other, other, added);
        }
    }

    void sequence(const element& a, const element& b, const path& p) {
        const auto list = [](const element& e) {
            std::string ids;
            for (const element& child : e.children)
                if (order_counts(e.type.known(), child.type.known()) && child.has(key::id) &&
                    !child.is(tag::resource_set))
                    ids += (ids.empty() ? "" : " ") + std::string{child.id()};
            return ids;
        };
        std::string old_order = list(a);
        std::string new_order = list(b);
        if (old_order == new_order) return;
        const auto sorted = [](std::string_view ids) {
            std::vector<std::string_view> words;
            while (!ids.empty()) {
                const std::size_t blank = std::min(ids.find(' '), ids.size());
                words.push_back(ids.substr(0, blank));
                ids.remove_prefix(std::min(blank + 1, ids.size()));
            }
            std::sort(words.begin(), words.end());
            return words;
        };
        if (sorted(old_order) != sorted(new_order)) return;  // members came or went, which was told
        found.push_back({change::kind::changed, text_of(p), std::move(old_order), std::move(new_order)});
    }

    diff_options options_;
    resources before_;
    resources after_;
};

}  // namespace

std::vector<change> diff(const config& before, const config& after, const diff_options& options) {
    differ d{options};
    d.run(before, after);
    return std::move(d.found);
}

std::string to_text(std::span<const change> changes) {
    std::string out;
    for (const change& c : changes) {
        out += c.what == change::kind::added ? "+ " : c.what == change::kind::removed ? "- " : "~ ";
        out += c.path;
        if (c.what == change::kind::changed) {
            out += ": " + c.before + " -> " + c.after;
        } else if (!c.before.empty() || !c.after.empty()) {
            out += ": " + (c.what == change::kind::added ? c.after : c.before);
        }
        out += '\n';
    }
    return out;
}

}  // namespace hakit::cib

#include <hakit/cib/references.hpp>

#include <hakit/cib/ids.hpp>

#include "cib/schema/tables.hpp"
#include "cib/xml_text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace hakit::cib {
namespace {

/// Whether the attribute holds the id of something else.
bool refers(tag owner, key name) noexcept {
    if (owner == tag::obj_ref && name == key::id) return true;
    const attribute_row* row = name == key::other ? nullptr : find_row(owner, name);
    return row && (row->kind == value_kind::idref || row->kind == value_kind::devices);
}

/// Calls f(word) with each id in the value; f gives the new word, empty to drop it.
template <class F>
std::string mapped(tag owner, const attribute& a, F f) {
    const attribute_row* row = find_row(owner, a.name.known());
    if (!row || row->kind != value_kind::devices) return f(a.value);
    std::string list;
    for (std::size_t at = 0; at <= a.value.size();) {
        const std::size_t comma = std::min(a.value.find(',', at), a.value.size());
        const std::string word = f(a.value.substr(at, comma - at));
        if (!word.empty()) list += (list.empty() ? "" : ",") + word;
        at = comma + 1;
    }
    return list;
}

void collect(const element& e, std::string_view id, std::vector<reference>& found) {
    if (e.is(tag::status)) return;
    for (const attribute& a : e.attributes) {
        if (!refers(e.type.known(), a.name.known())) continue;
        bool hit = false;
        mapped(e.type.known(), a, [&](const std::string& word) {
            hit |= word == id;
            return word;
        });
        if (hit) found.push_back({&e, a.name.known()});
    }
    for (const element& child : e.children) collect(child, id, found);
}

/// An element that says its own id.
element* find_object(element& e, std::string_view id) {
    if (e.is(tag::status)) return nullptr;
    if (e.id() == id && e.has(key::id) && !refers(e.type.known(), key::id) && !e.is(tag::node)) return &e;
    for (element& child : e.children)
        if (element* found = find_object(child, id)) return found;
    return nullptr;
}

using names = std::map<std::string, std::string, std::less<>>;

std::size_t replace(element& e, const names& renamed) {
    if (e.is(tag::status)) return 0;
    std::size_t count = 0;
    for (attribute& a : e.attributes) {
        if (!refers(e.type.known(), a.name.known())) continue;
        std::string value = mapped(e.type.known(), a, [&](const std::string& word) {
            const auto found = renamed.find(word);
            return found == renamed.end() ? word : found->second;
        });
        if (value == a.value) continue;
        a.value = std::move(value);
        ++count;
    }
    for (element& child : e.children) count += replace(child, renamed);
    return count;
}

std::string described(const element& e) { return std::string{e.type.text()} + " " + std::string{e.id()}; }

/// Removes step by step until nothing refers to what is gone.
class remover {
public:
    explicit remover(config& c) : c_{c} {}

    result<std::vector<std::string>> run(std::string_view id) {
        const element* object = find_object(c_.root, id);
        if (!object) return error{errc::not_found, "there is no '" + std::string{id} + "'"};
        doomed_.insert(object);
        containers(c_.root);
        for (const element* d : doomed_) mark(*d);
        if (auto problem = obstacle(c_.root); !problem.empty()) return error{errc::refused, std::move(problem)};
        const std::string first = described(*object);
        done_.push_back(first);
        for (bool again = true; again;) {
            again = false;
            again |= prune(c_.root);
        }
        // The object itself was told first.
        const auto twice = std::find(done_.begin() + 1, done_.end(), first);
        if (twice != done_.end()) done_.erase(twice);
        return std::move(done_);
    }

private:
    /// A clone or bundle goes with its resource, a group with its last one.
    bool containers(const element& e) {
        if (doomed_.contains(&e)) return true;
        std::size_t resources = 0;
        std::size_t gone = 0;
        for (const element& child : e.children) {
            const bool doomed = containers(child);
            if (!is_resource(child.type.known())) continue;
            ++resources;
            gone += doomed;
        }
        const bool holder = e.is(tag::clone) || e.is(tag::master) || e.is(tag::group);
        if (holder && resources > 0 && gone == resources) {
            doomed_.insert(&e);
            return true;
        }
        return false;
    }

    /// The ids in what goes.
    void mark(const element& e) {
        if (e.has(key::id) && !refers(e.type.known(), key::id)) gone_.insert(std::string{e.id()});
        for (const element& child : e.children) mark(child);
    }

    std::string obstacle(const element& e) const {
        if (doomed_.contains(&e) || e.is(tag::status)) return {};
        for (key k : {key::id_ref, key::template_})
            if (const attribute* a = e.find(k); a && gone_.contains(a->value) && refers(e.type.known(), k))
                return described(e) + " needs '" + a->value + "'";
        for (const element& child : e.children)
            if (auto found = obstacle(child); !found.empty()) return found;
        return {};
    }

    /// Removes what is doomed or empty or refers to what is gone; true when more has to follow.
    bool prune(element& e) {
        if (e.is(tag::status)) return false;
        bool more = false;
        for (std::size_t i = 0; i < e.children.size();) {
            element& child = e.children[i];
            if (falls(child)) {
                if (!is_part(child)) done_.push_back(described(child));
                mark(child);
                e.children.erase(e.children.begin() + static_cast<std::ptrdiff_t>(i));
                more = true;
            } else {
                more |= prune(child);
                ++i;
            }
        }
        return more;
    }

    /// Parts are not worth a line of their own.
    static bool is_part(const element& e) noexcept {
        return e.is(tag::resource_ref) || e.is(tag::obj_ref) || e.is(tag::resource_set) || e.is(tag::role) ||
               e.is(tag::role_ref);
    }

    /// Pointers into the tree are only good for what has not moved: so resources are known by their id.
    bool falls(element& e) {
        const tag t = e.type.known();
        if (e.has(key::id) && !refers(t, key::id) && gone_.contains(std::string{e.id()}) && !e.is(tag::node))
            return true;
        bool emptied = false;
        for (attribute& a : e.attributes) {
            if (!refers(t, a.name.known()) || a.name == key::id_ref || a.name == key::template_) continue;
            std::string left =
                mapped(t, a, [&](const std::string& word) { return gone_.contains(word) ? std::string{} : word; });
            if (left.empty() && !a.value.empty()) emptied = true;
            if (left != a.value && !left.empty()) a.value = std::move(left);
        }
        if (emptied) return true;
        const auto lost = [&](tag child) { return had_.contains(std::string{e.id()} + to_text(t)) && !e.child(child); };
        if (t == tag::resource_set || t == tag::tag) {
            const tag child = t == tag::tag ? tag::obj_ref : tag::resource_ref;
            if (e.child(child)) had_.insert(std::string{e.id()} + to_text(t));
            return lost(child);
        }
        if (is_constraint(t)) {
            if (e.child(tag::resource_set)) had_.insert(std::string{e.id()} + to_text(t));
            return lost(tag::resource_set);
        }
        return false;
    }

    static std::string to_text(tag t) { return "\n" + std::string{to_string(t)}; }

    config& c_;
    std::set<const element*> doomed_;
    std::set<std::string, std::less<>> gone_;
    std::set<std::string, std::less<>> had_;  ///< sets and constraints that were seen with something in them
    std::vector<std::string> done_;
};

}  // namespace

std::vector<reference> references_to(const config& c, std::string_view id) {
    std::vector<reference> found;
    collect(c.root, id, found);
    return found;
}

result<std::size_t> rename(config& c, std::string_view id, std::string_view new_id) {
    if (!is_xml_name(new_id, false))
        return error{errc::invalid_argument, "'" + std::string{new_id} + "' cannot be an id"};
    element* object = find_object(c.root, id);
    if (!object) return error{errc::not_found, "there is no '" + std::string{id} + "'"};
    if (find_object(c.root, new_id))
        return error{errc::already_exists, "there is a '" + std::string{new_id} + "' already"};

    // Parts whose ids follow from the object's lose them, and get them anew.
    const auto implied = implied_ids(c);
    std::vector<std::pair<element*, std::string>> parts;
    const auto strip = [&](auto&& self, element& e) -> void {
        for (element& child : e.children) {
            if (is_resource(child.type.known())) continue;
            if (implied.contains(&child)) parts.emplace_back(&child, std::string{child.id()});
            self(self, child);
        }
    };
    strip(strip, *object);
    for (auto& [part, old] : parts) part->erase(key::id);
    object->find(key::id)->value = new_id;
    assign_ids(c);
    names renamed{{std::string{id}, std::string{new_id}}};
    std::size_t count = 1;
    for (const auto& [part, old] : parts) {
        if (part->id() == old) continue;
        renamed.emplace(old, part->id());
        ++count;
    }
    return count + replace(c.root, renamed);
}

result<std::vector<std::string>> remove(config& c, std::string_view id) { return remover{c}.run(id); }

}  // namespace hakit::cib

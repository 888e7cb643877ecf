#include "crm/emitter/comparison.hpp"

#include "crm/containers.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace hakit::crm {
namespace {

using cib::element;
using cib::key;
using cib::tag;

bool is_resource(const element& e) noexcept { return cib::is_resource(e.type.known()); }
bool is_runner(const element& e) noexcept { return is_container(e.type.known()); }
bool is_content(const element& e) noexcept { return e.is_element() && !is_resource(e) && !is_runner(e); }

/// The next child from `at` on that passes; null when there is none.
template <class Test>
const element* next_child(const element& of, std::size_t& at, Test test) {
    while (at < of.children.size() && !test(of.children[at])) ++at;
    return at < of.children.size() ? &of.children[at++] : nullptr;
}

bool same_object(const element& a, const element& b, const element_set& implied);

template <class Test, class Same>
bool same_children(const element& a, const element& b, Test test, Same same) {
    for (std::size_t i = 0, j = 0;;) {
        const auto* x = next_child(a, i, test);
        const auto* y = next_child(b, j, test);
        if (x == nullptr || y == nullptr) return x == y;
        if (!same(*x, *y)) return false;
    }
}

/// Resources inside of `a` may stand anywhere among its other children.
bool same_with_members(const element& a, const element& b, const element_set& implied) {
    return same_object(a, b, implied) && same_children(a, b, is_resource, [&](const element& x, const element& y) {
               return same_with_members(x, y, implied);
           });
}

/// Without the resources in it. `implied`: elements of `a` whose id `b` may lack.
bool same_object(const element& a, const element& b, const element_set& implied) {
    if (a.type != b.type) return false;
    const bool without_id = !b.has(key::id) && a.has(key::id) && implied.contains(&a);
    if (a.attributes.size() != b.attributes.size() + without_id) return false;
    for (const auto& x : a.attributes) {
        if (without_id && x.name == key::id) continue;
        const auto* y = x.name == key::other ? b.find(x.name.text()) : b.find(x.name.known());
        if (y == nullptr || y->value != x.value) return false;
    }
    const auto same = [&](const element& x, const element& y) { return same_with_members(x, y, implied); };
    return same_children(a, b, is_runner, same) && same_children(a, b, is_content, same);
}

}  // namespace

bool equivalent(const element& a, const element& b) { return same_with_members(a, b, {}); }

void comparison::objects(tag section, std::span<const element* const> objects, const element& got) {
    members(element{section}, objects, got);
}

void comparison::whole(const element& section, const element& got) {
    if (std::ranges::any_of(section.children, is_content) && !same_object(section, got, implied_))
        different_.insert(&section);
}

bool comparison::same_id(const element& wanted, const element& got) const {
    return wanted.id() == got.id() || (!got.has(key::id) && implied_.contains(&wanted));
}

void comparison::members(const element& owner, std::span<const element* const> objects, const element& got) {
    const bool container = is_resource(owner);
    const auto counts = [&](const element& e) { return e.is_element() && (!container || is_resource(e)); };
    boost::unordered_flat_map<std::string_view, const element*> by_id;  // made when the order is another one
    std::vector<const element*> inner;
    std::size_t at = 0;
    for (const auto* object : objects) {
        // In its place, or at least somewhere.
        auto next = at;
        const auto* other = next_child(got, next, counts);
        if (other != nullptr && same_id(*object, *other)) {
            at = next;
        } else {
            if (by_id.empty())
                for (const auto& one : got.children)
                    if (one.is_element()) by_id.try_emplace(one.id(), &one);
            const auto found = by_id.find(object->id());
            other = found != by_id.end() ? found->second : nullptr;
        }
        if (other == nullptr || !same_object(*object, *other, implied_)) {
            different_.insert(object);
            continue;
        }
        inner.clear();
        for (const auto& child : object->children)
            if (is_resource(child)) inner.push_back(&child);
        if (!inner.empty()) members(*object, inner, *other);
    }
}

}  // namespace hakit::crm

// Patches of format 2: what `crm_diff` prints since Pacemaker 1.1.12. Deletions and changes of attributes are applied
// one after the other; what is created or moved comes last, by rising position.
#include <hakit/cib/diff.hpp>
#include <hakit/cib/write.hpp>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <charconv>
#include <tuple>

namespace hakit::cib {
namespace {

using version = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

version version_of_root(const element& e) noexcept {
    const auto number = [&](key k) {
        std::uint32_t n = 0;
        const std::string_view text = e.get(k, "0");
        std::from_chars(text.data(), text.data() + text.size(), n);
        return n;
    };
    return {number(key::admin_epoch), number(key::epoch), number(key::num_updates)};
}

element without_comments(const element& e) {
    element made = e;
    std::erase_if(made.children, [](const element& c) { return c.is(tag::comment); });
    for (element& child : made.children) child = without_comments(child);
    return made;
}

std::string address(const element& e) {
    std::string step = "/" + std::string{e.type.text()};
    if (e.has(key::id)) step += "[@id='" + std::string{e.id()} + "']";
    return step;
}

/// Whether each child can be told from the others by its address.
bool addressable(const element& e) {
    boost::unordered_flat_set<std::string> seen;
    return std::all_of(e.children.begin(), e.children.end(), [&](const element& c) {
        return c.is_element() && c.id().find('\'') == std::string_view::npos && seen.insert(address(c)).second;
    });
}

/// Marks the members of a longest rising run; the others have to move.
std::vector<bool> staying(const std::vector<std::size_t>& order) {
    std::vector<std::size_t> tails;  // positions in `order`
    std::vector<std::size_t> previous(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto at = std::lower_bound(tails.begin(), tails.end(), order[i],
                                         [&](std::size_t t, std::size_t value) { return order[t] < value; });
        previous[i] = at == tails.begin() ? order.size() : *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> stay(order.size(), false);
    for (std::size_t i = tails.empty() ? order.size() : tails.back(); i < order.size(); i = previous[i]) stay[i] = true;
    return stay;
}

class patcher {
public:
    element root{tag_name{std::string{"diff"}}};

    void compare(const element& a, const element& b, const std::string& path) {
        if (!same_attributes(a, b)) modify(a, b, path);
        boost::unordered_flat_map<std::string, std::size_t> target;
        for (std::size_t i = 0; i < b.children.size(); ++i) target.emplace(address(b.children[i]), i);
        std::vector<std::size_t> order;  // of the kept children, by their place in b
        boost::unordered_flat_set<std::size_t> kept;
        for (const element& x : a.children) {
            const auto found = target.find(address(x));
            if (found == target.end() || !comparable(x, b.children[found->second])) {
                operation("delete").set(plain("path"), path + address(x));
            } else {
                order.push_back(found->second);
                kept.insert(found->second);
                if (!x.is(tag::status)) compare(x, b.children[found->second], path + address(x));
            }
        }
        const std::vector<bool> stay = staying(order);
        for (std::size_t i = 0; i < order.size(); ++i)
            if (!stay[i]) late_.push_back({path + address(b.children[order[i]]), order[i], nullptr});
        for (std::size_t i = 0; i < b.children.size(); ++i)
            if (!kept.contains(i)) late_.push_back({path, i, &b.children[i]});
    }

    void finish() {
        std::stable_sort(late_.begin(), late_.end(),
                         [](const late& x, const late& y) { return x.position < y.position; });
        for (const late& l : late_) {
            element& e = operation(l.created ? "create" : "move");
            e.set(plain("path"), l.path).set(plain("position"), std::to_string(l.position));
            if (l.created) e.add(*l.created);
        }
    }

private:
    struct late {
        std::string path;
        std::size_t position;
        const element* created;  ///< null for a move
    };

    static key_name plain(const char* name) {
        const key known = find_key(name);
        return known == key::other ? key_name{std::string{name}} : key_name{known};
    }

    static bool same_attributes(const element& a, const element& b) {
        return a.attributes.size() == b.attributes.size() &&
               std::is_permutation(a.attributes.begin(), a.attributes.end(), b.attributes.begin());
    }

    /// Otherwise the element is replaced as a whole.
    static bool comparable(const element& a, const element& b) { return a == b || (addressable(a) && addressable(b)); }

    element& operation(const char* name) {
        return root.add(element{tag_name{std::string{"change"}}}).set(key::operation, name);
    }

    void modify(const element& a, const element& b, const std::string& path) {
        element& e = operation("modify");
        e.set(key::path, path);
        element list{tag_name{std::string{"change-list"}}};
        const auto put = [&](const attribute& x, bool there) {
            element& one = list.add(element{tag_name{std::string{"change-attr"}}});
            one.set(key::name, std::string{x.name.text()}).set(key::operation, there ? "set" : "unset");
            if (there) one.set(key::value, x.value);
        };
        for (const attribute& x : a.attributes)
            if (!b.find(x.name.text())) put(x, false);
        for (const attribute& y : b.attributes) {
            const attribute* x = a.find(y.name.text());
            if (!x || x->value != y.value) put(y, true);
        }
        e.add(std::move(list));
        element bare{b.type};
        bare.attributes = b.attributes;
        e.add(element{tag_name{std::string{"change-result"}}}).add(std::move(bare));
    }

    std::vector<late> late_;
};

}  // namespace

result<std::string> make_patch(const config& before, const config& after) {
    if (!before.root.is(tag::cib) || !after.root.is(tag::cib))
        return error{errc::invalid_argument, "a patch is made of two whole CIBs"};
    const element a = without_comments(before.root);
    element b = without_comments(after.root);
    const version from = version_of_root(a);
    version to = version_of_root(b);
    if (to <= from) to = {std::get<0>(from), std::get<1>(from) + 1, 0};
    b.set(key::admin_epoch, std::to_string(std::get<0>(to)))
        .set(key::epoch, std::to_string(std::get<1>(to)))
        .set(key::num_updates, std::to_string(std::get<2>(to)));
    // The cluster's own record stays what it is.
    std::erase_if(b.children, [](const element& e) { return e.is(tag::status); });
    if (const element* status = a.child(tag::status)) b.add(*status);
    if (!addressable(a) || !addressable(b))
        return error{errc::invalid_argument, "the CIB holds text, or a section twice"};

    patcher made;
    made.root.set(key_name{std::string{"format"}}, "2");
    element& versions = made.root.add(element{tag_name{std::string{"version"}}});
    for (const auto& [name, v] : {std::pair{"source", from}, std::pair{"target", to}})
        versions.add(element{tag_name{std::string{name}}})
            .set(key::admin_epoch, std::to_string(std::get<0>(v)))
            .set(key::epoch, std::to_string(std::get<1>(v)))
            .set(key::num_updates, std::to_string(std::get<2>(v)));
    made.compare(a, b, "/cib");
    made.finish();
    return write(made.root);
}

}  // namespace hakit::cib

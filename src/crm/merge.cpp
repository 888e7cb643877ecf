#include <hakit/crm/merge.hpp>

#include <hakit/cib/version.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/parse.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::crm {
namespace {

using cib::element;
using cib::tag;

/// The elements in another one, by name and id.
class index {
public:
    explicit index(const element& parent) {
        places_.reserve(parent.children.size());
        for (const auto& e : parent.children)
            if (e.is_element()) unique_ &= places_.try_emplace(key_of(e), &e).second;
    }

    /// Whether each of them can be told from the others.
    [[nodiscard]] bool unique() const noexcept { return unique_; }
    [[nodiscard]] const element* find(const element& like) const noexcept {
        const auto at = places_.find(key_of(like));
        return at == places_.end() ? nullptr : at->second;
    }

private:
    using key = std::pair<std::string_view, std::string_view>;
    static key key_of(const element& e) noexcept { return {e.type.text(), e.id()}; }

    boost::unordered_flat_map<key, const element*> places_;
    bool unique_ = true;
};

/// Whether both hold elements of the same names and ids in the same order.
bool same_children(const element& a, const element& b) {
    return std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                      [](const element& x, const element& y) { return x.type == y.type && x.id() == y.id(); });
}

/// Those of `original`, in their order, with what `wanted` says otherwise than `known`.
std::vector<cib::attribute> merged_attributes(const element& wanted, const element& known, const element& original) {
    element made{original.type};
    made.attributes = original.attributes;
    std::erase_if(made.attributes, [&](const cib::attribute& a) {
        return known.find(a.name.text()) != nullptr && wanted.find(a.name.text()) == nullptr;
    });
    for (const auto& a : wanted.attributes)
        if (const auto* said = known.find(a.name.text()); said == nullptr || said->value != a.value)
            made.set(a.name, a.value);
    return std::move(made.attributes);
}

/// `wanted` where it differs from `known`, and `original` where it does not; `known` is what text says of `original`.
element merged(const element& wanted, const element& known, const element& original) {
    if (wanted == known) return original;
    const index of_wanted{wanted};
    const index of_known{known};
    const index of_original{original};
    if (!of_wanted.unique() || !of_known.unique() || !of_original.unique()) return wanted;

    element made{wanted.type};
    made.attributes = merged_attributes(wanted, known, original);
    const auto one = [&](const element& w) {
        const auto* k = of_known.find(w);
        const auto* o = of_original.find(w);
        return k != nullptr && o != nullptr ? merged(w, *k, *o) : w;
    };
    const auto unsaid = [&](const element& o) { return !o.is_element() || of_known.find(o) == nullptr; };
    if (same_children(wanted, known)) {
        for (const auto& o : original.children) {
            const auto* w = o.is_element() ? of_wanted.find(o) : nullptr;
            if (w != nullptr)
                made.children.push_back(one(*w));
            else if (unsaid(o))
                made.children.push_back(o);
        }
        for (const auto& w : wanted.children)
            if (w.is_element() && of_original.find(w) == nullptr) made.children.push_back(w);
        return made;
    }
    for (const auto& w : wanted.children)
        if (w.is_element()) made.children.push_back(one(w));
    for (std::size_t i = 0; i < original.children.size(); ++i) {
        const auto& o = original.children[i];
        if (!unsaid(o) || (o.is_element() && of_wanted.find(o) != nullptr)) continue;
        const auto at = std::min(i, made.children.size());
        made.children.insert(made.children.begin() + static_cast<std::ptrdiff_t>(at), o);
    }
    return made;
}

}  // namespace

result<cib::config> merge(const cib::config& cluster, const cib::config& text) {
    if (!cluster.root.is(tag::cib) || !text.root.is(tag::cib))
        return error{errc::invalid_argument, "a patch is made of two whole CIBs"};
    const auto schema = cib::version_of(text).value_or(cib::default_schema);
    if (const auto own = cib::version_of(cluster); own && *own != schema)
        return error{errc::invalid_argument,
                     "the text is read as one for " + schema.to_string() + ", but the CIB is of " + own->to_string()};
    emit_options style;
    style.schema = schema;
    text::diagnostic_list ignored;
    const auto known = bind(parse({"cluster", emit(cluster, style).text}), {.schema = schema}, ignored);
    auto made = cluster;
    made.root = merged(text.root, known.root, cluster.root);
    return made;
}

}  // namespace hakit::crm

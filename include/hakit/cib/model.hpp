/// The CIB as values: a tree of elements with known names, whatever text it was read from.
///
/// The tree has the shape of the XML, since that is the one form that holds everything: the order of a resource's
/// children, rules inside sets, comments, the status section, and what a newer Pacemaker may add. Readers of another
/// language (crm shell) build the same tree.
///
///     element p{tag::primitive};
///     p.set(key::id, "ip").set(key::class_, "ocf").set(key::provider, "heartbeat").set(key::type, "IPaddr2");
///     element& params = p.add(tag::instance_attributes);
///     params.add(tag::nvpair).set(key::name, "ip").set(key::value, "192.0.2.1");
///     section(c, tag::resources).add(std::move(p));
///     assign_ids(c);  // ids.hpp: the ids that were left out
#pragma once

#include <hakit/cib/names.hpp>
#include <hakit/text/span.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::cib {

/// The place of what a program set and nobody wrote.
inline constexpr text::span nowhere{0xffff'fffe, 0xffff'fffe};

/// A name that is known, or any other one.
template <class Known>
class name {
public:
    name(Known known) : known_{known} {}  // NOLINT(google-explicit-constructor)
    /// Known::other with its name.
    explicit name(std::string other) : other_{std::make_unique<std::string>(std::move(other))} {}
    name(const name& from)
        : known_{from.known_}, other_{from.other_ ? std::make_unique<std::string>(*from.other_) : nullptr} {}
    name(name&&) noexcept = default;
    name& operator=(const name& from) { return *this = name{from}; }
    name& operator=(name&&) noexcept = default;
    ~name() = default;

    /// For switch.
    [[nodiscard]] Known known() const noexcept { return known_; }
    [[nodiscard]] std::string_view text() const noexcept {
        return other_ ? std::string_view{*other_} : to_string(known_);
    }

    friend bool operator==(const name& a, const name& b) noexcept {
        return a.known_ == b.known_ && a.text() == b.text();
    }
    friend bool operator==(const name& a, Known b) noexcept { return a.known_ == b; }

private:
    Known known_{};
    std::unique_ptr<std::string> other_;
};

using tag_name = name<tag>;
using key_name = name<key>;

/// One attribute of an element.
struct attribute {
    key_name name;
    std::string value;
    text::span where = nowhere;  ///< the value as written, without its quotes; of `name=value` in crm text the value

    /// Compares name and value, not the place.
    friend bool operator==(const attribute& a, const attribute& b) noexcept {
        return a.name == b.name && a.value == b.value;
    }
};

/// An element with everything in it.
struct element {
    tag_name type;
    std::vector<attribute> attributes;  ///< in the order of the text; each name once
    std::vector<element> children;      ///< in the order of the text; comments and character data too
    std::string text;                   ///< of comments and character data; empty for elements
    text::span where = nowhere;         ///< from '<' to the end of the closing tag; in crm text the statement or clause

    element(tag_name t) : type{std::move(t)} {}  // NOLINT(google-explicit-constructor)
    /// A comment or character data.
    element(cib::tag t, std::string content) : type{t}, text{std::move(content)} {}

    [[nodiscard]] bool is(cib::tag t) const noexcept { return type == t; }
    /// Neither a comment nor character data.
    [[nodiscard]] bool is_element() const noexcept { return !is(cib::tag::comment) && !is(cib::tag::text); }

    /// Null when the element has no such attribute.
    [[nodiscard]] const attribute* find(key k) const noexcept {
        for (const attribute& a : attributes)
            if (a.name == k) return &a;
        return nullptr;
    }
    [[nodiscard]] attribute* find(key k) noexcept {
        for (attribute& a : attributes)
            if (a.name == k) return &a;
        return nullptr;
    }
    /// The attribute of that name, known to the schemas or not.
    [[nodiscard]] const attribute* find(std::string_view name) const noexcept;
    [[nodiscard]] bool has(key k) const noexcept { return find(k) != nullptr; }
    /// The value, or `fallback` when there is none.
    [[nodiscard]] std::string_view get(key k, std::string_view fallback = {}) const noexcept {
        const attribute* a = find(k);
        return a != nullptr ? std::string_view{a->value} : fallback;
    }
    [[nodiscard]] std::string_view id() const noexcept { return get(key::id); }
    /// Where the value stands; the element itself when it has no such attribute.
    [[nodiscard]] text::span place(key k) const noexcept;

    /// Sets or adds; an attribute that is there keeps its position. Returns the element.
    element& set(key k, std::string value, text::span where = nowhere);
    element& set(key_name name, std::string value, text::span where = nowhere);
    /// False when there was none.
    bool erase(key k) noexcept;

    /// Puts a child behind the others. The reference is valid until the next change of `children`.
    element& add(element child);
    element& add(cib::tag t) { return add(element{t}); }

    /// The first child of that type, null when there is none.
    [[nodiscard]] const element* child(cib::tag t) const noexcept;
    [[nodiscard]] element* child(cib::tag t) noexcept;

    /// Equal names, attributes in any order, equal children in the same order. Places do not count.
    friend bool operator==(const element& a, const element& b);
};

/// A whole CIB: <cib>, or a part of one (`cibadmin --query --scope resources` prints <resources>).
struct config {
    element root{tag::cib};
    std::vector<element> before;  ///< comments in front of the root
    std::vector<element> after;   ///< comments behind it

    friend bool operator==(const config&, const config&) = default;
};

/// <configuration> of a CIB, or the root when that is what it is; null when there is none.
[[nodiscard]] const element* configuration(const config& c) noexcept;
[[nodiscard]] element* configuration(config& c) noexcept;

/// The section crm_config, nodes, resources, ... ; null when there is none. A root that is a section itself counts.
[[nodiscard]] const element* find_section(const config& c, tag t) noexcept;
[[nodiscard]] element* find_section(config& c, tag t) noexcept;

/// The same, made at its place when it is missing. The root must be <cib> or <configuration>, or the section itself.
/// Earlier references to sections are invalid when one was made.
element& section(config& c, tag t);

/// A resource or a template: what <resources> may hold.
[[nodiscard]] bool is_resource(tag t) noexcept;
/// rsc_location, rsc_colocation, rsc_order or rsc_ticket.
[[nodiscard]] bool is_constraint(tag t) noexcept;
/// A set of nvpairs: cluster_property_set, instance_attributes, meta_attributes or utilization.
[[nodiscard]] bool is_nvset(tag t) noexcept;

/// The nvpair called `name` in the first set of type `set` that has one; null when there is none. Sets by reference are
/// not followed.
[[nodiscard]] const element* find_nvpair(const element& owner, tag set, std::string_view name) noexcept;

}  // namespace hakit::cib

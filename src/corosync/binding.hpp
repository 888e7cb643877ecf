/// Where the table's keys and sections are kept in the structs. Internal.
///
/// The tables point to members; everything that works on a whole configuration (bind, emit, JSON, diff) walks the
/// tables and reaches the fields through these pointers, so no key is named twice.
#pragma once

#include <hakit/corosync/config.hpp>
#include <hakit/corosync/schema.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <type_traits>
#include <vector>

namespace hakit::corosync {

enum class field_kind : std::uint8_t { counted, signed_count, text, texts, block, blocks };

/// A field of a section's struct. `in` gives the field of an owner; the rest is for sections.
struct binding {
    field_kind kind = field_kind::text;
    void* (*in)(void* owner) = nullptr;
    std::size_t (*size)(void* field) = nullptr;
    void* (*at)(void* field, std::size_t index) = nullptr;
    /// Adds a section, or gives the one there is.
    void* (*add)(void* field) = nullptr;
    section_base* (*base)(void* block) = nullptr;

    [[nodiscard]] void* of(void* owner) const { return in(owner); }
    [[nodiscard]] const void* of(const void* owner) const { return in(const_cast<void*>(owner)); }
};

namespace detail {

template <class Field>
struct kind_of;
template <>
struct kind_of<number> {
    static constexpr binding ops{field_kind::counted};
};
template <>
struct kind_of<integer> {
    static constexpr binding ops{field_kind::signed_count};
};
template <>
struct kind_of<words> {
    static constexpr binding ops{field_kind::text};
};
template <>
struct kind_of<std::vector<words>> {
    static constexpr binding ops{field_kind::texts};
};

template <class Block>
section_base* base_of(void* block) {
    return static_cast<Block*>(block);
}

template <class Block>
struct kind_of<std::optional<Block>> {
    using slot = std::optional<Block>;
    static std::size_t size(void* field) { return static_cast<slot*>(field)->has_value() ? 1 : 0; }
    static void* at(void* field, std::size_t) { return &**static_cast<slot*>(field); }
    static void* add(void* field) {
        auto& s = *static_cast<slot*>(field);
        return s ? &*s : &s.emplace();
    }
    static constexpr binding ops{field_kind::block, nullptr, &size, &at, &add, &base_of<Block>};
};

template <class Block>
struct kind_of<std::vector<Block>> {
    using list = std::vector<Block>;
    static std::size_t size(void* field) { return static_cast<list*>(field)->size(); }
    static void* at(void* field, std::size_t i) { return &(*static_cast<list*>(field))[i]; }
    static void* add(void* field) { return &static_cast<list*>(field)->emplace_back(); }
    static constexpr binding ops{field_kind::blocks, nullptr, &size, &at, &add, &base_of<Block>};
};

template <class Owner, auto Member>
struct member_of;
template <class Owner, class Base, class Field, Field Base::*Member>
struct member_of<Owner, Member> {
    static void* in(void* owner) { return &(static_cast<Owner*>(owner)->*Member); }
    static constexpr binding made() {
        auto b = kind_of<Field>::ops;
        b.in = &in;
        return b;
    }
    static constexpr binding value = made();
};

template <unsigned Link>
struct ring_field {
    static void* in(void* owner) { return &static_cast<node*>(owner)->ring_addr[Link]; }
    static constexpr binding value{field_kind::text, &in};
};

}  // namespace detail

/// The binding of a member; the member may belong to a base of Owner.
template <class Owner, auto Member>
inline constexpr const binding* bind_member = &detail::member_of<Owner, Member>::value;

template <unsigned Link>
inline constexpr const binding* bind_ring = &detail::ring_field<Link>::value;

/// The typed field of a key.
template <class Field>
[[nodiscard]] const Field& field_of(const key& k, const void* owner) {
    return *static_cast<const Field*>(k.field->of(owner));
}
template <class Field>
[[nodiscard]] Field& field_of(const key& k, void* owner) {
    return *static_cast<Field*>(k.field->of(owner));
}

/// Whether the key is set in its section.
[[nodiscard]] bool is_set(const key& k, const void* owner);
/// Whether two sections say the same about a key.
[[nodiscard]] bool equal(const key& k, const void* a, const void* b);
/// Calls `visit(text, place)` for the value, or for each of a list, as corosync.conf has it.
void for_each_value(const key& k, const void* owner,
                    const std::function<void(const std::string& value, text::span where)>& visit);

}  // namespace hakit::corosync

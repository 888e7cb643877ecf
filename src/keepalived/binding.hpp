/// How the words of a statement become a typed value and back: one value_ops per type, one binding per field. Internal.
///
/// The schema tables point to members (`bind<&vrrp_instance::priority>`); everything that works on a whole
/// configuration (bind, emit, JSON, diff) walks the tables and calls through these pointers, so no keyword is named
/// twice.
#pragma once

#include <hakit/base/lean_vector.hpp>
#include <hakit/base/result.hpp>
#include <hakit/keepalived/schema.hpp>
#include <hakit/keepalived/setting.hpp>

#include "keepalived/reader.hpp"
#include "keepalived/word_writer.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace hakit::keepalived {

using json = nlohmann::ordered_json;

/// What a field type can do. `field` is the setting<T>, or the std::vector<setting<T>> of a words or lines block.
struct value_ops {
    /// Reads the words that are left in `in`; reports what is wrong. Sets the field (or appends to it) when there is a
    /// value.
    void (*read)(reader& in, const keyword& k, void* field);
    /// The values as keepalived words; one call of `out.line()` for each entry of a list.
    void (*write)(const void* field, const keyword& k, word_writer& out);
    void (*to_json)(const void* field, const keyword& k, json& out);
    /// The reason when `in` does not fit.
    result<void> (*from_json)(const json& in, const keyword& k, void* field);
    bool (*present)(const void* field);
    bool (*equal)(const void* a, const void* b);
    /// The place of the value; of a list, of its first entry.
    text::span (*where)(const void* field);
    /// What the words look like, for messages and the docs: "1..255".
    std::string (*describe)(const keyword& k);
};

/// What a block field can do: a list of blocks, or Block itself for blocks that merge when repeated.
struct block_ops {
    std::size_t (*size)(const void* field);
    void* (*at)(void* field, std::size_t index);
    /// Adds a block, or gives the one there is.
    void* (*add)(void* field);
    /// Makes room for `count` blocks when none was ever added.
    void (*expect)(void* field, std::size_t count);
    /// Whether expect() has something to do.
    bool (*untouched)(const void* field);
    /// Takes the last block away.
    void (*drop)(void* field);
    /// Moves the blocks of the list `more` behind those of `field`. Null for what is no list.
    void (*append)(void* field, void* more);
    void (*place)(void* block, text::span where);
    text::span (*where)(const void* block);
    bool many;  ///< a list
};

/// A field of a block struct.
struct binding {
    void* (*in)(void* owner);           ///< the field inside its struct
    const value_ops* values = nullptr;  ///< for values and lists
    const block_ops* blocks = nullptr;  ///< for blocks
};

/// How one type is read and written. Specialised in values/*.hpp for every value type:
///   static std::optional<T> read(reader&, const keyword&);      takes the words it needs
///   static void write(const T&, const keyword&, word_writer&);
///   static void to_json(const T&, const keyword&, json&);
///   static result<T> from_json(const json&, const keyword&);
///   static std::string describe(const keyword&);
template <class T>
struct value_traits;

namespace detail {

template <class T>
struct setting_ops {
    static void read(reader& in, const keyword& k, void* field) {
        const auto where = in.where();
        if (auto value = value_traits<T>::read(in, k)) static_cast<setting<T>*>(field)->set(std::move(*value), where);
    }
    static void write(const void* field, const keyword& k, word_writer& out) {
        value_traits<T>::write(**static_cast<const setting<T>*>(field), k, out);
        out.end_entry();
    }
    static void to_json(const void* field, const keyword& k, json& out) {
        value_traits<T>::to_json(**static_cast<const setting<T>*>(field), k, out);
    }
    static result<void> from_json(const json& in, const keyword& k, void* field) {
        auto value = value_traits<T>::from_json(in, k);
        if (!value) return value.error();
        static_cast<setting<T>*>(field)->set(std::move(*value));
        return {};
    }
    static bool present(const void* field) { return static_cast<const setting<T>*>(field)->has_value(); }
    static bool equal(const void* a, const void* b) {
        return *static_cast<const setting<T>*>(a) == *static_cast<const setting<T>*>(b);
    }
    static text::span where(const void* field) { return static_cast<const setting<T>*>(field)->where(); }
    static std::string describe(const keyword& k) { return value_traits<T>::describe(k); }
};

template <class T>
struct list_ops {
    using list = std::vector<setting<T>>;
    static void read(reader& in, const keyword& k, void* field) {
        const auto where = in.where();
        if (auto value = value_traits<T>::read(in, k))
            static_cast<list*>(field)->emplace_back(std::move(*value), where);
    }
    static void write(const void* field, const keyword& k, word_writer& out) {
        for (const auto& entry : *static_cast<const list*>(field)) {
            value_traits<T>::write(*entry, k, out);
            out.end_entry();
        }
    }
    static void to_json(const void* field, const keyword& k, json& out);
    static result<void> from_json(const json& in, const keyword& k, void* field);
    static bool present(const void* field) { return !static_cast<const list*>(field)->empty(); }
    static bool equal(const void* a, const void* b) {
        return *static_cast<const list*>(a) == *static_cast<const list*>(b);
    }
    static text::span where(const void* field) { return static_cast<const list*>(field)->front().where(); }
    static std::string describe(const keyword& k) { return value_traits<T>::describe(k); }
};

/// The list functions that need all of nlohmann; defined in values/list.cpp.
bool is_json_array(const json& in);
std::size_t json_size(const json& in);
const json& json_at(const json& in, std::size_t i);
void make_json_array(json& out);
json* add_json_element(json& array);

template <class T>
void list_ops<T>::to_json(const void* field, const keyword& k, json& out) {
    make_json_array(out);
    for (const auto& entry : *static_cast<const list*>(field))
        value_traits<T>::to_json(*entry, k, *add_json_element(out));
}

template <class T>
result<void> list_ops<T>::from_json(const json& in, const keyword& k, void* field) {
    if (!is_json_array(in)) return error{errc::invalid_argument, std::string{k.name} + ": an array is needed"};
    for (std::size_t i = 0; i < json_size(in); ++i) {
        auto value = value_traits<T>::from_json(json_at(in, i), k);
        if (!value) return value.error();
        static_cast<list*>(field)->emplace_back(std::move(*value));
    }
    return {};
}

template <class Ops>
inline constexpr value_ops ops_of{&Ops::read,    &Ops::write, &Ops::to_json, &Ops::from_json,
                                  &Ops::present, &Ops::equal, &Ops::where,   &Ops::describe};

template <class T>
struct field_kind;  // of a member's type
template <class T>
struct field_kind<setting<T>> {
    static constexpr const value_ops* values = &ops_of<setting_ops<T>>;
    static constexpr const block_ops* blocks = nullptr;
};
template <class T>
struct field_kind<std::vector<setting<T>>> {
    static constexpr const value_ops* values = &ops_of<list_ops<T>>;
    static constexpr const block_ops* blocks = nullptr;
};

template <class Block>
struct block_place {
    static void place(void* block, text::span where) { static_cast<Block*>(block)->where.span = where; }
    static text::span where(const void* block) { return static_cast<const Block*>(block)->where.span; }
};

template <class List>
struct list_blocks {
    using list = List;
    using block = typename List::value_type;
    static std::size_t size(const void* field) { return static_cast<const list*>(field)->size(); }
    static void* at(void* field, std::size_t i) { return &(*static_cast<list*>(field))[i]; }
    static void* add(void* field) { return &static_cast<list*>(field)->emplace_back(); }
    static void expect(void* field, std::size_t count) { static_cast<list*>(field)->reserve(count); }
    static bool untouched(const void* field) { return static_cast<const list*>(field)->capacity() == 0; }
    static void drop(void* field) { static_cast<list*>(field)->pop_back(); }
    static void append(void* field, void* more) {
        auto& to = *static_cast<list*>(field);
        auto& from = *static_cast<list*>(more);
        to.reserve(to.size() + from.size());
        for (auto& b : from) to.push_back(std::move(b));
        from.clear();
    }
    static constexpr block_ops ops{
        &size, &at, &add, &expect, &untouched, &drop, &append, &block_place<block>::place, &block_place<block>::where,
        true};
};
template <class Block>
struct field_kind<std::vector<Block>> {
    static constexpr const value_ops* values = nullptr;
    static constexpr const block_ops* blocks = &list_blocks<std::vector<Block>>::ops;
};
template <class Block>
struct field_kind<lean_vector<Block>> {
    static constexpr const value_ops* values = nullptr;
    static constexpr const block_ops* blocks = &list_blocks<lean_vector<Block>>::ops;
};

template <class Block>
struct optional_blocks {
    using slot = std::optional<Block>;
    static std::size_t size(const void* field) { return static_cast<const slot*>(field)->has_value() ? 1 : 0; }
    static void* at(void* field, std::size_t) { return &**static_cast<slot*>(field); }
    static void* add(void* field) {
        auto& s = *static_cast<slot*>(field);
        return s ? &*s : &s.emplace();
    }
    static void expect(void*, std::size_t) {}
    static bool untouched(const void*) { return false; }
    static void drop(void* field) { static_cast<slot*>(field)->reset(); }
    static constexpr block_ops ops{
        &size, &at, &add, &expect, &untouched, &drop, nullptr, &block_place<Block>::place, &block_place<Block>::where,
        false};
};
template <class Block>
struct field_kind<std::optional<Block>> {
    static constexpr const value_ops* values = nullptr;
    static constexpr const block_ops* blocks = &optional_blocks<Block>::ops;
};

template <class Owner, auto Member>
struct member_of;
template <class Owner, class Base, class Field, Field Base::*Member>
struct member_of<Owner, Member> {
    static void* in(void* owner) { return &(static_cast<Owner*>(owner)->*Member); }
    static constexpr binding value{&in, field_kind<Field>::values, field_kind<Field>::blocks};
};

}  // namespace detail

/// The binding of a member: `bind<vrrp_instance, &vrrp_instance::priority>`. Owner is the struct that the table is for;
/// the member may belong to a base of it, which is how checkers share their common keywords.
template <class Owner, auto Member>
inline constexpr const binding* bind_member = &detail::member_of<Owner, Member>::value;

}  // namespace hakit::keepalived

/// What the schemas allow, as rows. Internal; hakit/cib/schema.hpp is the public side.
#pragma once

#include <hakit/cib/version.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace hakit::cib {

inline constexpr schema_version first_schema{1, 0};
inline constexpr schema_version never{255, 0};

/// What the value of an attribute may be.
enum class value_kind : std::uint8_t {
    text,
    id,        ///< names its element; unique among all values of this kind
    idref,     ///< the id of another element
    boolean,   ///< true, false, 1, 0
    integer,   ///< with an optional sign
    natural,   ///< 0 and above
    positive,  ///< 1 and above
    score,     ///< an integer, INFINITY, +INFINITY or -INFINITY
    choice,    ///< one of attribute_row::choices
    devices,   ///< ids separated by commas
    ports,     ///< digits and hyphens
};

/// One attribute of one element.
struct attribute_row {
    tag owner;
    key name;
    value_kind kind;
    bool required;
    std::string_view choices = {};  ///< "a|b@3.7|c<3.0": b since 3.7, c until before 3.0
    schema_version since = first_schema;
    schema_version until = never;  ///< the first version without it
};

/// How often a child may stand in its parent.
enum class occurrence : std::uint8_t { any, some, one, at_most_one };

/// One kind of child of one element.
struct child_row {
    tag parent;
    tag child;
    occurrence count;
    schema_version since = first_schema;
    schema_version until = never;
};

/// In the order in which the schemas bring them up, the rows of one owner together.
[[nodiscard]] std::span<const attribute_row> attribute_rows() noexcept;
[[nodiscard]] std::span<const child_row> child_rows() noexcept;

/// The rows of one element; empty for elements that no schema knows.
[[nodiscard]] std::span<const attribute_row> attributes_of(tag owner) noexcept;
[[nodiscard]] std::span<const child_row> children_of(tag parent) noexcept;
/// Null when the schemas know no such attribute or child in any version.
[[nodiscard]] const attribute_row* find_row(tag owner, key name) noexcept;
[[nodiscard]] const child_row* find_row(tag parent, tag child) noexcept;

/// What an attribute is for, in a sentence; empty for what the schemas do not know.
[[nodiscard]] std::string_view help_of(tag owner, key name) noexcept;

/// One alternative of attribute_row::choices.
struct choice {
    std::string_view word;
    schema_version since = first_schema;
    schema_version until = never;
};

/// Takes the first alternative off `choices`.
[[nodiscard]] choice next_choice(std::string_view& choices) noexcept;

}  // namespace hakit::cib

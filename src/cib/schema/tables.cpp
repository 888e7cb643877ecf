#include "cib/schema/tables.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace hakit::cib {
namespace {

struct range {
    std::uint16_t first = 0;
    std::uint16_t count = 0;
};
constexpr std::size_t tag_count = static_cast<std::size_t>(tag::attribute) + 1;
using ranges = std::array<range, tag_count>;

/// Where the rows of each element are, so that nobody searches for them.
template <class Row>
ranges index(std::span<const Row> rows, tag Row::*owner) {
    ranges made{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        range& r = made[static_cast<std::size_t>(rows[i].*owner)];
        if (r.count == 0) r.first = static_cast<std::uint16_t>(i);
        ++r.count;
    }
    return made;
}

template <class Row>
std::span<const Row> part(std::span<const Row> rows, const ranges& where, tag owner) noexcept {
    const range r = where[static_cast<std::size_t>(owner)];
    return rows.subspan(r.first, r.count);
}

}  // namespace

std::span<const attribute_row> attributes_of(tag owner) noexcept {
    static const ranges where = index(attribute_rows(), &attribute_row::owner);
    return part(attribute_rows(), where, owner);
}

std::span<const child_row> children_of(tag parent) noexcept {
    static const ranges where = index(child_rows(), &child_row::parent);
    return part(child_rows(), where, parent);
}

const attribute_row* find_row(tag owner, key name) noexcept {
    for (const attribute_row& row : attributes_of(owner))
        if (row.name == name) return &row;
    return nullptr;
}

const child_row* find_row(tag parent, tag child) noexcept {
    for (const child_row& row : children_of(parent))
        if (row.child == child) return &row;
    return nullptr;
}

choice next_choice(std::string_view& choices) noexcept {
    const std::size_t bar = std::min(choices.find('|'), choices.size());
    std::string_view one = choices.substr(0, bar);
    choices.remove_prefix(std::min(bar + 1, choices.size()));
    choice made;
    if (const std::size_t less = one.find('<'); less != one.npos) {
        made.until = schema_version::parse(one.substr(less + 1)).value_or(never);
        one = one.substr(0, less);
    }
    if (const std::size_t at = one.find('@'); at != one.npos) {
        made.since = schema_version::parse(one.substr(at + 1)).value_or(first_schema);
        one = one.substr(0, at);
    }
    made.word = one;
    return made;
}

}  // namespace hakit::cib

/// Finds what a path names. Internal.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/path.hpp>

#include "crm/syntax.hpp"

#include <string>
#include <vector>

namespace hakit::crm {

/// A place in a document.
struct located {
    static constexpr std::uint32_t nothing = 0xffff'ffff;
    std::uint32_t statement = nothing;  ///< of the path; nothing for the empty one
    std::uint32_t part = nothing;       ///< the statement itself, a part of it, or a leaf
    std::size_t steps = 0;              ///< of the path that were found
};

/// As far as the path can be followed; not_found when not even its statement is there, invalid_argument when a step
/// names several.
[[nodiscard]] result<located> locate(const syntax& tree, const text::path& p);

/// The error for a path of which only some steps were found.
[[nodiscard]] error not_there(const syntax& tree, const text::path& p, const located& found);

/// The id of a statement: of nodes the name; of sets of options the id, also the one that is left out; of a fencing
/// topology nothing.
[[nodiscard]] std::string_view id_of(const syntax& tree, std::uint32_t statement);

}  // namespace hakit::crm

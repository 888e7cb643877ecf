/// What a path names in a CIB. Internal.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/cib/model.hpp>
#include <hakit/text/path.hpp>

#include <string>
#include <vector>

namespace hakit::cib {

/// An element, and perhaps one of its attributes.
struct located {
    const element* self = nullptr;
    const attribute* part = nullptr;
};

/// The one thing that `p` names. not_found names the first step that matches nothing; invalid_argument when several
/// things match.
[[nodiscard]] result<located> locate(const config& c, const text::path& p);

/// The elements that the steps name, none when a step matches nothing. Attributes are not looked at.
[[nodiscard]] std::vector<const element*> elements_at(const config& c, const std::vector<text::path_step>& steps);

/// The type of set that a step may mean: "params" is instance_attributes. tag::other when it is no set.
[[nodiscard]] tag set_named(std::string_view step) noexcept;

}  // namespace hakit::cib

/// Versions of the CIB schema: what `validate-with` names.
#pragma once

#include <hakit/cib/model.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hakit::cib {

/// A version of the schema, such as 3.9.
struct schema_version {
    std::uint8_t major = 0;
    std::uint8_t minor = 0;

    /// "pacemaker-3.9" or "3.9", letter case ignored; none for anything else, also for versions that were never
    /// released. "pacemaker-next", "pacemaker-0.6", "transitional-0.6" and "none" are no versions.
    [[nodiscard]] static std::optional<schema_version> parse(std::string_view text) noexcept;
    /// "pacemaker-3.9".
    [[nodiscard]] std::string to_string() const;

    friend constexpr auto operator<=>(const schema_version&, const schema_version&) = default;
};

/// All released versions, oldest first: 1.0 to 1.3, 2.0 to 2.10, 3.0 to 3.10, 4.0.
[[nodiscard]] std::span<const schema_version> schema_versions() noexcept;
/// The newest one.
inline constexpr schema_version newest_schema{4, 0};
/// What `cibadmin --empty` of Pacemaker 2.1.5 makes, and what hakit makes unless told otherwise.
inline constexpr schema_version default_schema{3, 9};

/// The version that the root's validate-with names; none when it names none.
[[nodiscard]] std::optional<schema_version> version_of(const config& c) noexcept;

/// A CIB without objects: what `cibadmin --empty` prints, without the date.
[[nodiscard]] config empty_config(schema_version version = default_schema);

}  // namespace hakit::cib

/// Which words of an `op` are attributes of the operation, and not parameters of the agent. Internal.
#pragma once

#include <hakit/cib/version.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace hakit::crm {

inline constexpr std::array<std::string_view, 12> op_attributes{
    "id",      "name",     "description", "interval", "interval-origin", "start-delay",
    "timeout", "requires", "on-fail",     "role",     "enabled",         "record-pending"};

/// Whether the schema of that version has it.
inline bool is_op_attribute(std::string_view name, cib::schema_version schema) noexcept {
    constexpr cib::schema_version without_requires{3, 0};
    if (name == "requires" && schema >= without_requires) return false;
    return std::ranges::find(op_attributes, name) != op_attributes.end();
}

}  // namespace hakit::crm

/// Which words of an `op` are attributes of the operation, and not parameters of the agent. Internal.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace hakit::crm {

/// In any letter case, as crmsh compares them.
inline constexpr std::array<std::string_view, 12> op_attributes{
    "id",      "name",     "description", "interval", "interval-origin", "start-delay",
    "timeout", "requires", "on-fail",     "role",     "enabled",         "record-pending"};

inline bool is_op_attribute(std::string_view name) noexcept {
    return std::ranges::find(op_attributes, name) != op_attributes.end();
}

}  // namespace hakit::crm

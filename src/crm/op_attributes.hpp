/// Which words of an `op` are attributes of the operation, and not parameters of the agent. Internal.
#pragma once

#include <hakit/cib/version.hpp>

#include <array>
#include <string_view>

namespace hakit::crm {

inline constexpr std::array op_attributes{
    cib::key::id,      cib::key::name,          cib::key::description, cib::key::interval, cib::key::interval_origin,
    cib::key::timeout, cib::key::requires_,     cib::key::on_fail,     cib::key::role,     cib::key::start_delay,
    cib::key::enabled, cib::key::record_pending};

/// The attribute of that name, key::other when the schema of that version has none.
inline cib::key find_op_attribute(std::string_view name, cib::schema_version schema) noexcept {
    constexpr cib::schema_version without_requires{3, 0};
    for (const auto known : op_attributes)
        if (to_string(known) == name)
            return known == cib::key::requires_ && schema >= without_requires ? cib::key::other : known;
    return cib::key::other;
}

inline bool is_op_attribute(std::string_view name, cib::schema_version schema) noexcept {
    return find_op_attribute(name, schema) != cib::key::other;
}

}  // namespace hakit::crm

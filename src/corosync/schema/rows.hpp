/// What the files of the table share. Internal.
#pragma once

#include "corosync/binding.hpp"
#include "corosync/schema_table.hpp"

namespace hakit::corosync::schema {

inline constexpr auto yes_no = std::string_view{"yes|no"};
inline constexpr auto on_off = std::string_view{"on|off"};

}  // namespace hakit::corosync::schema

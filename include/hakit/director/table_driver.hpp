/// Carries out the table actions of an engine. The table's own I/O is all there is.
#pragma once

#include <hakit/director/action.hpp>
#include <hakit/ipvs/table.hpp>

namespace hakit::director {

/// Applies the steps (ipvs::apply: an add of what exists becomes an edit, and so on).
[[nodiscard]] table_report perform(ipvs::table& table, const change_table& change);

/// Reads the services named and applies the difference. When the table cannot be read every key is a failure.
[[nodiscard]] table_report perform(ipvs::table& table, const repair_table& repair);

}  // namespace hakit::director

/// Carries out the table actions of an engine. The table's own I/O is all there is.
#pragma once

#include <hakit/director/action.hpp>
#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/table.hpp>

#include <string_view>
#include <vector>

namespace hakit::director {

/// Applies the steps (ipvs::apply: an add of what exists becomes an edit, and so on).
[[nodiscard]] table_report perform(ipvs::table& table, const change_table& change);

/// Reads the services named and applies the difference. When the table cannot be read every key is a failure.
[[nodiscard]] table_report perform(ipvs::table& table, const repair_table& repair);

/// For who applies the steps himself, as io::director_runner does without waiting: the report of a change that was
/// applied.
[[nodiscard]] table_report report_of(const change_table& change, const ipvs::apply_report& applied);

/// The same for a repair, of which every key counts as touched.
[[nodiscard]] table_report report_of(const repair_table& repair, const change_table& change,
                                     const ipvs::apply_report& applied);

/// The report of a repair that could not be made since the table refused `what`.
[[nodiscard]] table_report report_of(const repair_table& repair, const error& why, std::string_view what);

/// Whether one listing of the whole table is cheaper than a question for each key of the repair.
[[nodiscard]] bool wants_listing(const repair_table& repair) noexcept;

/// What turns the services of the repair, as `found` has them among others, into the desired ones.
[[nodiscard]] change_table change_for(const repair_table& repair, const std::vector<ipvs::service_status>& found);

}  // namespace hakit::director

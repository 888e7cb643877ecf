#include <hakit/director/table_driver.hpp>

#include <set>
#include <string>
#include <utility>

namespace hakit::director {
namespace {

/// With more keys than this one listing of everything is cheaper than asking for each.
constexpr std::size_t single_reads = 16;

result<std::vector<ipvs::service_status>> read(const ipvs::table& table, const repair_table& repair) {
    if (wants_listing(repair)) return table.list();
    std::vector<ipvs::service_status> found;
    for (const auto& key : repair.keys) {
        auto one = table.get(key);
        if (one.has_value()) {
            found.push_back(std::move(*one));
        } else if (one.error().code() != errc::not_found) {
            return one.error();
        }
    }
    return found;
}

}  // namespace

table_report report_of(const change_table& change, const ipvs::apply_report& applied) {
    table_report report;
    for (const auto& step : change.steps.steps)
        if (report.touched.empty() || report.touched.back() != step.service.key)
            report.touched.push_back(step.service.key);
    report.made = applied.made + applied.already_made;
    for (const auto& f : applied.failures) {
        const auto& step = change.steps.steps[f.index];
        report.failures.push_back({step.service.key, step.to_string(), f.error});
    }
    return report;
}

table_report report_of(const repair_table& repair, const change_table& change, const ipvs::apply_report& applied) {
    auto report = report_of(change, applied);
    report.touched = repair.keys;
    report.is_repair = true;
    return report;
}

table_report report_of(const repair_table& repair, const error& why, std::string_view what) {
    table_report report;
    report.touched = repair.keys;
    report.is_repair = true;
    for (const auto& key : repair.keys) report.failures.push_back({key, std::string{what}, why});
    return report;
}

bool wants_listing(const repair_table& repair) noexcept { return repair.keys.size() > single_reads; }

change_table change_for(const repair_table& repair, const std::vector<ipvs::service_status>& found) {
    auto actual = ipvs::settings_of(found);
    const std::set<ipvs::service_key> wanted{repair.keys.begin(), repair.keys.end()};
    std::erase_if(actual.services, [&](const auto& s) { return !wanted.contains(s.service.key); });
    return {ipvs::diff(actual, repair.desired)};
}

table_report perform(ipvs::table& table, const change_table& change) {
    return report_of(change, ipvs::apply(table, change.steps));
}

table_report perform(ipvs::table& table, const repair_table& repair) {
    if (repair.flush) {
        if (auto done = table.flush(); done.has_error()) return report_of(repair, done.error(), "flush the table");
    }
    std::optional<error> timeouts_error;
    if (repair.timeouts) {
        if (auto done = table.set_timeouts(*repair.timeouts); done.has_error()) timeouts_error = done.error();
    }
    const auto found = read(table, repair);
    const auto change = found.has_value() ? change_for(repair, *found) : change_table{};
    auto report = found.has_value() ? report_of(repair, change, ipvs::apply(table, change.steps))
                                    : report_of(repair, found.error(), "read the table");
    report.timeouts_error = std::move(timeouts_error);
    return report;
}

}  // namespace hakit::director

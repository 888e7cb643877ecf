#include <hakit/director/table_driver.hpp>
#include <hakit/ipvs/apply.hpp>

#include <algorithm>
#include <set>

namespace hakit::director {
namespace {

/// With more keys than this one listing of everything is cheaper than asking for each.
constexpr std::size_t single_reads = 16;

result<ipvs::state> read(const ipvs::table& table, const std::vector<ipvs::service_key>& keys) {
    if (keys.size() > single_reads) {
        auto all = table.read();
        if (all.has_error()) return all.error();
        const std::set<ipvs::service_key> wanted{keys.begin(), keys.end()};
        std::erase_if(all->services, [&](const auto& s) { return !wanted.contains(s.service.key); });
        return all;
    }
    std::vector<ipvs::service_status> found;
    for (const auto& key : keys) {
        auto one = table.get(key);
        if (one.has_value()) {
            found.push_back(std::move(*one));
        } else if (one.error().code() != errc::not_found) {
            return one.error();
        }
    }
    return ipvs::settings_of(found);
}

table_report unreadable(const std::vector<ipvs::service_key>& keys, const error& why, std::string_view what) {
    table_report report;
    report.touched = keys;
    for (const auto& key : keys) report.failures.push_back({key, std::string{what}, why});
    return report;
}

}  // namespace

table_report perform(ipvs::table& table, const change_table& change) {
    table_report report;
    for (const auto& step : change.steps.steps)
        if (report.touched.empty() || report.touched.back() != step.service.key)
            report.touched.push_back(step.service.key);
    const auto applied = ipvs::apply(table, change.steps);
    report.made = applied.made + applied.already_made;
    for (const auto& f : applied.failures) {
        const auto& step = change.steps.steps[f.index];
        report.failures.push_back({step.service.key, step.to_string(), f.error});
    }
    return report;
}

table_report perform(ipvs::table& table, const repair_table& repair) {
    if (repair.flush) {
        if (auto done = table.flush(); done.has_error())
            return unreadable(repair.keys, done.error(), "flush the table");
    }
    std::optional<error> timeouts_error;
    if (repair.timeouts) {
        if (auto done = table.set_timeouts(*repair.timeouts); done.has_error()) timeouts_error = done.error();
    }
    const auto actual = read(table, repair.keys);
    if (actual.has_error()) return unreadable(repair.keys, actual.error(), "read the table");
    auto report = perform(table, change_table{ipvs::diff(*actual, repair.desired)});
    report.touched = repair.keys;
    report.timeouts_error = std::move(timeouts_error);
    return report;
}

}  // namespace hakit::director

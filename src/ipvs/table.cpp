#include <hakit/ipvs/table.hpp>
#include <hakit/ipvs/validate.hpp>

namespace hakit::ipvs {

namespace {

result<void> make(table& t, const step& s) {
    if (auto ok = validate_shape(s); ok.has_error()) return ok;
    switch (s.kind) {
        case step_kind::add_service: return t.add_service(s.service);
        case step_kind::edit_service: return t.edit_service(s.service);
        case step_kind::remove_service: return t.remove_service(s.service.key);
        case step_kind::add_destination: return t.add_destination(s.service.key, *s.destination);
        case step_kind::edit_destination: return t.edit_destination(s.service.key, *s.destination);
        case step_kind::remove_destination: return t.remove_destination(s.service.key, s.destination->key);
        case step_kind::set_timeouts: return t.set_timeouts(*s.timeouts);
        case step_kind::start_sync_daemon: return t.start_sync_daemon(*s.daemon);
        case step_kind::stop_sync_daemon: return t.stop_sync_daemon(s.daemon->role);
    }
    return error{errc::invalid_argument, "unknown kind of step"};
}

}  // namespace

std::vector<result<void>> table::execute(std::span<const step> steps) {
    std::vector<result<void>> results;
    results.reserve(steps.size());
    for (const auto& s : steps) results.push_back(make(*this, s));
    return results;
}

result<state> table::read() const {
    const auto listing = list();
    if (listing.has_error()) return listing.error();
    return settings_of(*listing);
}

result<state> table::read_all() const {
    auto all = read();
    if (all.has_error()) return all;
    auto times = get_timeouts();
    if (times.has_error()) return times.error();
    auto daemons = list_sync_daemons();
    if (daemons.has_error()) return daemons.error();
    all->timeouts = *times;
    all->sync_daemons = std::move(*daemons);
    normalize(*all);
    return all;
}

result<std::vector<connection>> table::connections() const { return std::vector<connection>{}; }

}  // namespace hakit::ipvs

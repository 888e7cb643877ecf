#include <hakit/ipvs/table.hpp>

namespace hakit::ipvs {

namespace {

result<void> make(table& t, const step& s) {
    switch (s.kind) {
        case step_kind::add_service: return t.add_service(s.service);
        case step_kind::edit_service: return t.edit_service(s.service);
        case step_kind::remove_service: return t.remove_service(s.service.key);
        default: break;
    }
    if (!s.destination) {
        return error{errc::invalid_argument, std::string{to_string(s.kind)} + ": the step names no destination"};
    }
    switch (s.kind) {
        case step_kind::add_destination: return t.add_destination(s.service.key, *s.destination);
        case step_kind::edit_destination: return t.edit_destination(s.service.key, *s.destination);
        case step_kind::remove_destination: return t.remove_destination(s.service.key, s.destination->key);
        default: return error{errc::invalid_argument, "unknown kind of step"};
    }
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

}  // namespace hakit::ipvs

#include <hakit/ipvs/ownership.hpp>

#include <algorithm>

namespace hakit::ipvs {

namespace {

bool contains(const ip_prefix& prefix, const ip_address& address) {
    return prefix.address.family() == address.family() &&
           ip_prefix{address, prefix.length}.network() == prefix.network();
}

}  // namespace

bool ownership::owns(const service_key& key) const noexcept {
    if (std::find(services.begin(), services.end(), key) != services.end()) return true;
    if (const auto* mark = key.fwmark()) {
        return std::any_of(marks.begin(), marks.end(),
                           [&](const mark_range& r) { return r.first <= mark->mark && mark->mark <= r.last; });
    }
    return std::any_of(addresses.begin(), addresses.end(),
                       [&](const ip_prefix& p) { return contains(p, key.address()->address); });
}

}  // namespace hakit::ipvs

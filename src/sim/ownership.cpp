#include <hakit/sim/ownership.hpp>

#include <algorithm>

namespace hakit::sim {

void ownership::take(const ip_address& address, host_id host, instant at) {
    auto& h = addresses_[address];
    const auto place = std::lower_bound(h.owners.begin(), h.owners.end(), host);
    if (place != h.owners.end() && *place == host) return;
    h.owners.insert(place, host);
    h.changes.push_back({at, host, true, h.owners.size()});
}

void ownership::drop(const ip_address& address, host_id host, instant at) {
    auto& h = addresses_[address];
    const auto place = std::lower_bound(h.owners.begin(), h.owners.end(), host);
    if (place == h.owners.end() || *place != host) return;
    h.owners.erase(place);
    h.changes.push_back({at, host, false, h.owners.size()});
}

std::vector<host_id> ownership::owners(const ip_address& address) const {
    const auto found = addresses_.find(address);
    return found == addresses_.end() ? std::vector<host_id>{} : found->second.owners;
}

std::vector<ip_address> ownership::addresses() const {
    std::vector<ip_address> all;
    for (const auto& [address, h] : addresses_) all.push_back(address);
    return all;
}

std::vector<interval> ownership::without_owner(const ip_address& address, instant from, instant until) const {
    return when(address, from, until, false);
}

std::vector<interval> ownership::with_several(const ip_address& address, instant from, instant until) const {
    return when(address, from, until, true);
}

std::vector<interval> ownership::when(const ip_address& address, instant from, instant until, bool several) const {
    std::vector<interval> found;
    const auto matches = [several](std::size_t owners) { return several ? owners > 1 : owners == 0; };
    std::size_t owners = 0;
    auto begin = from;
    const auto add = [&](instant end) {
        end = std::min(end, until);
        if (!matches(owners) || end <= begin) return;
        if (!found.empty() && found.back().to == begin) {
            found.back().to = end;
        } else {
            found.push_back({begin, end});
        }
    };
    if (const auto known = addresses_.find(address); known != addresses_.end()) {
        for (const auto& c : known->second.changes) {
            if (c.at >= until) break;
            add(c.at);
            begin = std::max(begin, c.at);
            owners = c.owners;
        }
    }
    add(until);
    return found;
}

std::vector<std::pair<instant, std::vector<host_id>>> ownership::history(const ip_address& address) const {
    std::vector<std::pair<instant, std::vector<host_id>>> all;
    const auto known = addresses_.find(address);
    if (known == addresses_.end()) return all;
    std::vector<host_id> owners;
    for (const auto& c : known->second.changes) {
        if (c.takes) {
            owners.insert(std::lower_bound(owners.begin(), owners.end(), c.host), c.host);
        } else {
            std::erase(owners, c.host);
        }
        all.emplace_back(c.at, owners);
    }
    return all;
}

std::optional<instant> ownership::taken_after(const ip_address& address, instant since) const {
    const auto known = addresses_.find(address);
    if (known == addresses_.end()) return std::nullopt;
    for (const auto& c : known->second.changes)
        if (c.takes && c.at >= since) return c.at;
    return std::nullopt;
}

}  // namespace hakit::sim

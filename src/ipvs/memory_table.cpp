// The order of the checks is the kernel's (net/netfilter/ipvs/ip_vs_ctl.c as measured on 6.1), because it decides which
// error a request with several mistakes gets.
#include <hakit/ipvs/memory_table.hpp>

#include "ipvs/describe.hpp"
#include "ipvs/destination_rules.hpp"
#include "ipvs/kernel_error.hpp"

#include <hakit/ipvs/validate.hpp>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

namespace hakit::ipvs {

namespace {

constexpr std::size_t max_name = 15;  // schedulers and interfaces; persistence engines may have 16

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// A firewall mark of 0 is stored as tcp 0.0.0.0:0 (or [::]:0).
service_key canonical(const service_key& key) {
    if (const auto* mark = key.fwmark(); mark != nullptr && mark->mark == 0) {
        const auto any = mark->family == ip_family::v6 ? ip_address{std::array<std::uint8_t, 16>{}} : ip_address{};
        return {protocol::tcp, any, 0};
    }
    return key;
}

void add(counters& to, const counters& c) {
    to.connections += c.connections;
    to.packets_in += c.packets_in;
    to.packets_out += c.packets_out;
    to.bytes_in += c.bytes_in;
    to.bytes_out += c.bytes_out;
}

std::size_t slot(sync_role role) { return role == sync_role::master ? 0 : 1; }

bool is_role(sync_role role) { return role == sync_role::master || role == sync_role::backup; }

}  // namespace

memory_table::memory_table(memory_options options) : options_{std::move(options)} {
    if (options_.hz == 0) options_.hz = 1;
}

memory_table::entry* memory_table::find(const service_key& key) {
    const auto name = canonical(key);
    if (recent_ == services_.end() || recent_->first != name) recent_ = services_.find(name);
    return recent_ == services_.end() ? nullptr : &recent_->second;
}

bool memory_table::has_mixed_families() const {
    return std::any_of(services_.begin(), services_.end(), [](const auto& item) {
        const auto family = item.first.family();
        const auto& all = item.second.destinations;
        return std::any_of(all.begin(), all.end(), [&](const auto& d) { return d.first.address.family() != family; });
    });
}

destination_status memory_table::held_destination::status() const {
    const auto now = carried.value_or({});
    return {destination, now.active_connections, now.inactive_connections, 0, now.counters};
}

service_status memory_table::entry::status() const {
    service_status all{service, counters.value_or({}), {}};
    all.destinations.reserve(destinations.size());
    for (const auto& [key, d] : destinations) all.destinations.push_back(d.status());
    return all;
}

result<void> memory_table::check_names(const service& s, std::string_view verb) const {
    const auto refused = [&](int code, std::string_view why = {}) {
        return kernel_error(code, subject::service, describe(verb, s.key), why);
    };
    if (!options_.ipv6 && s.key.family() == ip_family::v6) return refused(EAFNOSUPPORT);
    // Names that do not fit their attribute never reach the kernel's table code.
    if (s.scheduler.size() > max_name) return refused(EINVAL, "a scheduler's name has at most 15 bytes");
    if (s.persistence_engine.size() > max_name + 1)
        return refused(EINVAL, "a persistence engine's name has at most 16 bytes");
    return {};
}

result<service> memory_table::stored(const service& s, std::string_view verb) const {
    const auto refused = [&](int code, std::string_view why) {
        return kernel_error(code, subject::service, describe(verb, s.key), why);
    };
    if (s.scheduler != "none" && !contains(options_.schedulers, s.scheduler))
        return refused(ENOENT, "no such scheduler: '" + s.scheduler + "'");
    if (!s.persistence_engine.empty() && !contains(options_.persistence_engines, s.persistence_engine))
        return refused(ENOENT, "no such persistence engine: '" + s.persistence_engine + "'");
    if (s.key.family() == ip_family::v6) {
        const auto prefix = s.persistence_mask.v6_prefix();
        if (prefix < 1 || prefix > 128)
            return refused(EINVAL, "the IPv6 mask is a prefix length from 1 to 128, not " + std::to_string(prefix));
    }
    auto copy = s;
    copy.key = canonical(s.key);
    // The kernel keeps jiffies in 32 bits and does not check the product.
    if (copy.persistence_timeout) *copy.persistence_timeout = *copy.persistence_timeout * options_.hz / options_.hz;
    copy.scheduler_flags &= scheduler_flag_1 | scheduler_flag_2 | scheduler_flag_3;
    return copy;
}

result<std::vector<service_status>> memory_table::list() const {
    std::vector<service_status> all;
    all.reserve(services_.size());
    for (const auto& [key, e] : services_) all.push_back(e.status());
    return all;
}

result<service_status> memory_table::get(const service_key& key) const {
    const auto at = services_.find(canonical(key));
    if (at == services_.end()) return kernel_error(ESRCH, subject::service, describe("get", key));
    return at->second.status();
}

result<void> memory_table::add_service(const service& s) {
    if (options_.validate) {
        if (auto ok = to_result(validate(s)); ok.has_error()) return ok;
    }
    if (auto ok = check_names(s, "add"); ok.has_error()) return ok;
    if (find(s.key) != nullptr) return kernel_error(EEXIST, subject::service, describe("add", s.key));
    auto copy = stored(s, "add");
    if (copy.has_error()) return copy.error();
    const auto key = copy->key;
    recent_ = services_.emplace(key, entry{std::move(*copy), {}, decltype(entry::destinations){&pool_}}).first;
    return {};
}

result<void> memory_table::edit_service(const service& s) {
    if (options_.validate) {
        if (auto ok = to_result(validate(s)); ok.has_error()) return ok;
    }
    if (auto ok = check_names(s, "edit"); ok.has_error()) return ok;
    auto* e = find(s.key);
    if (e == nullptr) return kernel_error(ESRCH, subject::service, describe("edit", s.key));
    auto copy = stored(s, "edit");
    if (copy.has_error()) return copy.error();
    e->service = std::move(*copy);
    return {};
}

result<void> memory_table::remove_service(const service_key& key) {
    if (find(key) == nullptr) return kernel_error(ESRCH, subject::service, describe("remove", key));
    services_.erase(std::exchange(recent_, services_.end()));
    return {};
}

result<void> memory_table::check_destination(const entry& e, const destination& d, std::string_view verb) const {
    const auto refused = [&](int code, std::string_view why) {
        return kernel_error(code, subject::destination, describe(verb, e.service.key, d.key), why);
    };
    if (!options_.ipv6 && d.key.address.is_v6()) return refused(EAFNOSUPPORT, "address family not supported");
    if (d.key.address.family() != e.service.key.family()) {
        if (daemons_[0] || daemons_[1]) {
            return refused(EINVAL, "a sync daemon runs, so every destination must have its service's family");
        }
        if (d.forwarding != forwarding::tunnel) {
            return refused(EINVAL, "a destination of the other address family needs a tunnel");
        }
    }
    if (d.weight < 0) return refused(ERANGE, "the weight is negative");
    if (d.lower_threshold > d.upper_threshold) return refused(ERANGE, "the lower threshold is above the upper one");
    if (d.upper_threshold > options_.max_threshold) {
        return refused(EINVAL, "the upper threshold is above " + std::to_string(options_.max_threshold));
    }
    if (d.tunnel.type == tunnel_type::gue && d.tunnel.port == 0) return refused(EINVAL, "GUE needs a port");
    return {};
}

result<void> memory_table::valid(const service_key& key, const destination& d) const {
    if (!options_.validate) return {};
    service of;
    of.key = key;
    return to_result(validate(of, d));
}

result<void> memory_table::add_destination(const service_key& key, const destination& d) {
    if (auto ok = valid(key, d); ok.has_error()) return ok;
    const auto refused = [&](int code, std::string_view why = {}) {
        return kernel_error(code, subject::destination, describe("add", key, d.key), why);
    };
    auto* e = find(key);
    if (e == nullptr) return refused(ESRCH);
    if (auto ok = check_destination(*e, d, "add"); ok.has_error()) return ok;
    if (e->destinations.contains(d.key)) return refused(EEXIST);
    if (const auto why = address_rule(d.key.address); !why.empty()) return refused(EINVAL, why);
    if (d.key.address.is_v4() && !options_.loopback_up) return refused(EINVAL);
    auto copy = d;
    copy.forwarding = static_cast<forwarding>(static_cast<unsigned>(d.forwarding) & 7U);
    e->destinations.emplace(d.key, held_destination{std::move(copy)});
    return {};
}

result<void> memory_table::edit_destination(const service_key& key, const destination& d) {
    if (auto ok = valid(key, d); ok.has_error()) return ok;
    auto* e = find(key);
    if (e == nullptr) return kernel_error(ESRCH, subject::destination, describe("edit", key, d.key));
    if (auto ok = check_destination(*e, d, "edit"); ok.has_error()) return ok;
    const auto at = e->destinations.find(d.key);
    if (at == e->destinations.end()) return kernel_error(ENOENT, subject::destination, describe("edit", key, d.key));
    at->second.destination = d;
    at->second.destination.forwarding = static_cast<forwarding>(static_cast<unsigned>(d.forwarding) & 7U);
    return {};
}

result<void> memory_table::remove_destination(const service_key& key, const destination_key& d) {
    auto* e = find(key);
    if (e == nullptr) return kernel_error(ESRCH, subject::destination, describe("remove", key, d));
    if (e->destinations.erase(d) == 0) return kernel_error(ENOENT, subject::destination, describe("remove", key, d));
    return {};
}

result<void> memory_table::flush() {
    services_.clear();
    recent_ = services_.end();
    return {};
}

result<void> memory_table::zero(const service_key& key) {
    auto* e = find(key);
    if (e == nullptr) return kernel_error(ESRCH, subject::service, describe("zero", key));
    e->counters.reset();
    for (auto& [name, d] : e->destinations)
        if (d.carried) d.carried->counters = {};
    return {};
}

result<void> memory_table::zero_all() {
    for (auto& [key, e] : services_) {
        e.counters.reset();
        for (auto& [name, d] : e.destinations)
            if (d.carried) d.carried->counters = {};
    }
    return {};
}

result<timeouts> memory_table::get_timeouts() const { return timeouts_; }

result<void> memory_table::set_timeouts(const timeouts& t) {
    const auto most = static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max()) / options_.hz;
    if (t.tcp > most || t.tcp_fin > most || t.udp > most) {
        return kernel_error(EINVAL, subject::timeouts, "set timeouts", "above " + std::to_string(most) + " seconds");
    }
    if (t.tcp != 0) timeouts_.tcp = t.tcp;
    if (t.tcp_fin != 0) timeouts_.tcp_fin = t.tcp_fin;
    if (t.udp != 0) timeouts_.udp = t.udp;
    return {};
}

result<std::vector<sync_daemon>> memory_table::list_sync_daemons() const {
    std::vector<sync_daemon> all;
    for (const auto& d : daemons_) {
        if (d) all.push_back(*d);
    }
    return all;
}

result<void> memory_table::start_sync_daemon(const sync_daemon& daemon) {
    if (options_.validate) {
        if (auto ok = to_result(validate(daemon)); ok.has_error()) return ok;
    }
    const auto what = describe("start", daemon.role);
    const auto refused = [&](int code, std::string_view why) {
        return kernel_error(code, subject::sync_daemon, what, why);
    };
    if (daemon.interface.size() > max_name) return refused(EINVAL, "an interface name has at most 15 bytes");
    if (daemon.group && !daemon.group->is_multicast()) return refused(EINVAL, "the group is not a multicast address");
    if (has_mixed_families()) return refused(EINVAL, "a destination has another address family than its service");
    if (daemon.interface.empty() || (options_.interfaces && !contains(*options_.interfaces, daemon.interface))) {
        return kernel_error(ENODEV, subject::sync_daemon, what + " on '" + daemon.interface + "'");
    }
    if (!is_role(daemon.role)) return refused(EINVAL, "the role is master or backup");
    auto& place = daemons_[slot(daemon.role)];
    if (place) return refused(EEXIST, {});
    auto copy = daemon;
    if (copy.max_length == 0) copy.max_length = 1472;
    if (!copy.group) copy.group = ip_address{std::array<std::uint8_t, 4>{224, 0, 0, 81}};
    if (copy.port == 0) copy.port = 8848;
    if (copy.ttl == 0) copy.ttl = 1;
    place = std::move(copy);
    return {};
}

result<void> memory_table::stop_sync_daemon(sync_role role) {
    const auto what = describe("stop", role);
    if (!is_role(role)) return kernel_error(EINVAL, subject::sync_daemon, what, "the role is master or backup");
    auto& place = daemons_[slot(role)];
    if (!place) return kernel_error(ESRCH, subject::sync_daemon, what);
    place.reset();
    return {};
}

result<table_info> memory_table::info() const { return table_info{1, 2, 1, 4096}; }

result<void> memory_table::account(const service_key& key, const destination_key& d, const counters& traffic,
                                   std::uint32_t active_connections, std::uint32_t inactive_connections) {
    auto* e = find(key);
    if (e == nullptr) return kernel_error(ESRCH, subject::destination, describe("account", key, d));
    const auto at = e->destinations.find(d);
    if (at == e->destinations.end()) return kernel_error(ENOENT, subject::destination, describe("account", key, d));
    auto& there = at->second.carried ? *at->second.carried : at->second.carried.emplace();
    add(there.counters, traffic);
    add(e->counters ? *e->counters : e->counters.emplace(), traffic);
    there.active_connections = active_connections;
    there.inactive_connections = inactive_connections;
    return {};
}

}  // namespace hakit::ipvs

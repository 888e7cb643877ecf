#include "keepalived/check/routes.hpp"

#include "keepalived/check/vrrp_model.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

/// Collects the families of the parts of a route or rule.
class families {
public:
    void add(const std::string& word) {
        if (word == "inet") v4_ = true;
        if (word == "inet6") v6_ = true;
    }
    void add(const ip_address& address) { (address.is_v4() ? v4_ : v6_) = true; }
    void add(const std::optional<ip_address>& address) {
        if (address) add(*address);
    }
    void add(const std::optional<ip_prefix>& prefix) {
        if (prefix) add(prefix->address);
    }
    [[nodiscard]] bool mixed() const noexcept { return v4_ && v6_; }

private:
    bool v4_ = false;
    bool v6_ = false;
};

bool is_number(std::string_view word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }

/// Whether keepalived or iproute2 knows a name, or it is a number; reports otherwise.
bool check_name(findings& f, text::span where, std::string_view kind, const std::string& word,
                std::initializer_list<std::string_view> known) {
    if (word.empty() || is_number(word) || std::ranges::find(known, word) != known.end()) return true;
    f.report(vrrp_code.route_name, where,
             std::string{kind} + " " + quote(word) + " must be defined in /etc/iproute2 of the host");
    return false;
}

bool check_table(findings& f, text::span where, const std::string& table) {
    return check_name(f, where, "table", table, {"main", "default", "local", "unspec"});
}

bool check_names(findings& f, text::span where, const route& r) {
    return check_table(f, where, r.table) &&
           check_name(f, where, "scope", r.scope, {"global", "universe", "nowhere", "host", "link", "site"}) &&
           check_name(f, where, "protocol", r.protocol,
                      {"unspec",     "redirect", "kernel", "boot",     "static", "gated", "ra",
                       "mrt",        "zebra",    "bird",   "dnrouted", "xorp",   "ntk",   "dhcp",
                       "keepalived", "babel",    "bgp",    "isis",     "ospf",   "rip",   "eigrp"});
}

/// RTPROT_KEEPALIVED of the kernel.
bool is_own_protocol(std::string_view protocol) { return protocol == "18" || protocol == "keepalived"; }

std::string destination(const route& r) { return r.to.prefix ? r.to.prefix->to_string() : "default"; }

}  // namespace

void check_route(findings& f, const setting<route>& entry) {
    const auto& r = *entry;
    families seen;
    seen.add(r.family);
    seen.add(r.to.prefix);
    seen.add(r.via);
    seen.add(r.src);
    for (const auto& hop : r.nexthop) seen.add(hop.via);
    if (seen.mixed()) {
        f.report(vrrp_code.route_family, entry.where(), "the route mixes IPv4 and IPv6; keepalived drops it");
        return;
    }
    if (r.from && r.from->address.is_v4()) {
        f.report(vrrp_code.route_source, entry.where(), "only IPv6 routes look at the source; keepalived drops 'from'");
        return;
    }
    if (!check_names(f, entry.where(), r)) return;
    if (r.no_track) return;
    if (!r.protocol.empty() && !is_own_protocol(r.protocol))
        f.report(vrrp_code.route_protocol, entry.where(),
                 "the route cannot be tracked with protocol " + r.protocol + "; keepalived resets it");
    if (r.dev.empty()) {
        auto& d = f.report(vrrp_code.route_untracked, entry.where(),
                           "the route to " + destination(r) + " has no device, so keepalived cannot track it");
        if (!r.track_group.empty()) d.message += " and ignores its track_group";
    }
}

void check_rule(findings& f, const setting<rule>& entry) {
    const auto& r = *entry;
    families seen;
    seen.add(r.family);
    if (r.from) seen.add(r.from->prefix);
    if (r.to) seen.add(r.to->prefix);
    if (seen.mixed()) {
        f.report(vrrp_code.route_family, entry.where(), "the rule mixes IPv4 and IPv6; keepalived drops it");
        return;
    }
    if (!check_table(f, entry.where(), r.table)) return;
    if (!r.no_track && r.protocol && *r.protocol != 18)
        f.report(vrrp_code.route_protocol, entry.where(),
                 "the rule cannot be tracked with protocol " + std::to_string(*r.protocol) + "; keepalived resets it");
}

void check_routes(findings& f, const vrrp_instance& instance) {
    for (const auto& entry : instance.virtual_routes) check_route(f, entry);
    for (const auto& entry : instance.virtual_rules) check_rule(f, entry);
}

}  // namespace hakit::keepalived

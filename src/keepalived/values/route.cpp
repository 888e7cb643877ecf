#include "keepalived/values/route.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/options.hpp"
#include "keepalived/values/route_words.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace hakit::keepalived {
namespace {

constexpr std::int64_t u32 = 0xffff'ffff;

bool is_pref(std::string_view text) { return text == "low" || text == "medium" || text == "high"; }
bool is_ecn(std::string_view text) { return text == "ecn"; }
bool is_on_off(std::string_view text) { return text == "enabled" || text == "disabled"; }

bool is_realms(std::string_view text) {
    const auto slash = text.find('/');
    const auto realm = name_or_number<0xffff>;
    return slash == text.npos ? realm(text) : realm(text.substr(0, slash)) && realm(text.substr(slash + 1));
}

constexpr option_rule table_name{.shape = "NAME|NUMBER", .valid = name_or_number<0xffff'ffff>};
constexpr option_rule byte_name{.shape = "NAME|0..255", .valid = name_or_number<255>};
constexpr option_rule realms_rule{.shape = "[SOURCE/]DESTINATION", .valid = is_realms};
constexpr option_rule interface_name{.shape = "NAME", .max_length = 15};
constexpr option_rule metric_rule{.min = 0, .max = u32};
constexpr option_rule unlocked{.min = 0, .max = u32, .lockable = false};
// Milliseconds (vrrp_iproute.c): the kernel keeps rtt in eighths and rttvar in quarters of one.
constexpr option_rule rtt_rule{.max = 960'000, .time = true};
constexpr option_rule rttvar_rule{.max = 480'000, .time = true};
constexpr option_rule rto_min_rule{.max = 120'000, .time = true};
constexpr option_rule number_rule{.min = 0, .max = u32};
constexpr option_rule bit_rule{.min = 0, .max = 1};

constexpr option_rule same_as(std::string_view name, option_rule rule) {
    rule.alias_of = name;
    return rule;
}
constexpr option_rule instead_of(std::string_view name) { return {.alias_of = name, .deprecated = name}; }
constexpr option_rule family_rule{.constant_of = "family"};
constexpr option_rule type_rule{.constant_of = "type"};

constexpr std::array route_options{
    option<route>{"inet", &route::family, family_rule},
    option<route>{"inet6", &route::family, family_rule},
    option<route>{"unicast", &route::type, type_rule},
    option<route>{"local", &route::type, type_rule},
    option<route>{"broadcast", &route::type, type_rule},
    option<route>{"anycast", &route::type, type_rule},
    option<route>{"multicast", &route::type, type_rule},
    option<route>{"blackhole", &route::type, type_rule},
    option<route>{"unreachable", &route::type, type_rule},
    option<route>{"prohibit", &route::type, type_rule},
    option<route>{"throw", &route::type, type_rule},
    option<route>{"to", &route::to},
    option<route>{"via", &route::via, {.family_word = true}},
    option<route>{"gw", &route::via, instead_of("via")},
    option<route>{"src", &route::src},
    option<route>{"from", &route::from},
    option<route>{"dev", &route::dev, interface_name},
    option<route>{"oif", &route::dev, same_as("dev", interface_name)},
    option<route>{"table", &route::table, table_name},
    option<route>{"metric", &route::metric, number_rule},
    option<route>{"priority", &route::metric, same_as("metric", number_rule)},
    option<route>{"preference", &route::metric, same_as("metric", number_rule)},
    option<route>{"tos", &route::tos, byte_name},
    option<route>{"dsfield", &route::tos, same_as("tos", byte_name)},
    option<route>{"scope", &route::scope, byte_name},
    option<route>{"protocol", &route::protocol, byte_name},
    option<route>{"mtu", &route::mtu, metric_rule},
    option<route>{"hoplimit", &route::hoplimit, {.min = 0, .max = 255, .lockable = false}},
    option<route>{"advmss", &route::advmss, metric_rule},
    option<route>{"rtt", &route::rtt, rtt_rule},
    option<route>{"rttvar", &route::rttvar, rttvar_rule},
    option<route>{"reordering", &route::reordering, metric_rule},
    option<route>{"window", &route::window, unlocked},
    option<route>{"cwnd", &route::cwnd, metric_rule},
    option<route>{"ssthresh", &route::ssthresh, metric_rule},
    option<route>{"rto_min", &route::rto_min, rto_min_rule},
    option<route>{"congctl", &route::congctl},
    option<route>{"initcwnd", &route::initcwnd, number_rule},
    option<route>{"initrwnd", &route::initrwnd, number_rule},
    option<route>{"quickack", &route::quickack, bit_rule},
    option<route>{"fastopen_no_cookie", &route::fastopen_no_cookie, bit_rule},
    option<route>{"realms", &route::realms, realms_rule},
    option<route>{"features", &route::features, {.shape = "ecn", .valid = is_ecn}},
    option<route>{"onlink", &route::onlink},
    option<route>{"pref", &route::pref, {.shape = "low|medium|high", .valid = is_pref}},
    option<route>{"expires", &route::expires, number_rule},
    option<route>{"ttl-propagate", &route::ttl_propagate, {.shape = "enabled|disabled", .valid = is_on_off}},
    option<route>{"vrf", &route::vrf, interface_name},
    option<route>{"no_track", &route::no_track},
    option<route>{"track_group", &route::track_group, {.shape = "NAME"}},
    option<route>{"encap", &route::encap},
    // Last: they take what follows.
    option<route>{"nexthop", &route::nexthop},
};

bool is_range(std::string_view text, std::uint64_t max) {
    const auto dash = text.find('-');
    if (dash == text.npos) return false;
    const auto decimal = [max](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == part.npos &&
               (part.size() == 1 || part[0] != '0') && number_of_any_base(part, max).has_value();
    };
    return decimal(text.substr(0, dash)) && decimal(text.substr(dash + 1));
}
bool is_port_range(std::string_view text) { return is_range(text, 65535); }
bool is_uid_range(std::string_view text) { return is_range(text, 0xffff'ffff); }

bool is_mark(std::string_view text) {
    const auto slash = text.find('/');
    return number_of_any_base(text.substr(0, slash)).has_value() &&
           (slash == text.npos || number_of_any_base(text.substr(slash + 1)).has_value());
}

bool is_u64(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos &&
           number_of_any_base(text, 0xffff'ffff'ffff'ffff).has_value();
}

bool is_action(std::string_view text) { return text == "blackhole" || text == "unreachable" || text == "prohibit"; }

constexpr option_rule preference_rule{.min = 0, .max = u32, .any_base = true};
constexpr option_rule prefix_length{.min = 0, .max = 0x7fff'ffff};

constexpr std::array rule_options{
    option<rule>{"inet", &rule::family, family_rule},
    option<rule>{"inet6", &rule::family, family_rule},
    option<rule>{"not", &rule::inverted},
    option<rule>{"from", &rule::from},
    option<rule>{"to", &rule::to},
    option<rule>{"tos", &rule::tos, byte_name},
    option<rule>{"dsfield", &rule::tos, same_as("tos", byte_name)},
    option<rule>{"fwmark", &rule::fwmark, {.shape = "MARK[/MASK]", .valid = is_mark}},
    option<rule>{"iif", &rule::iif, interface_name},
    option<rule>{"dev", &rule::iif, same_as("iif", interface_name)},
    option<rule>{"oif", &rule::oif, interface_name},
    option<rule>{"ipproto", &rule::ipproto, byte_name},
    option<rule>{"sport", &rule::sport, {.shape = "FIRST-LAST", .valid = is_port_range}},
    option<rule>{"dport", &rule::dport, {.shape = "FIRST-LAST", .valid = is_port_range}},
    option<rule>{"uidrange", &rule::uidrange, {.shape = "FIRST-LAST", .valid = is_uid_range}},
    option<rule>{"tunnel-id", &rule::tunnel_id, {.shape = "NUMBER", .valid = is_u64}},
    option<rule>{"preference", &rule::preference, preference_rule},
    option<rule>{"priority", &rule::preference, same_as("preference", preference_rule)},
    option<rule>{"order", &rule::preference, same_as("preference", preference_rule)},
    option<rule>{"table", &rule::table, table_name},
    option<rule>{"lookup", &rule::table, same_as("table", table_name)},
    option<rule>{"realms", &rule::realms, realms_rule},
    option<rule>{"suppress_prefixlength", &rule::suppress_prefixlength, prefix_length},
    option<rule>{"sup_pl", &rule::suppress_prefixlength, same_as("suppress_prefixlength", prefix_length)},
    option<rule>{"suppress_ifgroup", &rule::suppress_ifgroup, table_name},
    option<rule>{"sup_group", &rule::suppress_ifgroup, same_as("suppress_ifgroup", table_name)},
    option<rule>{"goto", &rule::jump, number_rule},
    option<rule>{"type", &rule::type, {.shape = "blackhole|unreachable|prohibit", .valid = is_action}},
    option<rule>{"blackhole", &rule::type, {.alias_of = "type", .constant_of = "type"}},
    option<rule>{"unreachable", &rule::type, {.alias_of = "type", .constant_of = "type"}},
    option<rule>{"prohibit", &rule::type, {.alias_of = "type", .constant_of = "type"}},
    option<rule>{"nop", &rule::nop},
    option<rule>{"l3mdev", &rule::l3mdev},
    option<rule>{"protocol", &rule::protocol, {.min = 0, .max = 255}},
    option<rule>{"no_track", &rule::no_track},
    option<rule>{"track_group", &rule::track_group, {.shape = "NAME"}},
};

/// The options that may stand in this block: only the static ones have a track_group.
template <class T, std::size_t N>
option_table<T> options_of(const keyword& k, const std::array<option<T>, N>& all) {
    if (k.name.starts_with("static")) return option_table<T>{all};
    static const auto without = [&all] {
        std::vector<option<T>> rest(all.begin(), all.end());
        std::erase_if(rest, [](const option<T>& o) { return o.name == "track_group"; });
        return rest;
    }();
    return without;
}

template <class T>
result<T> read_object(const json& in, const keyword& k, option_table<T> table) {
    if (!in.is_object()) return wrong_type(k, "an object");
    T value;
    if (const auto done = options_from_json(in, table, value); !done) return done.error();
    return value;
}

void report_incomplete(reader& in, std::string message) {
    in.report(keyword_code.incomplete_entry, in.where(), std::move(message));
}

}  // namespace

std::optional<route> value_traits<route>::read(reader& in, const keyword& k) {
    const auto table = options_of(k, route_options);
    route value;
    bool destination = false;
    while (!in.done()) {
        const auto w = in.peek();
        if (w.text == "or") {
            in.report(keyword_code.deprecated, w.where, "option 'or' is deprecated; use 'nexthop'");
            in.take();
            if (!in.done() && in.peek().text == "gw") in.take();
            std::optional<ip_address> second;
            if (in.done() || !(second = ip_address::parse(in.take().text))) {
                report_incomplete(in, "option 'or' needs an address");
                return std::nullopt;
            }
            for (const auto& via : {value.via, second}) value.nexthop.emplace_back().via = via;
            value.via.reset();
            continue;
        }
        const auto outcome = read_option(in, table, value);
        if (outcome == option_outcome::bad) {
            in.take_all();
            return std::nullopt;
        }
        if (outcome == option_outcome::good) {
            destination = destination || w.text == "to";
            continue;
        }
        const auto prefix = w.text == "default6" ? std::optional{route_prefix{}} : parse_route_prefix(w.text);
        if (!prefix) {
            report_unknown_option(in, k, w, option_names(table));
            in.take_all();
            return std::nullopt;
        }
        if (destination) in.report(keyword_code.no_effect, w.where, "a route has one destination; the last one wins");
        if (w.text == "default6") value.family = "inet6";
        value.to = *prefix;
        destination = true;
        in.take();
    }
    if (!destination) {
        report_incomplete(in, "a route needs a destination: a prefix or 'default'");
        return std::nullopt;
    }
    if (value.to.prefix && value.via && value.to.prefix->address.family() != value.via->family()) {
        in.report(keyword_code.conflicting_options, in.where(), "destination and gateway are of different families",
                  text::severity::error);
        return std::nullopt;
    }
    return value;
}

void value_traits<route>::write(const route& value, const keyword& k, word_writer& out) {
    if (!value.family.empty()) out.raw(value.family);
    if (!value.type.empty()) out.raw(value.type);
    out.raw(to_string(value.to));
    auto rest = value;
    rest.family.clear();
    rest.type.clear();
    write_options(rest, options_of(k, route_options), out);
}

void value_traits<route>::to_json(const route& value, const keyword& k, json& out) {
    out = json{{"to", to_string(value.to)}};
    options_to_json(value, options_of(k, route_options), out);
}

result<route> value_traits<route>::from_json(const json& in, const keyword& k) {
    if (!in.is_object() || !in.contains("to")) return wrong_type(k, "an object with a destination 'to'");
    return read_object(in, k, options_of(k, route_options));
}

std::string value_traits<route>::describe(const keyword& k) {
    return "PREFIX|default " + describe_options(options_of(k, route_options));
}

std::optional<rule> value_traits<rule>::read(reader& in, const keyword& k) {
    const auto table = options_of(k, rule_options);
    rule value;
    int actions = 0;
    while (!in.done()) {
        const auto w = in.peek();
        const auto* o = find_option(table, w.text);
        if (o != nullptr) {
            const auto name = o->rule.alias_of.empty() ? o->name : o->rule.alias_of;
            if (name == "table" || name == "goto" || name == "type" || name == "nop" || name == "l3mdev") ++actions;
        }
        const auto outcome = read_option(in, table, value);
        if (outcome == option_outcome::good) continue;
        if (outcome == option_outcome::unknown) report_unknown_option(in, k, w, option_names(table));
        in.take_all();
        return std::nullopt;
    }
    if (actions == 0) {
        report_incomplete(in, "a rule needs an action: table, goto, nop, l3mdev, blackhole, unreachable or prohibit");
        return std::nullopt;
    }
    if (actions > 1) {
        report_incomplete(in, "a rule has one action only");
        return std::nullopt;
    }
    if (value.jump && (!value.preference || *value.preference >= *value.jump)) {
        report_incomplete(in, "'goto' needs a preference below its target");
        return std::nullopt;
    }
    if (!value.preference) {
        in.report(keyword_code.incomplete_entry, in.where(), "a rule without preference gets one from 16384 downwards",
                  text::severity::warning);
    }
    return value;
}

void value_traits<rule>::write(const rule& value, const keyword& k, word_writer& out) {
    write_options(value, options_of(k, rule_options), out);
}

void value_traits<rule>::to_json(const rule& value, const keyword& k, json& out) {
    out = json::object();
    options_to_json(value, options_of(k, rule_options), out);
}

result<rule> value_traits<rule>::from_json(const json& in, const keyword& k) {
    return read_object(in, k, options_of(k, rule_options));
}

std::string value_traits<rule>::describe(const keyword& k) { return describe_options(options_of(k, rule_options)); }

}  // namespace hakit::keepalived

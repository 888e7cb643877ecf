// Option values that only routes and rules have.
#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/options.hpp"
#include "keepalived/values/route.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace hakit::keepalived {
namespace {

constexpr std::uint64_t most = 0xffff'ffff;

/// digits[.digits][unit] as keepalived reads the times of TCP: without unit the kernel's own, else milliseconds.
std::optional<route_metric> read_time(std::string_view text) {
    route_metric metric;
    std::uint64_t whole = 0;
    auto [at, ec] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (ec != std::errc{} || whole > most) return std::nullopt;
    auto rest = text.substr(static_cast<std::size_t>(at - text.data()));
    std::uint64_t thousandths = 0;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        std::uint64_t scale = 100;
        while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
            thousandths += scale * static_cast<std::uint64_t>(rest[0] - '0');
            scale /= 10;
            rest.remove_prefix(1);
        }
    }
    const auto is = [&](std::string_view unit) { return equal_ignoring_case(rest, unit); };
    const bool seconds = is("s") || is("sec") || is("secs");
    metric.milliseconds = seconds || is("ms") || is("msec") || is("msecs");
    if (!metric.milliseconds && !rest.empty()) return std::nullopt;
    const auto value = seconds ? whole * 1000 + thousandths : whole + (thousandths != 0 ? 1 : 0);
    if (value > most) return std::nullopt;
    metric.value = static_cast<std::uint32_t>(value);
    return metric;
}

const word* next_word(reader& in, const option_info& o, std::string_view shape) {
    if (!in.done()) return &in.take();
    const auto end = in.where().end;
    in.report(keyword_code.missing_value, {end, end},
              "option " + quote(o.name) + " needs a value: " + std::string{shape});
    return nullptr;
}

bool plain_word(std::string_view text) {
    return !text.empty() && std::ranges::none_of(text, [](char c) { return c == '"' || c == '\n' || c == '\0'; });
}

constexpr std::array<std::string_view, 4> encap_types{"mpls", "ip", "ip6", "ila"};
/// Options of `encap ip` and `encap ip6`, each with one argument.
constexpr std::array<std::string_view, 9> tunnel_options{"id",  "dst",      "src", "tos",  "dsfield",
                                                         "ttl", "hoplimit", "tc",  "flags"};

constexpr std::array<option<route_hop>, 7> hop_options{{
    {"via", &route_hop::via, {.family_word = true}},
    {"gw", &route_hop::via, {.alias_of = "via", .deprecated = "via"}},
    {"dev", &route_hop::dev, {.shape = "NAME", .max_length = 15}},
    {"weight", &route_hop::weight, {.min = 0, .max = 256}},
    {"onlink", &route_hop::onlink},
    {"realms", &route_hop::realms, {.shape = "[SOURCE/]DESTINATION"}},
    {"encap", &route_hop::encap},
}};
constexpr option_table<route_hop> hops{hop_options};

}  // namespace

std::optional<route_prefix> parse_route_prefix(std::string_view text) {
    if (text == "default" || text == "all" || text == "any") return route_prefix{};
    const auto prefix = ip_prefix::parse(text);
    if (!prefix) return std::nullopt;
    return route_prefix{prefix};
}

std::string to_string(const route_prefix& p) {
    if (!p.prefix) return "default";
    return p.prefix->length == p.prefix->address.bits() ? p.prefix->address.to_string() : p.prefix->to_string();
}

namespace option_value {

bool read(reader& in, const option_info& o, route_prefix& out) {
    const auto* w = next_word(in, o, "PREFIX|default");
    if (w == nullptr) return false;
    const auto value = parse_route_prefix(w->text);
    if (value)
        out = *value;
    else
        in.report(keyword_code.bad_address, w->where, quote(w->text) + " is no prefix for option " + quote(o.name));
    return value.has_value();
}

bool read(reader& in, const option_info& o, std::optional<route_prefix>& out) {
    route_prefix value;
    if (!read(in, o, value)) return false;
    out = value;
    return true;
}

bool read(reader& in, const option_info& o, std::optional<route_metric>& out) {
    const auto* w = next_word(in, o, "NUMBER");
    if (w == nullptr) return false;
    bool lock = false;
    if (o.rule.lockable && w->text == "lock") {
        lock = true;
        w = next_word(in, o, "NUMBER");
        if (w == nullptr) return false;
    }
    if (o.rule.time) {
        out = read_time(w->text);
        if (!out) {
            in.report(keyword_code.bad_value, w->where,
                      quote(w->text) + " is no time for option " + quote(o.name) + ": NUMBER, NUMBERms or NUMBERs");
            return false;
        }
        if (out->value > o.rule.max) {
            in.report(keyword_code.out_of_range, w->where,
                      "option " + quote(o.name) + " must be at most " + std::to_string(o.rule.max) + " ms");
            out.reset();
            return false;
        }
    } else {
        const auto value = read_integer(in, *w, o.name, o.rule.min, o.rule.max);
        if (!value) return false;
        out = route_metric{static_cast<std::uint32_t>(*value), false, false};
    }
    out->lock = lock;
    return true;
}

bool read(reader& in, const option_info& o, std::optional<route_congestion>& out) {
    const bool lock = in.take_if("lock");
    const auto* w = next_word(in, o, "NAME");
    if (w == nullptr) return false;
    out = route_congestion{std::string{w->text}, lock};
    return true;
}

bool read(reader& in, const option_info& o, std::optional<route_encap>& out) {
    const auto* type = next_word(in, o, "mpls|ip|ip6|ila");
    if (type == nullptr) return false;
    if (std::ranges::find(encap_types, type->text) == encap_types.end()) {
        in.report(keyword_code.bad_value, type->where,
                  quote(type->text) + " is no value of option " + quote(o.name) + ": mpls|ip|ip6|ila");
        return false;
    }
    out = route_encap{std::string{type->text}, {}};
    if (type->text == "mpls" || type->text == "ila") {
        const auto* w = next_word(in, o, type->text == "mpls" ? "LABEL[/LABEL...]" : "LOCATOR");
        if (w == nullptr) return false;
        out->options.emplace_back(w->text);
        return true;
    }
    while (!in.done() && std::ranges::find(tunnel_options, in.peek().text) != tunnel_options.end()) {
        out->options.emplace_back(in.take().text);
        const auto* w = next_word(in, {out->options.back(), o.rule}, "VALUE");
        if (w == nullptr) return false;
        out->options.emplace_back(w->text);
    }
    return true;
}

bool read(reader& in, const option_info&, std::vector<route_hop>& out) {
    route_hop hop;
    while (!in.done()) {
        const auto outcome = read_option(in, hops, hop);
        if (outcome == option_outcome::bad) return false;
        if (outcome == option_outcome::unknown) break;
    }
    out.push_back(std::move(hop));
    return true;
}

void write(const route_prefix& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    out.raw(to_string(v));
}

void write(const std::optional<route_prefix>& v, const option_info& o, word_writer& out) { write(*v, o, out); }

void write(const std::optional<route_metric>& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    if (v->lock) out.raw("lock");
    out.raw(std::to_string(v->value) + (v->milliseconds ? "ms" : ""));
}

void write(const std::optional<route_congestion>& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    if (v->lock) out.raw("lock");
    out.word(v->name);
}

void write(const std::optional<route_encap>& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    out.word(v->type);
    for (const auto& w : v->options) out.word(w);
}

void write(const std::vector<route_hop>& v, const option_info& o, word_writer& out) {
    for (const auto& hop : v) {
        out.raw(o.name);
        write_options(hop, hops, out);
    }
}

void to_json(const route_prefix& v, json& out) { out = to_string(v); }
void to_json(const std::optional<route_prefix>& v, json& out) { out = to_string(*v); }

void to_json(const std::optional<route_metric>& v, json& out) {
    out = json{{"value", v->value}};
    if (v->lock) out["lock"] = true;
    if (v->milliseconds) out["milliseconds"] = true;
}

void to_json(const std::optional<route_congestion>& v, json& out) {
    out = json{{"name", v->name}};
    if (v->lock) out["lock"] = true;
}

void to_json(const std::optional<route_encap>& v, json& out) { out = json{{"type", v->type}, {"options", v->options}}; }

void to_json(const std::vector<route_hop>& v, json& out) {
    out = json::array();
    for (const auto& hop : v) {
        json object = json::object();
        options_to_json(hop, hops, object);
        out.push_back(std::move(object));
    }
}

result<void> from_json(const json& in, const option_info& o, route_prefix& out) {
    const auto value = in.is_string() ? parse_route_prefix(in.get<std::string>()) : std::nullopt;
    if (!value) return wrong_option(o, "a prefix or \"default\"");
    out = *value;
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<route_prefix>& out) {
    route_prefix value;
    if (const auto done = from_json(in, o, value); !done) return done.error();
    out = value;
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<route_metric>& out) {
    const auto fail = [&] { return wrong_option(o, "an object with a value"); };
    if (!in.is_object() || unknown_json_key(in, {"value", "lock", "milliseconds"})) return fail();
    const auto* value = json_member(in, "value");
    if (value == nullptr || !value->is_number_unsigned() || value->get<std::uint64_t>() > most) return fail();
    route_metric metric{value->get<std::uint32_t>(), false, false};
    if (metric.value < o.rule.min || metric.value > o.rule.max) return fail();
    for (const auto& [key, place] : {std::pair{"lock", &metric.lock}, std::pair{"milliseconds", &metric.milliseconds}})
        if (const auto* flag = json_member(in, key)) {
            if (!flag->is_boolean()) return fail();
            *place = flag->get<bool>();
        }
    if ((metric.lock && !o.rule.lockable) || (metric.milliseconds && !o.rule.time)) return fail();
    out = metric;
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<route_congestion>& out) {
    const auto fail = [&] { return wrong_option(o, "an object with a name"); };
    if (!in.is_object() || unknown_json_key(in, {"name", "lock"})) return fail();
    const auto* name = json_member(in, "name");
    const auto* lock = json_member(in, "lock");
    if (name == nullptr || !name->is_string() || name->get_ref<const std::string&>().empty()) return fail();
    if (lock != nullptr && !lock->is_boolean()) return fail();
    out = route_congestion{name->get<std::string>(), lock != nullptr && lock->get<bool>()};
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<route_encap>& out) {
    const auto fail = [&] { return wrong_option(o, "an object with type and options"); };
    if (!in.is_object() || unknown_json_key(in, {"type", "options"})) return fail();
    const auto* type = json_member(in, "type");
    const auto* options = json_member(in, "options");
    if (type == nullptr || !type->is_string() || options == nullptr || !options->is_array()) return fail();
    route_encap encap{type->get<std::string>(), {}};
    if (std::ranges::find(encap_types, encap.type) == encap_types.end()) return fail();
    for (const auto& w : *options) {
        if (!w.is_string() || !plain_word(w.get_ref<const std::string&>())) return fail();
        encap.options.push_back(w.get<std::string>());
    }
    out = std::move(encap);
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::vector<route_hop>& out) {
    if (!in.is_array()) return wrong_option(o, "an array");
    out.clear();
    for (const auto& object : in) {
        if (!object.is_object()) return wrong_option(o, "an array of objects");
        route_hop hop;
        if (const auto done = options_from_json(object, hops, hop); !done) return done.error();
        out.push_back(std::move(hop));
    }
    return {};
}

std::string describe(const option_info& o, const route_prefix*) { return std::string{o.name} + " PREFIX|default"; }
std::string describe(const option_info& o, const std::optional<route_prefix>*) {
    return std::string{o.name} + " PREFIX|default";
}
std::string describe(const option_info& o, const std::optional<route_metric>*) {
    return std::string{o.name} + (o.rule.lockable ? " [lock] NUMBER" : " NUMBER") + (o.rule.time ? "[ms|s]" : "");
}
std::string describe(const option_info& o, const std::optional<route_congestion>*) {
    return std::string{o.name} + " [lock] NAME";
}
std::string describe(const option_info& o, const std::optional<route_encap>*) {
    return std::string{o.name} + " mpls LABELS|ila LOCATOR|ip OPTIONS|ip6 OPTIONS";
}
std::string describe(const option_info& o, const std::vector<route_hop>*) {
    return std::string{o.name} + ' ' + describe_options(hops);
}

}  // namespace option_value
}  // namespace hakit::keepalived

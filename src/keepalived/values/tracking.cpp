#include "keepalived/values/tracking.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/options.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::keepalived {
namespace {

/// keepalived takes up to 254 everywhere, and brings it down to the row's 253 where it matters.
constexpr std::int64_t outer_limit = 254;

/// The number behind `weight`; nullopt when it is bad.
std::optional<std::int16_t> read_weight(reader& in, const keyword& k) {
    const auto& w = in.take();
    const auto value = read_integer(in, w, "weight", -outer_limit, outer_limit);
    if (!value) return std::nullopt;
    const auto limited = std::clamp(*value, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max));
    if (limited != *value)
        in.report(keyword_code.out_of_range, w.where, "weight becomes " + std::to_string(limited)).level =
            text::severity::warning;
    return static_cast<std::int16_t>(limited);
}

struct tail {
    bool good = true;
    std::optional<std::int16_t> weight;
    std::optional<bool> reverse;
};

/// `[weight N [reverse|noreverse]]`; not good when keepalived drops the line.
tail read_tail(reader& in, const keyword& k, bool noreverse) {
    tail t;
    if (in.done()) return t;
    if (const auto& w = in.peek(); !in.take_if("weight")) {
        report_unknown_option(in, k, w, {"weight"});
        in.take_all();
        return {false, {}, {}};
    }
    if (in.done()) {
        const auto end = in.where().end;
        in.report(keyword_code.missing_value, {end, end}, "'weight' needs a number");
        return t;
    }
    t.weight = read_weight(in, k);
    if (!t.weight) {
        in.take_all();
        return t;
    }
    while (!in.done()) {
        const auto& w = in.take();
        if (w.text == "reverse") {
            t.reverse = true;
        } else if (w.text == "noreverse" && noreverse) {
            t.reverse = false;
        } else {
            report_unknown_option(in, k, w,
                                  noreverse ? std::vector<std::string_view>{"reverse", "noreverse"}
                                            : std::vector<std::string_view>{"reverse"});
            in.take_all();
        }
    }
    return t;
}

std::string weight_range(const keyword& k) {
    return std::to_string(static_cast<int>(k.min)) + ".." + std::to_string(static_cast<int>(k.max));
}

void write_weight(std::int16_t weight, word_writer& out) {
    out.raw("weight");
    out.number(weight);
}

}  // namespace

std::optional<track_weight> value_traits<track_weight>::read(reader& in, const keyword& k) {
    const auto& w = in.take();
    const auto value = read_integer(in, w, k.name, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max));
    track_weight weight;
    if (value) weight.value = static_cast<std::int16_t>(*value);
    if (!in.done()) {
        const auto& option = in.take();
        weight.reverse = option.text == "reverse";
        if (!weight.reverse) report_unknown_option(in, k, option, {"reverse"});
    }
    return value ? std::optional{weight} : std::nullopt;
}

void value_traits<track_weight>::write(const track_weight& value, const keyword&, word_writer& out) {
    out.number(value.value);
    if (value.reverse) out.raw("reverse");
}

void value_traits<track_weight>::to_json(const track_weight& value, const keyword&, json& out) {
    out = json{{"value", value.value}};
    if (value.reverse) out["reverse"] = true;
}

result<track_weight> value_traits<track_weight>::from_json(const json& in, const keyword& k) {
    track_weight value;
    json_object object{in, k};
    object.number("value", value.value, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max), true);
    object.flag("reverse", value.reverse);
    if (const auto done = object.finish(); !done) return done.error();
    return value;
}

std::string value_traits<track_weight>::describe(const keyword& k) {
    return "NUMBER " + weight_range(k) + " [reverse]";
}

std::optional<tracked> value_traits<tracked>::read(reader& in, const keyword& k) {
    tracked value;
    value.name = in.take().text;
    const auto t = read_tail(in, k, true);
    if (!t.good) return std::nullopt;
    value.weight = t.weight;
    value.reverse = t.reverse;
    return value;
}

void value_traits<tracked>::write(const tracked& value, const keyword&, word_writer& out) {
    out.word(value.name);
    if (!value.weight) return;
    write_weight(*value.weight, out);
    if (value.reverse) out.raw(*value.reverse ? "reverse" : "noreverse");
}

void value_traits<tracked>::to_json(const tracked& value, const keyword&, json& out) {
    out = json{{"name", value.name}};
    if (value.weight) out["weight"] = *value.weight;
    if (value.reverse) out["reverse"] = *value.reverse;
}

result<tracked> value_traits<tracked>::from_json(const json& in, const keyword& k) {
    tracked value;
    json_object object{in, k};
    object.text("name", value.name, true);
    if (object.has("weight"))
        object.number("weight", value.weight.emplace(), static_cast<std::int64_t>(k.min),
                      static_cast<std::int64_t>(k.max));
    if (object.has("reverse")) object.flag("reverse", value.reverse.emplace());
    if (const auto done = object.finish(); !done) return done.error();
    if (value.reverse && !value.weight) return wrong_type(k, "a weight beside 'reverse'");
    return value;
}

std::string value_traits<tracked>::describe(const keyword& k) {
    return "NAME [weight " + weight_range(k) + " [reverse|noreverse]]";
}

std::optional<tracked_interface> value_traits<tracked_interface>::read(reader& in, const keyword& k) {
    tracked_interface value;
    value.name = in.take().text;
    const auto t = read_tail(in, k, false);
    if (!t.good) return std::nullopt;
    if (t.weight) value.weight = track_weight{*t.weight, t.reverse.value_or(false)};
    return value;
}

void value_traits<tracked_interface>::write(const tracked_interface& value, const keyword&, word_writer& out) {
    out.word(value.name);
    if (!value.weight) return;
    write_weight(value.weight->value, out);
    if (value.weight->reverse) out.raw("reverse");
}

void value_traits<tracked_interface>::to_json(const tracked_interface& value, const keyword&, json& out) {
    out = json{{"name", value.name}};
    if (!value.weight) return;
    out["weight"] = value.weight->value;
    if (value.weight->reverse) out["reverse"] = true;
}

result<tracked_interface> value_traits<tracked_interface>::from_json(const json& in, const keyword& k) {
    tracked_interface value;
    json_object object{in, k};
    object.text("name", value.name, true);
    track_weight weight;
    const bool weighted = object.has("weight");
    object.number("weight", weight.value, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max));
    object.flag("reverse", weight.reverse);
    if (const auto done = object.finish(); !done) return done.error();
    if (weighted) value.weight = weight;
    if (weight.reverse && !weighted) return wrong_type(k, "a weight beside 'reverse'");
    return value;
}

std::string value_traits<tracked_interface>::describe(const keyword& k) {
    return "NAME [weight " + weight_range(k) + " [reverse]]";
}

std::optional<init_file> value_traits<init_file>::read(reader& in, const keyword& k) {
    init_file value;
    while (!in.done()) {
        const auto& w = in.take();
        if (w.text == "overwrite") {
            value.overwrite = true;
        } else if (!w.text.empty() && (w.text[0] == '-' || (w.text[0] >= '0' && w.text[0] <= '9'))) {
            const auto number =
                read_integer(in, w, k.name, static_cast<std::int64_t>(k.min), static_cast<std::int64_t>(k.max));
            if (number) value.value = static_cast<std::int16_t>(*number);
        } else {
            report_unknown_option(in, k, w, {"overwrite"});
        }
    }
    return value;
}

void value_traits<init_file>::write(const init_file& value, const keyword&, word_writer& out) {
    if (value.value) out.number(*value.value);
    if (value.overwrite) out.raw("overwrite");
}

void value_traits<init_file>::to_json(const init_file& value, const keyword&, json& out) {
    out = json::object();
    if (value.value) out["value"] = *value.value;
    if (value.overwrite) out["overwrite"] = true;
}

result<init_file> value_traits<init_file>::from_json(const json& in, const keyword& k) {
    init_file value;
    json_object object{in, k};
    if (object.has("value"))
        object.number("value", value.value.emplace(), static_cast<std::int64_t>(k.min),
                      static_cast<std::int64_t>(k.max));
    object.flag("overwrite", value.overwrite);
    if (const auto done = object.finish(); !done) return done.error();
    return value;
}

std::string value_traits<init_file>::describe(const keyword& k) { return "[" + weight_range(k) + "] [overwrite]"; }

std::optional<process_command> value_traits<process_command>::read(reader& in, const keyword&) {
    process_command value;
    value.path = in.take().text;
    while (!in.done()) value.arguments.emplace_back(in.take().text);
    return value;
}

void value_traits<process_command>::write(const process_command& value, const keyword&, word_writer& out) {
    out.word(value.path);
    for (const auto& a : value.arguments) out.word(a);
}

void value_traits<process_command>::to_json(const process_command& value, const keyword&, json& out) {
    out = json{{"path", value.path}};
    if (!value.arguments.empty()) out["arguments"] = value.arguments;
}

result<process_command> value_traits<process_command>::from_json(const json& in, const keyword& k) {
    process_command value;
    json_object object{in, k};
    object.text("path", value.path, true);
    if (object.has("arguments")) {
        if (!in["arguments"].is_array()) return wrong_type(k, "an array of arguments");
        for (const auto& a : in["arguments"]) {
            if (!a.is_string()) return wrong_type(k, "arguments that are strings");
            value.arguments.push_back(a.get<std::string>());
        }
    }
    if (const auto done = object.finish(); !done) return done.error();
    if (value.path.empty()) return wrong_type(k, "a path");
    return value;
}

std::string value_traits<process_command>::describe(const keyword&) { return "COMMAND [ARGUMENT...]"; }

}  // namespace hakit::keepalived

#include "keepalived/values/options.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/route_words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::keepalived {

error wrong_option(const option_info& o, std::string_view needed) {
    return {errc::invalid_argument, std::string{o.name} + ": " + std::string{needed} + " is needed"};
}

void report_unknown_option(reader& in, const keyword& k, const word& w, const std::vector<std::string_view>& known) {
    const auto guess = text::nearest(w.text, known);
    auto message = quote(w.text) + " is no option of " + quote(k.name);
    if (!guess.empty()) message += "; did you mean " + quote(guess) + '?';
    auto& d = in.report(keyword_code.unknown_option, w.where, std::move(message));
    if (guess.empty()) return;
    if (const auto place = in.editable(w.where))
        d.remedy = text::fix{"replace " + quote(w.text) + " by " + quote(guess),
                             text::applicability::maybe,
                             {{*place, std::string{guess}}}};
}

bool check_option(reader& in, const word& w, const option_rule& rule) {
    if (rule.since > in.aim().version) {
        in.report(keyword_code.not_in_target, w.where,
                  "option " + quote(w.text) + " came with keepalived " + rule.since.to_string() + "; the target is " +
                      in.aim().version.to_string());
        return false;
    }
    if (rule.deprecated.empty()) return true;
    auto& d = in.report(keyword_code.deprecated, w.where,
                        "option " + quote(w.text) + " is deprecated; use " + quote(rule.deprecated));
    if (rule.deprecated != rule.alias_of) return true;
    if (const auto place = in.editable(w.where))
        d.remedy = text::fix{"replace " + quote(w.text) + " by " + quote(rule.deprecated),
                             text::applicability::certain,
                             {{*place, std::string{rule.deprecated}}}};
    return true;
}

const json* json_member(const json& object, std::string_view key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::optional<std::string> unknown_json_key(const json& object, const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end()) return key;
    return std::nullopt;
}

json* json_slot(json& object, std::string_view key) { return &object[std::string{key}]; }

bool is_json_object(const json& in) { return in.is_object(); }

namespace option_value {
namespace {

/// The argument of an option; reports when there is none.
const word* argument(reader& in, const option_info& o, std::string_view shape) {
    if (!in.done()) return &in.take();
    const auto end = in.where().end;
    in.report(keyword_code.missing_value, {end, end},
              "option " + quote(o.name) + " needs a value" + (shape.empty() ? "" : ": " + std::string{shape}));
    return nullptr;
}

bool bad_value(reader& in, const option_info& o, const word& w, std::string_view shape) {
    in.report(keyword_code.bad_value, w.where,
              quote(w.text) + " is no value of option " + quote(o.name) + ": " + std::string{shape});
    return false;
}

std::string range(const option_rule& rule) { return std::to_string(rule.min) + ".." + std::to_string(rule.max); }

}  // namespace

bool read(reader&, const option_info&, bool& out) {
    out = true;
    return true;
}

bool read(reader& in, const option_info& o, std::string& out) {
    if (!o.rule.constant_of.empty()) {
        out = o.name;
        return true;
    }
    const auto* w = argument(in, o, o.rule.shape);
    if (w == nullptr) return false;
    if (o.rule.valid != nullptr && !o.rule.valid(w->text)) return bad_value(in, o, *w, o.rule.shape);
    if (o.rule.max_length != 0 && w->text.size() > o.rule.max_length) {
        in.report(keyword_code.bad_value, w->where,
                  "option " + quote(o.name) + " takes at most " + std::to_string(o.rule.max_length) + " bytes");
        return false;
    }
    out = w->text;
    return true;
}

bool read(reader& in, const option_info& o, std::optional<std::int64_t>& out) {
    const auto* w = argument(in, o, range(o.rule));
    if (w == nullptr) return false;
    if (o.rule.any_base)
        if (const auto value = number_of_any_base(w->text, static_cast<std::uint64_t>(o.rule.max))) {
            out = static_cast<std::int64_t>(*value);
            return true;
        }
    const auto value = read_integer(in, *w, o.name, o.rule.min, o.rule.max);
    if (value) out = *value;
    return value.has_value();
}

bool read(reader& in, const option_info& o, std::optional<ip_address>& out) {
    if (o.rule.family_word && !in.take_if("inet")) (void)in.take_if("inet6");
    const auto* w = argument(in, o, "ADDRESS");
    if (w == nullptr) return false;
    out = ip_address::parse(w->text);
    if (!out)
        in.report(keyword_code.bad_address, w->where, quote(w->text) + " is no IP address for option " + quote(o.name));
    return out.has_value();
}

bool read(reader& in, const option_info& o, std::optional<ip_prefix>& out) {
    const auto* w = argument(in, o, "ADDRESS[/LENGTH]");
    if (w == nullptr) return false;
    out = ip_prefix::parse(w->text);
    if (!out)
        in.report(keyword_code.bad_address, w->where, quote(w->text) + " is no IP address for option " + quote(o.name));
    return out.has_value();
}

void write(bool, const option_info& o, word_writer& out) { out.raw(o.name); }

void write(const std::string& v, const option_info& o, word_writer& out) {
    if (!o.rule.constant_of.empty()) {
        if (v == o.name) out.raw(o.name);
        return;
    }
    out.raw(o.name);
    out.word(v);
}

void write(const std::optional<std::int64_t>& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    out.number(*v);
}

void write(const std::optional<ip_address>& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    out.raw(v->to_string());
}

void write(const std::optional<ip_prefix>& v, const option_info& o, word_writer& out) {
    out.raw(o.name);
    out.raw(v->length == v->address.bits() ? v->address.to_string() : v->to_string());
}

void to_json(bool v, json& out) { out = v; }
void to_json(const std::string& v, json& out) { out = v; }
void to_json(const std::optional<std::int64_t>& v, json& out) { out = *v; }
void to_json(const std::optional<ip_address>& v, json& out) { out = v->to_string(); }
void to_json(const std::optional<ip_prefix>& v, json& out) { out = v->to_string(); }

result<void> from_json(const json& in, const option_info& o, bool& out) {
    if (!in.is_boolean()) return wrong_option(o, "true or false");
    out = in.get<bool>();
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::string& out) {
    if (!in.is_string()) return wrong_option(o, "a string");
    const auto text = in.get<std::string>();
    if (o.rule.valid != nullptr && !o.rule.valid(text)) return wrong_option(o, o.rule.shape);
    if (o.rule.max_length != 0 && text.size() > o.rule.max_length)
        return wrong_option(o, "at most " + std::to_string(o.rule.max_length) + " bytes");
    out = text;
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<std::int64_t>& out) {
    if (!in.is_number_integer()) return wrong_option(o, "an integer");
    if (in.is_number_unsigned() && in.get<std::uint64_t>() > static_cast<std::uint64_t>(o.rule.max))
        return wrong_option(o, range(o.rule));
    const auto value = in.get<std::int64_t>();
    if (value < o.rule.min || value > o.rule.max) return wrong_option(o, range(o.rule));
    out = value;
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<ip_address>& out) {
    if (in.is_string()) out = ip_address::parse(in.get<std::string>());
    if (!out) return wrong_option(o, "an IP address");
    return {};
}

result<void> from_json(const json& in, const option_info& o, std::optional<ip_prefix>& out) {
    if (in.is_string()) out = ip_prefix::parse(in.get<std::string>());
    if (!out) return wrong_option(o, "an IP address");
    return {};
}

std::string describe(const option_info& o, const bool*) { return std::string{o.name}; }

std::string describe(const option_info& o, const std::string*) {
    if (!o.rule.constant_of.empty()) return std::string{o.name};
    return std::string{o.name} + ' ' + std::string{o.rule.shape.empty() ? "TEXT" : o.rule.shape};
}

std::string describe(const option_info& o, const std::optional<std::int64_t>*) {
    return std::string{o.name} + ' ' + range(o.rule);
}

std::string describe(const option_info& o, const std::optional<ip_address>*) {
    return std::string{o.name} + " ADDRESS";
}

std::string describe(const option_info& o, const std::optional<ip_prefix>*) {
    return std::string{o.name} + " ADDRESS[/LENGTH]";
}

}  // namespace option_value
}  // namespace hakit::keepalived

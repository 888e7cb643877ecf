#include "keepalived/values/regex.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/escaped.hpp"
#include "keepalived/values/json_object.hpp"

#include <nlohmann/json.hpp>

namespace hakit::keepalived {
namespace {

constexpr std::int64_t greatest_size = 0xffff'ffff;

}  // namespace

std::optional<regex_pattern> value_traits<regex_pattern>::read(reader& in, const keyword& k) {
    const auto words = escaped_words(in.raw());
    const auto where = in.where();
    in.take_all();
    if (!words || words->empty()) {
        in.report(keyword_code.bad_value, where, quote(k.name) + " has a quote that is not closed, or ends with '\\'");
        return std::nullopt;
    }
    if (words->size() > 1)
        in.report(keyword_code.extra_words, where,
                  quote(k.name) + " is one word; put quotes around a pattern with blanks");
    return regex_pattern{words->front()};
}

void value_traits<regex_pattern>::write(const regex_pattern& value, const keyword&, word_writer& out) {
    out.raw(escaped_quote(value.text));
}

void value_traits<regex_pattern>::to_json(const regex_pattern& value, const keyword&, json& out) { out = value.text; }

result<regex_pattern> value_traits<regex_pattern>::from_json(const json& in, const keyword& k) {
    auto text = json_string(in);
    if (!text) return wrong_type(k, "a string");
    return regex_pattern{std::move(*text)};
}

std::string value_traits<regex_pattern>::describe(const keyword&) { return "PATTERN"; }

std::optional<regex_options> value_traits<regex_options>::read(reader& in, const keyword& k) {
    regex_options value;
    while (!in.done()) {
        const auto& w = in.take();
        if (const auto option = enum_value<regex_options::option>(w.text)) {
            value.add(*option);
            continue;
        }
        const auto guess = text::nearest(w.text, enum_words<regex_options::option>());
        auto message = "keepalived silently ignores the option " + quote(w.text) + " of " + quote(k.name);
        if (!guess.empty()) message += "; did you mean " + quote(guess) + '?';
        in.report(keyword_code.unknown_option, w.where, std::move(message), text::severity::warning);
    }
    return value;
}

void value_traits<regex_options>::write(const regex_options& value, const keyword&, word_writer& out) {
    for (const auto& [name, option] : enum_names<regex_options::option>::names)
        if (value.has(option)) out.raw(name);
}

void value_traits<regex_options>::to_json(const regex_options& value, const keyword&, json& out) {
    out = json::array();
    for (const auto& [name, option] : enum_names<regex_options::option>::names)
        if (value.has(option)) out.push_back(std::string{name});
}

result<regex_options> value_traits<regex_options>::from_json(const json& in, const keyword& k) {
    if (!in.is_array()) return wrong_type(k, "an array of options");
    regex_options value;
    for (const auto& element : in) {
        const auto option = value_traits<regex_options::option>::from_json(element, k);
        if (!option) return option.error();
        value.add(*option);
    }
    return value;
}

std::string value_traits<regex_options>::describe(const keyword&) {
    return join_words(enum_words<regex_options::option>()) + " ...";
}

std::optional<regex_stack> value_traits<regex_stack>::read(reader& in, const keyword& k) {
    const auto where = in.where();
    const auto start = read_integer(in, in.take(), "the first stack size", 1, greatest_size);
    if (in.done()) {
        in.report(keyword_code.missing_value, where, quote(k.name) + " needs two numbers");
        return std::nullopt;
    }
    const auto max = read_integer(in, in.take(), "the greatest stack size", 1, greatest_size);
    if (!start || !max) return std::nullopt;
    if (*start > *max) {
        in.report(keyword_code.out_of_range, where, quote(k.name) + ": the first number is above the second");
        return std::nullopt;
    }
    return regex_stack{static_cast<std::uint32_t>(*start), static_cast<std::uint32_t>(*max)};
}

void value_traits<regex_stack>::write(const regex_stack& value, const keyword&, word_writer& out) {
    out.number(value.start);
    out.number(value.max);
}

void value_traits<regex_stack>::to_json(const regex_stack& value, const keyword&, json& out) {
    out = json{{"start", value.start}, {"max", value.max}};
}

result<regex_stack> value_traits<regex_stack>::from_json(const json& in, const keyword& k) {
    regex_stack value;
    json_object object{in, k};
    object.number("start", value.start, 1, greatest_size, true);
    object.number("max", value.max, value.start, greatest_size, true);
    if (auto done = object.finish(); !done) return done.error();
    return value;
}

std::string value_traits<regex_stack>::describe(const keyword&) { return "START MAX"; }

}  // namespace hakit::keepalived

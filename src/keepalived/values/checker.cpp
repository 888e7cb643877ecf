#include "keepalived/values/checker.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/hex.hpp"
#include "keepalived/values/json_object.hpp"

#include <nlohmann/json.hpp>

namespace hakit::keepalived {
namespace {

constexpr std::int64_t greatest_weight = 2'147'483'647;

/// Half a byte: its value, and 15 in `mask` when it counts.
bool parse_digit(char c, bool wildcards, unsigned& value, unsigned& mask) {
    if (wildcards && (c == 'x' || c == 'X')) {
        value = 0;
        mask = 0;
        return true;
    }
    const auto digit = hex_value(c);
    value = static_cast<unsigned>(digit);
    mask = 15;
    return digit >= 0;
}

/// Adds the bytes of one word. A last digit without partner is a byte of its own, as in keepalived.
bool parse_hex(std::string_view text, bool wildcards, reply_pattern& out) {
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ' || text[i] == '\t') {
            ++i;
            continue;
        }
        unsigned value = 0;
        unsigned mask = 0;
        if (!parse_digit(text[i++], wildcards, value, mask)) return false;
        if (i < text.size() && text[i] != ' ') {
            unsigned low = 0;
            unsigned low_mask = 0;
            if (!parse_digit(text[i++], wildcards, low, low_mask)) return false;
            value = value << 4 | low;
            mask = mask << 4 | low_mask;
        } else {
            mask |= 0xf0;
        }
        out.bytes.push_back(static_cast<std::uint8_t>(value));
        out.mask.push_back(static_cast<std::uint8_t>(mask));
    }
    return true;
}

std::optional<reply_pattern> read_hex(reader& in, const keyword& k, bool wildcards) {
    reply_pattern value;
    bool good = true;
    const bool any = !in.done();
    while (!in.done()) {
        const auto& w = in.take();
        if (!good || parse_hex(w.text, wildcards, value)) continue;
        good = false;
        in.report(keyword_code.bad_value, w.where,
                  quote(w.text) + " is no hexadecimal value of " + quote(k.name) + "; keepalived ignores the line");
    }
    if (good && any && value.bytes.empty()) {
        good = false;
        in.report(keyword_code.bad_value, in.where(), quote(k.name) + " has no digit; keepalived ignores the line");
    }
    if (!good) return std::nullopt;
    return value;
}

std::string pattern_text(const reply_pattern& value) {
    auto text = hex_text(value.bytes);
    for (std::size_t i = 0; i < value.mask.size() && 2 * i + 1 < text.size(); ++i) {
        if ((value.mask[i] & 0xf0) == 0) text[2 * i] = 'X';
        if ((value.mask[i] & 0x0f) == 0) text[2 * i + 1] = 'X';
    }
    return text;
}

result<reply_pattern> hex_from_json(const json& in, const keyword& k, bool wildcards) {
    reply_pattern value;
    const auto text = json_string(in);
    if (!text || !parse_hex(*text, wildcards, value)) return wrong_type(k, "a string of hexadecimal digits");
    return value;
}

}  // namespace

std::optional<payload_bytes> value_traits<payload_bytes>::read(reader& in, const keyword& k) {
    auto value = read_hex(in, k, false);
    if (!value) return std::nullopt;
    return payload_bytes{std::move(value->bytes)};
}

void value_traits<payload_bytes>::write(const payload_bytes& value, const keyword&, word_writer& out) {
    out.word(hex_text(value.bytes));
}

void value_traits<payload_bytes>::to_json(const payload_bytes& value, const keyword&, json& out) {
    out = hex_text(value.bytes);
}

result<payload_bytes> value_traits<payload_bytes>::from_json(const json& in, const keyword& k) {
    auto value = hex_from_json(in, k, false);
    if (!value) return value.error();
    if (value->bytes.empty()) return wrong_type(k, "at least one byte");
    return payload_bytes{std::move(value->bytes)};
}

std::string value_traits<payload_bytes>::describe(const keyword&) { return "HEX DIGITS ..."; }

std::optional<reply_pattern> value_traits<reply_pattern>::read(reader& in, const keyword& k) {
    return read_hex(in, k, true);
}

void value_traits<reply_pattern>::write(const reply_pattern& value, const keyword&, word_writer& out) {
    if (!value.bytes.empty()) out.raw(pattern_text(value));
}

void value_traits<reply_pattern>::to_json(const reply_pattern& value, const keyword&, json& out) {
    out = pattern_text(value);
}

result<reply_pattern> value_traits<reply_pattern>::from_json(const json& in, const keyword& k) {
    return hex_from_json(in, k, true);
}

std::string value_traits<reply_pattern>::describe(const keyword&) { return "[HEX DIGITS, X FOR ANY ...]"; }

std::optional<file_weight> value_traits<file_weight>::read(reader& in, const keyword& k) {
    const auto number = read_integer(in, in.take(), k.name, -greatest_weight, greatest_weight);
    file_weight value{static_cast<std::int32_t>(number.value_or(1)), false};
    if (!in.done()) {
        const auto& w = in.take();
        value.reverse = w.text == "reverse";
        if (!value.reverse && w.text != "noreverse") report_bad_word(in, k, w, {"reverse", "noreverse"});
    }
    return number ? std::optional{value} : std::nullopt;
}

void value_traits<file_weight>::write(const file_weight& value, const keyword&, word_writer& out) {
    out.number(value.weight);
    if (value.reverse) out.raw("reverse");
}

void value_traits<file_weight>::to_json(const file_weight& value, const keyword&, json& out) {
    if (value.reverse)
        out = json{{"weight", value.weight}, {"reverse", true}};
    else
        out = value.weight;
}

result<file_weight> value_traits<file_weight>::from_json(const json& in, const keyword& k) {
    file_weight value;
    const json object = in.is_object() ? in : json{{"weight", in}};
    json_object members{object, k};
    members.number("weight", value.weight, -greatest_weight, greatest_weight, true);
    members.flag("reverse", value.reverse);
    if (auto done = members.finish(); !done) return done.error();
    return value;
}

std::string value_traits<file_weight>::describe(const keyword&) {
    return "NUMBER -2147483647..2147483647 [reverse|noreverse]";
}

}  // namespace hakit::keepalived

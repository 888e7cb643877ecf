#include "keepalived/values/http.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/hex.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace hakit::keepalived {
namespace {

std::optional<status_range> parse_status(std::string_view text) {
    status_range range;
    const auto* end = text.data() + text.size();
    auto [at, ec] = std::from_chars(text.data(), end, range.first);
    if (ec != std::errc{}) return std::nullopt;
    range.last = range.first;
    if (at != end) {
        if (*at != '-') return std::nullopt;
        const auto second = std::from_chars(at + 1, end, range.last);
        if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
    }
    if (range.first < 100 || range.last > 599 || range.last < range.first) return std::nullopt;
    return range;
}

std::string status_text(const status_range& range) {
    auto text = std::to_string(range.first);
    if (range.last != range.first) text += '-' + std::to_string(range.last);
    return text;
}

std::optional<md5_digest> parse_digest(std::string_view text) {
    md5_digest digest;
    if (text.size() != 2 * digest.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
        const auto high = hex_value(text[2 * i]);
        const auto low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        digest.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return digest;
}

}  // namespace

std::string md5_digest::to_string() const { return hex_text(bytes); }

std::optional<status_codes> value_traits<status_codes>::read(reader& in, const keyword& k) {
    status_codes value;
    while (!in.done()) {
        const auto& w = in.take();
        if (const auto range = parse_status(w.text))
            value.ranges.push_back(*range);
        else
            in.report(keyword_code.bad_value, w.where,
                      quote(w.text) + " is no value of " + quote(k.name) + ": 100..599 or FIRST-LAST; it is left out");
    }
    if (value.ranges.empty()) return std::nullopt;
    return value;
}

void value_traits<status_codes>::write(const status_codes& value, const keyword&, word_writer& out) {
    for (const auto& range : value.ranges) out.raw(status_text(range));
}

void value_traits<status_codes>::to_json(const status_codes& value, const keyword&, json& out) {
    out = json::array();
    for (const auto& range : value.ranges) out.push_back(status_text(range));
}

result<status_codes> value_traits<status_codes>::from_json(const json& in, const keyword& k) {
    if (!in.is_array() || in.empty()) return wrong_type(k, "an array of status codes");
    status_codes value;
    for (const auto& element : in) {
        const auto text = json_string(element);
        const auto range = text ? parse_status(*text) : std::nullopt;
        if (!range) return wrong_type(k, "\"CODE\" or \"FIRST-LAST\" of 100..599");
        value.ranges.push_back(*range);
    }
    return value;
}

std::string value_traits<status_codes>::describe(const keyword&) { return "CODE|FIRST-LAST ... (100..599)"; }

std::optional<md5_digest> value_traits<md5_digest>::read(reader& in, const keyword& k) {
    const auto& w = in.take();
    const auto digest = parse_digest(w.text);
    if (!digest)
        in.report(keyword_code.bad_value, w.where,
                  quote(k.name) + (w.text.size() == 32
                                       ? " must be hexadecimal"
                                       : " must have 32 hexadecimal digits, not " + std::to_string(w.text.size())));
    return digest;
}

void value_traits<md5_digest>::write(const md5_digest& value, const keyword&, word_writer& out) {
    out.raw(value.to_string());
}

void value_traits<md5_digest>::to_json(const md5_digest& value, const keyword&, json& out) { out = value.to_string(); }

result<md5_digest> value_traits<md5_digest>::from_json(const json& in, const keyword& k) {
    const auto text = json_string(in);
    const auto digest = text ? parse_digest(*text) : std::nullopt;
    if (!digest) return wrong_type(k, "a string of 32 hexadecimal digits");
    return *digest;
}

std::string value_traits<md5_digest>::describe(const keyword&) { return "32 HEX DIGITS"; }

}  // namespace hakit::keepalived

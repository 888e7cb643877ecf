#include "keepalived/values/scalar.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <limits>

namespace hakit::keepalived {
namespace {

template <class T>
result<T> in_range(T value, double number, const keyword& k) {
    if (k.max > k.min && (number < k.min || number > k.max))
        return error{errc::invalid_argument, std::string{k.name} + ": out of range " + describe_values(k)};
    return value;
}

/// Reports an empty word, which keepalived reads as 0 without a sound; false where 0 is out of range.
bool is_silent_zero(reader& in, const word& w, const keyword& k) {
    if (!w.text.empty() || (k.max > k.min && (k.min > 0 || k.max < 0))) return false;
    in.report(keyword_code.bad_number, w.where, "keepalived reads the empty value of " + quote(k.name) + " as 0",
              text::severity::warning);
    return true;
}

}  // namespace

std::optional<bool> value_traits<bool>::read(reader& in, const keyword& k) {
    if (k.flag || k.argument_since > in.aim().version) {
        if (!in.done()) {
            const auto& w = in.peek();
            if (w.text == "false" || w.text == "off" || w.text == "no")
                in.report(keyword_code.sets_nothing_off, w.where,
                          quote(k.name) + " takes no argument: " + quote(w.text) + " is ignored and it is switched on");
            else
                in.report(keyword_code.extra_words, w.where, quote(k.name) + " takes no argument");
        }
        in.take_all();
        return true;
    }
    if (in.done()) return true;
    const auto& w = in.take();
    if (w.text == "on" || w.text == "true" || w.text == "yes") return true;
    if (w.text == "off" || w.text == "false" || w.text == "no") return false;
    in.report(keyword_code.bad_boolean, w.where, quote(w.text) + " is no boolean for " + quote(k.name));
    return std::nullopt;
}

void value_traits<bool>::write(bool value, const keyword& k, word_writer& out) {
    if (!k.flag && !value) out.raw("false");
}

void value_traits<bool>::to_json(bool value, const keyword&, json& out) { out = value; }

result<bool> value_traits<bool>::from_json(const json& in, const keyword& k) {
    if (!in.is_boolean()) return wrong_type(k, "true or false");
    return in.get<bool>();
}

std::optional<std::int64_t> value_traits<std::int64_t>::read(reader& in, const keyword& k) {
    if (in.done()) return k.bare;
    const auto& w = in.take();
    auto digits = w.text;
    while (!digits.empty() && (digits[0] == ' ' || digits[0] == '\t')) digits.remove_prefix(1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int64_t value = 0;
    if (is_silent_zero(in, w, k)) return 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (ec == std::errc::invalid_argument || end != digits.data() + digits.size()) {
        in.report(keyword_code.bad_number, w.where,
                  quote(w.text) + " is not a number; " + quote(k.name) + " is " + describe_values(k));
        return std::nullopt;
    }
    const auto number = static_cast<double>(value);
    if (ec == std::errc::result_out_of_range || (k.max > k.min && (number < k.min || number > k.max))) {
        in.report(keyword_code.out_of_range, w.where, quote(k.name) + " must be " + describe_values(k));
        return std::nullopt;
    }
    return value;
}

void value_traits<std::int64_t>::write(std::int64_t value, const keyword&, word_writer& out) { out.number(value); }

void value_traits<std::int64_t>::to_json(std::int64_t value, const keyword&, json& out) { out = value; }

result<std::int64_t> value_traits<std::int64_t>::from_json(const json& in, const keyword& k) {
    if (!in.is_number_integer()) return wrong_type(k, "an integer");
    return in_range(in.get<std::int64_t>(), in.get<double>(), k);
}

std::optional<std::chrono::seconds> value_traits<std::chrono::seconds>::read(reader& in, const keyword& k) {
    const auto value = value_traits<std::int64_t>::read(in, k);
    if (!value) return std::nullopt;
    return std::chrono::seconds{*value};
}

void value_traits<std::chrono::seconds>::write(std::chrono::seconds value, const keyword&, word_writer& out) {
    out.number(value.count());
}

void value_traits<std::chrono::seconds>::to_json(std::chrono::seconds value, const keyword&, json& out) {
    out = std::int64_t{value.count()};
}

result<std::chrono::seconds> value_traits<std::chrono::seconds>::from_json(const json& in, const keyword& k) {
    const auto value = value_traits<std::int64_t>::from_json(in, k);
    if (!value) return value.error();
    return std::chrono::seconds{*value};
}

std::string value_traits<std::chrono::seconds>::describe(const keyword& k) {
    return value_traits<std::int64_t>::describe(k);
}

std::optional<std::string> value_traits<std::string>::read(reader& in, const keyword& k) {
    if (in.done()) return std::string{};
    const auto& w = in.take();
    if (k.max_length != 0 && w.text.size() > k.max_length) {
        in.report(keyword_code.too_long, w.where,
                  quote(k.name) + " is cut off after " + std::to_string(k.max_length) + " bytes");
        return std::string{w.text.substr(0, k.max_length)};
    }
    return std::string{w.text};
}

void value_traits<std::string>::write(const std::string& value, const keyword& k, word_writer& out) {
    if (!value.empty() || !k.optional) out.word(value);
}

void value_traits<std::string>::to_json(const std::string& value, const keyword&, json& out) { out = value; }

result<std::string> value_traits<std::string>::from_json(const json& in, const keyword& k) {
    if (!in.is_string()) return wrong_type(k, "a string");
    return in.get<std::string>();
}

namespace {

/// `value` millionths as a decimal number without needless zeros.
std::string decimal(std::int64_t value) {
    const bool negative = value < 0;
    const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    auto text = std::to_string(magnitude / 1'000'000);
    if (const auto fraction = magnitude % 1'000'000; fraction != 0) {
        auto digits = std::to_string(1'000'000 + fraction).substr(1);
        digits.resize(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return negative ? '-' + text : text;
}

std::string range_of(const keyword& k) {
    if (k.max <= k.min) return {};
    const auto bound = [](double v) {
        // What does not fit in millionths has no digits after the point that matter.
        return std::abs(v) < 9e12 ? decimal(std::llround(v * 1e6)) : std::to_string(static_cast<std::uint64_t>(v));
    };
    return ' ' + bound(k.min) + ".." + bound(k.max);
}

/// Millionths of one unit of the keyword in microseconds.
constexpr std::int64_t microseconds_a_unit(const keyword& k) {
    return k.unit == "ms" ? 1'000 : k.unit == "us" ? 1 : 1'000'000;
}

/// Reads digits[.digits] into millionths; nullopt when it is no number, saturates when it is too large.
std::optional<std::int64_t> read_decimal(std::string_view text, std::size_t& decimals) {
    while (!text.empty() && (text[0] == ' ' || text[0] == '\t')) text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == text.npos ? std::string_view{} : text.substr(point + 1);
    decimals = fraction.size();
    if (whole.empty() && fraction.empty()) return std::nullopt;
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1'000'000 - 1;
    std::int64_t units = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9') return std::nullopt;
        units = units > most / 10 ? most : units * 10 + (c - '0');
    }
    std::int64_t millionths = 0;
    std::int64_t scale = 100'000;
    for (const char c : fraction) {
        if (c < '0' || c > '9') return std::nullopt;
        millionths += scale * (c - '0');
        scale /= 10;
    }
    return std::min(units, most) * 1'000'000 + millionths;
}

}  // namespace

std::string value_traits<bool>::describe(const keyword& k) { return k.flag ? "" : "[on|off|true|false|yes|no]"; }

std::string value_traits<std::int64_t>::describe(const keyword& k) {
    auto text = "NUMBER" + range_of(k);
    if (!k.unit.empty()) text += ' ' + std::string{k.unit};
    return k.optional ? '[' + text + ']' : text;
}

std::string value_traits<std::string>::describe(const keyword& k) {
    std::string text = "TEXT";
    if (k.max_length != 0) text += " of up to " + std::to_string(k.max_length) + " bytes";
    return k.optional ? '[' + text + ']' : text;
}

std::string value_traits<std::chrono::microseconds>::describe(const keyword& k) {
    return "NUMBER" + range_of(k) + ' ' + std::string{k.unit.empty() ? "s" : k.unit};
}

std::optional<std::chrono::microseconds> value_traits<std::chrono::microseconds>::read(reader& in, const keyword& k) {
    if (in.done()) return std::chrono::microseconds{0};
    const auto& w = in.take();
    if (is_silent_zero(in, w, k)) return std::chrono::microseconds{0};
    std::size_t decimals = 0;
    const auto millionths = read_decimal(w.text, decimals);
    if (millionths && w.text.find('.') != w.text.npos && (k.decimals == 0 || k.decimals_since > in.aim().version)) {
        in.report(keyword_code.bad_number, w.where,
                  quote(k.name) + " must be a whole number" +
                      (k.decimals == 0 ? std::string{} : " before keepalived " + k.decimals_since.to_string()));
        return std::nullopt;
    }
    if (!millionths) {
        in.report(keyword_code.bad_number, w.where,
                  quote(w.text) + " is not a number; " + quote(k.name) + " is " + describe(k));
        return std::nullopt;
    }
    const auto number = static_cast<double>(*millionths) / 1e6;
    if (k.max > k.min && (number < k.min - 1e-9 || number > k.max + 1e-9)) {
        in.report(keyword_code.out_of_range, w.where, quote(k.name) + " must be " + describe(k));
        return std::nullopt;
    }
    if (decimals > k.decimals)
        in.report(keyword_code.truncated_precision, w.where,
                  quote(k.name) + " keeps " + std::to_string(k.decimals) + " digits after the point");
    // A millionth of a second is a microsecond; of a millisecond it is a thousandth of one.
    return std::chrono::microseconds{*millionths / (1'000'000 / microseconds_a_unit(k))};
}

void value_traits<std::chrono::microseconds>::write(std::chrono::microseconds value, const keyword& k,
                                                    word_writer& out) {
    out.raw(decimal(value.count() * (1'000'000 / microseconds_a_unit(k))));
}

void value_traits<std::chrono::microseconds>::to_json(std::chrono::microseconds value, const keyword&, json& out) {
    out = static_cast<double>(value.count()) / 1e6;
}

result<std::chrono::microseconds> value_traits<std::chrono::microseconds>::from_json(const json& in, const keyword& k) {
    if (!in.is_number()) return wrong_type(k, "a number of seconds");
    const auto seconds = in.get<double>();
    if (!(std::abs(seconds) < 9e12)) return wrong_type(k, "a number of seconds");
    const std::chrono::microseconds value{std::llround(seconds * 1e6)};
    return in_range(value, seconds * 1e6 / static_cast<double>(microseconds_a_unit(k)), k);
}

}  // namespace hakit::keepalived

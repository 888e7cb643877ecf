#include "keepalived/values/words.hpp"

#include "keepalived/codes/keyword_codes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace hakit::keepalived {

std::string quote(std::string_view word) { return '\'' + std::string{word} + '\''; }

std::string join_words(const std::vector<std::string_view>& words) {
    std::string out;
    for (const auto word : words) {
        if (!out.empty()) out += '|';
        out += word;
    }
    return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

void report_bad_word(reader& in, const keyword& k, const word& w, const std::vector<std::string_view>& allowed) {
    const auto guess = text::nearest(w.text, allowed);
    auto message = quote(w.text) + " is no value of " + quote(k.name) + ": " + join_words(allowed);
    if (!guess.empty()) message += "; did you mean " + quote(guess) + '?';
    auto& d = in.report(keyword_code.bad_value, w.where, std::move(message));
    if (guess.empty()) return;
    if (const auto place = in.editable(w.where))
        d.remedy = text::fix{"replace " + quote(w.text) + " by " + quote(guess),
                             text::applicability::maybe,
                             {{*place, std::string{guess}}}};
}

std::optional<std::int64_t> read_integer(reader& in, const word& w, std::string_view what, std::int64_t min,
                                         std::int64_t max) {
    auto digits = w.text;
    while (!digits.empty() && (digits[0] == ' ' || digits[0] == '\t')) digits.remove_prefix(1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (ec == std::errc::invalid_argument || end != digits.data() + digits.size()) {
        in.report(keyword_code.bad_number, w.where,
                  quote(w.text) + " is not a number; " + quote(what) + " must be " + std::to_string(min) + ".." +
                      std::to_string(max));
        return std::nullopt;
    }
    if (ec != std::errc{} || value < min || value > max) {
        in.report(keyword_code.out_of_range, w.where,
                  quote(what) + " must be " + std::to_string(min) + ".." + std::to_string(max));
        return std::nullopt;
    }
    return value;
}

void set_json_string(json& out, std::string_view text) { out = std::string{text}; }

std::optional<std::string> json_string(const json& in) {
    if (!in.is_string()) return std::nullopt;
    return in.get<std::string>();
}

error wrong_type(const keyword& k, std::string_view needed) {
    return {errc::invalid_argument, std::string{k.name} + ": " + std::string{needed} + " is needed"};
}

}  // namespace hakit::keepalived

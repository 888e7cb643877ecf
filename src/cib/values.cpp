#include <hakit/cib/values.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace hakit::cib {
namespace {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

struct unit {
    std::string_view name;
    std::int64_t numerator;
    std::int64_t divisor;
};
constexpr std::array<unit, 12> units{{{"", 1000, 1},
                                      {"s", 1000, 1},
                                      {"sec", 1000, 1},
                                      {"ms", 1, 1},
                                      {"msec", 1, 1},
                                      {"us", 1, 1000},
                                      {"usec", 1, 1000},
                                      {"m", 60'000, 1},
                                      {"min", 60'000, 1},
                                      {"h", 3'600'000, 1},
                                      {"hr", 3'600'000, 1},
                                      {"hour", 3'600'000, 1}}};

constexpr std::int64_t longest = INT64_MAX / 1'000'000'000;

std::optional<std::int64_t> take_number(std::string_view& text) noexcept {
    std::int64_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return n;
}

void trim(std::string_view& text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
}

/// Behind the 'P'.
std::optional<std::chrono::milliseconds> duration(std::string_view text) noexcept {
    std::int64_t seconds = 0;
    bool time = false;
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        if (text.front() == 'T' && !time) {
            time = true;
            text.remove_prefix(1);
            if (text.empty()) return std::nullopt;
            continue;
        }
        const auto n = take_number(text);
        if (!n || *n < 0 || *n > longest / 1000 || text.empty()) return std::nullopt;
        std::int64_t factor = 0;
        switch (text.front()) {
            case 'Y': factor = 365 * 86'400; break;
            case 'M': factor = time ? 60 : 30 * 86'400; break;
            case 'W': factor = 7 * 86'400; break;
            case 'D': factor = 86'400; break;
            case 'H': factor = time ? 3'600 : 0; break;
            case 'S': factor = time ? 1 : 0; break;
            default: break;
        }
        if (factor == 0) return std::nullopt;
        seconds = std::min(seconds + std::min(*n, longest / factor) * factor, longest);
        text.remove_prefix(1);
    }
    return std::chrono::milliseconds{seconds * 1000};
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::int32_t> parse_score(std::string_view text) noexcept {
    if (same_word(text, "INFINITY") || same_word(text, "+INFINITY")) return infinity;
    if (same_word(text, "-INFINITY")) return -infinity;
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || end != text.data() + text.size() || ec == std::errc::invalid_argument) return std::nullopt;
    if (ec == std::errc::result_out_of_range) return text.front() == '-' ? -infinity : infinity;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(n, -infinity, infinity));
}

std::optional<bool> parse_boolean(std::string_view text) noexcept {
    for (std::string_view yes : {"true", "on", "yes", "y", "1"})
        if (same_word(text, yes)) return true;
    for (std::string_view no : {"false", "off", "no", "n", "0"})
        if (same_word(text, no)) return false;
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> parse_time(std::string_view text) noexcept {
    trim(text);
    if (same_word(text, "INFINITY") || same_word(text, "+INFINITY")) return std::chrono::milliseconds{longest};
    if (text.starts_with('P')) return duration(text.substr(1));
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto n = take_number(text);
    if (!n || *n < 0) return std::nullopt;
    trim(text);
    for (const unit& u : units)
        if (same_word(text, u.name))
            return std::chrono::milliseconds{std::min(*n, longest / u.numerator) * u.numerator / u.divisor};
    return std::nullopt;
}

bool is_promoted_role(std::string_view role) noexcept {
    return same_word(role, "Promoted") || same_word(role, "Master");
}
bool is_unpromoted_role(std::string_view role) noexcept {
    return same_word(role, "Unpromoted") || same_word(role, "Slave");
}

}  // namespace hakit::cib

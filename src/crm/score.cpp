#include "crm/score.hpp"

#include "crm/syntax.hpp"

#include <algorithm>

namespace hakit::crm {

std::optional<std::string> canonical_score(std::string_view written) {
    if (same_word(written, "mandatory")) return "INFINITY";
    if (same_word(written, "advisory")) return "0";
    std::string sign;
    auto rest = written;
    if (rest.starts_with('+') || rest.starts_with('-')) {
        sign = rest.substr(0, 1);
        rest.remove_prefix(1);
    }
    if (rest == "inf" || rest == "INF" || rest == "infinity" || rest == "INFINITY") return sign + "INFINITY";
    const bool number = !rest.empty() && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
    if (!number) return std::nullopt;
    return std::string{written};
}

std::string short_score(std::string_view score) {
    if (!score.ends_with("INFINITY")) return std::string{score};
    const auto sign = score.substr(0, score.size() - 8);
    if (!sign.empty() && sign != "+" && sign != "-") return std::string{score};
    return std::string{sign} + "inf";
}

}  // namespace hakit::crm

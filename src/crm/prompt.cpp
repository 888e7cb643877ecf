#include "crm/prompt.hpp"

#include "crm/shell_word.hpp"

namespace hakit::crm {
namespace {

/// Walks over the words of a line.
struct walker {
    std::string_view line;
    std::size_t at = 0;

    [[nodiscard]] std::string_view word() const noexcept {
        auto end = at;
        while (end < line.size() && !is_blank(line[end])) ++end;
        return line.substr(at, end - at);
    }
    void next() noexcept {
        at += word().size();
        while (at < line.size() && is_blank(line[at])) ++at;
    }
};

bool is_crm(std::string_view word) noexcept { return word == "crm" || word.ends_with("/crm"); }

bool ends_prompt(std::string_view word) noexcept {
    return !word.empty() && (word.back() == '#' || word.back() == '$' || word.back() == '>' || word.back() == '%');
}

/// Behind `crm`: options, then `configure`.
std::size_t behind_crm(walker w) noexcept {
    w.next();
    while (w.word().starts_with('-')) w.next();
    if (w.word() != "configure") return 0;
    w.next();
    return w.at;
}

}  // namespace

std::size_t prompt_length(std::string_view line) noexcept {
    if (line.find("crm") == line.npos) return 0;
    walker w{line, 0};
    if (const auto first = w.word(); first.starts_with("crm(")) {
        // "crm(live)configure#", "crm(live/node1)#"
        const auto end = line.find(')');
        if (end == line.npos || end > 128) return 0;
        auto at = end + 1;
        while (at < line.size() && line[at] != '#' && line[at] != '>' && !is_blank(line[at])) ++at;
        if (at == line.size() || is_blank(line[at])) return 0;
        ++at;
        while (at < line.size() && is_blank(line[at])) ++at;
        walker behind{line, at};
        if (behind.word() == "configure") {
            behind.next();
            if (behind.at < line.size()) return behind.at;
        }
        return at;
    }
    if (is_crm(w.word())) return behind_crm(w);
    // A prompt of a shell, at most four words, then perhaps sudo.
    constexpr int longest = 4;
    for (int i = 0; i < longest && w.at < line.size(); ++i) {
        const bool may_precede = w.word() == "sudo" || ends_prompt(w.word());
        w.next();
        if (may_precede && is_crm(w.word())) return behind_crm(w);
    }
    return 0;
}

}  // namespace hakit::crm

// The include family: which files, in which order, and what is an error (table 1.7 of the measurements in
// docs/keepalived.md).
#include "keepalived/codes/text_codes.hpp"
#include "keepalived/expansion/expander.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

include_rules rules_of(std::string_view keyword) {
    const char variant = keyword.size() == 8 ? keyword.back() : ' ';
    switch (variant) {
        case 'r': return {.readable = true};
        case 'm': return {.readable = true, .exists = true};
        case 'w': return {.readable = true, .exists = true, .matches = true};
        case 'b': return {.readable = true, .all_braces = true};
        case 'a': return {true, true, true, true};
        default: return {};
    }
}

std::string in_directory_of(const std::string& file, std::string_view path) {
    if (path.starts_with('/')) return std::string{path};
    const auto slash = file.rfind('/');
    return slash == file.npos ? std::string{path} : file.substr(0, slash + 1) + std::string{path};
}

}  // namespace

std::vector<std::string> expand_braces(std::string_view pattern) {
    std::vector<std::string> done;
    std::vector<std::string> open{std::string{pattern}};
    while (!open.empty()) {
        auto text = std::move(open.back());
        open.pop_back();
        const auto begin = text.find('{');
        int depth = 0;
        std::vector<std::size_t> cuts;  // '{', the commas of its level, '}'
        for (auto i = begin; i < text.size(); ++i) {
            if (text[i] == '{' && ++depth == 1) cuts.push_back(i);
            if (text[i] == ',' && depth == 1) cuts.push_back(i);
            if (text[i] == '}' && --depth == 0) {
                cuts.push_back(i);
                break;
            }
        }
        if (begin == text.npos || depth != 0 || done.size() + open.size() + cuts.size() > 256) {
            done.push_back(std::move(text));
            continue;
        }
        for (auto i = cuts.size() - 1; i-- > 0;)
            open.push_back(text.substr(0, cuts.front()) + text.substr(cuts[i] + 1, cuts[i + 1] - cuts[i] - 1) +
                           text.substr(cuts.back() + 1));
    }
    return done;
}

void expander::include(const traced_line& line, std::size_t keyword_end) {
    const auto text = line.text();
    const auto keyword = text.substr(0, keyword_end);
    auto begin = keyword_end;
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
    const auto pattern = text.substr(begin);
    const auto place = begin == text.size() ? where(line) : where(line, begin, text.size());
    if (pattern.empty()) {
        diagnostics_.add(text_code.include_missing, place, quote(keyword) + " without a file");
        return;
    }
    if (pattern.starts_with('"')) {
        auto& d = diagnostics_.add(text_code.include_quoted, place,
                                   "keepalived looks for a file with the quotes in its name");
        if (pattern.size() > 2 && pattern.ends_with('"'))
            d.remedy = text::fix{"remove the quotes",
                                 text::applicability::certain,
                                 {{place.where, std::string{pattern.substr(1, pattern.size() - 2)}}}};
        return;
    }
    auto rules = rules_of(keyword);
    rules.readable |= checked_.readable;
    rules.exists |= checked_.exists;
    rules.matches |= checked_.matches;
    rules.all_braces |= checked_.all_braces;

    const auto alternatives = expand_braces(pattern);
    const auto& here = files_.file(place.file).name();
    for (const auto& alternative : alternatives) {
        const auto path = in_directory_of(here, alternative);
        if (alternative.find_first_of("*?[") == std::string::npos) {
            if (alternatives.size() > 1) {
                // One of several: only the 'b' rule asks for each.
                include_one(path, place, {.readable = rules.readable, .exists = rules.all_braces});
            } else {
                include_one(path, place, rules);
            }
            continue;
        }
        const auto found = files_.glob(path);
        if (!found || found->empty()) {
            const bool needed = rules.matches || (alternatives.size() > 1 && rules.all_braces);
            diagnostics_.add(needed ? text_code.include_required : text_code.include_no_match, place,
                             "no file matches " + quote(path));
            continue;
        }
        for (const auto& match : *found) include_one(match, place, rules);
    }
}

bool expander::include_one(const std::string& path, text::location where, const include_rules& rules) {
    if (std::find(including_.begin(), including_.end(), path) != including_.end()) {
        diagnostics_.add(text_code.include_loop, where, quote(path) + " is being read already");
        return false;
    }
    if (including_.size() > files_.bounds().include_depth) {
        diagnostics_.add(text_code.include_too_deep, where,
                         "includes are more than " + std::to_string(files_.bounds().include_depth) + " deep");
        return false;
    }
    const auto file = files_.open(path);
    if (!file) {
        const bool missing = file.error().code() == errc::not_found || file.error().system_errno() == 2;
        const bool required = missing ? rules.exists : rules.readable;
        const auto& code = required  ? text_code.include_required
                           : missing ? text_code.include_missing
                                     : text_code.include_unreadable;
        diagnostics_.add(code, where, quote(path) + (missing ? " does not exist" : ": " + file.error().message()));
        return false;
    }
    including_.push_back(path);
    run_file(*file);
    including_.pop_back();
    return true;
}

void expander::learn_include_check(std::string_view line) {
    constexpr std::string_view keyword = "include_check";
    if (!line.starts_with(keyword)) return;
    auto rest = line.substr(keyword.size());
    if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t') return;
    if (rest.find_first_not_of(" \t") == rest.npos) {
        checked_ = {true, true, true, true};
        return;
    }
    checked_ = {};
    while (!rest.empty()) {
        const auto begin = rest.find_first_not_of(" \t");
        if (begin == rest.npos) return;
        rest.remove_prefix(begin);
        auto word = rest.substr(0, rest.find_first_of(" \t"));
        rest.remove_prefix(word.size());
        const bool on = !word.starts_with('-');
        if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
        if (word == "read") checked_.readable = on;
        if (word == "match") checked_.exists = on;
        if (word == "wildcard_match") checked_.matches = on;
        if (word == "brace_match") checked_.all_braces = on;
    }
}

}  // namespace hakit::keepalived

#include <hakit/text/path.hpp>

#include <text/printable.hpp>
#include <text/statement.hpp>

#include <algorithm>
#include <charconv>

namespace hakit::text {
namespace {

/// What a path calls a statement, and the words that may select it.
struct title {
    std::string_view name;
    std::vector<std::string_view> words;
};

title title_of(const document& doc, node_id id) {
    title t{name_of(doc, id), {}};
    for (const auto& word : arguments(doc, id)) {
        const auto written = word.where().of(doc.text());
        t.words.push_back(word.kind() == token_kind::quoted ? unquoted(written) : written);
    }
    return t;
}

/// Whether `selector` is the words, joined with ':' or ' '.
bool selects(std::string_view selector, const std::vector<std::string_view>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0) {
            if (!selector.starts_with(':') && !selector.starts_with(' ')) return false;
            selector.remove_prefix(1);
        }
        if (!selector.starts_with(words[i])) return false;
        selector.remove_prefix(words[i].size());
    }
    return selector.empty();
}

std::string joined(const std::vector<std::string_view>& words, char separator) {
    std::string out;
    for (const auto word : words) {
        if (!out.empty()) out += separator;
        out += word;
    }
    return out;
}

/// 0 when `text` is not a number from 1.
std::size_t number_in(std::string_view text) {
    std::size_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc{} && end == text.data() + text.size() ? value : 0;
}

/// Adds the children of `parent` that `step` names.
void match_step(const document& doc, node_id parent, const path_step& step, std::vector<node_id>& found) {
    const auto before = found.size();
    const auto numeral = step.selector ? std::string_view{*step.selector} : std::string_view{};
    const bool only_number = numeral.starts_with('#') && number_in(numeral.substr(1)) != 0;
    const auto number = number_in(only_number ? numeral.substr(1) : numeral);
    node_id numbered = no_node;
    std::size_t count = 0;
    for (auto id = doc.first_child(parent); id != no_node; id = doc.next_sibling(id)) {
        const auto name = name_of(doc, id);
        if (!step.name.empty() && name != step.name) continue;
        if (++count == number) numbered = id;
        if (only_number) {
            if (numbered != no_node) break;
            continue;
        }
        if (!step.selector ||
            (step.name.empty() ? name == *step.selector : selects(*step.selector, title_of(doc, id).words)))
            found.push_back(id);
    }
    if (found.size() == before && numbered != no_node) found.push_back(numbered);
}

std::string prefix(const path& p, std::size_t steps) {
    return path{{p.steps().begin(), p.steps().begin() + static_cast<std::ptrdiff_t>(steps)}}.to_string();
}

/// "a, b, c and 4 more"; equal neighbours appear once.
std::string listing(const std::vector<std::string>& items) {
    constexpr std::size_t shown = 8;
    std::string out;
    std::size_t count = 0;
    std::vector<std::string_view> seen;
    for (const auto& item : items) {
        if (std::find(seen.begin(), seen.end(), item) != seen.end()) continue;
        if (seen.size() < shown) {
            if (!out.empty()) out += ", ";
            out += item;
            seen.push_back(item);
        } else {
            ++count;
        }
    }
    if (count != 0) out += " and " + std::to_string(count) + " more";
    return out;
}

/// Why step number `index` of `p` matches nothing below `parents`.
error missing(const document& doc, const path& p, std::size_t index, const std::vector<node_id>& parents) {
    const auto& step = p.steps()[index];
    std::vector<std::string> names;
    std::vector<std::string> selectors;
    std::size_t same_name = 0;
    bool blocks_only = true;
    for (const auto parent : parents) {
        for (auto id = doc.first_child(parent); id != no_node; id = doc.next_sibling(id)) {
            const auto name = name_of(doc, id);
            names.emplace_back(name);
            if (name != step.name) continue;
            ++same_name;
            blocks_only = blocks_only && doc.at(id).has_block();
            const auto words = title_of(doc, id).words;
            if (doc.at(id).has_block() && !words.empty()) selectors.push_back(joined(words, ':'));
        }
    }
    auto message = prefix(p, index + 1) + ": no such statement";
    if (same_name != 0) {
        message += same_name == 1 ? "; there is " : "; there are ";
        message += blocks_only && !selectors.empty() ? listing(selectors) : std::to_string(same_name) + " of that name";
        return {errc::not_found, printable(message)};
    }
    const auto& wanted = step.name.empty() && step.selector ? *step.selector : step.name;
    const auto close = nearest(wanted, {names.begin(), names.end()});
    if (names.empty())
        message += index == 0 ? "; the text has no statements" : "; " + prefix(p, index) + " holds no statements";
    else if (!close.empty())
        message += "; did you mean " + std::string{close} + "?";
    else
        message += (names.size() == 1 ? "; there is " : "; there are ") + listing(names);
    return {errc::not_found, printable(message)};
}

/// The step that names `id` alone among its siblings.
path_step step_of(const document& doc, node_id id) {
    const auto parent = doc.at(id).parent;
    const auto self = title_of(doc, id);
    const std::string name{self.name};
    const auto unique = [&](const path_step& step) {
        std::vector<node_id> found;
        match_step(doc, parent, step, found);
        return found.size() == 1 && found.front() == id;
    };
    std::size_t of_name = 0;
    std::size_t of_all = 0;
    for (auto i = doc.first_child(parent); i != no_node; i = doc.next_sibling(i)) {
        ++of_all;
        if (name_of(doc, i) == self.name) ++of_name;
        if (i == id) break;
    }
    const auto number = std::to_string(of_name);
    const bool awkward = name.find_first_of(".[]\"") != name.npos;
    std::vector<path_step> candidates;
    if (!name.empty()) {
        if (awkward) candidates.push_back({"", name});
        candidates.push_back({name, std::nullopt});
        if (doc.at(id).has_block() && !self.words.empty()) {
            candidates.push_back({name, joined(self.words, ':')});
            candidates.push_back({name, joined(self.words, ' ')});
        }
        candidates.push_back({name, number});
        candidates.push_back({name, '#' + number});
    }
    candidates.push_back({"", std::to_string(of_all)});
    for (auto& step : candidates)
        if (unique(step)) return std::move(step);
    return {"", '#' + std::to_string(of_all)};
}

}  // namespace

std::vector<node_id> find_all(const document& doc, const path& p) {
    std::vector<node_id> current{doc.root()};
    for (const auto& step : p.steps()) {
        std::vector<node_id> next;
        for (const auto parent : current) match_step(doc, parent, step, next);
        current = std::move(next);
    }
    return current;
}

result<node_id> find(const document& doc, const path& p) {
    std::vector<node_id> current{doc.root()};
    for (std::size_t i = 0; i < p.steps().size(); ++i) {
        std::vector<node_id> next;
        for (const auto parent : current) match_step(doc, parent, p.steps()[i], next);
        if (next.empty()) return missing(doc, p, i, current);
        current = std::move(next);
    }
    if (current.size() > 1)
        return error{errc::invalid_argument, printable(p.to_string() + ": " + std::to_string(current.size()) +
                                                       " statements match; say which one, such as " +
                                                       path_of(doc, current.front()).to_string())};
    return current.front();
}

path path_of(const document& doc, node_id id) {
    std::vector<path_step> steps;
    for (; id != doc.root() && id < doc.nodes().size(); id = doc.at(id).parent) steps.push_back(step_of(doc, id));
    std::reverse(steps.begin(), steps.end());
    return path{std::move(steps)};
}

}  // namespace hakit::text

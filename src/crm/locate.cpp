#include "crm/locate.hpp"

#include <hakit/crm/schema.hpp>
#include <hakit/text/diagnostic.hpp>

#include "crm/words.hpp"

#include <algorithm>
#include <charconv>

namespace hakit::crm {
namespace {

const statement* kind_of(const syntax& tree, std::uint32_t statement) {
    const auto& s = tree.parts[statement];
    return s.word == s.end_word ? nullptr : find_statement(tree.text_of(statement + 1));
}

std::size_t number_in(std::string_view text) {
    std::size_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc{} && end == text.data() + text.size() ? value : 0;
}

/// Of `$ID:name=value` and `@ID:name` the name.
std::string_view pair_name(const syntax& tree, std::uint32_t part) {
    const auto& w = tree.word_of(part);
    const auto kind = tree.parts[part].kind;
    auto name = w.left();
    if (kind == part_kind::pair_id || kind == part_kind::pair_ref) {
        const auto colon = name.find(':');
        return colon == name.npos ? name.substr(1) : name.substr(colon + 1);
    }
    if (name.starts_with('$')) name.remove_prefix(1);
    return name;
}

/// What a path calls a part; empty when it has no name.
std::string_view name_of(const syntax& tree, std::uint32_t part, std::string_view implied) {
    switch (tree.parts[part].kind) {
        case part_kind::section: {
            const auto word = find_child(tree, part, part_kind::keyword);
            return word != 0 ? tree.text_of(word) : implied;
        }
        case part_kind::operations:
        case part_kind::op:
        case part_kind::rule:
        case part_kind::container:
        case part_kind::mapping:
        case part_kind::bundled:
        case part_kind::permission:
        case part_kind::select:
        case part_kind::recipient:
        case part_kind::target: return tree.text_of(part + 1);
        case part_kind::id: return "id";
        case part_kind::inner_id: return "id";
        case part_kind::id_ref: return "id-ref";
        case part_kind::agent: return "type";
        case part_kind::template_ref: return "template";
        case part_kind::member: return "members";
        case part_kind::pattern: return "members";
        case part_kind::score: return "score";
        case part_kind::node: return "node";
        case part_kind::path: return "path";
        case part_kind::op_name: return "name";
        case part_kind::interval: return "interval";
        case part_kind::pair:
        case part_kind::option:
        case part_kind::pair_id:
        case part_kind::pair_ref: return pair_name(tree, part);
        case part_kind::name: return tree.text_of(part);
        default: return {};
    }
}

/// Whether `selector` tells this part from others of its name.
bool selects(const syntax& tree, std::uint32_t part, std::string_view selector) {
    const auto value_of = [&](std::string_view name) {
        for (const auto inner : children{tree, part})
            if (tree.parts[inner].kind == part_kind::pair && tree.word_of(inner).left() == name)
                return tree.word_of(inner).right();
        return std::string_view{};
    };
    switch (tree.parts[part].kind) {
        case part_kind::op: {
            const auto name = find_child(tree, part, part_kind::op_name);
            if (name == 0) return false;
            const auto text = tree.text_of(name);
            if (selector == text) return true;
            return selector.size() > text.size() && selector.starts_with(text) && selector[text.size()] == ':' &&
                   selector.substr(text.size() + 1) == value_of("interval");
        }
        case part_kind::member: return tree.text_of(part) == selector;
        case part_kind::target: {
            auto name = tree.text_of(part + 1);
            if (name.ends_with(':')) name.remove_suffix(1);
            return name == selector;
        }
        case part_kind::recipient: {
            const auto value = find_child(tree, part, part_kind::value);
            return value != 0 && tree.text_of(value) == selector;
        }
        case part_kind::mapping: return value_of("id") == selector;
        default: {
            const auto id = find_child(tree, part, part_kind::inner_id);
            if (id == 0) return false;
            const auto& w = tree.word_of(id);
            return (w.has_value() ? w.right() : w.text.substr(0, w.text.size() - 1)) == selector;
        }
    }
}

std::string prefix(const text::path& p, std::size_t steps) {
    return text::path{{p.steps().begin(), p.steps().begin() + static_cast<std::ptrdiff_t>(steps)}}.to_string();
}

error several(const text::path& p, std::size_t steps, std::size_t count) {
    return {errc::invalid_argument,
            prefix(p, steps) + ": there are " + std::to_string(count) + " of them; number them from 1: [#1]"};
}

/// Keeps those that a step's selector names.
template <class Selects>
void narrow(std::vector<std::uint32_t>& found, const text::path_step& step, Selects selects) {
    if (!step.selector) return;
    const std::string_view selector = *step.selector;
    const auto ordinal = selector.starts_with('#') ? number_in(selector.substr(1)) : 0;
    std::vector<std::uint32_t> chosen;
    if (ordinal == 0)
        std::ranges::copy_if(found, std::back_inserter(chosen), [&](auto part) { return selects(part, selector); });
    const auto number = ordinal != 0 ? ordinal : chosen.empty() ? number_in(selector) : 0;
    if (number != 0 && number <= found.size()) chosen = {found[number - 1]};
    found = std::move(chosen);
}

}  // namespace

std::string_view id_of(const syntax& tree, std::uint32_t statement) {
    const auto* kind = kind_of(tree, statement);
    if (kind == nullptr) return {};
    switch (kind->kind) {
        case statement_kind::property:
        case statement_kind::rsc_defaults:
        case statement_kind::op_defaults: {
            const auto id = find_child(tree, statement, part_kind::inner_id);
            if (id != 0) {
                const auto& w = tree.word_of(id);
                return w.has_value() ? w.right() : w.text.substr(0, w.text.size() - 1);
            }
            return kind->kind == statement_kind::property       ? "cib-bootstrap-options"
                   : kind->kind == statement_kind::rsc_defaults ? "rsc-options"
                                                                : "op-options";
        }
        case statement_kind::monitor: {
            const auto member = find_child(tree, statement, part_kind::member);
            if (member == 0) return {};
            const auto text = tree.text_of(member);
            return text.substr(0, text.find(':'));
        }
        default: {
            const auto id = find_child(tree, statement, part_kind::id);
            if (id == 0) return {};
            auto text = tree.text_of(id);
            if (kind->kind == statement_kind::tag && text.ends_with(':')) text.remove_suffix(1);
            if (kind->kind == statement_kind::node) {
                for (const auto* type : {":normal", ":member", ":ping", ":remote"})
                    if (text.ends_with(type)) text.remove_suffix(std::string_view{type}.size());
            }
            return text;
        }
    }
}

result<located> locate(const syntax& tree, const text::path& p) {
    located at;
    if (p.steps().empty()) return at;
    const auto& first = p.steps().front();
    const auto* wanted = find_statement(first.name);
    std::vector<std::uint32_t> found;
    for (const auto s : tree.statements) {
        const auto* kind = kind_of(tree, s);
        if (kind == nullptr) continue;
        if (first.name.empty() || (wanted != nullptr && kind->kind == wanted->kind)) found.push_back(s);
    }
    const auto candidates = found;
    narrow(found, first, [&](std::uint32_t s, std::string_view selector) { return id_of(tree, s) == selector; });
    if (found.empty()) {
        std::vector<std::string_view> names;
        for (const auto s : candidates) names.push_back(id_of(tree, s));
        const auto close = first.selector ? text::nearest(*first.selector, names) : std::string_view{};
        return error{errc::not_found, prefix(p, 1) + ": no such statement" +
                                          (close.empty() ? "" : "; did you mean " + std::string{close} + "?")};
    }
    if (found.size() > 1) return several(p, 1, found.size());
    at.statement = at.part = found.front();
    at.steps = 1;
    const bool node = kind_of(tree, at.statement)->kind == statement_kind::node;
    for (; at.steps < p.steps().size(); ++at.steps) {
        const auto& step = p.steps()[at.steps];
        const std::string_view implied = tree.parts[at.part].kind == part_kind::op ? "op_params"
                                         : node                                    ? "attributes"
                                                                                   : "params";
        found.clear();
        for (const auto inner : children{tree, at.part})
            if (same_word(name_of(tree, inner, implied), step.name)) found.push_back(inner);
        narrow(found, step, [&](std::uint32_t part, std::string_view s) { return selects(tree, part, s); });
        if (found.empty()) return at;
        // Members are one list.
        if (found.size() > 1 && tree.parts[found.front()].kind != part_kind::member)
            return several(p, at.steps + 1, found.size());
        at.part = found.front();
    }
    return at;
}

error not_there(const syntax& tree, const text::path& p, const located& found) {
    const auto& step = p.steps()[found.steps];
    std::vector<std::string_view> names;
    for (const auto inner : children{tree, found.part})
        if (const auto name = name_of(tree, inner, "params"); !name.empty()) names.push_back(name);
    const auto close = text::nearest(step.name, names);
    return {errc::not_found, prefix(p, found.steps + 1) + ": there is no such part" +
                                 (close.empty() ? "" : "; did you mean " + std::string{close} + "?")};
}

}  // namespace hakit::crm

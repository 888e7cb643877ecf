#include <hakit/crm/edit.hpp>

#include <hakit/cib/secrets.hpp>
#include <hakit/crm/parse.hpp>
#include <hakit/crm/schema.hpp>
#include <hakit/crm/secrets.hpp>
#include <hakit/text/mend.hpp>

#include "crm/locate.hpp"
#include "crm/op_attributes.hpp"
#include "crm/references.hpp"
#include "crm/shell_word.hpp"
#include "crm/words.hpp"

#include <algorithm>

namespace hakit::crm {
namespace {

constexpr std::string_view hidden = "********";

using edits = std::vector<text::text_edit>;

result<std::string> finish(text::workspace& files, text::file_id id, const result<edits>& wanted,
                           const edit_options& options) {
    return text::finish_edit(files, id, wanted, options.force, [&](text::workspace& all, text::file_id file) {
        auto found = check(all, file, options.check);
        return text::findings{std::move(found.diagnostics), secrets(found.configuration, file)};
    });
}

std::string_view newline_of(std::string_view text) {
    const auto first = text.find('\n');
    return first != text.npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

/// How the second line of a statement is indented, or else that of any other one.
std::string indentation(std::string_view text, const syntax& tree, std::uint32_t statement) {
    const auto of = [&](std::uint32_t s) -> std::string {
        for (auto w = tree.parts[s].word; w + 1 < tree.parts[s].end_word; ++w) {
            const auto gap = text::span{tree.words[w].where.end, tree.words[w + 1].where.begin}.of(text);
            if (const auto newline = gap.rfind('\n'); newline != gap.npos) return std::string{gap.substr(newline + 1)};
        }
        return {};
    };
    auto found = of(statement);
    for (std::size_t i = 0; found.empty() && i < tree.statements.size(); ++i) found = of(tree.statements[i]);
    return found.empty() ? "\t" : found;
}

bool is_value_of_one_line(std::string_view value) {
    return value.find_first_of("\r\n") == value.npos && value.find('\0') == value.npos;
}

/// The edit that puts `words` behind word number `after` (of the tree), on the same line.
text::text_edit behind(const syntax& tree, std::uint32_t after, std::string words) {
    const auto end = tree.words[after].where.end;
    return {{end, end}, ' ' + std::move(words)};
}

/// The same as a line of its own.
text::text_edit line_behind(std::string_view text, const syntax& tree, std::uint32_t statement, std::uint32_t after,
                            const std::string& words) {
    const auto end = tree.words[after].where.end;
    return {{end, end}, " \\" + std::string{newline_of(text)} + indentation(text, tree, statement) + words};
}

bool is_pair(part_kind kind) {
    return kind == part_kind::pair || kind == part_kind::pair_id || kind == part_kind::option;
}

/// A new value for a leaf that is there.
result<edits> replace_leaf(std::string_view text, const syntax& tree, const located& at, std::string_view value) {
    const auto& leaf = tree.parts[at.part];
    const auto& w = tree.words[leaf.word];
    if (is_pair(leaf.kind) || leaf.kind == part_kind::id_ref || (leaf.kind == part_kind::inner_id && w.has_value())) {
        if (w.value == w.where) return edits{{w.where, quote(std::string{w.left()} + '=' + std::string{value})}};
        return edits{{w.value, value.empty() ? std::string{} : quote(value)}};
    }
    switch (leaf.kind) {
        case part_kind::name: return edits{{{w.where.end, w.where.end}, '=' + quote(value)}};
        case part_kind::id: {
            const auto id = std::string{id_of(tree, at.statement)};
            const bool node = same_word(tree.text_of(at.statement + 1), "node");
            if (!node && !words::is_valid_id(value))
                return error{errc::invalid_argument, "'" + std::string{value} + "' cannot be an id"};
            edits all;
            for (const auto where : mentions(text, tree, id, node)) all.push_back({where, quote_if_needed(value)});
            return all;
        }
        case part_kind::score:
        case part_kind::inner_id: return edits{{w.where, quote_if_needed(std::string{value} + ':')}};
        case part_kind::template_ref: return edits{{w.where, quote_if_needed('@' + std::string{value})}};
        case part_kind::member:
        case part_kind::pattern:
        case part_kind::agent:
        case part_kind::node:
        case part_kind::path:
        case part_kind::op_name:
        case part_kind::interval: return edits{{w.where, quote_if_needed(value)}};
        default: return error{errc::invalid_argument, "this part has no single value"};
    }
}

/// name=value for a part that has no such attribute yet.
result<edits> add_pair(std::string_view text, const syntax& tree, const located& at, std::string_view name,
                       std::string_view value, cib::schema_version schema) {
    const auto& part = tree.parts[at.part];
    const auto words = std::string{name} + '=' + quote(value);
    if (name.empty() || name.find_first_of(" \t\"'\\=$@:") != name.npos)
        return error{errc::invalid_argument, "'" + std::string{name} + "' cannot be the name of an attribute"};
    switch (part.kind) {
        case part_kind::op: {
            // Attributes of the operation stand in front of parameters.
            auto last = find_child(tree, at.part, part_kind::op_name);
            if (last == 0) break;
            for (const auto inner : children{tree, at.part}) {
                if (!is_pair(tree.parts[inner].kind)) continue;
                if (is_op_attribute(name, schema) && !is_op_attribute(tree.word_of(inner).left(), schema)) break;
                last = inner;
            }
            return edits{behind(tree, tree.parts[last].word, words)};
        }
        case part_kind::section:
        case part_kind::container:
        case part_kind::mapping: {
            std::uint32_t last = part.end_word - 1;
            // The attributes of a container come before its mappings.
            for (const auto inner : children{tree, at.part})
                if (tree.parts[inner].kind == part_kind::mapping) {
                    last = tree.parts[inner].word - 1;
                    break;
                }
            return edits{behind(tree, last, words)};
        }
        case part_kind::statement: {
            const auto* kind = find_statement(tree.text_of(at.part + 1));
            const auto last = part.end_word - 1;
            if (kind->kind == statement_kind::property || kind->kind == statement_kind::rsc_defaults ||
                kind->kind == statement_kind::op_defaults)
                return edits{line_behind(text, tree, at.part, last, words)};
            if (name == "description") {
                auto head = at.part + 1;
                for (const auto inner : children{tree, at.part}) {
                    const auto k = tree.parts[inner].kind;
                    if (k == part_kind::keyword || k == part_kind::id || k == part_kind::agent ||
                        k == part_kind::template_ref || k == part_kind::member || k == part_kind::inner_id ||
                        k == part_kind::path)
                        head = inner;
                    else
                        break;
                }
                return edits{behind(tree, tree.parts[head].word, words)};
            }
            const bool setting = std::ranges::any_of(
                kind->words, [&](const auto& k) { return k.name == name && k.parent.empty() && !k.starts_part; });
            if (setting) {
                if (kind->kind == statement_kind::location)
                    if (const auto member = find_child(tree, at.part, part_kind::member))
                        return edits{behind(tree, tree.parts[member].word, words)};
                return edits{behind(tree, last, words)};
            }
            return error{errc::not_found, "a " + std::string{kind->name} + " has no '" + std::string{name} + "'"};
        }
        default: break;
    }
    return error{errc::not_found, "this part has no attributes"};
}

}  // namespace

result<std::string> get(const text::source& source, const text::path& p, const get_options& options) {
    const auto doc = parse(source);
    const auto tree = read_syntax(doc);
    const auto at = locate(tree, p);
    if (!at) return at.error();
    if (at->steps < p.steps().size()) return not_there(tree, p, *at);
    const auto where = at->part == located::nothing ? text::span{0, static_cast<std::uint32_t>(doc.text().size())}
                                                    : tree.where(at->part);
    if (at->part != located::nothing) {
        const auto& leaf = tree.parts[at->part];
        const auto& w = tree.words[leaf.word];
        if (is_pair(leaf.kind) || leaf.kind == part_kind::id_ref) {
            if (!options.secrets && cib::is_secret(p.steps().back().name)) return std::string{hidden};
            return std::string{w.right()};
        }
        if (leaf.kind == part_kind::score || (leaf.kind == part_kind::inner_id && !w.has_value()))
            return std::string{w.text.substr(0, w.text.size() - 1)};
        if (leaf.kind == part_kind::inner_id) return std::string{w.right()};
        if (leaf.kind == part_kind::template_ref) return std::string{w.text.substr(1)};
        if (leaf.kind == part_kind::member && !p.steps().back().selector) {
            std::string all;
            for (auto part = at->statement; part < tree.parts[at->statement].end; ++part)
                if (tree.parts[part].kind == part_kind::member)
                    all += (all.empty() ? "" : " ") + std::string{tree.text_of(part)};
            return all;
        }
        if (leaf.end == at->part + 1 && leaf.kind != part_kind::statement) return std::string{w.text};
    }
    std::string text{where.of(doc.text())};
    if (options.secrets) return text;
    text::diagnostic_list ignored;
    edits hide;
    for (const auto secret : cib::secrets(bind(doc, {}, ignored)))
        if (secret != cib::nowhere && where.contains(secret))
            hide.push_back({{secret.begin - where.begin, secret.end - where.begin}, std::string{hidden}});
    return text::apply_edits(text, std::move(hide));
}

result<std::string> set(text::workspace& files, text::file_id id, const text::path& p, std::string_view value,
                        const edit_options& options) {
    if (p.steps().empty()) return error{errc::invalid_argument, "the path is empty"};
    if (!is_value_of_one_line(value)) return error{errc::invalid_argument, "a value has no line endings"};
    const auto doc = parse(files.file(id), files.bounds());
    const auto tree = read_syntax(doc);
    auto at = locate(tree, p);
    if (!at) return at.error();
    const auto left = p.steps().size() - at->steps;
    if (left == 0) return finish(files, id, replace_leaf(doc.text(), tree, *at, value), options);
    const auto& name = p.steps().back().name;
    if (p.steps().back().selector || left > 2) return not_there(tree, p, *at);
    if (left == 1) {
        // `primitive[ip].cidr_netmask` is one of params.
        return finish(files, id, add_pair(doc.text(), tree, *at, name, value, options.check.reading.schema), options);
    }
    // A section that is not there yet.
    const auto& section = p.steps()[at->steps];
    const auto* kind = find_statement(tree.text_of(at->statement + 1));
    const bool known =
        at->part == at->statement && !section.selector && std::ranges::any_of(kind->words, [&](const auto& k) {
            return k.name == section.name && k.parent.empty() && k.starts_part && section.name != "op" &&
                   section.name != "rule";
        });
    if (!known || name.empty() || name.find_first_of(" \t\"'\\=$@:") != name.npos) return not_there(tree, p, *at);
    const edits added{line_behind(doc.text(), tree, at->statement, tree.parts[at->statement].end_word - 1,
                                  section.name + ' ' + name + '=' + quote(value))};
    return finish(files, id, added, options);
}

result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent, std::string_view words,
                           const edit_options& options) {
    const auto source = files.file(id);
    const auto text = source.text();
    if (words.find_first_not_of(" \t\r\n") == words.npos) return error{errc::invalid_argument, "there are no words"};
    const auto given = parse({"words", std::string{words}});
    if (parent.steps().empty()) {
        std::string added;
        if (!text.empty() && !text.ends_with('\n')) added = newline_of(text);
        added += words;
        if (!added.ends_with('\n')) added += newline_of(text);
        const auto end = static_cast<std::uint32_t>(text.size());
        return finish(files, id, edits{{{end, end}, added}}, options);
    }
    const auto first = given.first_child(given.root());
    const bool one = first != text::no_node && given.next_sibling(first) == text::no_node &&
                     std::ranges::none_of(given.tokens(), [](const auto& t) {
                         return t.kind() == text::token_kind::comment || t.kind() == text::token_kind::newline;
                     });
    if (!one) return error{errc::invalid_argument, "the words are not those of one part"};
    const auto doc = parse(source, files.bounds());
    const auto tree = read_syntax(doc);
    const auto at = locate(tree, parent);
    if (!at) return at.error();
    if (at->steps < parent.steps().size()) return not_there(tree, parent, *at);
    const auto last = tree.parts[at->part].end_word - 1;
    const auto trimmed = std::string{given.where(first).of(given.text())};
    if (at->part == at->statement) {
        // Members of a group stand in front of its parts.
        const auto* kind = find_statement(tree.text_of(at->statement + 1));
        const auto keyword = given.word_text(first, 0);
        const bool part = given.at(first).words > 0 && std::ranges::any_of(kind->words, [&](const auto& k) {
                              return k.starts_part && same_word(k.name, keyword);
                          });
        if (!part && (kind->kind == statement_kind::group || kind->kind == statement_kind::tag)) {
            auto member = at->statement + 1;
            for (const auto inner : children{tree, at->statement})
                if (tree.parts[inner].kind == part_kind::member) member = inner;
            return finish(files, id, edits{behind(tree, tree.parts[member].word, trimmed)}, options);
        }
        return finish(files, id, edits{line_behind(text, tree, at->statement, last, trimmed)}, options);
    }
    return finish(files, id, edits{behind(tree, last, trimmed)}, options);
}

result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p, const edit_options& options) {
    if (p.steps().empty()) return error{errc::invalid_argument, "the path is empty"};
    const auto doc = parse(files.file(id), files.bounds());
    const auto tree = read_syntax(doc);
    const auto at = locate(tree, p);
    if (!at) return at.error();
    if (at->steps < p.steps().size()) return not_there(tree, p, *at);
    if (at->part == at->statement) return finish(files, id, removal(doc.text(), tree, at->statement), options);
    const auto& part = tree.parts[at->part];
    // A section without attributes says nothing.
    auto first = part.word;
    auto end = part.end_word;
    for (const auto outer : children{tree, at->statement}) {
        const auto& o = tree.parts[outer];
        if (o.kind == part_kind::section && o.word <= first && end <= o.end_word && o.end_word - o.word == 2 &&
            find_child(tree, outer, part_kind::keyword) != 0 && end == o.end_word) {
            first = o.word;
        }
    }
    return finish(files, id, edits{without_words(doc.text(), tree, first, end)}, options);
}

result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds());
    const auto tree = read_syntax(doc);
    const auto at = locate(tree, p);
    if (!at) return at.error();
    if (at->steps < p.steps().size()) return not_there(tree, p, *at);
    if (at->part == located::nothing || at->part != at->statement)
        return error{errc::refused, "a comment inside of a statement ends it; only whole statements can be one"};
    const auto where = tree.where(at->statement);
    edits all;
    const auto& lines = doc.lines();
    for (auto line = lines.line_of(where.begin); line <= lines.line_of(where.end - 1); ++line) {
        const auto begin = lines.line_span(line).begin;
        all.push_back({{begin, begin}, "# "});
    }
    return finish(files, id, all, options);
}

}  // namespace hakit::crm

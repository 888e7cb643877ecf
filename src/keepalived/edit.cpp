#include <hakit/keepalived/edit.hpp>

#include <hakit/keepalived/fix.hpp>
#include <hakit/keepalived/parse.hpp>
#include <hakit/text/block_edit.hpp>

#include "keepalived/node_keyword.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

constexpr std::string_view hidden = "********";

/// Applies the edits and judges the result.
result<std::string> finish(text::workspace& files, text::file_id id, const result<std::vector<text::text_edit>>& edits,
                           const edit_options& options) {
    return text::finish_edit(files, id, edits, options.force, judge(options.check));
}

/// The words of one line of keepalived text; invalid_argument when it is more than that.
result<std::vector<std::string>> words_of(std::string_view line) {
    const auto doc = parse({"value", std::string{line}});
    const auto only = doc.first_child(doc.root());
    std::vector<std::string> words;
    if (line.find_first_not_of(" \t") == line.npos) return words;
    const bool plain = doc.diagnostics().empty() && only != text::no_node && doc.next_sibling(only) == text::no_node &&
                       !doc.at(only).has_block() && line.find('\n') == line.npos &&
                       std::ranges::none_of(doc.tokens(), [&](const auto& t) {
                           const auto written = t.where().of(line);
                           const bool open_quote =
                               t.kind() == text::token_kind::quoted && (written.size() < 2 || !written.ends_with('"'));
                           return open_quote || t.kind() == text::token_kind::comment ||
                                  t.kind() == text::token_kind::open || t.kind() == text::token_kind::close;
                       });
    if (!plain)
        return error{errc::invalid_argument,
                     "the value is not the words of one statement; put '#', '!', '{' and '}' in double quotes"};
    for (const auto word : doc.words(only)) words.emplace_back(word);
    return words;
}

/// The blanks that separate words are the caller's, the rest of the line is the file's.
result<std::vector<text::text_edit>> replace_line(const text::document& doc, text::node_id id, std::string_view words) {
    return std::vector<text::text_edit>{{doc.header(id), std::string{words}}};
}

}  // namespace

result<std::string> get(const text::source& source, const text::path& p, const get_options& options) {
    const auto doc = parse(source);
    const auto id = text::find(doc, p);
    if (!id) return id.error();
    const bool is_line = !p.steps().empty() && p.steps().back().name.empty();
    if (!options.secrets && is_secret(doc, *id)) return std::string{hidden};
    if (*id == doc.root() || doc.at(*id).has_block()) {
        // The block may hold secrets of its own.
        std::string text{doc.where(*id).of(doc.text())};
        if (options.secrets) return text;
        const auto base = doc.where(*id).begin;
        std::vector<text::text_edit> hide;
        for (text::node_id inner = *id + 1; inner < doc.nodes().size() && doc.where(inner).begin < doc.where(*id).end;
             ++inner) {
            if (!is_secret(doc, inner) || doc.at(inner).words < 2) continue;
            const auto from = doc.word(inner, 1).begin;
            hide.push_back({{from - base, doc.header(inner).end - base}, std::string{hidden}});
        }
        return text::apply_edits(text, std::move(hide));
    }
    if (is_line) return std::string{doc.header(*id).of(doc.text())};
    if (doc.at(*id).words < 2) return std::string{};
    if (doc.at(*id).words == 2) return std::string{doc.word_text(*id, 1)};
    return std::string{text::span{doc.word(*id, 1).begin, doc.header(*id).end}.of(doc.text())};
}

result<std::string> set(text::workspace& files, text::file_id id, const text::path& p, std::string_view words,
                        const edit_options& options) {
    if (p.steps().empty()) return error{errc::invalid_argument, "the path is empty"};
    const auto wanted = words_of(words);
    if (!wanted) return wanted.error();
    const auto doc = parse(files.file(id), files.bounds());
    const auto& last = p.steps().back();
    const auto node = text::find(doc, p);
    if (node) {
        if (last.name.empty()) return finish(files, id, replace_line(doc, *node, words), options);
        return finish(files, id, text::set_words(doc, *node, words), options);
    }
    if (node.error().code() != errc::not_found || last.name.empty() || last.selector) return node.error();
    auto steps = p.steps();
    steps.pop_back();
    auto parent = doc.root();
    if (!steps.empty()) {
        const auto found = text::find(doc, text::path{std::move(steps)});
        if (!found) return found.error();
        parent = *found;
    }
    auto statement = last.name;
    if (!wanted->empty()) statement += ' ' + std::string{words};
    return finish(files, id, text::insert_statement(doc, parent, text::no_node, statement), options);
}

result<std::string> insert(text::workspace& files, text::file_id id, const text::path& parent,
                           std::string_view statement, const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds());
    auto node = doc.root();
    if (!parent.steps().empty()) {
        const auto found = text::find(doc, parent);
        if (!found) return found.error();
        node = *found;
    }
    return finish(files, id, text::insert_statement(doc, node, text::no_node, statement), options);
}

result<std::string> remove(text::workspace& files, text::file_id id, const text::path& p, const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds());
    const auto node = text::find(doc, p);
    if (!node) return node.error();
    return finish(files, id, text::remove_statement(doc, *node), options);
}

result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& p,
                                const edit_options& options) {
    const auto doc = parse(files.file(id), files.bounds());
    const auto node = text::find(doc, p);
    if (!node) return node.error();
    return finish(files, id, text::comment_out(doc, *node), options);
}

}  // namespace hakit::keepalived

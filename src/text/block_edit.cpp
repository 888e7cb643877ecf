#include <hakit/text/block_edit.hpp>

#include <text/statement.hpp>

#include <algorithm>

namespace hakit::text {
namespace {

error not_a_statement() { return {errc::invalid_argument, "the text as a whole is not a statement"}; }

bool is_statement(const document& doc, node_id id) noexcept { return id != doc.root() && id < doc.nodes().size(); }

/// Splits at blanks; double quotes hold words together.
std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t", at)) != text.npos) {
        const auto begin = at;
        for (bool quoted = false; at < text.size() && (quoted || (text[at] != ' ' && text[at] != '\t')); ++at)
            if (text[at] == '"') quoted = !quoted;
        words.push_back(text.substr(begin, at - begin));
    }
    return words;
}

/// The words from number `first` on, as they were written.
std::string_view tail(const std::vector<std::string_view>& words, std::size_t first) {
    if (first >= words.size()) return {};
    const auto* begin = words[first].data();
    return {begin, static_cast<std::size_t>(words.back().data() + words.back().size() - begin)};
}

/// The end of the keyword; 0 when there is none.
std::uint32_t keyword_end(const document& doc, node_id id) {
    if (named_by_directive(doc, id)) return doc.tokens()[doc.at(id).first_token].where().end;
    return doc.at(id).words != 0 ? doc.word(id, 0).end : 0;
}

/// Whether some words have no blank between them, or a line ending.
bool cannot_be_set_alone(std::string_view text, const std::vector<token>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto between = span{words[i - 1].where().end, words[i].begin}.of(text);
        if (between.empty() || between.find('\n') != between.npos) return true;
    }
    return false;
}

}  // namespace

result<std::vector<text_edit>> set_words(const document& doc, node_id id, std::string_view words) {
    if (!is_statement(doc, id)) return not_a_statement();
    if (words.find_first_of("\r\n") != words.npos)
        return error{errc::invalid_argument, "words of a statement cannot hold a line ending"};
    const auto keyword = keyword_end(doc, id);
    if (keyword == 0) return error{errc::invalid_argument, "a statement without a keyword has no words to set"};
    const auto wanted = split_words(words);
    const auto present = arguments(doc, id);
    const auto last = present.empty() ? keyword : present.back().where().end;
    std::vector<text_edit> edits;
    const bool attached = !present.empty() && present.front().begin == keyword;
    if (attached || cannot_be_set_alone(doc.text(), present)) {
        // A directive such as "$NAME=" stays attached.
        std::string replacement{wanted.empty() || (attached && named_by_directive(doc, id)) ? "" : " "};
        replacement += tail(wanted, 0);
        if (replacement != span{keyword, last}.of(doc.text()))
            edits.push_back({{keyword, last}, std::move(replacement)});
        return edits;
    }
    const auto common = std::min(wanted.size(), present.size());
    for (std::size_t i = 0; i < common; ++i)
        if (present[i].where().of(doc.text()) != wanted[i])
            edits.push_back({present[i].where(), std::string{wanted[i]}});
    if (wanted.size() > common) edits.push_back({{last, last}, ' ' + std::string{tail(wanted, common)}});
    if (present.size() > common) edits.push_back({{common == 0 ? keyword : present[common - 1].where().end, last}, ""});
    return edits;
}

result<std::vector<text_edit>> remove_statement(const document& doc, node_id id, bool with_leading_comments) {
    if (!is_statement(doc, id)) return not_a_statement();
    const layout lines{doc};
    const auto& n = doc.at(id);
    auto first = lines.first_token(id);
    span where{doc.tokens()[first].begin, doc.where(id).end};
    if (!lines.starts_line(first) || !lines.ends_line(n.end_token)) {
        const auto behind = lines.blank_at(n.end_token);
        const auto before = lines.blank_before(first);
        if (!lines.ends_line(n.end_token) && !behind.empty())
            where.end = behind.end;
        else
            where.begin = before.begin;
        return std::vector<text_edit>{{where, ""}};
    }
    while (first > 0 && doc.tokens()[first - 1].kind() == token_kind::blank) --first;
    if (with_leading_comments) {
        // `first` is the first token of a line: go up while the line above is a comment.
        while (first > 0) {
            auto above = first - 1;  // its newline
            if (above == 0 || doc.tokens()[above - 1].kind() != token_kind::comment) break;
            --above;
            while (above > 0 && doc.tokens()[above - 1].kind() == token_kind::blank) --above;
            if (above > 0 && doc.tokens()[above - 1].kind() != token_kind::newline) break;
            first = above;
        }
    }
    return std::vector<text_edit>{{{lines.line_begin(first), lines.line_end(n.end_token - 1)}, ""}};
}

result<std::vector<text_edit>> comment_out(const document& doc, node_id id, char comment) {
    if (!is_statement(doc, id)) return not_a_statement();
    const layout lines{doc};
    const auto& n = doc.at(id);
    const auto first = lines.first_token(id);
    if (!lines.starts_line(first) || !lines.ends_line(n.end_token))
        return error{errc::refused, "other statements share a line with this one"};
    const auto text = doc.text();
    const auto& index = doc.lines();
    const auto where = doc.where(id);
    const auto indent = lines.indentation(first);
    std::vector<text_edit> edits;
    const auto last = index.line_of(where.empty() ? where.begin : where.end - 1);
    for (auto line = index.line_of(where.begin); line <= last; ++line) {
        const auto bytes = index.line_span(line);
        const auto content = bytes.of(text);
        const auto blanks = content.find_first_not_of(" \t\r");
        if (blanks == content.npos) continue;
        const auto at = content.starts_with(indent) ? indent.size() : blanks;
        const auto place = bytes.begin + static_cast<std::uint32_t>(at);
        edits.push_back({{place, place}, {comment, ' '}});
    }
    return edits;
}

result<std::vector<text_edit>> uncomment(const document& doc, span where, char comment) {
    const auto text = doc.text();
    const auto& index = doc.lines();
    std::vector<text_edit> edits;
    const auto last = index.line_of(where.end > where.begin ? where.end - 1 : where.begin);
    for (auto line = index.line_of(where.begin); line <= last; ++line) {
        const auto bytes = index.line_span(line);
        const auto content = bytes.of(text);
        const auto at = content.find_first_not_of(" \t\r");
        if (at == content.npos) continue;
        if (content[at] != comment) return error{errc::refused, "line " + std::to_string(line) + " is not a comment"};
        const auto begin = bytes.begin + static_cast<std::uint32_t>(at);
        edits.push_back({{begin, begin + (content.substr(at + 1).starts_with(' ') ? 2u : 1u)}, ""});
    }
    if (edits.empty()) return error{errc::refused, "there is no comment to take away"};
    return edits;
}

}  // namespace hakit::text

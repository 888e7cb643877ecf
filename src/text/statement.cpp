#include <text/statement.hpp>

#include <algorithm>

namespace hakit::text {

bool named_by_directive(const document& doc, node_id id) noexcept {
    const auto& n = doc.at(id);
    return n.kind() != node_kind::statement && n.kind() != node_kind::root && n.first_token < n.end_token &&
           doc.tokens()[n.first_token].kind() == token_kind::directive;
}

std::string_view name_of(const document& doc, node_id id) noexcept {
    if (named_by_directive(doc, id)) return doc.tokens()[doc.at(id).first_token].where().of(doc.text());
    return doc.word_text(id, 0);
}

std::vector<token> arguments(const document& doc, node_id id) {
    std::vector<token> found;
    const auto& n = doc.at(id);
    const auto end = n.has_block() ? n.open_token : n.end_token;
    const bool by_directive = named_by_directive(doc, id);
    bool keyword = by_directive;
    for (auto i = n.first_token; i < end; ++i) {
        const auto& t = doc.tokens()[i];
        const bool word = t.kind() == token_kind::word || t.kind() == token_kind::quoted;
        if (!word && !(by_directive && t.kind() == token_kind::raw)) continue;
        if (keyword) found.push_back(t);
        keyword = true;
    }
    return found;
}

std::uint32_t layout::first_token(node_id id) const noexcept {
    auto first = doc_.at(id).first_token;
    for (auto i = first; i > 0 && (is(i - 1, token_kind::blank) || is(i - 1, token_kind::directive)); --i)
        if (is(i - 1, token_kind::directive)) first = i - 1;
    return first;
}

std::uint32_t layout::first_of_line(std::uint32_t token) const noexcept {
    while (token > 0 && !is(token - 1, token_kind::newline)) --token;
    return token;
}

std::uint32_t layout::end_of_line(std::uint32_t token) const noexcept {
    while (token < tokens_.size() && !is(token, token_kind::newline)) ++token;
    return token;
}

bool layout::starts_line(std::uint32_t token) const noexcept {
    for (auto i = first_of_line(token); i < token; ++i)
        if (!is(i, token_kind::blank)) return false;
    return true;
}

bool layout::ends_line(std::uint32_t next) const noexcept {
    const auto end = end_of_line(next);
    for (auto i = next; i < end; ++i)
        if (!is(i, token_kind::blank) && !is(i, token_kind::comment)) return false;
    return true;
}

std::uint32_t layout::line_begin(std::uint32_t token) const noexcept {
    const auto first = first_of_line(token);
    return first < tokens_.size() ? tokens_[first].begin : static_cast<std::uint32_t>(doc_.text().size());
}

std::uint32_t layout::line_end(std::uint32_t token) const noexcept {
    const auto end = end_of_line(token);
    return end < tokens_.size() ? tokens_[end].where().end : static_cast<std::uint32_t>(doc_.text().size());
}

bool layout::has_newline(std::uint32_t token) const noexcept { return end_of_line(token) < tokens_.size(); }

std::string_view layout::indentation(std::uint32_t token) const noexcept {
    const auto first = first_of_line(token);
    return is(first, token_kind::blank) ? tokens_[first].where().of(doc_.text()) : std::string_view{};
}

bool layout::same_line(std::uint32_t a, std::uint32_t b) const noexcept {
    return end_of_line(std::min(a, b)) >= std::max(a, b);
}

std::string_view layout::newline_near(std::uint32_t token) const noexcept {
    for (auto i = std::min<std::size_t>(token, tokens_.size()); i-- > 0;)
        if (tokens_[i].kind() == token_kind::newline) return tokens_[i].where().of(doc_.text());
    const auto end = end_of_line(token);
    return end < tokens_.size() ? tokens_[end].where().of(doc_.text()) : std::string_view{"\n"};
}

std::string_view layout::indent_unit(std::string_view fallback) const noexcept {
    const auto nodes = doc_.nodes();
    for (node_id id = 1; id < nodes.size(); ++id) {
        const auto parent = nodes[id].parent;
        if (parent == doc_.root() || !starts_line(first_token(id)) || !starts_line(first_token(parent))) continue;
        const auto inner = indentation(nodes[id].first_token);
        const auto outer = indentation(nodes[parent].first_token);
        if (inner.size() > outer.size() && inner.starts_with(outer)) return inner.substr(outer.size());
    }
    return fallback;
}

span layout::blank_before(std::uint32_t token) const noexcept {
    const auto begin = token < tokens_.size() ? tokens_[token].begin : static_cast<std::uint32_t>(doc_.text().size());
    return token > 0 && is(token - 1, token_kind::blank) ? tokens_[token - 1].where() : span{begin, begin};
}

span layout::blank_at(std::uint32_t next) const noexcept {
    if (is(next, token_kind::blank)) return tokens_[next].where();
    const auto begin = next < tokens_.size() ? tokens_[next].begin : static_cast<std::uint32_t>(doc_.text().size());
    return {begin, begin};
}

}  // namespace hakit::text

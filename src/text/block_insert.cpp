#include <hakit/text/block_edit.hpp>

#include <text/statement.hpp>

#include <algorithm>

namespace hakit::text {
namespace {

using edit_list = std::vector<text_edit>;

/// Works out one insertion. The functions are named after the situation they handle.
class inserter {
public:
    inserter(const document& doc, node_id parent, std::string_view statement, const block_syntax& syntax)
        : doc_{doc}, parent_{parent}, statement_{statement}, syntax_{syntax}, lines_{doc} {}

    edit_list behind(node_id sibling) {
        const auto& n = doc_.at(sibling);
        const auto indent = child_indent(sibling);
        const auto eol = lines_.newline_near(n.end_token);
        if (lines_.ends_line(n.end_token)) {
            const auto end = lines_.line_end(n.end_token - 1);
            if (lines_.has_newline(n.end_token - 1)) return {{{end, end}, body(indent, eol) + std::string{eol}}};
            return {{{end, end}, std::string{eol} + body(indent, eol)}};
        }
        if (on_one_line()) return open_up(sibling);
        const auto end = doc_.where(sibling).end;
        edit_list edits{{{end, end}, std::string{eol} + body(indent, eol)}};
        const bool closes = doc_.next_sibling(sibling) == no_node;
        edits.push_back({lines_.blank_at(n.end_token), std::string{eol} + (closes ? parent_indent() : indent)});
        return edits;
    }

    edit_list into_text_without_statements() {
        const auto size = static_cast<std::uint32_t>(doc_.text().size());
        return at_end_of_text(size, "");
    }

    edit_list into_empty_block() {
        const auto& n = doc_.at(parent_);
        const auto indent = deeper();
        const auto eol = lines_.newline_near(n.open_token);
        if (n.closed == 0) return at_end_of_text(static_cast<std::uint32_t>(doc_.text().size()), indent);
        const auto close = lines_.close_token(parent_);
        if (lines_.starts_line(close)) {
            const auto begin = lines_.line_begin(close);
            return {{{begin, begin}, body(indent, eol) + std::string{eol}}};
        }
        return {
            {lines_.blank_before(close), std::string{eol} + body(indent, eol) + std::string{eol} + parent_indent()}};
    }

    edit_list with_new_block() {
        const auto end = doc_.where(parent_).end;
        const auto eol = std::string{lines_.newline_near(doc_.at(parent_).end_token)};
        const auto outer = parent_indent();
        const auto brace = brace_on_same_line() ? std::string{" {"} : eol + outer + "{";
        return {{{end, end}, brace + eol + body(deeper(), eol) + eol + outer + "}"}};
    }

private:
    /// Each line of the statement behind `indent`, without a final line ending.
    std::string body(std::string_view indent, std::string_view eol) const {
        std::string out;
        auto rest = statement_;
        while (rest.ends_with('\n') || rest.ends_with('\r')) rest.remove_suffix(1);
        for (bool more = true; more;) {
            const auto newline = rest.find('\n');
            more = newline != rest.npos;
            auto line = rest.substr(0, newline);
            if (line.ends_with('\r')) line.remove_suffix(1);
            if (!line.empty()) out.append(indent).append(line);
            if (more) {
                out += eol;
                rest.remove_prefix(newline + 1);
            }
        }
        return out;
    }

    edit_list at_end_of_text(std::uint32_t size, std::string_view indent) const {
        const auto eol = std::string{lines_.newline_near(static_cast<std::uint32_t>(doc_.tokens().size()))};
        if (size == 0 || doc_.text().ends_with('\n')) return {{{size, size}, body(indent, eol) + eol}};
        return {{{size, size}, eol + body(indent, eol)}};
    }

    /// The block as `{ a 1 }`: every statement in it gets a line of its own.
    edit_list open_up(node_id sibling) {
        const auto eol = std::string{lines_.newline_near(doc_.at(parent_).open_token)};
        const auto indent = deeper();
        edit_list edits;
        for (auto id = doc_.first_child(parent_); id != no_node; id = doc_.next_sibling(id)) {
            edits.push_back({lines_.blank_before(lines_.first_token(id)), eol + indent});
            if (id == sibling) {
                const auto end = doc_.where(id).end;
                edits.push_back({{end, end}, eol + body(indent, eol)});
            }
        }
        const auto close = lines_.close_token(parent_);
        edits.push_back({lines_.blank_before(close), eol + parent_indent()});
        return edits;
    }

    /// Whether the braces of the parent stand on one line.
    bool on_one_line() const {
        const auto& n = doc_.at(parent_);
        return n.has_block() && n.closed != 0 && lines_.same_line(n.open_token, lines_.close_token(parent_));
    }

    /// The indentation of the nearest sibling that starts a line, else one level deeper than the parent.
    std::string child_indent(node_id near) const {
        node_id best = no_node;
        for (auto id = doc_.first_child(parent_); id != no_node; id = doc_.next_sibling(id)) {
            if (!lines_.starts_line(lines_.first_token(id))) continue;
            if (id <= near || best == no_node) best = id;
            if (id >= near) break;
        }
        if (best != no_node) return std::string{lines_.indentation(doc_.at(best).first_token)};
        return parent_ == doc_.root() ? std::string{} : deeper();
    }

    std::string parent_indent() const {
        return parent_ == doc_.root() ? std::string{} : std::string{lines_.indentation(doc_.at(parent_).first_token)};
    }

    std::string deeper() const { return parent_indent() + std::string{lines_.indent_unit(syntax_.indent)}; }

    /// As the nearest statement with a block has it.
    bool brace_on_same_line() const {
        node_id nearest = no_node;
        for (node_id id = 1; id < doc_.nodes().size(); ++id) {
            if (!doc_.at(id).has_block()) continue;
            if (id > parent_ && nearest != no_node && id - parent_ >= parent_ - nearest) break;
            nearest = id;
            if (id > parent_) break;
        }
        if (nearest == no_node) return syntax_.brace_on_same_line;
        return lines_.same_line(doc_.at(nearest).first_token, doc_.at(nearest).open_token);
    }

    const document& doc_;
    node_id parent_;
    std::string_view statement_;
    const block_syntax& syntax_;
    layout lines_;
};

/// Whether the block of `id` is never closed, so that what follows would land in it.
bool swallows(const document& doc, node_id id) { return doc.at(id).has_block() && doc.at(id).closed == 0; }

}  // namespace

result<std::vector<text_edit>> insert_statement(const document& doc, node_id parent, node_id after,
                                                std::string_view statement, const block_syntax& syntax) {
    if (statement.find_first_not_of(" \t\r\n") == statement.npos)
        return error{errc::invalid_argument, "there is no statement to insert"};
    if (parent >= doc.nodes().size()) return error{errc::invalid_argument, "there is no such block"};
    if (after == no_node)
        for (auto id = doc.first_child(parent); id != no_node; id = doc.next_sibling(id)) after = id;
    if (after != no_node && (after >= doc.nodes().size() || doc.at(after).parent != parent))
        return error{errc::invalid_argument, "the statement to insert behind is not in that block"};
    if (after != no_node && swallows(doc, after))
        return error{errc::refused, "the block of '" + std::string{name_of(doc, after)} + "' is never closed"};
    inserter insert{doc, parent, statement, syntax};
    if (after != no_node) return insert.behind(after);
    if (parent == doc.root()) return insert.into_text_without_statements();
    return doc.at(parent).has_block() ? insert.into_empty_block() : insert.with_new_block();
}

}  // namespace hakit::text

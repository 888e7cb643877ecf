#include "crm/syntax.hpp"

#include "base/huge_pages.hpp"
#include "crm/shell_word.hpp"
#include "crm/statement_grammar.hpp"

#include <algorithm>
#include <array>

namespace hakit::crm {
namespace {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_space(text::token_kind k) noexcept {
    return k == text::token_kind::blank || k == text::token_kind::newline || k == text::token_kind::comment;
}

/// Collects the words of one statement.
class word_reader {
public:
    word_reader(syntax& tree, std::string_view text, std::span<const text::token> tokens)
        : tree_{tree}, text_{text}, tokens_{tokens} {}

    /// Returns what the first word starts, null when no statement starts with it.
    const statement* read(const text::node& n) {
        const statement* known = nullptr;
        brackets_ = false;
        for (auto i = n.first_token; i < n.end_token;) {
            if (is_space(tokens_[i].kind())) {
                ++i;
                continue;
            }
            auto end = i + 1;
            while (end < n.end_token && !is_space(tokens_[end].kind())) ++end;
            add(i, end);
            if (i == n.first_token) {
                known = find_statement(tree_.words.back().text);
                brackets_ = known != nullptr && has_resource_sets(known->kind);
            }
            i = end;
        }
        return known;
    }

private:
    void add(std::uint32_t first, std::uint32_t end) {
        const auto& last = tokens_[end - 1];
        word w{{tokens_[first].begin, last.where().end}, {last.where().end, last.where().end}, {}, word::no_equals};
        const auto written = w.where.of(text_);
        if (tokens_[first].kind() == text::token_kind::raw) {
            w.text = tree_.decoded.emplace_back(join_lines(written));
            tree_.words.push_back(w);
            return;
        }
        const bool plain = is_plain(written);
        w.text = plain ? written : std::string_view{tree_.decoded.emplace_back(unescape(written))};
        if (brackets_ && end - first == 1 && w.text.data() == written.data() && written.size() > 1) {
            // "(a", "b)"
            const auto place = w.where;
            if (is_bracket(written.front())) {
                push_plain({place.begin, place.begin + 1});
                w.where.begin = place.begin + 1;
            }
            const bool closes = w.where.size() > 1 && is_bracket(written.back());
            if (closes) w.where.end = place.end - 1;
            push_plain(w.where);
            if (closes) push_plain({place.end - 1, place.end});
            return;
        }
        if (plain) {
            if (end - first > 1) w.equals = tokens_[first].length;
        } else if (const auto at = w.text.find('='); at != w.text.npos && at != 0) {
            w.equals = static_cast<std::uint32_t>(at);
        }
        // name, '=', value; or a word that is quoted as a whole
        if (end - first == 3)
            w.value = last.where();
        else if (end - first == 1 && w.has_value())
            w.value = w.where;
        tree_.words.push_back(w);
    }

    static bool is_bracket(char c) noexcept { return c == '(' || c == ')' || c == '[' || c == ']'; }

    void push_plain(text::span where) {
        tree_.words.push_back({where, {where.end, where.end}, where.of(text_), word::no_equals});
    }

    syntax& tree_;
    std::string_view text_;
    std::span<const text::token> tokens_;
    bool brackets_ = false;  ///< the statement has resource sets
};

}  // namespace

std::uint32_t find_child(const syntax& tree, std::uint32_t part, part_kind kind) noexcept {
    for (const auto child : children{tree, part})
        if (tree.parts[child].kind == kind) return child;
    return 0;
}

bool same_letters(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_section_word(std::string_view word) noexcept {
    static constexpr std::array<std::string_view, 9> words{"params",    "meta",    "utilization", "operations", "op",
                                                           "op_params", "op_meta", "rule",        "attributes"};
    constexpr std::size_t longest = 11;
    if (word.size() < 2 || word.size() > longest) return false;
    return std::ranges::any_of(words, [&](auto w) { return same_word(w, word); });
}

syntax read_syntax(std::string_view text, std::span<const text::token> tokens, std::span<const text::node> nodes,
                   text::diagnostic_list* out) {
    syntax tree;
    const auto gaps = std::ranges::count_if(tokens, [](const text::token& t) { return is_space(t.kind()); });
    tree.words.reserve(static_cast<std::size_t>(gaps) + nodes.size());
    tree.parts.reserve(tokens.size() / 2 + 8);
    advise_huge_pages(tree.words.data(), tree.words.capacity() * sizeof(word));
    advise_huge_pages(tree.parts.data(), tree.parts.capacity() * sizeof(part));
    tree.statements.reserve(nodes.size());
    tree.nodes.reserve(nodes.size());
    tree.known.reserve(nodes.size());
    word_reader words{tree, text, tokens};
    statement_reader statements{tree, text, out};
    for (text::node_id id = 1; id < nodes.size(); ++id) {
        const auto first = static_cast<std::uint32_t>(tree.words.size());
        const auto* known = words.read(nodes[id]);
        tree.nodes.push_back(id);
        tree.known.push_back(known);
        statements.read(known, first, static_cast<std::uint32_t>(tree.words.size()));
    }
    return tree;
}

syntax read_syntax(const text::document& doc) { return read_syntax(doc.text(), doc.tokens(), doc.nodes(), nullptr); }

}  // namespace hakit::crm

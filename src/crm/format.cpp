#include <hakit/crm/format.hpp>

#include <hakit/crm/schema.hpp>

#include "crm/syntax.hpp"

#include <algorithm>

namespace hakit::crm {
namespace {

/// Whether a child of a statement goes on a line of its own.
bool starts_line(const syntax& tree, std::uint32_t part, statement_kind kind) {
    switch (tree.parts[part].kind) {
        case part_kind::section: return find_child(tree, part, part_kind::keyword) != 0;
        case part_kind::operations:
        case part_kind::op:
        case part_kind::rule:
        case part_kind::container:
        case part_kind::bundled:
        case part_kind::permission:
        case part_kind::select:
        case part_kind::recipient:
        case part_kind::target: return true;
        case part_kind::pair:
        case part_kind::name:
        case part_kind::pair_id:
        case part_kind::pair_ref:
            return kind == statement_kind::property || kind == statement_kind::rsc_defaults ||
                   kind == statement_kind::op_defaults;
        default: return false;
    }
}

class layouter {
public:
    explicit layouter(const text::document& doc) : doc_{doc}, text_{doc.text()}, tree_{read_syntax(doc)} {
        const auto newline = text_.find('\n');
        if (newline != text_.npos && newline > 0 && text_[newline - 1] == '\r') newline_ = "\r\n";
        for (std::size_t i = 0; i < tree_.nodes.size(); ++i)
            if (tree_.nodes[i] < doc.nodes().size()) by_node_.push_back(tree_.statements[i]);
    }

    /// Lines that belong to no statement may have to be joined first.
    [[nodiscard]] bool has_strays() const {
        return std::ranges::any_of(tree_.statements, [&](auto s) {
            return tree_.parts[s].word == tree_.parts[s].end_word || find_statement(tree_.text_of(s + 1)) == nullptr;
        });
    }

    std::string run() {
        const auto tokens = doc_.tokens();
        out_.reserve(text_.size() + text_.size() / 8);
        std::size_t statement = 0;
        unsigned newlines = 0;  // since the last content
        for (std::uint32_t i = 0; i < tokens.size();) {
            const auto& t = tokens[i];
            if (t.kind() == text::token_kind::blank && in_statement(i, statement) == false) {
                // A '\' with nothing behind it goes.
                ++i;
                continue;
            }
            if (t.kind() == text::token_kind::newline) {
                ++newlines;
                ++i;
                continue;
            }
            if (!out_.empty()) {
                out_ += newline_;
                if (newlines > 1) out_ += newline_;
            }
            newlines = 0;
            if (t.kind() == text::token_kind::comment) {
                out_ += t.where().of(text_);
                ++i;
                continue;
            }
            // A statement, perhaps behind a prompt.
            const auto line = i;
            while (statement < by_node_.size() && node_of(statement).first_token < i) ++statement;
            while (i < tokens.size() && tokens[i].kind() == text::token_kind::raw &&
                   (statement == by_node_.size() || node_of(statement).first_token != i)) {
                ++i;
                while (i < tokens.size() && tokens[i].kind() == text::token_kind::blank) ++i;
            }
            if (statement < by_node_.size() && node_of(statement).first_token == i) {
                const auto& n = node_of(statement);
                if (line == i && can_lay_out(by_node_[statement]))
                    lay_out(by_node_[statement]);
                else
                    out_ += text::span{tokens[line].begin, tokens[n.end_token - 1].where().end}.of(text_);
                i = n.end_token;
                ++statement;
            } else {
                const auto last = i == line ? i : i - 1;
                out_ += text::span{tokens[line].begin, tokens[last].where().end}.of(text_);
                if (i == line) ++i;
            }
        }
        if (!out_.empty()) out_ += newline_;
        return std::move(out_);
    }

private:
    [[nodiscard]] const text::node& node_of(std::size_t statement) const { return doc_.at(tree_.nodes[statement]); }
    [[nodiscard]] bool in_statement(std::uint32_t token, std::size_t statement) const {
        return statement < by_node_.size() && node_of(statement).first_token <= token &&
               token < node_of(statement).end_token;
    }

    [[nodiscard]] bool can_lay_out(std::uint32_t statement) const {
        const auto& s = tree_.parts[statement];
        const auto* known = find_statement(tree_.text_of(statement + 1));
        if (known == nullptr || known->kind == statement_kind::xml) return false;
        for (auto part = statement + 1; part < s.end; ++part)
            if (tree_.parts[part].kind == part_kind::unexpected) return false;
        for (auto w = s.word; w < s.end_word; ++w)
            if (tree_.words[w].where.of(text_).find('\n') != text_.npos) return false;
        return true;
    }

    void lay_out(std::uint32_t statement) {
        const auto& s = tree_.parts[statement];
        const auto kind = find_statement(tree_.text_of(statement + 1))->kind;
        std::vector<std::uint32_t> breaks;  // words that start a line, in their order
        for (const auto part : children{tree_, statement})
            if (starts_line(tree_, part, kind)) breaks.push_back(tree_.parts[part].word);
        for (auto w = s.word; w < s.end_word; ++w) {
            if (std::ranges::binary_search(breaks, w)) {
                out_ += " \\";
                out_ += newline_;
                out_ += '\t';
            } else if (w != s.word) {
                out_ += ' ';
            }
            out_ += tree_.words[w].where.of(text_);
        }
    }

    const text::document& doc_;
    std::string_view text_;
    syntax tree_;
    std::vector<std::uint32_t> by_node_;  ///< the statement of each node
    std::string_view newline_ = "\n";
    std::string out_;
};

}  // namespace

std::string format(const text::document& doc) {
    if (doc.nodes().size() == 1 && doc.tokens().size() == 1 && doc.tokens()[0].kind() == text::token_kind::raw)
        return std::string{doc.text()};
    layouter l{doc};
    return l.has_strays() ? std::string{doc.text()} : l.run();
}

}  // namespace hakit::crm

#include "keepalived/check/findings.hpp"

#include "keepalived/codes/general_codes.hpp"
#include "keepalived/misplaced.hpp"
#include "keepalived/schema_table.hpp"

#include <algorithm>
#include <iterator>

namespace hakit::keepalived {

void findings::report_zero(text::span where, std::string_view keyword) {
    auto& d = report(general_code.zero_raised, where,
                     std::string{keyword} + " must be greater than 0; keepalived sets it to 1");
    fix(d, "write 1", text::applicability::certain, where, std::string{keyword} + " 1");
}

namespace {

/// The block at `where`, or no_node.
text::node_id block_at(const text::document& doc, const place& where) {
    if (where.span == nowhere) return text::no_node;
    const auto nodes = doc.nodes();
    // Nodes stand in the order of their first token; the root before all.
    const auto found = std::lower_bound(
        nodes.begin() + 1, nodes.end(), where.span.begin,
        [&](const text::node& node, std::uint32_t begin) { return doc.tokens()[node.first_token].begin < begin; });
    if (found == nodes.end() || doc.tokens()[found->first_token].begin != where.span.begin) return text::no_node;
    return static_cast<text::node_id>(found - nodes.begin());
}

/// What may stand in a block; null for lists and unknown blocks.
const keyword_table* keywords_in(const text::document& doc, text::node_id block) {
    if (block == doc.root()) return &schema::root;
    const auto* around = keywords_in(doc, doc.at(block).parent);
    const auto* row = around == nullptr ? nullptr : around->find(doc.word_text(block, 0));
    return row == nullptr ? nullptr : row->children;
}

}  // namespace

const text::document& findings::document_with(const place& where) const {
    const auto& sections = view_.sections();
    const auto after = std::ranges::upper_bound(sections, where.span.begin, {}, [](const expansion& section) {
        return section.document().tokens().front().begin;
    });
    return after == sections.begin() ? view_.document() : std::prev(after)->document();
}

text::node_id findings::child(const text::document& doc, const place& where, std::string_view keyword,
                              unsigned n) const {
    const auto block = block_at(doc, where);
    if (block == text::no_node) return block;
    for (auto id = doc.first_child(block); id != text::no_node; id = doc.next_sibling(id))
        if (doc.word_text(id, 0) == keyword && n-- == 0) return id;
    return text::no_node;
}

text::span findings::statement_in(const place& where, std::string_view keyword, unsigned n) const {
    const auto& doc = document_with(where);
    const auto id = child(doc, where, keyword, n);
    return id == text::no_node ? nowhere : doc.header(id);
}

bool findings::has_lost(const place& where, std::string_view keyword) const {
    const auto& doc = document_with(where);
    const auto block = block_at(doc, where);
    if (block == text::no_node) return false;
    const auto* known = keywords_in(doc, block);
    for (auto id = doc.first_child(block); id != text::no_node; id = doc.next_sibling(id)) {
        for (std::uint32_t word = 1; word < doc.at(id).words; ++word)
            if (doc.word_text(id, word) == keyword) return true;
        const auto name = doc.word_text(id, 0);
        if (known != nullptr && known->find(name) == nullptr && nearest_keyword(name, *known) == keyword) return true;
    }
    return false;
}

bool findings::has_lines(const place& where, std::string_view keyword) const {
    const auto& doc = document_with(where);
    for (unsigned n = 0;; ++n) {
        const auto id = child(doc, where, keyword, n);
        if (id == text::no_node) return false;
        if (doc.first_child(id) != text::no_node) return true;
    }
}

}  // namespace hakit::keepalived

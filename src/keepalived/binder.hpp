/// Walks a document with the schema tables and fills the structs. Internal.
#pragma once

#include <hakit/keepalived/expand.hpp>
#include <hakit/keepalived/schema.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/damage.hpp"
#include "keepalived/reader.hpp"

#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// One walk. Not reusable.
class binder {
public:
    /// `alike`: how many documents of about the same content the result will hold.
    binder(const expansion& view, const target& aim, text::diagnostic_list& out, std::size_t alike = 1)
        : doc_{view.document()},
          text_{doc_.text()},
          tokens_{doc_.tokens()},
          nodes_{doc_.nodes()},
          in_{view, aim, out},
          mended_{!view.damage().unopened.empty()},
          top_alike_{alike} {}

    /// Binds the children of `parent` to `block`, whose keywords are `known`.
    void bind_children(text::node_id parent, void* block, const keyword_table& known);

private:
    void bind_statement(text::node_id id, void* block, const keyword_table& known);
    void bind_value(text::node_id id, void* block, const keyword& k);
    void bind_block(text::node_id id, void* block, const keyword& k);
    /// Adds the block and reads its header; gives the block.
    void* open_block(text::node_id id, void* field, const keyword& k);
    /// How many statements from `id` on, in the same block, have its keyword.
    [[nodiscard]] std::size_t count_alike(text::node_id id) const;
    void bind_list(text::node_id id, void* field, const value_ops& ops, const keyword& k);
    void read_value(const keyword& k, const value_ops& ops, void* field);

    /// Whether the target knows the keyword; reports it when not.
    bool allowed(const keyword& k, const word& name);
    void report_not_allowed(const keyword& k, const word& name);
    void report_unknown(text::node_id id, const keyword_table& known);
    /// Whether the statement stands in another block than it would if the braces paired.
    [[nodiscard]] bool is_astray(text::node_id id) const;
    /// The first of what stands in a block, and what follows `id` there; no_node at the end. A block without its '{'
    /// has the statements behind it that were meant to stand in it.
    [[nodiscard]] text::node_id first_in(text::node_id block) const;
    [[nodiscard]] text::node_id next_in(text::node_id block, text::node_id id) const {
        return mended_ ? next_if_mended(block, id) : nodes_[id].next;
    }
    [[nodiscard]] text::node_id next_if_mended(text::node_id block, text::node_id id) const;
    /// The keywords of the block that it would stand in then; null for lists and unknown blocks.
    [[nodiscard]] const keyword_table* known_if_mended(text::node_id id) const;
    void check_quotes(std::span<const word> words);
    void report_extra(const keyword& k);
    /// A script that stands at its keyword without a blank between.
    void report_glued(const keyword& k, const word& value);
    /// Reports words behind the value that are a statement of their own; false when they are none.
    bool report_swallowed();
    void report_repeated(const keyword& k, const value_ops& ops, const void* field, bool ignored);

    /// The words of a statement's header, the keyword first; valid until the next call.
    std::span<const word> header(text::node_id id);

    const text::document& doc_;
    const std::string_view text_;                // of doc_,
    const std::span<const text::token> tokens_;  // so that nothing is looked up
    const std::span<const text::node> nodes_;    // for each statement
    reader in_;
    const bool mended_;            ///< a block lacks its '{'
    const std::size_t top_alike_;  ///< how many such documents the lists of the top level shall have room for
    std::vector<word> words_;
    const keyword_table* here_ = nullptr;    ///< the keywords of the block read; null in a list
    bool swallowed_ = false;                 ///< the statement read has a second one behind it
    bool quoted_ = false;                    ///< one of words_ is quoted
    std::vector<std::string_view> context_;  ///< the keywords of the blocks around, outermost first
};

}  // namespace hakit::keepalived

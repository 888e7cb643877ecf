/// The lossless document: a text, the tokens that tile it, and the nodes over them.
#pragma once

#include <hakit/text/diagnostic.hpp>
#include <hakit/text/line_index.hpp>
#include <hakit/text/source.hpp>
#include <hakit/text/span.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::text {

enum class token_kind : std::uint8_t {
    blank,      ///< spaces, tabs and the like
    newline,    ///< LF or CRLF
    comment,    ///< up to, not including, the line ending
    word,       ///< a bare word
    quoted,     ///< a quoted word, quotes included; the closing one may be missing
    open,       ///< {
    close,      ///< }
    directive,  ///< a prefix the grammar gives a meaning of its own, such as "@host", "$NAME=" or "include"
    raw,        ///< the rest of a line that the grammar does not split into words
};

/// One token. All tokens of a document, in order, cover every byte exactly once.
struct token {
    std::uint32_t begin;
    std::uint32_t length : 28;
    std::uint32_t kind_bits : 4;

    [[nodiscard]] constexpr token_kind kind() const noexcept { return static_cast<token_kind>(kind_bits); }
    [[nodiscard]] constexpr span where() const noexcept { return {begin, begin + length}; }
};
static_assert(sizeof(token) == 8);

enum class node_kind : std::uint8_t {
    root,        ///< the whole text; node 0
    statement,   ///< words, and perhaps a block
    definition,  ///< a named piece of text for later use
    include,     ///< a reference to other files
};

using node_id = std::uint32_t;
inline constexpr node_id no_node = 0xffff'ffff;

/// One node. Nodes stand in the order of their first token, a parent before its children.
struct node {
    std::uint32_t first_token;  ///< index of the first token
    std::uint32_t end_token;    ///< index after the last token
    std::uint32_t open_token;   ///< index of the '{' of its block, no_node without one
    node_id parent;             ///< no_node for the root
    node_id next;               ///< the next sibling, no_node for the last one
    std::uint32_t kind_bits : 4;
    std::uint32_t closed : 1;  ///< the block has its '}'
    std::uint32_t words : 27;  ///< number of word and quoted tokens before the block

    [[nodiscard]] constexpr node_kind kind() const noexcept { return static_cast<node_kind>(kind_bits); }
    [[nodiscard]] constexpr bool has_block() const noexcept { return open_token != no_node; }
};
static_assert(sizeof(node) == 24);

/// An immutable parsed text. Copies share everything; all functions are const and may run in several threads at once.
/// Made by a grammar's parse(), for any bytes: problems are diagnostics, never a missing document.
class document {
public:
    /// What a grammar hands over; `tokens` must tile the text, or `section`.
    struct parts {
        source text;
        std::optional<span> section = {};  ///< the bytes that were read, when they are not all
        std::vector<token> tokens = {};
        std::vector<node> nodes = {};
        diagnostic_list diagnostics = {};
        bool needs_expansion = false;
    };

    /// An empty text.
    document();
    explicit document(parts p);
    /// The whole of a text out of the documents of its sections, which must tile it in their order, with each statement
    /// of the top level inside one of them. They are put together when tokens or nodes are asked for the first time.
    [[nodiscard]] static document join(std::vector<document> sections);

    [[nodiscard]] const source& origin() const noexcept;
    [[nodiscard]] std::string_view text() const noexcept;
    [[nodiscard]] std::span<const token> tokens() const noexcept;
    [[nodiscard]] std::span<const node> nodes() const noexcept;
    /// What the grammar alone could see; the meaning is checked elsewhere.
    [[nodiscard]] const diagnostic_list& diagnostics() const noexcept;
    /// Built on first use.
    [[nodiscard]] const line_index& lines() const;
    /// Whether the text uses includes, definitions or conditions, so that its meaning is not what is written.
    [[nodiscard]] bool needs_expansion() const noexcept;

    [[nodiscard]] const node& at(node_id id) const noexcept { return nodes()[id]; }
    [[nodiscard]] node_id root() const noexcept { return 0; }
    /// The first child, no_node without children.
    [[nodiscard]] node_id first_child(node_id id) const noexcept;
    [[nodiscard]] node_id next_sibling(node_id id) const noexcept { return at(id).next; }
    /// From the first token to the last, the block included.
    [[nodiscard]] span where(node_id id) const noexcept;
    /// The words before the block: from the first to the last of them.
    [[nodiscard]] span header(node_id id) const noexcept;
    /// The n-th word (from 0) before the block as written, quotes included; an empty span at the node's start when
    /// there is none.
    [[nodiscard]] span word(node_id id, std::uint32_t n) const noexcept;
    /// The n-th word without quotes.
    [[nodiscard]] std::string_view word_text(node_id id, std::uint32_t n) const noexcept;
    /// All words before the block without quotes.
    [[nodiscard]] std::vector<std::string_view> words(node_id id) const;

private:
    struct shared;
    explicit document(std::shared_ptr<const shared> s) : shared_{std::move(s)} {}
    std::shared_ptr<const shared> shared_;
};

/// The text of a word token without its quotes.
[[nodiscard]] std::string_view unquoted(std::string_view written) noexcept;

}  // namespace hakit::text

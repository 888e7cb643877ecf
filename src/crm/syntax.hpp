/// What the statement grammar makes of the words: a flat tree of parts. Internal.
#pragma once

#include <hakit/crm/schema.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/document.hpp>

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::crm {

/// What a part of a statement is. Inner parts have children, leaves are one word.
enum class part_kind : std::uint8_t {
    // Inner parts.
    statement,         ///< keyword, then the rest
    section,           ///< a set of attributes: keyword (absent when implied), set id or reference, score, rules, pairs
    operations,        ///< keyword, set id or reference
    op,                ///< keyword, name, pairs, sections
    rule,              ///< keyword, set id or reference, role, score, expressions and `and` or `or` between them
    expression,        ///< name, op and value; or op and name
    date,              ///< keyword, op, then a value or pairs
    agent_expression,  ///< keyword `resource` or `operation`, pairs
    set,               ///< a bracket, members and pairs, a bracket
    container,         ///< keyword of a bundle's part, pairs
    mapping,           ///< keyword (port-mapping, storage-mapping), pairs
    bundled,           ///< keyword `primitive`, member
    permission,        ///< right, id, description, specifications
    select,            ///< keyword, kinds; names between braces
    recipient,         ///< keyword `to`, brace, value, sections, brace
    target,            ///< of a fencing topology: its name, then levels
    level,             ///< an id, an index, devices

    // Leaves.
    keyword,
    id,            ///< of the object
    inner_id,      ///< $id=X, or X: where that is one
    id_ref,        ///< $id-ref=X
    agent,         ///< class:provider:type
    template_ref,  ///< @X
    member,        ///< a resource, maybe with :ROLE or :ACTION
    pattern,       ///< /REGEX/
    score,         ///< SCORE: or KIND: or TICKET:
    node,          ///< of a location
    pair,          ///< name=value
    option,        ///< $name=value: an attribute of the element that the language has no word for
    name,          ///< an attribute without a value, or the name in an expression
    pair_ref,      ///< @ID or @ID:name
    pair_id,       ///< $ID:name=value
    op_name,
    comparison,  ///< eq, number:gt, defined
    value,
    bool_op,
    open,
    close,
    devices,
    right,          ///< read, write, deny
    specification,  ///< xpath:X, ref:X
    role_ref,       ///< a role, role:X
    interval,       ///< of monitor
    path,
    xml,
    unexpected,  ///< what the grammar could not place
};

/// One word of a statement.
struct word {
    text::span where;       ///< as written
    text::span value;       ///< of name=value, the value as written; else empty, at the end
    std::string_view text;  ///< without quotes
    std::uint32_t equals;   ///< where '=' stands in `text`; no_equals without one
    static constexpr std::uint32_t no_equals = 0xffff'ffff;

    [[nodiscard]] std::string_view left() const noexcept { return text.substr(0, equals); }
    /// Empty without '='.
    [[nodiscard]] std::string_view right() const noexcept {
        return equals == no_equals ? std::string_view{} : text.substr(equals + 1);
    }
    [[nodiscard]] bool has_value() const noexcept { return equals != no_equals; }
};

struct part {
    part_kind kind;
    std::uint32_t word;      ///< of a leaf its word, of an inner part its first one
    std::uint32_t end;       ///< the part behind the last descendant
    std::uint32_t end_word;  ///< the word behind its last one
};

/// The parts of a document. Views into the document's text and into itself.
struct syntax {
    std::vector<word> words;
    std::vector<part> parts;                ///< parents before children
    std::vector<std::uint32_t> statements;  ///< parts of kind statement
    std::vector<const statement*> known;    ///< what each statement is; null for an unknown word
    std::vector<text::node_id> nodes;       ///< the node of each statement
    std::deque<std::string> decoded;        ///< words that are written with quotes or escapes

    [[nodiscard]] const word& word_of(std::uint32_t part) const noexcept { return words[parts[part].word]; }
    [[nodiscard]] std::string_view text_of(std::uint32_t part) const noexcept { return word_of(part).text; }
    [[nodiscard]] text::span where(std::uint32_t part) const noexcept {
        const auto& p = parts[part];
        if (p.word == p.end_word) return {0, 0};
        return {words[p.word].where.begin, words[p.end_word - 1].where.end};
    }
};

/// Walks over the children of a part.
class children {
public:
    children(const syntax& tree, std::uint32_t part) : tree_{&tree}, first_{part + 1}, end_{tree.parts[part].end} {}

    struct iterator {
        const syntax* tree;
        std::uint32_t at;
        std::uint32_t operator*() const noexcept { return at; }
        iterator& operator++() noexcept {
            at = tree->parts[at].end;
            return *this;
        }
        bool operator!=(const iterator& other) const noexcept { return at != other.at; }
    };
    [[nodiscard]] iterator begin() const noexcept { return {tree_, first_}; }
    [[nodiscard]] iterator end() const noexcept { return {tree_, end_}; }

private:
    const syntax* tree_;
    std::uint32_t first_;
    std::uint32_t end_;
};

/// The first child of that kind, 0 when there is none.
[[nodiscard]] std::uint32_t find_child(const syntax& tree, std::uint32_t part, part_kind kind) noexcept;

/// Reads the statements of a tape. Findings go to `out`, when it is given.
[[nodiscard]] syntax read_syntax(std::string_view text, std::span<const text::token> tokens,
                                 std::span<const text::node> nodes, text::diagnostic_list* out);
[[nodiscard]] syntax read_syntax(const text::document& doc);

/// Letters compared without their case, in words of one length.
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b) noexcept;
/// The same for words of any length. Inline, since most have another length than the keyword that is asked for.
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && same_letters(a, b);
}
/// Whether a word starts a section such as params or op, in any case.
[[nodiscard]] bool is_section_word(std::string_view word) noexcept;

}  // namespace hakit::crm

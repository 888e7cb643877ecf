/// What all that edits or names statements needs to know about them. Internal.
#pragma once

#include <hakit/text/document.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

/// Includes and definitions go by their directive, everything else by its first word.
[[nodiscard]] bool named_by_directive(const document& doc, node_id id) noexcept;

/// The keyword of a statement, unquoted; empty for the root and for what has none.
[[nodiscard]] std::string_view name_of(const document& doc, node_id id) noexcept;

/// The words behind the keyword. Of includes and definitions that is the rest of the line, unsplit.
[[nodiscard]] std::vector<token> arguments(const document& doc, node_id id);

/// The layout around the tokens of a document. A line here ends with a newline token, so a quoted word or a
/// continuation may span several lines of the file.
class layout {
public:
    explicit layout(const document& doc) : doc_{doc}, tokens_{doc.tokens()} {}

    /// The first token of a statement, or of the directives such as "@host" before it on its line, which go with it.
    [[nodiscard]] std::uint32_t first_token(node_id id) const noexcept;
    /// Whether nothing but blanks stands before the token on its line.
    [[nodiscard]] bool starts_line(std::uint32_t token) const noexcept;
    /// Whether nothing but blanks and a comment stands from the token `next` to the end of the line.
    [[nodiscard]] bool ends_line(std::uint32_t next) const noexcept;
    /// The first byte of the line that holds the token.
    [[nodiscard]] std::uint32_t line_begin(std::uint32_t token) const noexcept;
    /// The byte after the line ending of the line that holds the token; the end of the text when it has none.
    [[nodiscard]] std::uint32_t line_end(std::uint32_t token) const noexcept;
    /// Whether the line that holds the token has a line ending.
    [[nodiscard]] bool has_newline(std::uint32_t token) const noexcept;
    /// The blanks that the line of the token starts with.
    [[nodiscard]] std::string_view indentation(std::uint32_t token) const noexcept;
    /// Whether both tokens stand on one line.
    [[nodiscard]] bool same_line(std::uint32_t a, std::uint32_t b) const noexcept;
    /// The line ending in use near the token; LF when there is none.
    [[nodiscard]] std::string_view newline_near(std::uint32_t token) const noexcept;
    /// One level of indentation, from the first block that shows it; `fallback` when none does.
    [[nodiscard]] std::string_view indent_unit(std::string_view fallback) const noexcept;
    /// The blanks directly before the token, or an empty span.
    [[nodiscard]] span blank_before(std::uint32_t token) const noexcept;
    /// The blanks that the token `next` is, or an empty span before it.
    [[nodiscard]] span blank_at(std::uint32_t next) const noexcept;
    /// The index of the '}' of a closed block.
    [[nodiscard]] std::uint32_t close_token(node_id id) const noexcept { return doc_.at(id).end_token - 1; }

private:
    [[nodiscard]] bool is(std::uint32_t token, token_kind kind) const noexcept {
        return token < tokens_.size() && tokens_[token].kind() == kind;
    }
    [[nodiscard]] std::uint32_t first_of_line(std::uint32_t token) const noexcept;
    [[nodiscard]] std::uint32_t end_of_line(std::uint32_t token) const noexcept;

    const document& doc_;
    std::span<const token> tokens_;
};

}  // namespace hakit::text

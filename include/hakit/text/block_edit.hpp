/// Edits of statements that follow the layout of their neighbours, for every grammar with blocks in braces.
///
/// Each function computes edits for apply_edits() and changes nothing itself; parse the new text to go on. Bytes that
/// need not change are not touched: comments, blank lines, quoting and line endings stay. That the new words mean what
/// they should is for the grammar to check, by parsing the result.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/text_edit.hpp>

#include <string_view>
#include <vector>

namespace hakit::text {

/// What to write where the text itself gives no example.
struct block_syntax {
    char comment = '#';                ///< starts a comment
    std::string_view indent = "    ";  ///< one level
    bool brace_on_same_line = true;    ///< "name {", else the brace stands on a line of its own
};

/// Replaces the words after the keyword. Words that stay the same are not touched, nor the blanks between words, nor a
/// comment or block behind them. `words` are separated by blanks, those in double quotes may hold blanks; none removes
/// all words. invalid_argument for the root, for a statement without a keyword and for words that hold a line ending.
[[nodiscard]] result<std::vector<text_edit>> set_words(const document& doc, node_id id, std::string_view words);

/// Puts a statement into the block of `parent` (the root: into the text), behind the child `after`, or at the end with
/// no_node. Indentation and line endings are those of the nearest siblings, else one level deeper than `parent`. A
/// block on one line is opened up; a parent without a block gets one. `statement` may have several lines, which are
/// indented alike. invalid_argument when it is blank, or when `after` is not a child of `parent`; refused when it would
/// land in a block that is never closed.
[[nodiscard]] result<std::vector<text_edit>> insert_statement(const document& doc, node_id parent, node_id after,
                                                              std::string_view statement,
                                                              const block_syntax& syntax = {});

/// Removes a statement with its lines and the comment behind it; with `with_leading_comments` also the lines of comment
/// directly above. A statement that shares a line with others loses only its own bytes and the blanks beside them.
/// invalid_argument for the root.
[[nodiscard]] result<std::vector<text_edit>> remove_statement(const document& doc, node_id id,
                                                              bool with_leading_comments = false);

/// Puts `comment` and a blank before each line of a statement that is not blank, at the indentation of its first line.
/// invalid_argument for the root; refused when other statements share its lines.
[[nodiscard]] result<std::vector<text_edit>> comment_out(const document& doc, node_id id, char comment = '#');

/// Takes one comment character, and one blank behind it, off each line that `where` touches: undoes comment_out().
/// refused when one of these lines is neither blank nor a comment, or when none is a comment.
[[nodiscard]] result<std::vector<text_edit>> uncomment(const document& doc, span where, char comment = '#');

}  // namespace hakit::text

/// ipvsadm rule files and shell scripts as written: the lossless document.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::ipvsadm {

enum class dialect {
    rules,  ///< what `ipvsadm -S` writes and `ipvsadm -R` reads: a command a line, words between blanks, no quoting
    shell,  ///< a script; the commands of ipvsadm are found among the others
};

/// Rules when every line is empty, a comment, or starts with '-' or with ipvsadm as a word and has nothing that only a
/// shell understands; else shell.
[[nodiscard]] dialect detect(std::string_view text) noexcept;

/// Reads any bytes. Never fails: document.text() == source.text() always. O(size).
///
/// Every command is a statement without a block. In the shell dialect a word keeps its quotes, blanks and comments are
/// told apart, a backslash before a newline is a blank, and what stands between commands (`;`, `&&`, `|`, parentheses,
/// redirections) is a raw token. A `#` starts a comment in both dialects, although ipvsadm -R knows none: bind() says
/// so.
[[nodiscard]] text::document parse(text::source source, dialect spoken, const text::limits& bounds = {});

}  // namespace hakit::ipvsadm

/// corosync.conf as written: the lossless document.
#pragma once

#include <hakit/corosync/target.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::corosync {

/// Reads any bytes as corosync.conf. Never fails: document.text() == source.text() always, and what is wrong with
/// lines, names, braces or bytes is in document.diagnostics(). O(size).
///
/// The format is a list of lines (exec/coroparse.c): a line with a '{' opens a section, else one with a ':' is a key
/// and its value, else a '}' alone closes. There are no quotes, no continuations and no comments behind a value. A
/// section is a statement with a block whose only word is its name; a key is a statement of two words, the second one
/// being the whole value with its blanks, or of one word when the value is empty. The ':' is a raw token.
[[nodiscard]] text::document parse(text::source source, const text::limits& bounds = {}, const target& aim = {});

}  // namespace hakit::corosync

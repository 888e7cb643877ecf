/// keepalived.conf as written: the lossless document.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::keepalived {

/// Reads any bytes as keepalived.conf. Never fails: document.text() == source.text() always, and what is wrong with
/// quotes, braces or bytes is in document.diagnostics(). O(size); about 2.5 times the text in memory.
///
/// Statements are lines; a block belongs to the last statement before its '{'. Lines such as `$NAME=...`, `include
/// ...`,
/// `@id ...` and `~SEQ(...) ...` are kept as written (see expand.hpp for what they stand for).
[[nodiscard]] text::document parse(text::source source, const text::limits& bounds = {});

}  // namespace hakit::keepalived

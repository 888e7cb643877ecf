/// crm shell configuration (`crm configure`) as written: the lossless document.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::crm {

/// Reads any bytes as the text that `crm configure load` takes and `crm configure show` prints. Never fails:
/// document.text() == source.text() always, and what is wrong with quotes, words or the order of words is in
/// document.diagnostics(). O(size).
///
/// A statement is a logical line: a `\` at the end of a line joins the next one, without its indentation. `name=value`
/// is three tokens. The rest of an `xml` statement, a prompt (`crm(live)configure#`) and a command prefix
/// (`crm configure`) are raw tokens, which are no words of the statement.
[[nodiscard]] text::document parse(text::source source, const text::limits& bounds = {});

}  // namespace hakit::crm

/// sysctl.conf and files of sysctl.d as written: the lossless document.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::sysctl {

/// Reads any bytes as sysctl.conf(5). Never fails: document.text() == source.text() always, and what is wrong with the
/// lines is in document.diagnostics(). O(size).
///
/// Each line that is neither blank nor a comment is a statement: its word is the key as written, a directive "-" in
/// front of it and the directive "=" behind it are there when the line has them, and a raw token is the value. A
/// comment starts with '#' or ';' as the first byte that is no blank; there are no others, no quotes and no continued
/// lines.
[[nodiscard]] text::document parse(text::source source, const text::limits& bounds = {});

}  // namespace hakit::sysctl

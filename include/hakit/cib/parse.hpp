/// CIB XML as written: the lossless document.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::cib {

/// Any bytes as a document whose text is those bytes: an element is a statement with its name and the values of its
/// attributes as words, and what stands between its tags as its block. What read() finds is in its diagnostics. The
/// model (read.hpp) is what to work with; the document is for programs that treat all formats alike. O(size).
[[nodiscard]] text::document parse(text::source source, const text::limits& bounds = {});

}  // namespace hakit::cib

/// A text with the parts of its statements, for those who need both. Internal.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

#include "crm/syntax.hpp"

namespace hakit::crm {

struct reading {
    text::document document;
    syntax tree;  ///< refers to the document's text
};

/// As parse(), with what the grammar found on the way.
[[nodiscard]] reading read_text(text::source source, const text::limits& bounds = {});

}  // namespace hakit::crm

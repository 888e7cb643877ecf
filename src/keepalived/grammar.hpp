/// The grammar of keepalived.conf as a function over a tape builder. Internal.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

#include "keepalived/braces.hpp"

namespace hakit::keepalived {

enum class dialect {
    written,   ///< with definitions, includes, conditions and sequences
    expanded,  ///< only statements and blocks are left
};

/// `column` tells where the bytes were written; empty: as they stand in `source`.
[[nodiscard]] text::document parse_as(dialect d, text::source source, const text::limits& bounds,
                                      const column_finder& column = {});

}  // namespace hakit::keepalived

/// The grammar of keepalived.conf as a function over a tape builder. Internal.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

namespace hakit::keepalived {

enum class dialect {
    written,   ///< with definitions, includes, conditions and sequences
    expanded,  ///< only statements and blocks are left
};

[[nodiscard]] text::document parse_as(dialect d, text::source source, const text::limits& bounds);

}  // namespace hakit::keepalived

/// The grammar of keepalived.conf as a function over a tape builder. Internal.
#pragma once

#include <hakit/text/document.hpp>
#include <hakit/text/limits.hpp>

#include "keepalived/braces.hpp"

#include <optional>

namespace hakit::keepalived {

enum class dialect {
    written,   ///< with definitions, includes, conditions and sequences
    expanded,  ///< only statements and blocks are left
};

/// `column` tells where the bytes were written; empty: as they stand in `source`.
[[nodiscard]] text::document parse_as(dialect d, text::source source, const text::limits& bounds,
                                      const column_finder& column = {});

/// Whether the text is longer than is read at all.
[[nodiscard]] bool exceeds_limit(const text::source& source, const text::limits& bounds) noexcept;

/// A section of a text in the written dialect, which begins and ends with whole lines. Nullopt when it cannot be read
/// without the rest: what is wrong with it or needs expansion may reach beyond it.
[[nodiscard]] std::optional<text::document> parse_section(text::source source, const text::limits& bounds,
                                                          text::span section);

}  // namespace hakit::keepalived

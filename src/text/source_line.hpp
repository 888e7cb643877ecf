/// One line of a source as a terminal shows it, with the place marked below. Internal.
#pragma once

#include <hakit/text/render.hpp>

#include <text/redact.hpp>

#include <string>

namespace hakit::text {

/// The text of the first line that a place touches and the marks that go below it.
struct source_excerpt {
    std::uint32_t line = 1;  ///< from 1
    std::string text;    ///< tabs expanded, controls escaped, secrets replaced, cut to render_options::max_line columns
    std::string indent;  ///< blanks up to the marks
    std::string marks;   ///< at least one '^'
    std::uint32_t last_line = 1;  ///< where the place ends
};

[[nodiscard]] source_excerpt excerpt_of(const workspace& files, location place, const render_options& options,
                                        const redactor& secrets);

}  // namespace hakit::text

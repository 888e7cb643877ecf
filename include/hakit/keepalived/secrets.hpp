/// Where a configuration holds passwords and keys.
#pragma once

#include <hakit/keepalived/expand.hpp>
#include <hakit/text/span.hpp>

#include <vector>

namespace hakit::keepalived {

/// The places of all secret values of an expanded text, as they were written: quotes left out, one a word. For a value
/// that comes out of a definition, its use and its place in the definition. Misplaced and unreadable ones count, too.
/// For text::render_options::secrets. O(size of the text).
[[nodiscard]] std::vector<text::location> secrets(const expansion& view);

}  // namespace hakit::keepalived

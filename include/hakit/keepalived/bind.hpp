/// From the expanded text to the typed configuration.
#pragma once

#include <hakit/keepalived/config.hpp>
#include <hakit/keepalived/expand.hpp>
#include <hakit/keepalived/target.hpp>
#include <hakit/text/diagnostic.hpp>

namespace hakit::keepalived {

/// Reads the configuration that keepalived would build, and reports every keyword and value it would not take, or take
/// otherwise. Never fails: what cannot be read is left out, as keepalived does. Spans in the result belong to
/// view.document(). Findings that need more than one statement are check()'s.
[[nodiscard]] config bind(const expansion& view, const target& aim, text::diagnostic_list& out);

}  // namespace hakit::keepalived

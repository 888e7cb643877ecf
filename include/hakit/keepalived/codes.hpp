/// The table of keepalived diagnostics: KA00xx text, KA01xx keywords and values, KA02xx VRRP, KA03xx virtual servers
/// and checkers, KA04xx globals, trackers and the rest. Codes are stable: never renumbered, never reused.
#pragma once

#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::keepalived {

/// All codes, sorted by id; docs/codes.md is made of this table.
[[nodiscard]] std::span<const text::code_info> codes() noexcept;

}  // namespace hakit::keepalived

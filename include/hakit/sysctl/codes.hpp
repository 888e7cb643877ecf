/// The table of sysctl diagnostics: SY00xx lines, SY01xx keys, SY02xx values, SY03xx what the settings amount to. Codes
/// are stable: never renumbered, never reused.
#pragma once

#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::sysctl {

/// All codes, sorted by id; docs/codes.md is made of this table.
[[nodiscard]] std::span<const text::code_info> codes() noexcept;

}  // namespace hakit::sysctl

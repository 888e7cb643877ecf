/// The table of crm diagnostics: CR00xx text, CR01xx statements, CR02xx words and values, CR03xx what crmsh takes
/// silently. Codes are stable: never renumbered, never reused.
#pragma once

#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::crm {

/// All codes, sorted by id; docs/codes.md is made of this table.
[[nodiscard]] std::span<const text::code_info> codes() noexcept;

}  // namespace hakit::crm

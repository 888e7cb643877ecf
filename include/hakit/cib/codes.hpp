/// The table of CIB diagnostics: CB00xx the XML, CB01xx the schema, CB02xx references, CB03xx values and options,
/// CB04xx resources, CB05xx constraints, CB06xx fencing, CB07xx agents. Codes are stable: never renumbered, never
/// reused.
#pragma once

#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::cib {

/// All codes, sorted by id.
[[nodiscard]] std::span<const text::code_info> codes() noexcept;

}  // namespace hakit::cib

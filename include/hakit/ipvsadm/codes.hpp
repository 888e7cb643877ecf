/// The table of ipvsadm diagnostics: IA00xx text, IA01xx options, IA02xx values, IA03xx what ipvsadm takes silently,
/// IA04xx the order of commands. Codes are stable: never renumbered, never reused.
#pragma once

#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::ipvsadm {

/// All codes, sorted by id.
[[nodiscard]] std::span<const text::code_info> codes() noexcept;

}  // namespace hakit::ipvsadm

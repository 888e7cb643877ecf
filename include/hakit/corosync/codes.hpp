/// The table of corosync diagnostics: CS00xx lines and braces, CS01xx keys and values, CS02xx the protocol, CS03xx
/// nodes and links, CS04xx quorum, CS05xx the rest, CS06xx migration. Codes are stable: never renumbered, never reused.
#pragma once

#include <hakit/text/diagnostic.hpp>

#include <span>

namespace hakit::corosync {

/// All codes, sorted by id.
[[nodiscard]] std::span<const text::code_info> codes() noexcept;

}  // namespace hakit::corosync

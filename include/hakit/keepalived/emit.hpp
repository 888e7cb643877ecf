/// From the typed configuration back to text.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/keepalived/target.hpp>

#include <optional>
#include <string>

namespace hakit::keepalived {

struct emit_options {
    unsigned indent = 4;  ///< blanks a level, at most 16
    /// Write REDACTED for secrets. The text is then for people: keepalived would take the word for the password.
    bool redact = false;
    /// Behind the settings of each block, comments that say what this release uses for the keywords that are not there.
    std::optional<release> defaults = {};
    /// Refuse keywords that this release does not know yet; without it all are written.
    std::optional<release> version = {};
};

/// The configuration as canonical keepalived.conf text: one statement a line, current keyword names, values quoted when
/// they need it, and everything that is referred to (tracked files, scripts, BFD sessions, groups) in front of what
/// refers to it. expand() and bind() of the text give an equal configuration.
///
/// Fails with invalid_argument, the message naming the path, for what keepalived cannot be told: a double quote, a line
/// feed or a NUL byte in a plain value, "$_" or "${_" (they name its own definitions), a block without its name, a line
/// of more than 1022 bytes; and with unsupported for a keyword that emit_options::version lacks.
/// Flags that are set to false are left out, which is how keepalived is told so.
[[nodiscard]] result<std::string> emit(const config& c, const emit_options& options = {});

}  // namespace hakit::keepalived

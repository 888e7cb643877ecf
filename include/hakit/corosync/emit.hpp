/// From the typed configuration back to text.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/corosync/config.hpp>
#include <hakit/corosync/target.hpp>

#include <optional>
#include <string>

namespace hakit::corosync {

struct emit_options {
    unsigned indent = 4;  ///< blanks a level, at most 16
    /// Write REDACTED for secrets. The text is then for people.
    bool redact = false;
    /// Behind the keys of each section, comments that say what this release uses for the keys that are not there.
    std::optional<release> defaults = {};
};

/// The configuration as canonical corosync.conf: one key a line, sections in the order of the schema. bind() of the
/// text gives an equal configuration. Fails with invalid_argument, the message naming the path, for what a line cannot
/// hold: a line feed, a NUL byte, a '{', blanks at the ends of a value, a name with ':' or of more than 254 bytes with
/// its sections, a line of more than 510 bytes.
[[nodiscard]] result<std::string> emit(const config& c, const emit_options& options = {});

}  // namespace hakit::corosync

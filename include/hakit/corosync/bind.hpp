/// From the document to the typed configuration.
#pragma once

#include <hakit/corosync/config.hpp>
#include <hakit/corosync/target.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/document.hpp>

namespace hakit::corosync {

/// Reads the configuration that corosync would build, and reports every section, key and value that it would refuse or
/// take otherwise. Never fails: what cannot be read is left out. Findings that need more than one key are check()'s.
/// O(size).
[[nodiscard]] config bind(const text::document& doc, const target& aim, text::diagnostic_list& out);

}  // namespace hakit::corosync

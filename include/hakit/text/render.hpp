/// Diagnostics for people (text), programs (JSON) and code scanners (SARIF 2.1.0).
#pragma once

#include <hakit/text/diagnostic.hpp>
#include <hakit/text/workspace.hpp>

#include <span>
#include <string>

namespace hakit::text {

struct render_options {
    bool colour = false;          ///< ANSI colours; only for a terminal
    unsigned tab_width = 8;       ///< columns between tab stops in the shown source line
    unsigned max_line = 160;      ///< longer source lines are shown around the place, in columns
    bool show_source = true;      ///< the source line with its carets
};

/// "file:line:column: error[KA0107]: message", the line with carets, notes and the fix, for each diagnostic.
[[nodiscard]] std::string render_text(const workspace& files, const diagnostic_list& list, const render_options& options = {});

/// {"schema":"hakit-diagnostics-1","diagnostics":[{code, severity, message, file, line, column, end_line, end_column, offset,
/// length, notes, fix}], "left_out": N}. Lines and columns count from 1, columns in code points, offsets in bytes.
/// Bytes that are not UTF-8 are replaced by U+FFFD.
[[nodiscard]] std::string render_json(const workspace& files, const diagnostic_list& list);

/// A SARIF 2.1.0 log with one run. `columnKind` is unicodeCodePoints; fixes become artifactChanges.
[[nodiscard]] std::string render_sarif(const workspace& files, const diagnostic_list& list);

/// A line such as "2 errors, 1 warning"; empty without diagnostics.
[[nodiscard]] std::string summary(const diagnostic_list& list);

}  // namespace hakit::text

/// Diagnostics for people (text), programs (JSON) and code scanners (SARIF 2.1.0).
#pragma once

#include <hakit/text/diagnostic.hpp>
#include <hakit/text/workspace.hpp>

#include <string>
#include <vector>

namespace hakit::text {

/// How diagnostics are shown. JSON and SARIF heed `secrets` alone.
struct render_options {
    bool colour = false;      ///< ANSI colours; only for a terminal
    unsigned tab_width = 8;   ///< columns between tab stops in the shown source line, 1 to 16
    unsigned max_line = 160;  ///< longer source lines are shown around the place, in columns, at least 40
    bool show_source = true;  ///< the source line with its carets
    /// Places of passwords and keys. Their bytes are shown as `********` in source lines, messages and titles, and
    /// edits that would show them are withheld. A secret of up to three characters is only recognised in a message as a
    /// whole word.
    std::vector<location> secrets;
};

/// "file:line:column: error[KA0107]: message", the line with carets, notes and the fix, for each diagnostic. Control
/// characters and invalid UTF-8 of the file are shown as escapes such as `\x1b`, so that a file cannot steer the
/// terminal.
[[nodiscard]] std::string render_text(const workspace& files, const diagnostic_list& list,
                                      const render_options& options = {});

/// {"schema":"hakit-diagnostics-1","diagnostics":[{code, severity, message, file, line, column, end_line, end_column,
/// offset, length, notes, fix}], "left_out": N, "left_out_by_severity": {error, warning, hint}}. Lines and columns
/// count from 1, columns in code points, offsets in bytes. A note is {message} or {message, file, line, ... length}; a
/// fix is null or {title, applicability, edits:[{line, ... length, replacement}]}, where `edits` is null when they
/// cannot be shown: because of a secret, or because they are not UTF-8. Elsewhere bytes that are not UTF-8 are replaced
/// by U+FFFD.
[[nodiscard]] std::string render_json(const workspace& files, const diagnostic_list& list,
                                      const render_options& options = {});

/// A SARIF 2.1.0 log with one run. `columnKind` is unicodeCodePoints; fixes become artifactChanges, those that cannot
/// be shown are left out. Relative file names become relative URIs, absolute ones file: URIs.
[[nodiscard]] std::string render_sarif(const workspace& files, const diagnostic_list& list,
                                       const render_options& options = {});

/// The diagnostics with the secrets in their messages, notes and titles shown as `********`, for programs that do not
/// render. The edits of fixes stay as they are: they are to be applied, and an applied `********` would be a new
/// password.
[[nodiscard]] std::vector<diagnostic> redacted(const workspace& files, const diagnostic_list& list,
                                               const std::vector<location>& secrets);

/// A line such as "2 errors, 1 warning"; empty without diagnostics.
[[nodiscard]] std::string summary(const diagnostic_list& list);

}  // namespace hakit::text

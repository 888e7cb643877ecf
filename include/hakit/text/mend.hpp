/// Changes that are judged before anybody writes them, the same for every format: a text may not get worse.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/workspace.hpp>

#include <functional>
#include <string>
#include <vector>

namespace hakit::text {

/// What a format says about a configuration.
struct findings {
    diagnostic_list diagnostics;
    std::vector<location> secrets;  ///< places of passwords and keys
};

/// Reads and checks the configuration that starts with a file of the workspace.
using checker = std::function<findings(workspace&, file_id)>;

/// The findings of that level in `after` that `before` has not, by code and message: places move when a text is edited.
[[nodiscard]] diagnostic_list new_findings(const diagnostic_list& before, const diagnostic_list& after, severity level);

/// The text of file `id` with the edits, after `check` has seen it: refused when it has errors that the file has not
/// (the message lists them, without secrets) unless `force` is set. A failure of `edits` passes through. The new text
/// joins the workspace when it has to be judged.
[[nodiscard]] result<std::string> finish_edit(workspace& files, file_id id, const result<std::vector<text_edit>>& edits,
                                              bool force, const checker& check);

/// A file with its new text; nothing is written.
struct mended_file {
    file_id id = 0;
    std::string name;
    std::string text;
};

struct mended {
    std::vector<mended_file> files;  ///< the files that change
    std::size_t applied = 0;         ///< fixes
    std::size_t remaining = 0;       ///< errors and warnings that are left
};

/// Applies the fixes that are certain, in all files of the configuration, once. Of two that overlap the first one is
/// taken; call again for what the new text brings up. refused when the result would have errors that the text has not.
[[nodiscard]] result<mended> apply_certain_fixes(workspace& files, file_id top, const checker& check);

}  // namespace hakit::text

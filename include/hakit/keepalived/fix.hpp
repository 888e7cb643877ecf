/// Mending what can be mended without asking.
#pragma once

#include <hakit/keepalived/check.hpp>

#include <string>
#include <vector>

namespace hakit::keepalived {

/// A file with its new text; nothing is written.
struct mended_file {
    text::file_id id = 0;
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
[[nodiscard]] result<mended> apply_certain_fixes(text::workspace& files, text::file_id top,
                                                 const check_options& options = {});

}  // namespace hakit::keepalived

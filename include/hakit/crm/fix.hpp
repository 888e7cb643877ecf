/// Mending what can be mended without asking.
#pragma once

#include <hakit/crm/check.hpp>
#include <hakit/text/mend.hpp>

namespace hakit::crm {

/// Applies the fixes that are certain, once; see text::apply_certain_fixes.
[[nodiscard]] result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id top,
                                                       const check_options& options = {});

}  // namespace hakit::crm

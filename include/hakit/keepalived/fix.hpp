/// Mending what can be mended without asking.
#pragma once

#include <hakit/keepalived/check.hpp>
#include <hakit/text/mend.hpp>

namespace hakit::keepalived {

/// check() as text::finish_edit() and text::apply_certain_fixes() want it. The facts of the options must outlive it.
[[nodiscard]] text::checker judge(const check_options& options);

/// text::apply_certain_fixes() for a keepalived.conf.
[[nodiscard]] result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id top,
                                                       const check_options& options = {});

}  // namespace hakit::keepalived

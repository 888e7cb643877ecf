/// Mending what can be mended without asking.
#pragma once

#include <hakit/sysctl/check.hpp>
#include <hakit/text/mend.hpp>

namespace hakit::sysctl {

/// check() as text::finish_edit() and text::apply_certain_fixes() want it. The facts of the options must outlive it.
[[nodiscard]] text::checker judge(const check_options& options);

/// text::apply_certain_fixes() for one file of settings.
[[nodiscard]] result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id id,
                                                       const check_options& options = {});

}  // namespace hakit::sysctl

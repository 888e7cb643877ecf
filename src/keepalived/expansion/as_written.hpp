/// A text in which nothing is to be expanded. Internal.
#pragma once

#include <hakit/keepalived/expand.hpp>

#include <vector>

namespace hakit::keepalived {

/// The expansion of a document without mistakes, includes, definitions, conditions and sequences. `sections`: of the
/// same text, when it was read in some.
[[nodiscard]] expansion as_written(text::document written, text::file_id file, std::vector<expansion> sections = {});

}  // namespace hakit::keepalived

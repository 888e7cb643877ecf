/// The part of `hakit check --for-run` that knows what `hakit run` does.
#pragma once

#include <hakit/formats/format.hpp>

namespace hakit::cli {

/// Comes before anything is read: standard input cannot be read twice, and `hakit` becomes hakit-machinery here.
void begin_run_findings();
/// Adds what `hakit run` would refuse or leave out of a keepalived.conf; nothing for other formats.
void add_run_findings(const formats::reading& read, text::diagnostic_list& all);

}  // namespace hakit::cli

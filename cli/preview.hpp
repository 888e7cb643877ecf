/// What a change would do to files, for people: unified diffs without secrets.
#pragma once

#include "input.hpp"

#include <string>
#include <vector>

namespace hakit::cli {

/// The unified diffs of files of one configuration and their new texts. Secrets are hidden unless `options` asks for
/// them; to know them, the configuration is read once as it is and once as it would be.
[[nodiscard]] std::string preview(const input_file& input, const std::vector<text::mended_file>& changed,
                                  const input_options& options, const formats::read_options& how);

}  // namespace hakit::cli

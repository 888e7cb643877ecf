/// What pasted documentation has in front of statements. Internal.
#pragma once

#include <cstddef>
#include <string_view>

namespace hakit::crm {

/// How many bytes at the start of `line` are a prompt and the words that lead to `crm configure`, with the blanks
/// behind them; 0 when the line starts with a statement. Knows `crm configure`, `sudo crm -F configure`,
/// `node1:~ # crm configure`, `crm(live)configure#` and `crm(live/node1)# configure`.
std::size_t prompt_length(std::string_view line) noexcept;

}  // namespace hakit::crm

/// What a shell makes of a word. Internal.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace hakit::ipvsadm {

using variables = std::map<std::string, std::string, std::less<>>;

struct shell_value {
    std::string text;
    bool known = true;     ///< false: it holds a substitution that cannot be followed, or a pattern
    bool verbatim = true;  ///< written without quotes and substitutions
};

[[nodiscard]] shell_value value_of(std::string_view written, const variables& known);

/// NAME of NAME=value; empty when the word is no assignment.
[[nodiscard]] std::string_view assigned_name(std::string_view written) noexcept;

}  // namespace hakit::ipvsadm

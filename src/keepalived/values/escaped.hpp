/// The words of the keywords that read their line with script quoting. Internal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// Splits as keepalived does for `regex`: single and double quotes join words and may start inside one; a backslash
/// makes \a \b \E \f \n \r \t \v \NNN \xHH.. and \cC, and any other character plain.
/// nullopt when a quote is not closed or a backslash ends the text.
[[nodiscard]] std::optional<std::vector<std::string>> escaped_words(std::string_view text);

/// `text` in double quotes, so that escaped_words() gives it back and nothing in it starts a comment, a block or a
/// definition: control characters, '"' and the '$' of a definition become \NNN.
[[nodiscard]] std::string escaped_quote(std::string_view text);

}  // namespace hakit::keepalived

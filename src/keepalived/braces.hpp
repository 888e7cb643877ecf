/// Braces that do not pair: which '{' lacks its '}' or is itself missing, which '}' is one too many. Internal.
///
/// keepalived only counts. Keywords and indentation tell where the mistake is: a keyword that its block does not know
/// but a block around it does, and a line that stands further left than its block allows.
#pragma once

#include <hakit/text/diagnostic.hpp>
#include <hakit/text/document.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// The tape of a document that may still be under construction.
struct tape {
    std::string_view text;
    std::span<const text::token> tokens;
    std::span<const text::node> nodes;
};

/// The column of the byte at an offset of the text, when nothing but blanks stands before it on the line on which it
/// was written.
using column_finder = std::function<std::optional<std::uint32_t>(std::uint32_t offset)>;

/// The same for a text itself. Columns count from 0; a tab goes to the next multiple of 8.
[[nodiscard]] std::optional<std::uint32_t> column_of(std::string_view text, std::uint32_t offset);

/// How the braces would pair without the mistakes.
struct mended_braces {
    struct gap {
        text::node_id block;  ///< has no '}'
        std::uint32_t place;  ///< the offset where it was expected
        std::string reason;   ///< why there; empty at the end of the text
    };
    struct early_close {
        std::uint32_t token;   ///< a '}' that is probably one too many
        text::node_id closes;  ///< the block that goes on behind it
    };
    std::vector<gap> missing;             ///< innermost first where several belong to one place
    std::vector<std::uint32_t> surplus;   ///< each '}' that closes nothing, as a token
    std::vector<early_close> early;       ///< the cause of each of the first `surplus`, or none
    std::vector<text::node_id> unopened;  ///< what lacks its '{': the causes of the last `surplus`
    bool explained = true;                ///< whether keywords and indentation agree on all of it
    std::vector<text::node_id> parents;   ///< of each node; empty when the braces pair
};

/// O(size of the tape).
[[nodiscard]] mended_braces mend_braces(const tape& in, const column_finder& column);

/// Reports what mend_braces() finds: one mistake, one diagnostic.
void report_braces(const tape& in, const column_finder& column, text::diagnostic_list& out);

}  // namespace hakit::keepalived

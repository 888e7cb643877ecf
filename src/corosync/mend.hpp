/// Braces that do not pair: the fewest '{' and '}' lines to remove or add so that they do, with the schema as the judge
/// between ways that are equally short. Internal.
#pragma once

#include <hakit/corosync/target.hpp>
#include <hakit/text/document.hpp>

#include <cstdint>
#include <vector>

namespace hakit::corosync {

/// One brace to remove or to add.
struct brace_edit {
    enum class kind : std::uint8_t { remove_close, remove_open, add_close };
    kind what = kind::remove_close;
    std::uint32_t token = 0;    ///< the brace to remove; of add_close the token that it goes in front of, or
                                ///< the number of tokens for the end of the text
    text::node_id section = 0;  ///< of remove_close the one that it would close, of the others the one concerned
};

/// How the braces would pair.
struct mending {
    std::vector<brace_edit> edits;  ///< in the order of the text; empty when the braces pair, or nothing was found
    bool found = false;
    /// Whether every other way of this length breaks the schema or the layout more often, or gives the same sections.
    bool certain = false;
};

/// Whether each '{' has its '}'. O(tokens).
[[nodiscard]] bool braces_pair(const text::document& doc) noexcept;

/// O(braces and keys) for a text of bounded damage; gives up beyond 200 edits.
[[nodiscard]] mending mend(const text::document& doc, const target& aim);

/// Reports one diagnostic for each run of neighbouring edits, and each unpaired brace alone when nothing was found.
void report_mending(const text::document& doc, const mending& m, text::diagnostic_list& out);

/// The edits of the text that carry all of it out.
[[nodiscard]] std::vector<text::text_edit> edits_of(const text::document& doc, const mending& m);

}  // namespace hakit::corosync

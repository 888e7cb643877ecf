/// What the checks must know about mistakes that were reported already, so that they do not speak of them again.
/// Internal.
#pragma once

#include <hakit/text/diagnostic.hpp>
#include <hakit/text/document.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// A line of the expanded text with a reference that is left as it is written. What it makes of the rest of its line is
/// no mistake of its own.
struct unresolved_line {
    text::span rest;  ///< of the expanded text, from the reference to the end of the line
    const text::code_info* code;
    text::location where;  ///< as it was reported
    std::string message;
};

struct damage {
    std::vector<unresolved_line> unresolved;  ///< in the order of the text, at most `most_unresolved`
    std::vector<text::node_id> parents;       ///< of each node, if the braces paired; empty when they do
    std::vector<text::node_id> unopened;      ///< the nodes that lack their '{', ascending

    static constexpr std::size_t most_unresolved = 10'000;

    /// Whether the block of a node was to begin behind it, where its '{' is missing.
    [[nodiscard]] bool is_unopened(text::node_id id) const noexcept {
        return std::binary_search(unopened.begin(), unopened.end(), id);
    }

    /// The reference that is to blame for a finding about `where`, or null.
    [[nodiscard]] const unresolved_line* cause(text::span where) const noexcept {
        const auto found = std::lower_bound(unresolved.begin(), unresolved.end(), where.end,
                                            [](const auto& line, auto end) { return line.rest.end < end; });
        return found != unresolved.end() && found->rest.begin < where.end ? &*found : nullptr;
    }
};

}  // namespace hakit::keepalived

/// Edits: the only way hakit changes a text.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/text/span.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::text {

/// Replace the bytes of `where` by `replacement`. An empty span inserts, an empty replacement deletes.
struct text_edit {
    span where;
    std::string replacement;
    friend bool operator==(const text_edit&, const text_edit&) = default;
};

/// Applies `edits` to `text` in one pass; every byte outside their spans stays as it is.
/// The edits may come in any order; several insertions at one place keep the order given.
/// invalid_argument when spans overlap or lie outside the text.
[[nodiscard]] result<std::string> apply_edits(std::string_view text, std::vector<text_edit> edits);

/// The edits that turn the result of apply_edits(text, edits) back into `text`.
/// invalid_argument as apply_edits.
[[nodiscard]] result<std::vector<text_edit>> invert_edits(std::string_view text, std::vector<text_edit> edits);

}  // namespace hakit::text

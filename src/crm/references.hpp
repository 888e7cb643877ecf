/// Who mentions an object by its id. Internal.
#pragma once

#include <hakit/text/text_edit.hpp>

#include "crm/syntax.hpp"

#include <string_view>
#include <vector>

namespace hakit::crm {

/// The bytes of each mention of `id`, the definition included; of `:ROLE` and quotes only the id.
[[nodiscard]] std::vector<text::span> mentions(std::string_view text, const syntax& tree, std::string_view id,
                                               bool of_node);

/// What goes with an object: the edits that remove its statement, and from others what cannot be without it.
[[nodiscard]] std::vector<text::text_edit> removal(std::string_view text, const syntax& tree, std::uint32_t statement);

/// The edit that takes the words [first, end) out of their statement.
[[nodiscard]] text::text_edit without_words(std::string_view text, const syntax& tree, std::uint32_t first,
                                            std::uint32_t end);

/// The edit that takes a statement away with its lines.
[[nodiscard]] text::text_edit without_statement(std::string_view text, const syntax& tree, std::uint32_t statement);

}  // namespace hakit::crm

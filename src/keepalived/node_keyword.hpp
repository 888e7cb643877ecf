/// From a node of the document as written to its row of the schema. Internal.
#pragma once

#include <hakit/keepalived/schema.hpp>
#include <hakit/text/document.hpp>

namespace hakit::keepalived {

/// The keyword of a statement in its block; null when the schema does not know it there, and for the lines of a list.
[[nodiscard]] const keyword* keyword_of(const text::document& doc, text::node_id id);

/// Whether the statement, or a block around it, holds a secret.
[[nodiscard]] bool is_secret(const text::document& doc, text::node_id id);

}  // namespace hakit::keepalived

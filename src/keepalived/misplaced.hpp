/// What to say about keywords that are unknown, misplaced or old. Internal.
#pragma once

#include <hakit/keepalived/schema.hpp>
#include <hakit/text/document.hpp>

#include "keepalived/reader.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// Reports the statement `id`, whose first word is `name`, as unknown among `known`: with the block where it belongs,
/// or the nearest keyword. `context` is the blocks around it, outermost first. A whole unknown block is one diagnostic.
void report_unknown_keyword(reader& in, const text::document& doc, text::node_id id, const word& name,
                            const keyword_table& known, const std::vector<std::string_view>& context);

/// The keyword of `known` that an unknown `name` was probably meant to be; empty when none is near.
[[nodiscard]] std::string_view nearest_keyword(std::string_view name, const keyword_table& known);

/// Reports the use of a deprecated name or of an alias, with the current name as fix.
void report_old_name(reader& in, const keyword& k);

}  // namespace hakit::keepalived

/// The tokens of one line by what they are. Internal.
#pragma once

#include <hakit/text/document.hpp>

#include <cstdint>

namespace hakit::sysctl {

struct statement_parts {
    bool dash = false;
    bool equals = false;
    text::span dash_where;
    text::span key;  ///< without the dash and the blanks around; empty when there is none
    text::span equals_where;
    text::span value;  ///< behind the last token when there is none
};

[[nodiscard]] statement_parts parts_of(const text::document& doc, text::node_id id);

}  // namespace hakit::sysctl

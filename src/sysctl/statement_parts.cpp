#include "sysctl/statement_parts.hpp"

namespace hakit::sysctl {

statement_parts parts_of(const text::document& doc, text::node_id id) {
    statement_parts parts;
    const auto& node = doc.at(id);
    const auto whole = doc.where(id);
    parts.key = {whole.begin, whole.begin};
    parts.value = {whole.end, whole.end};
    for (auto i = node.first_token; i < node.end_token; ++i) {
        const auto& token = doc.tokens()[i];
        const auto where = token.where();
        switch (token.kind()) {
            case text::token_kind::directive:
                if (where.of(doc.text()) == "=") {
                    parts.equals = true;
                    parts.equals_where = where;
                } else {
                    parts.dash = true;
                    parts.dash_where = where;
                    parts.key = {where.end, where.end};
                }
                break;
            case text::token_kind::word: parts.key = where; break;
            case text::token_kind::raw: parts.value = where; break;
            default: break;
        }
    }
    return parts;
}

}  // namespace hakit::sysctl

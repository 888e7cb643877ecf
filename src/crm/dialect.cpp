#include <hakit/crm/dialect.hpp>

namespace hakit::crm {

std::string_view to_string(dialect d) noexcept { return d == dialect::crmsh_4 ? "4.4" : "5.0"; }

std::optional<dialect> parse_dialect(std::string_view text) noexcept {
    if (text == "4" || text.starts_with("4.")) return dialect::crmsh_4;
    if (text == "5" || text.starts_with("5.")) return dialect::crmsh_5;
    return std::nullopt;
}

}  // namespace hakit::crm

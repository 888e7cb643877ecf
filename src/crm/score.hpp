/// Scores, and what the crm shell calls them. Internal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hakit::crm {

/// "inf", "-INFINITY", "mandatory", "100" as XML has them; none for what crmsh takes for the name of an attribute.
std::optional<std::string> canonical_score(std::string_view written);

/// "inf" for INFINITY, as crmsh writes it; anything else as it is.
std::string short_score(std::string_view score);

}  // namespace hakit::crm

/// Texts in JSON, also those that are not UTF-8. Internal.
#pragma once

#include <hakit/base/result.hpp>

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace hakit::corosync {

/// The text, or {"bytes": "61ff"} when it is not UTF-8.
[[nodiscard]] nlohmann::ordered_json json_text(std::string_view text);
/// The other way; nothing for anything else.
[[nodiscard]] std::optional<std::string> text_from_json(const nlohmann::ordered_json& in);

}  // namespace hakit::corosync

/// The CIB as JSON, both ways.
///
/// {"schema": "hakit-cib-1",
///  "root": {"element": "cib", "attributes": {"validate-with": "pacemaker-3.9", ...}, "children": [
///    {"element": "configuration", "children": [...]}, {"comment": " why "}, {"text": "..."}]}}
///
/// - "attributes" and "children" are absent when there are none; the order is that of the XML.
/// - Comments in front of the root and behind it are in "before" and "after".
/// - A text that is not UTF-8 is {"bytes": "61ff"}, its bytes in hexadecimal.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/cib/model.hpp>

#include <nlohmann/json.hpp>

#include <string_view>

namespace hakit::cib {

/// The value of the member "schema".
inline constexpr std::string_view config_json_schema = "hakit-cib-1";

struct json_options {
    bool secrets = false;  ///< write secrets; otherwise they are null, which from_json() refuses
};

[[nodiscard]] nlohmann::ordered_json to_json(const config& c, const json_options& options = {});
/// One element, as in "root".
[[nodiscard]] nlohmann::ordered_json to_json(const element& e, const json_options& options = {});

/// The configuration that to_json() made. Fails with invalid_argument, the message naming the JSON path, for unknown
/// members, wrong types and hidden secrets; with limit_exceeded when it is nested more than 128 levels deep.
[[nodiscard]] result<config> from_json(const nlohmann::ordered_json& in);

/// A JSON Schema (draft 2020-12) of that format.
[[nodiscard]] nlohmann::ordered_json json_schema();

}  // namespace hakit::cib

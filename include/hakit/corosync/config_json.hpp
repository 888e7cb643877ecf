/// The typed configuration as JSON, both ways.
///
/// {"schema": "hakit-corosync-1", "totem": {"version": 2, "interface": [{"linknumber": 0}]},
///  "nodelist": {"node": [{"ring0_addr": "10.0.0.1", "nodeid": 1, "name": "n1"}]}, "quorum": {"two_node": 1}}
///
/// - Members are the keys and sections. What the configuration does not say is absent.
/// - A section that may stand several times is an array of objects, any other an object.
/// - Keys that the schema does not know are in the member "other" of their section: [{"path": "foo.bar", "value":
/// "1"}].
/// - Numbers are numbers, everything else is a string; one that is not UTF-8 is {"bytes": "61ff"}.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/corosync/config.hpp>
#include <hakit/corosync/target.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string_view>

namespace hakit::corosync {

/// The value of the member "schema".
inline constexpr std::string_view config_json_schema = "hakit-corosync-1";

struct json_options {
    bool secrets = false;  ///< write secrets; otherwise they are null, which from_json() refuses
    /// Give each section a member "defaults", {"token": "3000 since 3.1.0"}: what this release uses, in words, for the
    /// keys that it does not have. from_json() refuses it.
    std::optional<release> defaults = {};
};

/// The configuration as JSON; members in the order of the schema.
[[nodiscard]] nlohmann::ordered_json to_json(const config& c, const json_options& options = {});

/// The configuration that to_json() made. Fails with invalid_argument, the message naming the JSON path, for unknown
/// members, wrong types and numbers outside of their type. Values may lack what only check() would find.
[[nodiscard]] result<config> from_json(const nlohmann::ordered_json& in);

/// A JSON Schema (draft 2020-12) of that format, made of the table.
[[nodiscard]] nlohmann::ordered_json json_schema();

}  // namespace hakit::corosync

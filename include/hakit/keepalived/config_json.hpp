/// The typed configuration as JSON, both ways.
///
/// {"schema": "hakit-keepalived-1", "global_defs": {...}, "vrrp_instance": [{"name": "VI_1", ...}],
///  "virtual_server": [{"address": "192.0.2.1", "port": 80, "lb_algo": "rr", "real_server": [...]}]}
///
/// - Members are the keywords, under their current names. What the configuration does not say is absent.
/// - A block that may stand several times is an array of objects, any other an object. The name of a block is its
///   member "name"; addresses are "address" and "port", a firewall mark is "fwmark", a group "group".
/// - A block of lines or words is an array; that of a block with a name is its member "entries".
/// - A text that is not UTF-8 is {"bytes": "61ff"}, its bytes in hexadecimal.
/// - Times are numbers of seconds, switches true or false.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/keepalived/target.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string_view>

namespace hakit::keepalived {

/// The value of the member "schema".
inline constexpr std::string_view config_json_schema = "hakit-keepalived-1";

struct json_options {
    bool secrets = false;  ///< write secrets; otherwise they are null, which from_json() refuses
    /// Give each block a member "defaults", {"priority": "100, or 255 with state MASTER"}: what this release
    /// uses, in words, for the keywords that the block does not have. from_json() refuses it.
    std::optional<release> defaults = {};
};

/// The configuration as JSON; members in the order of the keyword tables.
[[nodiscard]] nlohmann::ordered_json to_json(const config& c, const json_options& options = {});

/// The configuration that to_json() made. Fails with invalid_argument, the message naming the JSON path, for unknown
/// members, wrong types and values that keepalived would not take. A switch that is false is the same as an absent one
/// when keepalived has no word to switch it off. Values may lack what only check() would find.
[[nodiscard]] result<config> from_json(const nlohmann::ordered_json& in);

/// A JSON Schema (draft 2020-12) of that format, made of the keyword tables. It is a little more lenient than
/// from_json(), which is the judge.
[[nodiscard]] nlohmann::ordered_json json_schema();

}  // namespace hakit::keepalived

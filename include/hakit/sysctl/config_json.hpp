/// The settings as JSON, both ways.
///
/// {"schema": "hakit-sysctl-1", "settings": [
///    {"key": "net.ipv4.conf.all.arp_ignore", "value": "1"},
///    {"key": "net.ipv4.vs.conntrack", "value": "1", "ignore_failure": true},
///    {"key": "net.ipv4.conf.lo.rp_filter", "exclude": true}]}
///
/// in the order of the lines. A text that is not UTF-8 is {"bytes": "61ff"}, its bytes in hexadecimal.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/sysctl/config.hpp>
#include <hakit/sysctl/effective.hpp>
#include <hakit/text/workspace.hpp>

#include <nlohmann/json.hpp>

#include <string_view>
#include <vector>

namespace hakit::sysctl {

/// The value of the member "schema".
inline constexpr std::string_view config_json_schema = "hakit-sysctl-1";

struct json_options {
    /// Adds the member "defaults", {"net.ipv4.conf.*.arp_ignore": "0"}: what the kernel has, in words, for each known
    /// setting that is not there. from_json() refuses it.
    bool defaults = false;
};

[[nodiscard]] nlohmann::ordered_json to_json(const config& c, const json_options& options = {});

/// The settings that to_json() made. invalid_argument, the message naming the JSON path, for anything else.
[[nodiscard]] result<config> from_json(const nlohmann::ordered_json& in);

/// A JSON Schema (draft 2020-12) of that format.
[[nodiscard]] nlohmann::ordered_json json_schema();

/// Values with their origin: [{"key": ..., "value": ..., "pattern": ..., "file": ..., "line": 3}].
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<effective_value>& values, const text::workspace& files);

}  // namespace hakit::sysctl

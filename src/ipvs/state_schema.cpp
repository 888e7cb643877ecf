#include <hakit/ipvs/state_json.hpp>

namespace hakit::ipvs {

nlohmann::ordered_json state_json_schema() {
    return nlohmann::ordered_json::parse(R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "An IPVS table, hakit-ipvs-1",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "schema": {"const": "hakit-ipvs-1"},
    "services": {"type": "array", "items": {"$ref": "#/$defs/service"}},
    "timeouts": {
      "description": "Seconds; 0 keeps one.",
      "type": "object", "additionalProperties": false,
      "properties": {"tcp": {"$ref": "#/$defs/u32"}, "tcp_fin": {"$ref": "#/$defs/u32"}, "udp": {"$ref": "#/$defs/u32"}}
    },
    "sync_daemons": {"type": "array", "items": {"$ref": "#/$defs/daemon"}}
  },
  "$defs": {
    "u8": {"type": "integer", "minimum": 0, "maximum": 255},
    "u16": {"type": "integer", "minimum": 0, "maximum": 65535},
    "u32": {"type": "integer", "minimum": 0, "maximum": 4294967295},
    "service": {
      "type": "object", "additionalProperties": false,
      "oneOf": [{"required": ["fwmark"]}, {"required": ["address"]}],
      "properties": {
        "protocol": {"anyOf": [{"enum": ["tcp", "udp", "sctp"]}, {"$ref": "#/$defs/u16"}]},
        "address": {"type": "string"}, "port": {"$ref": "#/$defs/u16"},
        "fwmark": {"$ref": "#/$defs/u32"}, "family": {"enum": ["inet", "inet6"]},
        "scheduler": {"type": "string"}, "scheduler_flags": {"type": "integer", "minimum": 0, "maximum": 7},
        "persistence_timeout": {"description": "Seconds.", "$ref": "#/$defs/u32"},
        "persistence_mask": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/u8"}]},
        "persistence_engine": {"type": "string"}, "one_packet": {"type": "boolean"},
        "destinations": {"type": "array", "items": {"$ref": "#/$defs/destination"}}
      }
    },
    "destination": {
      "type": "object", "additionalProperties": false, "required": ["address"],
      "properties": {
        "address": {"type": "string"}, "port": {"$ref": "#/$defs/u16"},
        "forwarding": {"anyOf": [{"enum": ["masq", "local", "tunnel", "route", "bypass"]}, {"$ref": "#/$defs/u32"}]},
        "weight": {"type": "integer", "minimum": 0, "maximum": 2147483647},
        "upper_threshold": {"$ref": "#/$defs/u32"}, "lower_threshold": {"$ref": "#/$defs/u32"},
        "tunnel": {
          "type": "object", "additionalProperties": false,
          "properties": {"type": {"anyOf": [{"enum": ["ipip", "gue", "gre"]}, {"$ref": "#/$defs/u8"}]},
                         "port": {"$ref": "#/$defs/u16"}, "flags": {"$ref": "#/$defs/u16"}}
        }
      }
    },
    "daemon": {
      "type": "object", "additionalProperties": false, "required": ["role"],
      "properties": {
        "role": {"enum": ["master", "backup"]}, "interface": {"type": "string"}, "sync_id": {"$ref": "#/$defs/u32"},
        "max_length": {"$ref": "#/$defs/u16"}, "group": {"type": "string"}, "port": {"$ref": "#/$defs/u16"},
        "ttl": {"$ref": "#/$defs/u8"}
      }
    }
  }
})");
}

}  // namespace hakit::ipvs
